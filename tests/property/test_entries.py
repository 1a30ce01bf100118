"""Laws of entries: a record is in the ledger as the canonical form of what is recorded."""

from __future__ import annotations

import rfc8785
from hypothesis import assume, given
from hypothesis import strategies as st

from tcei_rules.domain.canonical import Json, canonical, read_json, sha256
from tcei_rules.domain.record import Record, RecordKind, entry
from tcei_rules.ledger.hashing import leaf_hash
from tests.property.test_canonical import keys, values

contents = st.dictionaries(keys, values, max_size=5)
ids = st.from_regex(r"[0-7][0-9A-HJKMNP-TV-Z]{25}", fullmatch=True)
kinds = st.sampled_from(RecordKind)
instants = st.datetimes().map(lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20))


def record(content: dict[str, Json], record_id: str, kind: RecordKind, at: str) -> Record:
    text = canonical(content)
    return Record(
        id=record_id,
        kind=kind,
        format=1,
        content=text.decode(),
        digest=sha256(text),
        recorded_at=at,
        ledger_index=0,
    )


@given(contents, ids, kinds, instants)
def test_an_entry_is_the_canonical_form_of_its_members(
    content: dict[str, Json], record_id: str, kind: RecordKind, at: str
) -> None:
    members: dict[str, Json] = {
        "id": record_id, "kind": str(kind), "content": content, "recorded_at": at,
    }  # fmt: skip

    made = record(content, record_id, kind, at).entry

    assert made == canonical(members) == rfc8785.dumps(members)
    assert read_json(made) == members


@given(contents, ids, kinds, instants, st.sampled_from(["id", "kind", "content", "recorded_at"]))
def test_whatever_is_recorded_otherwise_is_another_leaf(
    content: dict[str, Json], record_id: str, kind: RecordKind, at: str, part: str
) -> None:
    text = canonical(content).decode()
    parts = {"id": record_id, "kind": str(kind), "content": text, "recorded_at": at}
    others = {
        "id": "7" * 26, "kind": "another kind", "content": '{"another":1}',
        "recorded_at": "9999-12-31T23:59:59Z",
    }  # fmt: skip
    changed = parts | {part: others[part]}
    assume(changed != parts)

    def leaf(one: dict[str, str]) -> bytes:
        return leaf_hash(entry(one["id"], one["kind"], one["content"], one["recorded_at"]))

    assert leaf(changed) != leaf(parts)
