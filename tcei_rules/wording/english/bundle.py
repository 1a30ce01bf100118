"""English: what is told of bundles, and of checking them."""

from collections.abc import Mapping
from typing import Final

BUNDLE: Final[Mapping[str, str]] = {
    "bundle.absent": "there is no decision, case or certificate `{name}`; see `tcei decide list` and `tcei cert list`",
    "bundle.undecided": "case `{case}` has no decision yet, and a bundle is about one; record it with `tcei decide record`",
    "bundle.several": "case `{case}` has several decisions; name one of {decisions}",
    "bundle.unsigned": "certificate {number} is recorded and not signed yet; sign it with `tcei cert issue {decision}` and try again",
    "bundle.large": "this would be more than {files} files or {most} MB, which is more than `tcei audit check-bundle` reads; nothing was written",
    "bundle.made": "bundle of decision {decision}, {entries} entries under the head of {size} entries: {file}",
    "bundle.made.erased": "{erased} of its commitments were erased, and its README.txt names them",
    "bundle.next": "next: `tcei audit check-bundle {file}`",
    # What strangers hand in
    "bundle.not_zip": "this is no zip file, or a broken one, so it is no bundle; look whether it is the right file, and fetch it anew",
    "bundle.other": "this zip file is no bundle: it has neither `SHA256SUMS` nor `checkpoint`; look whether it is the right file",
    "bundle.too_many": "this zip file names more than {most} files, and no bundle does; nothing of it was unpacked",
    "bundle.too_large": "this zip file unpacks to more than {most} MB, and no bundle does; unpacking was stopped",
    "bundle.name": "this zip file names `{name}`, and no bundle has such a name, which could lead out of its folder; nothing of it was unpacked",
    "bundle.twice": "this zip file has `{name}` twice, so programs could read different things in it; nothing of it was unpacked",
    "bundle.encrypted": "`{name}` in this zip file is encrypted, and nothing in a bundle is; nothing of it was unpacked",
    # Results
    "bundle.result.passed": "everything in this bundle holds",
    "bundle.result.failed": "this bundle is not as it should be, do not rely on it",
    "bundle.result.unchecked": "nothing is wrong, but not everything could be checked",
    "bundle.state.passed": "passed",
    "bundle.state.failed": "failed",
    "bundle.state.unchecked": "could not be checked",
    "bundle.about": "decision {decision}, {entries} entries under a head of {size} entries",
    "bundle.failure": "{row}, {what}: expected {expected}, found {found}",
    "bundle.failures.more": "and {count} more",
    # Remarks
    "bundle.no_head": "no signed head holds, so nothing leads to it",
    "bundle.no_decision": "the decision, or what it names, is not there",
    "bundle.no_ruleset": "the criteria that were decided under are not there",
    "bundle.witnesses.none": "the trust root asks for no witness, so that everybody sees the same ledger rests on the ledger alone",
    "bundle.witnesses.missing": "the trust root asks for more witnesses than cosigned; missing could be {names}",
    "bundle.trust.not_pinned": "the trust.json inside was used, and a forger would put his own there; compare its SHA-256 `{digest}` with one that you have from elsewhere, or give yours with `--trust`",
    "bundle.trust.elsewhere": "your trust.json is none of the trust roots in this bundle; its keys hold all the same, but ask the office why",
    "bundle.openings.erased": "{count} commitments were erased on purpose, as the ledger says",
    "bundle.criteria.no_approval": "whether a quorum approved these criteria could not be checked: there are no approvals yet",
    "bundle.people.no_facts": "the facts are not there, so the panel they name could not be compared",
    "bundle.decision.no_outcome": "the outcome is not there, so what it grants could not be compared",
    "bundle.replay.erased": "inputs erased: could not be checked",
    "bundle.replay.no_inputs": "facts or history are not there as they were, so nothing can be judged",
    "bundle.replay.no_outcome": "not all that came out then is there to compare",
    "bundle.replay.reference_alone": "only the reference judged: the second evaluator does not run here",
    "bundle.certificate.none": "no certificate is in this bundle",
    "bundle.certificate.no_holder": "whose case it was is not there, so the holder could not be compared",
    "bundle.explanation.other": "explanation.txt is not what this version of the program would write, and nobody signed it; rely on the outcome itself",
    "bundle.explanation.erased": "what came out requirement by requirement was erased, and cannot be told any more",
}
