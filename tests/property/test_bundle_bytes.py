"""No change of a bundle's bytes goes unnoticed, and none is an exception.

A change is harmless only where the same files with the same bytes come out:
what a zip says beside them (times, rights, remarks) means nothing here.
"""

from __future__ import annotations

import os

from hypothesis import given, settings
from hypothesis import strategies as st

from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.errors import InvalidInputError
from tcei_rules.service.audit.report import State
from tcei_rules.service.bundle.zipping import Unpacked, packed, unpacked
from tests.bundles import checked, gold_bundle, gold_files, together
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
