"""The head of a bundle, the trust root, and the way from every entry to the head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tcei_rules.domain.decision import (
    AssessmentRecord,
    CaseRecord,
    CertificateRecord,
    DecisionRecord,
    MembershipRecord,
)
from tcei_rules.domain.erasure import ErasureRecord
from tcei_rules.domain.publication import PublicationRecord
from tcei_rules.domain.record import TRUST_ROOTS, RecordKind
from tcei_rules.errors import InvalidInputError
from tcei_rules.ledger.checkpoints import Checkpoint, open_checkpoint
from tcei_rules.ledger.hashing import leaf_hash
from tcei_rules.ledger.notes import Note, VerifierKey
from tcei_rules.ledger.proofs import inclusion_holds
from tcei_rules.ledger.tlog_proofs import TlogProof
from tcei_rules.ledger.witness_policy import NONE, WitnessPolicy
from tcei_rules.service.audit.report import CheckResult
from tcei_rules.service.bundle.contents import Contents, Entry
from tcei_rules.service.bundle.layout import CHECKPOINT, TRUST, entry_name, proof_name
from tcei_rules.service.bundle.report import BundleCheck


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head that the ledger signed."""

    checkpoint: Checkpoint
    note: Note
    content: bytes


def check_head(
    contents: Contents, keys: Iterable[VerifierKey]
) -> tuple[CheckResult, SignedHead | None]:
    """Look whether one of the ledger's keys signed the head."""
    result = CheckResult(BundleCheck.HEAD)
    content = contents.files.get(CHECKPOINT, b"")
    for key in keys:
        try:
            checkpoint, note = open_checkpoint(content, key)
        except InvalidInputError:
            continue
        result.looked_at += 1
        return result, SignedHead(checkpoint, note, content)
    result.fail(CHECKPOINT, "signature", "one by a key of the ledger in trust.json", "none holds")
    return result, None


def check_witnesses(head: SignedHead | None, policy: WitnessPolicy) -> CheckResult:
    """Look at who cosigned the head."""
    result = CheckResult(BundleCheck.WITNESSES)
    if head is None:
        result.skip("bundle.no_head")
        return result
    try:
        missing, met = policy.missing(head.note), policy.is_met(head.note)
    except InvalidInputError as error:
        result.fail(CHECKPOINT, "cosignatures", "ones that hold", error.mistakes[0].message)
        return result
    if not met:
        result.skip("bundle.witnesses.missing", names=", ".join(sorted(missing)))
        return result
    result.looked_at += 1
    if policy.quorum == NONE:
        result.remark("bundle.witnesses.none")
    return result


def check_trust(contents: Contents, pinned: bytes | None, digest: str) -> CheckResult:
    """Look at the trust roots: the first entry, and the last one, which `trust.json` repeats.

    Args:
        contents: Of the bundle.
        pinned: The canonical trust root that the reader brought along, if one was.
        digest: Of the trust root that is used.
    """
    result = CheckResult(BundleCheck.TRUST_ROOT)
    first = contents.entries.get(0)
    kind = None if first is None else first.record.kind.value
    result.expect(entry_name(0), "kind", RecordKind.GENESIS.value, kind)
    roots = [one.record for one in contents.readable() if one.record.kind in TRUST_ROOTS]
    last = roots[-1].content.encode() if roots else None
    same = last == contents.files.get(TRUST)
    result.expect(TRUST, "content", "the last trust root of the ledger", _other(same=same))
    if pinned is None:
        result.remark("bundle.trust.not_pinned", digest=digest)
    elif pinned not in {one.content.encode() for one in roots}:
        result.remark("bundle.trust.elsewhere")
    return result


def _other(*, same: bool) -> str:
    return "the last trust root of the ledger" if same else "another text"


def check_entries(contents: Contents, head: SignedHead | None) -> CheckResult:
    """Look whether every entry is in the ledger at its index, and what the decision rests on."""
    result = CheckResult(BundleCheck.ENTRIES)
    for index, entry in contents.entries.items():
        if entry is None:
            result.fail(entry_name(index), "content", "a canonical entry", "something else")
        _see_inclusion(result, contents, head, index)
    _see_order(result, contents)
    _see_whole(result, contents)
    return result


