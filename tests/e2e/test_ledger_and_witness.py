"""The ledger by real commands: exported, cosigned by another party, collected, and demanded.

One walk, since each command that opens a key takes a second; then many looks.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest

from tests.commands import Run, Told, runner
from tests.home import as_yaml
from tests.processes import Program, recent_gold

PEOPLE: Final = ("--by", "Cleo Castellane", "--confirmed-by", "Dov Draper", "--json")
WITNESS: Final = "witness.example/one"


@dataclass
class Story:
    """An office, a witness with a folder of its own, and all that was told."""

    tcei: Program
    here: Run
    told: dict[str, Told] = field(default_factory=dict[str, Told])

    @property
    def folder(self) -> Path:
        return self.tcei.folder

    @property
    def certificate(self) -> Path:
        return self.folder / str(self.told["issue"].json["file"])

    def tell(self, step: str, *arguments: str) -> Told:
        self.told[step] = self.tcei(*arguments)
        return self.told[step]

    def verify(self, *arguments: str | Path, file: Path | None = None) -> Told:
        home = str(self.folder / "office")
        shown = str(file or self.certificate)
        return self.here("verify", shown, *map(str, arguments), "--home", home, "--json")

    def ledger_step(self, *arguments: str | Path, file: Path | None = None) -> Any:
        (told,) = self.verify(*arguments, file=file).json["files"]
        return next(one for one in told["steps"] if one["name"] == "ledger")


def cosign(story: Story, step: str, exported: str) -> Told:
    folders = ("--dir", "witness", "--trust", "trust.json")
    return story.tell(step, "witness", "cosign", exported, *folders, "--out", f"{step}.txt")


def walk(folder: Path, here: Run) -> Story:
    story = Story(
        Program(folder, variables={**Program(folder).variables, "TCEI_HOME": "office"}), here
    )
    (folder / "gold.yaml").write_bytes(as_yaml(recent_gold()))
    story.tell("init", "init", "office")
    story.tell("publish", "ruleset", "publish", "ecei/2.0.0")
    story.tell("org", "org", "add", "Krakenholm")
    case = ("--org", "Krakenholm", "--label", "gold", "--demonstration", "--json")
    assessment = story.tell("assess", "assess", "import", "gold.yaml", *case).json["record"]
    recorded = story.tell("record", "decide", "record", assessment["assessment"], *PEOPLE)
    decision = recorded.json["decision"]["decision"]
    story.tell("issue", "cert", "issue", decision, "--json")
    shutil.copy(story.certificate, folder / "first.json")
    proof = story.certificate.with_suffix(".tlog-proof")
    shutil.copy(proof, folder / "first.tlog-proof")
    shutil.copy(folder / "office/trust.json", folder / "trust.json")
    story.tell("export", "log", "export", "public")
    key = story.tell("witness", "witness", "init", "witness", WITNESS).out.strip()
    cosign(story, "first", "public")
    shutil.copytree(folder / "public", folder / "old")
    (folder / "policy.txt").write_text(f"witness one {key}\nquorum one\n", encoding="utf-8")
    story.tell("rehearse", "log", "witnesses", "policy.txt", "--dry-run")
    story.tell("policy", "log", "witnesses", "policy.txt")
    story.tell("again", "log", "export", "public", "--json")
    story.tell("late", "log", "collect", "first.txt")
    cosign(story, "second", "public")
    cosign(story, "third", "old")
    story.tell("collect", "log", "collect", "second.txt", "--json")
    story.tell("cosigned", "log", "export", "public", "--json")
    number = story.told["issue"].json["certificate"]["number"]
    story.tell("prove", "log", "prove", number, "--out", "cosigned.tlog-proof")
    story.tell("prove decision", "log", "prove", decision)
    return story


def every_step_does_its_work(story: Story) -> None:
    fails = {"late": 5, "third": 20}
    for step, told in story.told.items():
        assert told.code == fails.get(step, 0), (step, told.err)


def a_certificate_has_its_proof_beside_it(story: Story) -> None:
    beside = story.folder / story.told["issue"].json["proof"]

    assert beside.name == story.certificate.with_suffix(".tlog-proof").name
    assert beside.read_bytes().startswith(b"c2sp.org/tlog-proof@v1\nextra ")


def every_signed_head_is_kept_outside_the_database(story: Story) -> None:
    kept = sorted((story.folder / "office/checkpoints").glob("*.txt"), key=lambda one: one.stem)
    sizes = {int(one.stem) for one in kept}

    assert story.told["again"].json["size"] in sizes
    assert len(sizes) == 2
    head = story.folder / f"office/checkpoints/{story.told['again'].json['size']}.txt"
    assert head.read_bytes() == (story.folder / "public/checkpoint").read_bytes()
    assert WITNESS.encode() in head.read_bytes()


def the_witness_says_aloud_what_it_trusts_the_first_time(story: Story) -> None:
    assert "the first head seen here" in story.told["first"].err
    assert "which continue the" in story.told["second"].err


def the_witness_refuses_an_older_head_and_says_what_it_saw(story: Story) -> None:
    told = story.told["third"]

    assert "showed" in told.err
    assert "and now only" in told.err
    assert not (story.folder / "third.txt").exists()
    (evidence,) = (story.folder / "witness/evidence").iterdir()
    assert {one.name for one in evidence.iterdir()} == {"before.txt", "now.txt"}


def a_rehearsed_policy_changes_nothing(story: Story) -> None:
    assert "nothing was stored" in story.told["rehearse"].out
    assert story.told["policy"].out.startswith("witness  key\n")


def a_head_that_is_no_longer_the_latest_comes_too_late(story: Story) -> None:
    assert "let the witness cosign the latest one" in story.told["late"].err


def cosignatures_are_taken_back_and_handed_on(story: Story) -> None:
    taken, exported = story.told["collect"].json, story.told["cosigned"].json

    assert taken["quorum_met"]
    assert list(taken["cosigned"]) == ["one"]
    assert exported["written"] == 0
    assert WITNESS in exported["checkpoint"]


def the_quorum_of_the_trust_root_is_demanded(story: Story) -> None:
    assert story.verify().code == 14
    assert "not enough witnesses" in story.ledger_step()["message"]
    told = story.ledger_step("--proof", story.folder / "cosigned.tlog-proof")
    assert told["result"] == "passed"
    assert "witnesses cosigned: one 20" in told["message"]
    assert story.verify("--proof", story.folder / "cosigned.tlog-proof").code == 15


def a_verifier_with_the_older_trust_root_demands_no_witness(story: Story) -> None:
    older = ("--trust", story.folder / "trust.json")

    assert story.verify(*older).code == 15
    assert story.ledger_step(*older)["result"] == "passed"
    assert story.verify(*older, "--demand", "ledger").code == 15
    assert story.verify(*older, "--demand", "witnesses").code == 14
    assert story.verify(*older, "--demand", "ledger", "--demand", "approval").code == 14


def a_certificate_away_from_its_proof_could_not_be_checked_if_it_is_demanded(story: Story) -> None:
    alone = story.folder / "alone.json"
    shutil.copy(story.certificate, alone)
    older = ("--trust", story.folder / "trust.json")

    assert story.verify(*older, file=alone).code == 15
    assert story.verify(*older, "--demand", "ledger", file=alone).code == 14


def the_proof_of_another_entry_is_altered(story: Story) -> None:
    other = story.folder / "decision.tlog-proof"
    other.write_text(story.told["prove decision"].out, encoding="utf-8")

    assert story.verify("--proof", other).code == 12
    assert "of a decision" in story.ledger_step("--proof", other)["message"]


def one_proof_is_for_one_certificate(story: Story) -> None:
    proof = story.folder / "cosigned.tlog-proof"
    told = story.here("verify", "a.json", "b.json", "--proof", str(proof))

    assert told.code == 2


def what_is_exported_can_be_pinned(story: Story) -> None:
    exported = json.loads((story.folder / "public/trust.json").read_bytes())

    assert exported == json.loads((story.folder / "office/trust.json").read_bytes())
    assert exported["witnesses"].endswith("quorum one\n")


LOOKS: tuple[Callable[[Story], None], ...] = (
    every_step_does_its_work,
    a_certificate_has_its_proof_beside_it,
    every_signed_head_is_kept_outside_the_database,
    the_witness_says_aloud_what_it_trusts_the_first_time,
    the_witness_refuses_an_older_head_and_says_what_it_saw,
    a_rehearsed_policy_changes_nothing,
    a_head_that_is_no_longer_the_latest_comes_too_late,
    cosignatures_are_taken_back_and_handed_on,
    the_quorum_of_the_trust_root_is_demanded,
    a_verifier_with_the_older_trust_root_demands_no_witness,
    a_certificate_away_from_its_proof_could_not_be_checked_if_it_is_demanded,
    the_proof_of_another_entry_is_altered,
    one_proof_is_for_one_certificate,
    what_is_exported_can_be_pinned,
)


def test_the_ledger_and_its_witness(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = walk(tmp_path, runner(capsys))
    for look in LOOKS:
        look(story)
