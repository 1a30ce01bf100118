"""A certificate that was changed is never in order, and no change is an exception.

The oracle is Python's own JSON: two files are the same certificate if and only
if they hold the same value. `make soak` tries five times as many changes.
"""

import json
import os
import unicodedata
from collections import Counter
from collections.abc import Callable
from itertools import count, islice
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tcei_certificates.credential import DEMONSTRATION_MARK, DEMONSTRATION_NOTICE
from tcei_certificates.verifying import StepName, StepResult, Verification, verify
from tcei_rules.domain.certificate import Status
from tcei_rules.keys.multikey import encode_multikey
from tests.certificate_samples import (
    ASKED_AT,
    DEMONSTRATION_DID,
    DEMONSTRATION_KEY,
    REAL_DID,
    REAL_KEY,
    STRANGERS_KEY,
    sample_certificate,
    sample_trust,
)

ORIGINAL = sample_certificate().to_bytes()
OTHER = sample_certificate(
    id="01KAVZ0GT9CCCCCCCCCCCCCCCC",
    number="DEMO-2026-B-0001",
    label="bronze",
    label_title="Bronze",
    holder_name="Ångström Materials",
    valid_until="2031-12-31",
).to_bytes()
TRUST = sample_trust()
IN_ORDER = {Status.VALID, Status.DEMONSTRATION}
TRIES = 10_000 if os.environ.get("TCEI_SOAK") else 2_000
WORDS = (
    (DEMONSTRATION_DID, REAL_DID),
    (DEMONSTRATION_DID, "did:web:others.example"),
    (encode_multikey(DEMONSTRATION_KEY.public), encode_multikey(REAL_KEY.public)),
    (encode_multikey(DEMONSTRATION_KEY.public), encode_multikey(STRANGERS_KEY.public)),
    (DEMONSTRATION_MARK, ""),
    (f"{DEMONSTRATION_NOTICE}\\n", ""),
    ("Gold", "Platinum"),
    ("2029-11-30", "2099-11-30"),
    ("2026-11-24", "2026-11-23"),
    ("83.5 %", "99.5 %"),
    ("Photonics", "Photonica"),
)


class Members(list[tuple[str, Any]]):
    """The members of an object in the order of the file, doubles and all."""


Tree = Any
Change = Callable[[Random, bytes], bytes]
Edit = Callable[[Random, Any, int], object]


def as_list(tree: Tree) -> list[Any]:
    items: list[Any] = tree
    return items


def read(content: bytes) -> Tree:
    return json.loads(content, object_pairs_hook=Members)


def write(tree: Tree) -> bytes:
    return text_of(tree).encode("utf-8", "surrogatepass")


def text_of(tree: Tree) -> str:
    if isinstance(tree, Members):
        return "{" + ",".join(f"{json.dumps(k)}:{text_of(v)}" for k, v in tree) + "}"
    if isinstance(tree, list):
        return "[" + ",".join(map(text_of, as_list(tree))) + "]"
    return json.dumps(tree, ensure_ascii=False)


def places(tree: Tree) -> list[tuple[Any, int]]:
    """Every place in the tree, as a container and an index."""
    found: list[tuple[Any, int]] = []
    for index, item in enumerate(as_list(tree)):
        found.append((tree, index))
        inner = item[1] if isinstance(tree, Members) else item
        if isinstance(inner, list):
            found += places(inner)
    return found


def value_at(container: Any, index: int) -> Any:
    return container[index][1] if isinstance(container, Members) else container[index]


def put(container: Any, index: int, value: Any) -> None:
    name = container[index][0] if isinstance(container, Members) else None
    container[index] = value if name is None else (name, value)


def flip_bit(random: Random, content: bytes) -> bytes:
    changed = bytearray(content)
    changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def cut(random: Random, content: bytes) -> bytes:
    start = random.randrange(len(content))
    return content[:start] + content[start + random.randint(1, 20) :]


def double(random: Random, content: bytes) -> bytes:
    start = random.randrange(len(content))
    return content[:start] + content[start : start + random.randint(1, 40)] + content[start:]


def insert(random: Random, content: bytes) -> bytes:
    start = random.randrange(len(content) + 1)
    piece = random.choice([b" ", b"\n", b"\0", b"\xff", b'"', b",", b"}", b"\xef\xbb\xbf", b"0"])
    return content[:start] + piece + content[start:]


def drop(_: Random, container: Any, index: int) -> None:
    del container[index]


def repeat(random: Random, container: Any, index: int) -> None:
    container.insert(random.randint(0, len(container)), container[index])


def rename(random: Random, container: Any, index: int) -> None:
    if isinstance(container, Members):
        name, value = container[index]
        other = random.choice([name.upper(), name + "_", "", "x" + name, name + "\0", name[:-1]])
        container[index] = (other, value)


def add(random: Random, container: Any, index: int) -> None:
    value = random.choice(["", "valid", True, [], Members()])
    name = random.choice(["status", "credentialStatus", "proof", "id", "toString", "ключ"])
    container.insert(index, (name, value) if isinstance(container, Members) else value)


def shuffle(random: Random, container: Any, _: int) -> None:
    random.shuffle(container)


def retype(random: Random, container: Any, index: int) -> None:
    value = value_at(container, index)
    others = [None, True, False, 0, 1, -1, 0.0, 1.5, 2**53, 1e300, "", [], [value], Members()]
    put(container, index, random.choice(others))


