"""Policies: how many of which witnesses."""

import pytest

from tcei_rules.errors import InvalidInputError
from tcei_rules.keys.ed25519 import SigningKey
from tcei_rules.ledger.checkpoints import Checkpoint, sign_checkpoint
from tcei_rules.ledger.cosignatures import cosign
from tcei_rules.ledger.hashing import EMPTY_ROOT
from tcei_rules.ledger.notes import COSIGNATURE_V1, ED25519, FalseSignatureError, Note, VerifierKey
from tcei_rules.ledger.witness_policy import Group, WitnessPolicy
from tests.naming import short

LOG = SigningKey(b"L" * 32)
LOG_KEY = VerifierKey("log.example", ED25519, LOG.public)
NAMES = ("X1", "X2", "X3", "Y1", "Y2", "Y3")
SECRETS = {name: SigningKey(name.encode() * 16) for name in NAMES}
KEYS = {
    name: VerifierKey(f"{name.lower()}.example", COSIGNATURE_V1, secret.public)
    for name, secret in SECRETS.items()
}
HEAD = Checkpoint("log.example", 0, EMPTY_ROOT)

# C2SP tlog-policy, "Example policy", with keys of our own.
EXAMPLE = f"""
\t log {LOG_KEY}

witness X1 {KEYS["X1"]}
witness X2 {KEYS["X2"]}   https://x2.example/
witness  X3\t{KEYS["X3"]}
  # two of them
group X-witnesses 2 X1 X2 X3

witness Y1 {KEYS["Y1"]}
witness Y2 {KEYS["Y2"]}
witness Y3 {KEYS["Y3"]}
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
"""

CANONICAL = f"""log {LOG_KEY}
witness X1 {KEYS["X1"]}
witness X2 {KEYS["X2"]} https://x2.example/
witness X3 {KEYS["X3"]}
witness Y1 {KEYS["Y1"]}
witness Y2 {KEYS["Y2"]}
witness Y3 {KEYS["Y3"]}
group X-witnesses 2 X1 X2 X3
group Y-witnesses any Y1 Y2 Y3
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
"""


def cosigned(*names: str) -> Note:
    cosignatures = [cosign(HEAD, KEYS[name].name, SECRETS[name], 1) for name in names]
    return sign_checkpoint(HEAD, LOG).signed_also(*cosignatures)