def _see_inclusion(
    result: CheckResult, contents: Contents, head: SignedHead | None, index: int
) -> None:
    name = proof_name(index)
    proof = read_proof(contents.files.get(name))
    if proof is None:
        result.fail(name, "content", "a proof", "something else, or nothing")
    elif head is None:
        result.skip("bundle.no_head")
    else:
        result.expect(name, "index", index, proof.index)
        led = leads(contents.files[entry_name(index)], proof, head)
        result.expect(entry_name(index), "way to the head", "holds", led)


def read_proof(content: bytes | None) -> TlogProof | None:
    """Return the proof that bytes are, or nothing."""
    try:
        return TlogProof.parse(content or b"")
    except InvalidInputError:
        return None


def leads(entry: bytes, proof: TlogProof, head: SignedHead) -> str:
    """Return `holds` if a proof leads from an entry to this very head, else what does not."""
    if proof.checkpoint != head.content:
        return "a proof under another head"
    if proof.extra not in {None, entry}:
        return "another entry beside the proof"
    size, root = head.checkpoint.size, head.checkpoint.root
    holds = inclusion_holds(leaf_hash(entry), proof.index, size, proof.proof, root)
    return "holds" if holds else "hashes that lead elsewhere"


def _see_order(result: CheckResult, contents: Contents) -> None:
    before: Entry | None = None
    for entry in contents.readable():
        if before is not None and entry.record.recorded_at < before.record.recorded_at:
            then = before.record.recorded_at
            result.fail(str(entry), "recorded_at", f"from {then} on", entry.record.recorded_at)
        before = entry


def _see_whole(result: CheckResult, contents: Contents) -> None:
    """Look whether the entries are those that one decision rests on, each once, and no more."""
    if contents.decision is None:
        count = str(len(contents.of(DecisionRecord)))
        result.fail("bundle", "decisions", "1", count)
        return
    entry, decision = contents.decision
    result.expect(str(entry), "id", entry.record.id, decision.decision)
    ids = [one.record.id for one in contents.readable()]
    result.expect("bundle", "ids, each of one entry", len(ids), len(set(ids)))
    assessment = contents.named(decision.assessment, AssessmentRecord)
    assessors = () if assessment is None else assessment[1].assessors
    people = frozenset({decision.decider, decision.confirmer, *assessors})
    for one in contents.readable():
        if not _belongs(one, decision, people):
            result.fail(str(one), "entry", "nothing, the decision does not rest on it", "an entry")
    for index in _after(contents, entry):
        result.fail(str(contents.entries[index]), "index", f"below {entry.index}", str(index))
    if contents.named(decision.case, CaseRecord) is None:
        result.fail("bundle", f"case {decision.case}", "an entry", "nothing")
    if assessment is None:
        result.fail("bundle", f"assessment {decision.assessment}", "an entry", "nothing")


def _after(contents: Contents, decision: Entry) -> Iterator[int]:
    """Yield the entries that a decision rests on and that came after it."""
    for model in (PublicationRecord, CaseRecord, AssessmentRecord, MembershipRecord):
        yield from (one.index for one, _ in contents.of(model) if one.index > decision.index)


def _belongs(entry: Entry, decision: DecisionRecord, people: frozenset[str]) -> bool:
    """Tell whether a decision rests on an entry, or the entry on the decision."""
    own = entry.record.id
    match entry.model:
        case None:
            return True
        case DecisionRecord():
            return True
        case CaseRecord(case=id_):
            return own == id_ == decision.case
        case AssessmentRecord(assessment=id_):
            return own == id_ == decision.assessment
        case CertificateRecord(certificate=id_, decision=of):
            return own == id_ and of == decision.decision
        case PublicationRecord(ruleset=digest):
            return digest == decision.ruleset
        case MembershipRecord(person=person):
            return person in people
        case ErasureRecord(case=of):
            return of == decision.case
        case _:
            return False
