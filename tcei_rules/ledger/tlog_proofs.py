"""Proofs to keep: that an entry is in a log, checkable offline and for ever.

Source: C2SP tlog-proof.
"""

from dataclasses import dataclass

from tcei_rules.errors import Place, refusal
from tcei_rules.ledger.checkpoints import open_checkpoint
from tcei_rules.ledger.encoding import decode_base64, decode_decimal, encode_base64
from tcei_rules.ledger.hashing import HASH_BYTES, leaf_hash
from tcei_rules.ledger.notes import LARGEST_NOTE, FalseSignatureError, VerifierKey
from tcei_rules.ledger.proofs import inclusion_holds
from tcei_rules.ledger.tree import MOST_ENTRIES

HEADER = "c2sp.org/tlog-proof@v1"

LARGEST_PROOF = 2 * LARGEST_NOTE
"""Bytes. The specification sets no limit; the extra data is the only part that could grow."""

LONGEST_PROOF = MOST_ENTRIES.bit_length()
"""Hashes: one a level."""


@dataclass(frozen=True, slots=True)
class TlogProof:
    """An inclusion proof with the checkpoint that it leads to."""

    index: int
    """Of the entry, counted from 0."""
    proof: tuple[bytes, ...]
    """Hashes of 32 bytes, from the leaf's neighbour up."""
    checkpoint: bytes
    """A signed note, as the log and its witnesses signed it."""
    extra: bytes | None = None
    """Whatever else is needed to find the entry; nobody signed it."""

    def to_bytes(self) -> bytes:
        """Return the proof as a file, with the extension `.tlog-proof`."""
        extra = () if self.extra is None else (f"extra {encode_base64(self.extra)}",)
        hashes = (encode_base64(one) for one in self.proof)
        lines = (HEADER, *extra, f"index {self.index}", *hashes, "", "")
        return "\n".join(lines).encode("ascii") + self.checkpoint

    @classmethod
    def parse(cls, content: bytes) -> "TlogProof":
        """Return a proof; neither it nor its checkpoint is checked.

        Raises:
            InvalidInputError: The bytes are not exactly such a file.
        """
        if len(content) > LARGEST_PROOF:
            raise refusal("tlog_proof.large", most=str(LARGEST_PROOF))
        # What stands above the checkpoint has no empty line.
        above, blank, checkpoint = content.partition(b"\n\n")
        if not blank or not checkpoint:
            raise refusal("tlog_proof.no_checkpoint")
        header, *lines = above.decode("latin-1").split("\n")
        if header != HEADER:
            raise refusal("tlog_proof.header", Place(line=1))
        has_extra = lines[:1] != [] and lines[0].startswith("extra ")
        extra = _extra(lines.pop(0)) if has_extra else None
        number = 3 if has_extra else 2
        index = _index(lines[0] if lines else "", number)
        return cls(index, _hashes(lines[1:], number + 1), checkpoint, extra)


def proof_holds(entry: bytes, proof: TlogProof, key: VerifierKey) -> bool:
    """Tell whether an entry is in a log.

    Witnesses are not asked: that is `WitnessPolicy.is_met`, on the same checkpoint.

    Args:
        entry: The entry itself, not its hash.
        proof: As read.
        key: The log's.

    Returns:
        False if it was checked and is false: the log's signature does not
        hold, or the hashes do not lead from the entry to the root.

    Raises:
        InvalidInputError: It could not be checked: the checkpoint is malformed,
            of another log, or the log's key did not sign it.
    """
    try:
        checkpoint, _ = open_checkpoint(proof.checkpoint, key)
    except FalseSignatureError:
        return False
    return inclusion_holds(
        leaf_hash(entry), proof.index, checkpoint.size, proof.proof, checkpoint.root
    )


def _extra(line: str) -> bytes:
    extra = decode_base64(line.removeprefix("extra "))
    if extra is None:
        raise refusal("tlog_proof.extra", Place(line=2))
    return extra


def _index(line: str, number: int) -> int:
    word, _, digits = line.partition(" ")
    index = decode_decimal(digits, MOST_ENTRIES) if word == "index" else None
    if index is None:
        raise refusal("tlog_proof.index", Place(line=number))
    return index


def _hashes(lines: list[str], first: int) -> tuple[bytes, ...]:
    if len(lines) > LONGEST_PROOF:
        raise refusal("tlog_proof.long", most=str(LONGEST_PROOF))
    return tuple(_hash(line, number) for number, line in enumerate(lines, first))


def _hash(line: str, number: int) -> bytes:
    content = decode_base64(line)
    if content is None or len(content) != HASH_BYTES:
        raise refusal("tlog_proof.hash", Place(line=number))
    return content
