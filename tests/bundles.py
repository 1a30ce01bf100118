"""Bundles for tests: made once, taken apart, changed, put together again."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tcei_cli.compose import trusted
from tcei_rules.domain.canonical import canonical, commitment
from tcei_rules.ledger.checkpoints import Checkpoint, sign_checkpoint
from tcei_rules.ledger.hashing import leaf_hash
from tcei_rules.ledger.tlog_proofs import TlogProof
from tcei_rules.ledger.tree import Frontier, inclusion_proof
from tcei_rules.service.audit.report import CheckResult, State
from tcei_rules.service.bundle.checking import check_bundle
from tcei_rules.service.bundle.layout import CERTIFICATE_PROOF, CHECKPOINT, SUMS, sums
from tcei_rules.service.bundle.replay_check import Evaluations
from tcei_rules.service.bundle.report import BundleCheck, BundleReport
from tcei_rules.service.bundle.zipping import packed, unpacked
from tcei_rules.service.bundling import Bundled, Bundling
from tests.certificate_samples import LEDGER_KEY, ORIGIN, sample_trust
from tests.home import Office, both_evaluators

Files = dict[str, bytes]

OUTSIDE = sample_trust().to_bytes()
"""The trust root that a reader brings along."""


@cache
def gold_bundle() -> Bundled:
    """Return the bundle of a certified decision."""
    with TemporaryDirectory() as folder:
        office = Office(Path(folder))
        decided = office.grant_gold()
        office.certify(decided)
        office.sign_head()
        bundled = Bundling(office.desk).bundle(decided.record.decision)
        office.database.close()
        return bundled


def gold_files() -> Files:
    """Return the files of that bundle, to be changed."""
    return dict(unpacked(gold_bundle().content).files)


def together(files: Files) -> bytes:
    """Pack files as a forger would, with digests that fit."""
    kept = {name: content for name, content in files.items() if name != SUMS}
    return packed({**kept, SUMS: sums(kept)})


def checked(
    content: bytes,
    *,
    pinned: bytes | None = OUTSIDE,
    evaluations: Evaluations = both_evaluators,
) -> BundleReport:
    """Check a bundle."""
    trust = None if pinned is None else trusted(pinned, "trust.json")
    return check_bundle(content, "bundle.zip", trust, trusted, evaluations)


def failed(report: BundleReport) -> set[str]:
    """Return the names of the checks that failed."""
    return {one.name for one in report.results if one.state is State.FAILED}


def remarks(result: CheckResult) -> set[str]:
    return {one.message for one in result.remarks}


def of_kind(files: Files, kind: str) -> str:
    """Return the name of the first entry of a kind."""
    names = (name for name in files if name.startswith("entries/"))
    return next(name for name in names if json.loads(files[name])["kind"] == kind)


def edited(files: Files, kind: str, change: Callable[[dict[str, Any]], object]) -> Files:
    """Return the files with the content of an entry changed, canonical again."""
    name = of_kind(files, kind)
    members = json.loads(files[name])
    change(members["content"])
    return {**files, name: _canonical(members)}


def _canonical(members: object) -> bytes:
    return json.dumps(members, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class Leaves:
    """A tree of some leaves, the others empty."""

    def __init__(self) -> None:
        self.frontier = Frontier.empty()
        self._nodes: dict[tuple[int, int], bytes] = {}

    def append(self, entry: bytes) -> None:
        self.frontier, placed = self.frontier.append(leaf_hash(entry))
        self._nodes |= {(one.level, one.index): one.hash for one in placed}

    def node(self, level: int, index: int) -> bytes:
        return self._nodes[level, index]


def relogged(files: Files) -> Files:
    """Rebuild the whole ledger around changed entries, as an operator with its key could.

    Whoever holds the key can do so; only what entries say of each other is then left to check.
    """
    entries = {
        int(name[8:-5]): content for name, content in files.items() if name.startswith("entries/")
    }
    size, tree = max(entries) + 1, Leaves()
    for index in range(size):
        tree.append(entries.get(index, b"{}"))
    head = sign_checkpoint(Checkpoint(ORIGIN, size, tree.frontier.root()), LEDGER_KEY).to_bytes()
    done = {**files, CHECKPOINT: head}
    for index, entry in entries.items():
        proof = TlogProof(index, inclusion_proof(tree, index, size), head)
        done[f"proofs/{index}.tlog-proof"] = proof.to_bytes()
        if b'"kind":"certificate"' in entry and CERTIFICATE_PROOF in files:
            whole = TlogProof(index, proof.proof, head, entry)
            done[CERTIFICATE_PROOF] = whole.to_bytes()
    return done


def decision_of(files: Files) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(files[of_kind(files, "decision")])["content"]
    return content


def opening_of(files: Files, member: str) -> str:
    return "openings/" + str(decision_of(files)[member]).removeprefix("sha256:")


def reopened(files: Files, member: str, change: Callable[[Any], object]) -> Files:
    """Change what stands behind a commitment of the decision, and the commitment along with it."""
    name = opening_of(files, member)
    salt, value = files[name][:32], json.loads(files[name][32:])
    change(value)
    content = canonical(value)
    before, now = f"sha256:{name[9:]}", commitment(salt, content)
    kept = {
        one: bytes_.replace(before.encode(), now.encode()) if one.startswith("entries/") else bytes_
        for one, bytes_ in files.items()
        if one != name
    }
    return relogged({**kept, f"openings/{now[7:]}": salt + content})


ALL_CHECKS = tuple(BundleCheck)