def mistakes(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(InvalidInputError) as caught:
        WitnessPolicy.parse(text)
    return [(one.place.line, one.message) for one in caught.value.mistakes]


@pytest.mark.parametrize(
    ("names", "met"),
    [
        ((), False),
        (("X1", "X2"), False),
        (("X1", "Y1"), False),
        (("Y1", "Y2", "Y3"), False),
        (("X1", "X3", "Y2"), True),
        (NAMES, True),
        (("X1", "X1", "Y1"), False),
    ],
)
def test_the_example_of_the_specification_counts_as_it_says(
    names: tuple[str, ...], met: bool
) -> None:
    """Two of the X-witnesses and one of the Y-witnesses; nobody counts twice."""
    assert WitnessPolicy.parse(EXAMPLE).is_met(cosigned(*names)) is met


def test_what_is_missing_is_named_in_the_order_of_the_policy() -> None:
    policy = WitnessPolicy.parse(EXAMPLE)

    assert policy.missing(cosigned("X3", "Y1")) == ("X1", "X2", "Y2", "Y3")
    assert policy.cosigned_by(cosigned("Y1", "X3")) == ("X3", "Y1")
    assert policy.missing(cosigned("X1", "X2", "Y3")) == ()


def test_a_witness_that_the_quorum_does_not_count_is_not_missing() -> None:
    policy = WitnessPolicy.parse(EXAMPLE.replace("quorum X-and-Y", "quorum Y-witnesses"))

    assert policy.missing(cosigned("X1")) == ("Y1", "Y2", "Y3")


def test_a_single_witness_may_be_the_quorum() -> None:
    policy = WitnessPolicy.parse(f"witness X1 {KEYS['X1']}\nquorum X1\n")

    assert policy.is_met(cosigned("X1"))
    assert not policy.is_met(cosigned("X2"))


def test_without_a_quorum_nobody_is_asked_and_a_false_cosignature_is_told_all_the_same() -> None:
    policy = WitnessPolicy.parse(EXAMPLE.replace("quorum X-and-Y", "quorum none"))
    other = Checkpoint("log.example", 1, EMPTY_ROOT)
    false = cosign(other, KEYS["X1"].name, SECRETS["X1"], 1)

    assert policy.is_met(cosigned())
    with pytest.raises(FalseSignatureError):
        policy.is_met(cosigned().signed_also(false))


def test_there_is_one_canonical_spelling() -> None:
    policy = WitnessPolicy.parse(EXAMPLE)

    assert policy.text == CANONICAL
    assert WitnessPolicy.parse(CANONICAL) == policy


def test_all_mistakes_are_told_at_once_each_with_its_line() -> None:
    text = f"""logs {LOG_KEY}
log
log {KEYS["X1"]}
log {LOG_KEY}
log {LOG_KEY} https://log.example/
witness X1 {KEYS["X1"]}
witness X1 {KEYS["X2"]}
witness X3 {KEYS["X1"]}
witness X4 {LOG_KEY}
witness none {KEYS["Y1"]}
witness Y2 nonsense
group A 2 X1
group B any A unknown
group C all X1 B
group D all D
group E 01 X3
group F 0 Y2
quorum nobody
quorum A B
quorum A
\x0b"""

    assert mistakes(text) == [
        (1, "witness_policy.word"),
        (2, "witness_policy.form"),
        (3, "witness_policy.log_key"),
        (5, "witness_policy.key_twice"),
        (7, "witness_policy.name_twice"),
        (8, "witness_policy.key_twice"),
        (9, "witness_policy.witness_key"),
        (10, "witness_policy.name_twice"),
        (11, "signed_note.key"),
        (12, "witness_policy.threshold"),
        (13, "witness_policy.unknown"),
        (14, "witness_policy.member_twice"),
        (15, "witness_policy.unknown"),
        (16, "witness_policy.threshold"),
        (17, "witness_policy.threshold"),
        (18, "witness_policy.unknown"),
        (19, "witness_policy.form"),
        (20, "witness_policy.quorum_twice"),
        (21, "witness_policy.control"),
        (21, "witness_policy.last_line"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "witness_policy.no_quorum"),
        ("# only a comment\n", "witness_policy.no_quorum"),
        ("quorum none", "witness_policy.last_line"),
        ("quorum none\r\n", "witness_policy.control"),
        ("# \x7f\nquorum none\n", "witness_policy.control"),
        ("quorum\N{NO-BREAK SPACE}none\n", "witness_policy.word"),
        (f"quorum X1\nwitness X1 {KEYS['X1']}\n", "witness_policy.unknown"),
        (f"witness K {KEYS['X1']}\nquorum \N{KELVIN SIGN}\n", "witness_policy.unknown"),
    ],
    ids=short,
)
def test_what_is_no_policy_is_refused(text: str, message: str) -> None:
    assert [found for _, found in mistakes(text)] == [message]


def test_the_same_key_may_sign_as_a_log_and_as_a_witness() -> None:
    """Duplicates are two logs or two witnesses (C2SP tlog-policy)."""
    witness = VerifierKey("log.example", COSIGNATURE_V1, LOG.public)
    policy = WitnessPolicy.parse(f"log {LOG_KEY}\nwitness own {witness}\nquorum own\n")

    assert policy.is_met(cosigned().signed_also(cosign(HEAD, "log.example", LOG, 1)))


def test_a_group_of_one_needs_it() -> None:
    policy = WitnessPolicy.parse(f"witness X1 {KEYS['X1']}\ngroup A any X1\nquorum A\n")

    assert policy.groups == (Group("A", 1, ("X1",)),)
    assert "group A all X1\n" in policy.text