def respell(random: Random, container: Any, index: int) -> None:
    value = value_at(container, index)
    if isinstance(value, str):
        spellings = [
            unicodedata.normalize("NFC", value),
            unicodedata.normalize("NFD", value),
            unicodedata.normalize("NFKC", value),
            unicodedata.normalize("NFKD", value),
            value.swapcase(),
            value + random.choice([" ", "\N{ZERO WIDTH SPACE}", "\n", "\0", "\ud800", "a\u030a"]),
            value.replace("a", "\N{CYRILLIC SMALL LETTER A}"),
            value[::-1],
            value[:-1],
        ]
        put(container, index, random.choice(spellings))


def exchange(random: Random, container: Any, index: int) -> None:
    """Put one letter for another of the same text, which fits most patterns."""
    value = value_at(container, index)
    if isinstance(value, str) and value:
        place = random.randrange(len(value))
        put(container, index, value[:place] + random.choice(value) + value[place + 1 :])


def edit_date(random: Random, container: Any, index: int) -> None:
    value = value_at(container, index)
    if isinstance(value, str) and value.startswith("20"):
        put(container, index, random.choice(["2030", "2020", "9999", "0000"]) + value[4:])


def splice(random: Random, container: Any, index: int) -> None:
    """Take something from another certificate that is in order itself."""
    other, position = random.choice(places(read(OTHER)))
    put(container, index, value_at(other, position))


def transplant(random: Random, content: bytes) -> bytes:
    """Take one whole member from another certificate that is in order itself."""
    tree, other = read(content), dict(read(OTHER))
    index = random.randrange(len(tree))
    put(tree, index, other[tree[index][0]])
    return write(tree)


def substitute(random: Random, content: bytes) -> bytes:
    """Put one word for another everywhere, as a forger who thinks would."""
    old, new = random.choice(WORDS)
    return content.replace(old.encode(), new.encode())


def in_tree(edit: Edit) -> Change:
    def change(random: Random, content: bytes) -> bytes:
        tree = read(content)
        edit(random, *random.choice(places(tree)))
        return write(tree)

    return change


EDITS = (drop, repeat, rename, add, shuffle, retype, respell, exchange, edit_date, splice)
CHANGES = (flip_bit, cut, double, insert, transplant, substitute, *map(in_tree, EDITS))


def changed(random: Random, times: int) -> bytes:
    content = ORIGINAL
    for _ in range(times):
        try:
            content = random.choice(CHANGES)(random, content)
        except (ValueError, IndexError, TypeError, KeyError, AttributeError):
            # What an earlier change broke cannot be taken apart any more: break it further.
            content = flip_bit(random, content or b"\0")
    return content


def same_value(content: bytes) -> bool:
    try:
        value = json.loads(content.decode("utf-8"))
    except ValueError:
        return False
    # As text, for Python holds 0 and false for equal.
    return json.dumps(value, sort_keys=True) == json.dumps(json.loads(ORIGINAL), sort_keys=True)


def judge(content: bytes) -> Verification:
    verification = verify(content, TRUST, ASKED_AT)
    assert verification.status not in IN_ORDER or same_value(content), content
    return verification


def stopped_at(verification: Verification) -> StepName | None:
    return next(
        (step.name for step in verification.steps if step.result is StepResult.FAILED), None
    )


def test_thousands_of_changed_certificates_are_never_in_order() -> None:
    random = Random(20261124)  # noqa: S311  # a seed that can be repeated is the point
    endless = (changed(random, random.choice([1, 1, 1, 2, 5])) for _ in count())
    changes = islice((content for content in endless if not same_value(content)), TRIES)
    seen = Counter(stopped_at(judge(content)) for content in changes)

    assert seen.total() == TRIES
    # The changes reach every step that a change can reach.
    assert set(seen) == {
        StepName.READABLE,
        StepName.SHAPE,
        StepName.ISSUER,
        StepName.KEY,
        StepName.PROOF,
    }


def test_every_flipped_bit_is_found() -> None:
    """All of them: the canonical form has no blank that could be another."""
    bits = range(8 * len(ORIGINAL)) if TRIES > 2_000 else range(0, 8 * len(ORIGINAL), 9)
    for bit in bits:
        content = bytearray(ORIGINAL)
        content[bit // 8] ^= 1 << bit % 8
        assert judge(bytes(content)).status not in IN_ORDER, bit


@settings(deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 6))
def test_no_sequence_of_changes_makes_another_certificate(random: Random, times: int) -> None:
    judge(changed(random, times))


@settings(deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from([None, 1, "\t"]), st.booleans())
def test_order_of_members_blanks_and_escapes_change_nothing(
    random: Random, indent: int | str | None, ascii_only: bool
) -> None:
    def reorder(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        random.shuffle(pairs)
        return dict(pairs)

    value = json.loads(ORIGINAL, object_pairs_hook=reorder)
    content = json.dumps(value, indent=indent, ensure_ascii=ascii_only).encode()

    assert verify(content, TRUST, ASKED_AT) == verify(ORIGINAL, TRUST, ASKED_AT)


@given(st.binary(max_size=300))
def test_no_bytes_at_all_are_an_exception(content: bytes) -> None:
    assert judge(content).status is Status.ALTERED
