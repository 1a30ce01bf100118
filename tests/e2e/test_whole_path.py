"""The whole path by real commands: from a folder to certificates, and what becomes of them.

One walk of two dozen commands, since each takes a second; then many looks at
what came of it.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from tests.certificate_samples import STRANGERS_KEY, sample_issuer, sample_trust
from tests.commands import Run, Told, runner
from tests.home import as_json, as_yaml, rows_of
from tests.processes import Program, days_ago, recent_bronze, recent_gold

HOLDER, OTHER = "Łódź–Île Photonics", "Gingerbreadford software cluster"
PEOPLE = ("--by", "Cleo Castellane", "--confirmed-by", "Dov Draper", "--json")


@dataclass(frozen=True)
class Story:
    """One office, and all that was told on the way, by the name of the step."""

    tcei: Program
    told: dict[str, Told]
    certificate: Path
    here: Run
    """The same command in this process, for looking at what came of it."""

    @property
    def folder(self) -> Path:
        return self.tcei.folder

    @property
    def home(self) -> Path:
        return self.folder / "office"

    def json(self, step: str) -> Any:
        return self.told[step].json

    def verify(self, *arguments: str | Path) -> Told:
        return self.here("verify", *map(str, arguments), "--home", str(self.home))

    def altered(self, old: str, new: str) -> Path:
        """Return a copy of the certificate with a word exchanged."""
        text = self.certificate.read_text(encoding="utf-8")
        assert old in text
        path = self.folder / "altered.json"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path


def assess(tcei: Program, file: str, organisation: str, label: str) -> Told:
    case = ("--org", organisation, "--label", label, "--demonstration", "--json")
    return tcei("assess", "import", file, *case)


def walk(folder: Path, here: Run) -> Story:
    tcei = Program(folder, variables={**Program(folder).variables, "TCEI_HOME": "office"})
    (folder / "gold.yaml").write_bytes(as_yaml(recent_gold()))
    (folder / "refused.yaml").write_bytes(as_yaml(recent_gold(staff="0.49 FTE")))
    (folder / "bronze.json").write_bytes(as_json(recent_bronze()))
    told = {
        "init": tcei("init", "office"),
        "too early": assess(tcei, "gold.yaml", HOLDER, "gold"),
        "publish": tcei("ruleset", "publish", "ecei/2.0.0"),
        "add": tcei("org", "add", HOLDER, "--country", "PL"),
        "add other": tcei("org", "add", OTHER, "--json"),
        "gold": assess(tcei, "gold.yaml", HOLDER, "gold"),
        "refused": assess(tcei, "refused.yaml", OTHER, "gold"),
        "bronze": assess(tcei, "bronze.json", OTHER, "bronze"),
        "preview file": tcei("decide", "preview", "gold.yaml", "--ruleset", "ecei/2.0.0"),
    }
    for name in ("gold", "refused", "bronze"):
        assessment = told[name].json["record"]["assessment"]
        told[f"preview {name}"] = tcei("decide", "preview", assessment)
        told[f"record {name}"] = tcei("decide", "record", assessment, *PEOPLE)
        decision = told[f"record {name}"].json["decision"]["decision"]
        told[f"explain {name}"] = tcei("decide", "explain", decision)
        told[f"issue {name}"] = tcei("cert", "issue", decision, "--json")
    certificate = folder / told["issue gold"].json["file"]
    told["verify"] = tcei("verify", certificate)
    return Story(tcei, told, certificate, here)


def every_step_says_what_comes_next(story: Story) -> None:
    assert story.told["init"].code == 0
    assert "Next: tcei ruleset publish NAME --home office" in story.told["init"].out
    assert story.told["publish"].out.startswith("ecei/2.0.0 published: sha256:")
    assert story.told["publish"].out.endswith("Next: tcei org add NAME\n")
    assert story.told["add"].out.startswith(f"{HOLDER} added as 01")


def nothing_is_recorded_under_a_version_that_is_not_published(story: Story) -> None:
    told = story.told["too early"]

    assert told.code == 5
    assert "`tcei ruleset publish ecei/2.0.0`" in told.json["error"]["message"]


def answers_are_frozen_under_the_version_of_their_day(story: Story) -> None:
    for name in ("gold", "refused", "bronze"):
        assert story.told[name].code == 0
        assert story.json(name)["case"]["version"] == "2.0.0"


def a_file_and_its_frozen_assessment_are_explained_alike(story: Story) -> None:
    assert story.told["preview file"].code == 0
    assert story.told["preview file"].out.startswith("Gold is granted\n")
    assert story.told["preview file"].out == story.told["preview gold"].out


def a_decision_is_explained_as_it_was_previewed(story: Story) -> None:
    for name, kind in (("gold", "grant gold"), ("refused", "refuse"), ("bronze", "grant bronze")):
        told = story.told[f"explain {name}"]
        assert told.code == 0
        assert told.out.startswith("decision 01")
        assert f": {kind}, decided " in told.out
        assert told.out.endswith(story.told[f"preview {name}"].out)


def what_falls_short_is_refused(story: Story) -> None:
    made = story.json("record refused")["decision"]

    assert made["kind"] == "refuse"
    assert "label" not in made
    assert "0.49 FTE: not met" in story.told["explain refused"].out
    assert story.told["issue refused"].code == 5


def certificates_are_written_where_it_is_said(story: Story) -> None:
    """Each with the proof that it is in the ledger beside it."""
    files = sorted(path.name for path in (story.home / "certificates").iterdir())

    assert [name.partition(".")[2] for name in files] == ["json", "tlog-proof"] * 2
    assert [name[-9:] for name in files[::2]] == ["0001.json", "0002.json"]
    assert json.loads(story.certificate.read_bytes())["type"] == [
        "VerifiableCredential", "OpenBadgeCredential",
    ]  # fmt: skip


def a_certificate_verifies_by_the_folder_a_file_and_standard_input(story: Story) -> None:
    away = Program(story.folder)
    shutil.copy(story.home / "trust.json", story.folder / "trust.json")

    assert story.told["verify"].code == 15
    told = away("verify", "-", "--trust", "trust.json", given=story.certificate.read_bytes())
    assert told.code == 15
    assert told.out.startswith("-: DEMONSTRATION\n")
    assert HOLDER in told.out


def a_certificate_in_another_layout_is_the_same(story: Story) -> None:
    other = story.folder / "pretty.json"
    other.write_text(json.dumps(json.loads(story.certificate.read_bytes()), indent=4))

    assert story.verify(other).code == 15


def an_altered_certificate_is_told(story: Story) -> None:
    until = story.json("record gold")["decision"]["validity"]["valid_until"]
    changes = [("gold", "silver"), ("Photonics", "Photonica"), (until, "2099-12-31"), ("}", "} ]")]
    for old, new in changes:
        told = story.verify(story.altered(old, new))
        assert told.code == 12
        assert "ALTERED" in told.out


def an_issuer_that_is_not_trusted_is_told(story: Story) -> None:
    impostor = sample_issuer("did:web:demonstration.tcei.example", STRANGERS_KEY)
    nobody = sample_trust().model_copy(update={"issuers": ()})
    for trust in (sample_trust(sample_issuer()), sample_trust(impostor), nobody):
        file = story.folder / "other-trust.json"
        file.write_bytes(trust.to_bytes())
        told = story.verify(story.certificate, "--trust", file)
        assert (told.code, "UNKNOWN" in told.out) == (13, True)


def a_certificate_expires_the_day_after_its_last(story: Story) -> None:
    until = story.json("record gold")["decision"]["validity"]["valid_until"]
    year, month = int(until[:4]), int(until[5:7])
    after = f"{year + month // 12}-{month % 12 + 1:02d}-01"

    assert story.verify(story.certificate, "--at", until).code == 15
    assert story.verify(story.certificate, "--at", after).code == 10


def a_certificate_is_not_valid_before_it_was_issued(story: Story) -> None:
    told = story.verify(story.certificate, "--at", days_ago(1))

    assert told.code == 17
    assert "NOT YET VALID" in told.out


def of_several_certificates_the_gravest_word_is_the_code(story: Story) -> None:
    told = story.verify(story.certificate, story.altered("gold", "silver"), "--json")

    assert told.code == 12
    assert [one["status"] for one in told.json["files"]] == ["demonstration", "altered"]


def the_registry_finds_who_holds_what(story: Story) -> None:
    told = story.here("registry", "search", "photonics", "--json", "--home", str(story.home))

    (entry,) = told.json["entries"]
    assert (entry["label"], entry["status"]) == ("gold", "demonstration")


def nothing_is_decided_or_issued_twice(story: Story) -> None:
    again = story.tcei("decide", "record", story.json("gold")["record"]["assessment"], *PEOPLE)
    twice = story.tcei("cert", "issue", story.json("record gold")["decision"]["decision"])

    assert again.code == 6
    # Whoever lost the file asks again, and gets the certificate that is there.
    assert twice.code == 0
    assert story.json("issue gold")["certificate"]["number"] in twice.out


def the_record_has_no_gap(story: Story) -> None:
    rows = rows_of(story.home / "tcei.db", "record")

    assert [row[0] for row in rows] == list(range(len(rows)))
    assert [row[2] for row in rows[:2]] == ["genesis", "publication"]
    assert [row[6] for row in rows] == sorted(row[6] for row in rows)


def keys_are_rotated_and_what_was_signed_stays_in_order(story: Story) -> None:
    """At the end, since it changes the office: a new key, and a certificate under it."""
    before = story.folder / "trust-before.json"
    shutil.copy(story.home / "trust.json", before)
    time.sleep(1.1)

    assert story.tcei("keys", "rotate", "demonstration").code == 0

    assert story.verify(story.certificate).code == 15
    assert story.verify(story.certificate, "--trust", before).code == 15
    listed = story.tcei("keys", "list", "--json").json["keys"]
    own = [one for one in listed if one["purpose"] == "demonstration"]
    assert [("retired" in one) for one in own] == [True, False]
    assert rows_of(story.home / "tcei.db", "record")[-1][2] == "key"
    assert story.here("doctor", "--home", str(story.home)).code == 0

    frozen = assess(story.tcei, "bronze.json", HOLDER, "bronze").json["record"]["assessment"]
    made = story.tcei("decide", "record", frozen, *PEOPLE).json["decision"]["decision"]
    issued = story.folder / story.tcei("cert", "issue", made, "--json").json["file"]
    assert story.verify(issued).code == 15
    assert story.verify(issued, "--trust", before).code == 13


LOOKS: Final[tuple[Callable[[Story], None], ...]] = (
    every_step_says_what_comes_next,
    nothing_is_recorded_under_a_version_that_is_not_published,
    answers_are_frozen_under_the_version_of_their_day,
    a_file_and_its_frozen_assessment_are_explained_alike,
    a_decision_is_explained_as_it_was_previewed,
    what_falls_short_is_refused,
    certificates_are_written_where_it_is_said,
    a_certificate_verifies_by_the_folder_a_file_and_standard_input,
    a_certificate_in_another_layout_is_the_same,
    an_altered_certificate_is_told,
    an_issuer_that_is_not_trusted_is_told,
    a_certificate_expires_the_day_after_its_last,
    a_certificate_is_not_valid_before_it_was_issued,
    of_several_certificates_the_gravest_word_is_the_code,
    the_registry_finds_who_holds_what,
    nothing_is_decided_or_issued_twice,
    the_record_has_no_gap,
    keys_are_rotated_and_what_was_signed_stays_in_order,
)


@pytest.mark.slow
def test_the_whole_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = walk(tmp_path, runner(capsys))

    for look in LOOKS:
        look(story)
