"""The tree against its entries, and the heads against the tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from tcei_rules.domain.canonical import sha256
from tcei_rules.errors import IntegrityError, InvalidInputError
from tcei_rules.ledger.checkpoints import Checkpoint, open_checkpoint_by
from tcei_rules.ledger.hashing import node_hash
from tcei_rules.ledger.notes import Note, VerifierKey
from tcei_rules.ledger.tree import root_at
from tcei_rules.ledger.witness_policy import NONE, WitnessPolicy
from tcei_rules.service.audit.report import CheckName, CheckResult
from tcei_rules.service.heads import KeptHead
from tcei_rules.store import checkpoints, nodes


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """What an auditor brings along: nothing of it comes from the database."""

    keys: tuple[VerifierKey, ...]
    """The ledger's, now and before."""
    policy: WitnessPolicy
    trust: bytes
    """`trust.json`, canonical."""
    heads: tuple[KeptHead, ...] = ()
    """Signed heads that were kept elsewhere."""


def check_tree(connection: Connection, size: int) -> CheckResult:
    """Work out every hash above the entries anew, level by level.

    Args:
        connection: On one state.
        size: How many rows the record has.
    """
    result = CheckResult(CheckName.TREE)
    for level in range(size.bit_length()):
        expected = _indexes(connection) if level == 0 else _joined(connection, level)
        _compare(result, level, size >> level, expected, nodes.of_level(connection, level))
    above = nodes.count_from_level(connection, size.bit_length())
    result.expect(f"above level {size.bit_length() - 1}", "count of hashes", 0, above)
    return result


def _indexes(connection: Connection) -> Iterator[bytes]:
    # The entries are compared with the rows elsewhere; here they are what all else follows from.
    return (one for _, one in nodes.of_level(connection, 0))


def _joined(connection: Connection, level: int) -> Iterator[bytes]:
    below = (one for _, one in nodes.of_level(connection, level - 1))
    return (node_hash(left, right) for left, right in zip(below, below, strict=False))


def _compare(
    result: CheckResult,
    level: int,
    count: int,
    expected: Iterator[bytes],
    standing: Iterator[tuple[int, bytes]],
) -> None:
    position = 0
    for index, found in standing:
        if index != position or position >= count:
            result.fail(f"node {level}/{index}", "position", f"{position} of {count}", str(index))
            return
        wanted = next(expected, None)
        if wanted != found:
            result.expect(f"node {level}/{index}", "hash", wanted, found)
        else:
            result.looked_at += 1
        position += 1
    if position != count:
        result.fail(f"level {level}", "count of hashes", str(count), str(position))


def check_heads(connection: Connection, pinned: Pinned, size: int) -> CheckResult:
    """Look at every head that was ever signed and stands in the database."""
    result = CheckResult(CheckName.HEADS)
    last = 0
    for head in checkpoints.every(connection):
        content = head.content.encode()
        result.expect(f"head of {head.size} entries", "digest", sha256(content), head.digest)
        checkpoint = _see_head(connection, result, pinned, size, "head", content)
        if checkpoint is not None:
            result.expect(f"head {head.digest}", "size", checkpoint.size, head.size)
            last = max(last, checkpoint.size)
    if last < size:
        result.remark("audit.heads.since", count=str(size - last), size=str(last))
    return result


def check_kept_heads(connection: Connection, pinned: Pinned, size: int) -> CheckResult:
    """Look at the heads that were kept outside the database."""
    result = CheckResult(CheckName.KEPT_HEADS)
    signed = {head.size for head in checkpoints.every(connection)}
    for kept in pinned.heads:
        checkpoint = _see_head(connection, result, pinned, size, kept.where, kept.content)
        if checkpoint is not None and checkpoint.size not in signed:
            # Kept before it was stored, or restored from an older backup: the root is the proof.
            result.remark("audit.kept.not_here", where=kept.where, size=str(checkpoint.size))
    if not pinned.heads:
        result.skip("audit.kept.none")
    return result


def check_witnesses(connection: Connection, pinned: Pinned) -> CheckResult:
    """Look at who cosigned the latest head, as the trust root demands."""
    result = CheckResult(CheckName.WITNESSES)
    content = checkpoints.latest(connection)
    if pinned.policy.quorum == NONE:
        result.looked_at += 1
        result.remark("audit.witnesses.none")
    elif content is None:
        result.skip("audit.witnesses.no_head")
    else:
        _see_witnesses(result, pinned.policy, content.encode())
    return result


def _see_witnesses(result: CheckResult, policy: WitnessPolicy, content: bytes) -> None:
    try:
        note = Note.parse(content)
        if policy.is_met(note):
            result.looked_at += 1
        else:
            result.skip("audit.witnesses.missing", names=", ".join(sorted(policy.missing(note))))
    except InvalidInputError as error:
        result.fail("latest head", "cosignatures", "true ones", error.mistakes[0].message)


def _see_head(
    connection: Connection,
    result: CheckResult,
    pinned: Pinned,
    size: int,
    where: str,
    content: bytes,
) -> Checkpoint | None:
    checkpoint = _opened(pinned.keys, content)
    row = f"{where}, {_size_of(content)} entries"
    if checkpoint is None:
        result.fail(row, "signature", "the ledger's", "none that holds")
        return None
    if checkpoint.size > size:
        result.fail(row, "entries", f"at least {checkpoint.size}", str(size))
        return checkpoint
    try:
        root = root_at(nodes.StoredNodes(connection), checkpoint.size)
    except IntegrityError:
        root = None
    result.expect(row, "root", checkpoint.root, root)
    return checkpoint


def _opened(keys: Sequence[VerifierKey], content: bytes) -> Checkpoint | None:
    try:
        return open_checkpoint_by(content, keys)[0]
    except InvalidInputError:
        return None


def _size_of(content: bytes) -> str:
    lines = content.split(b"\n")
    return lines[1].decode("utf-8", "replace")[:20] if len(lines) > 1 else "?"
