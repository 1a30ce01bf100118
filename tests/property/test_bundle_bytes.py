"""No change of a bundle's bytes goes unnoticed, and none is an exception.

A change is harmless only where the same files with the same bytes come out:
what a zip says beside them (times, rights, remarks) means nothing here.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sized
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.errors import InvalidInputError
from tcei_rules.service.audit.report import State
from tcei_rules.service.bundle.zipping import Unpacked, packed, unpacked
from tests.bundles import (
    checked,
    edited,
    gold_bundle,
    gold_files,
    of_kind,
    opening_of,
    relogged,
    reopened,
    together,
)
from tests.home import both_evaluators

TRIES = 5_000 if os.environ.get("TCEI_SOAK") else 200
WHOLE = gold_bundle().content
FILES = gold_files()


def outcome_of(content: bytes) -> Unpacked | None:
    """Return what comes out; nothing where it is refused in a sentence."""
    try:
        return unpacked(content)
    except InvalidInputError:
        return None


def is_found(content: bytes) -> bool:
    """Tell whether a check says that something is wrong."""
    try:
        return checked(content, evaluations=evaluations).state is State.FAILED
    except InvalidInputError:
        return True


def evaluations(ruleset: Ruleset) -> Evaluation:
    return both_evaluators(ruleset)


def test_every_flipped_bit_of_a_small_zip_changes_nothing_or_is_seen_when_unpacking() -> None:
    small = {"SHA256SUMS": b"sums", "entries/0.json": b"{}", "openings/aa": b"salt"}
    whole, harmless = packed(small), 0
    for place in range(8 * len(whole)):
        changed = bytearray(whole)
        changed[place // 8] ^= 1 << place % 8
        found = outcome_of(bytes(changed))
        if found is not None and found.files == small:
            assert found.broken == ()
            harmless += 1
        elif found is not None:
            assert found.broken or found.files.keys() != small.keys(), place

    assert 0 < harmless < 8 * len(whole) // 2


@settings(max_examples=TRIES // 10, deadline=None)
@given(index=st.integers(0, len(WHOLE) - 1), bit=st.integers(0, 7))
def test_a_flipped_byte_of_the_zip_is_found_or_harmless(index: int, bit: int) -> None:
    changed = bytearray(WHOLE)
    changed[index] ^= 1 << bit
    found = outcome_of(bytes(changed))

    assert is_found(bytes(changed)) or (found is not None and found.files == FILES)


@settings(max_examples=TRIES // 5, deadline=None)
@given(data=st.data())
def test_a_flipped_byte_of_a_file_is_found_though_the_sums_were_mended(data: st.DataObject) -> None:
    """Whoever packs it again with sums that fit cannot hide it: sums prove nothing.

    Only of what no signature covers, the words for people, is there nothing to find.
    """
    signed = sorted(FILES.keys() - {"README.txt", "explanation.txt", "SHA256SUMS"})
    name = data.draw(st.sampled_from(signed))
    index = data.draw(st.integers(0, len(FILES[name]) - 1))
    changed = bytearray(FILES[name])
    changed[index] ^= 1 << data.draw(st.integers(0, 7))

    assert is_found(together({**FILES, name: bytes(changed)}))


@settings(max_examples=TRIES // 10, deadline=None)
@given(data=st.data())
def test_whatever_a_file_is_replaced_by_gives_a_report(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FILES)))
    content = data.draw(st.binary(max_size=200) | st.sampled_from([b"{}", b"[]", b"null", b"0"]))

    checked(together({**FILES, name: content}), pinned=None, evaluations=evaluations)


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for name in _names(value):
        yield from _places(value[name], (*path, name))
    if path:
        yield path


def _names(value: Any) -> list[Any]:
    names: list[Any] = []
    if isinstance(value, dict):
        names.extend(cast("dict[str, Any]", value))
    elif isinstance(value, list):
        names.extend(range(len(cast("Sized", value))))
    return names


def _replaced(value: Any, path: tuple[Any, ...], by: Any) -> None:
    for step in path[:-1]:
        value = value[step]
    if by is None:
        del value[path[-1]]
    else:
        value[path[-1]] = by


UNBOUND = {
    "kind", "demonstration", "sought", "decided_at", "frozen_at", "start", "authentication",
    "validity", "confirmer", "decider", "role",
}  # fmt: skip
"""Members of entries that nothing else in a bundle repeats or limits on every side."""

ODD: list[Any] = [
    None, "", "0", "-1 FTE", "yes", "no such thing", "9999-12-31", "0001-01-01", 0, -1, 2**52, True,
    [], {}, [[]], {"x": "y"}, "sha256:" + "0" * 64, "01000000000000000000009999", "gold", "refused",
    "not met", "x" * 5_000,
]  # fmt: skip


@settings(max_examples=TRIES // 3, deadline=None)
@given(data=st.data())
def test_an_operator_who_forges_what_lies_behind_a_decision_gets_a_report(
    data: st.DataObject,
) -> None:
    """The ledger is rebuilt around it, so only what entries and engine say is left to look at."""
    member = data.draw(st.sampled_from(["facts", "history", "outcome", "packed"]))
    value = json.loads(FILES[opening_of(FILES, member)][32:])
    path = data.draw(st.sampled_from(sorted(_places(value), key=repr)))
    odd = data.draw(st.sampled_from(ODD))
    forged = reopened(FILES, member, lambda one: _replaced(one, path, odd))

    report = checked(together(forged), evaluations=evaluations)

    assert report.state is not State.UNCHECKED


@settings(max_examples=TRIES // 4, deadline=None)
@given(data=st.data())
def test_an_operator_who_forges_an_entry_gets_a_report(data: st.DataObject) -> None:
    kinds = ["publication", "case", "assessment", "decision", "certificate", "membership"]
    kind = data.draw(st.sampled_from(kinds))
    content = json.loads(FILES[of_kind(FILES, kind)])["content"]
    path = data.draw(st.sampled_from(sorted(_places(content), key=repr)))
    odd = data.draw(st.sampled_from(ODD))
    forged = edited(FILES, kind, lambda one: _replaced(one, path, odd))

    content_is_said_elsewhere = path[0] not in UNBOUND

    assert is_found(together(relogged(forged))) or not content_is_said_elsewhere or forged == FILES
