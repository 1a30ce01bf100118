"""Single commands: what each promises beside what all of them do."""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tcei_cli.compose import SystemClock, Workplace
from tcei_cli.exit_codes import ExitCode
from tcei_rules.domain.canonical import sha256
from tcei_rules.keys.ed25519 import SigningKey
from tcei_rules.keys.key_file import Purpose
from tcei_rules.keys.keyring import Keyring
from tcei_rules.keys.multikey import encode_multikey
from tcei_rules.ledger.notes import COSIGNATURE_V1, VerifierKey
from tcei_rules.service.rulesets import Rulesets
from tests.commands import Run
from tests.fixed import NOW, FixedClock
from tests.home import (
    HOLDER,
    HOLDERS,
    PLAIN,
    Shelf,
    as_yaml,
    both_evaluators,
    bronze_answers,
    dump,
    empty_database,
    rows_of,
)

NEXT = PLAIN.replace('version: "1.0.0"', 'version: "1.1.0"').replace("2020-01-01", "2024-01-01")
"""A version of the plain scheme that nobody has published yet."""


@pytest.fixture(autouse=True)
def files(home: Path) -> Path:
    """Put files into the folder in which the commands run."""
    Path("holders.csv").write_bytes(HOLDERS)
    Path("answers.yaml").write_bytes(as_yaml(bronze_answers()))
    Path("junk.csv").write_bytes(b"\xff\xfe junk" * 2_000)
    return home


@pytest.fixture
def decision(run: Run, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give a decision that grants Bronze, made without a process for the second evaluator."""

    @contextmanager
    def here() -> Generator[Any]:
        yield both_evaluators

    monkeypatch.setattr("tcei_cli.compose.evaluations", here)
    monkeypatch.setattr(SystemClock, "now", FixedClock().now)
    case = ("--org", HOLDER, "--label", "bronze", "--demonstration", "--json")
    assessment = run("assess", "import", "answers.yaml", *case).json["record"]["assessment"]
    people = ("--by", "Cleo", "--confirmed-by", "Dov", "--json")
    made: str = run("decide", "record", assessment, *people).json["decision"]["decision"]
    return made


def test_a_decision_is_explained_in_the_language_asked_for(run: Run, decision: str) -> None:
    english = run("decide", "explain", decision).out
    german = run("decide", "explain", decision, "--lang", "de").out

    assert english.startswith(f"decision {decision}: grant bronze, decided ")
    assert german.startswith(f"Entscheidung {decision}: Gewährung bronze, entschieden ")
    assert "\n\nBronze ist gewährt" in german


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_a_certificate_in_another_language_verifies(run: Run, decision: str, language: str) -> None:
    file = run("cert", "issue", decision, "--lang", language, "--json").json["file"]

    told = run("verify", file, "--lang", language)

    assert json.loads(Path(file).read_bytes())["credentialSubject"]["achievement"][
        "inLanguage"
    ] == (language)
    assert told.code == ExitCode.DEMONSTRATION


def test_a_preview_of_a_file_without_a_ruleset_says_what_is_missing(run: Run) -> None:
    """`decide preview FILE` is the first thing one tries."""
    told = run("decide", "preview", "answers.yaml")

    assert told.code != 0
    assert "--ruleset" in told.err


def test_a_certificate_that_cannot_be_written_is_issued_all_the_same(
    run: Run, home: Path, decision: str
) -> None:
    """It stands in the record, so nobody may be told that nothing was stored."""
    before = len(rows_of(home / "tcei.db", "certificate_file"))

    told = run("cert", "issue", decision, "--out", "junk.csv/x.json")

    assert told.code == ExitCode.UNREACHABLE
    stored = len(rows_of(home / "tcei.db", "certificate_file")) > before
    assert not (stored and "nothing was stored" in told.err)
    if stored:
        content = rows_of(home / "tcei.db", "record")[-1][4]
        number = json.loads(content)["number"]
        assert f"tcei cert show {number}" in told.err


def test_a_certificate_is_in_order_on_the_day_it_was_issued(run: Run, decision: str) -> None:
    """As of a day means as of its end, as in every list; it was signed at 18:00."""
    file = run("cert", "issue", decision, "--json").json["file"]

    assert run("verify", file).code == ExitCode.DEMONSTRATION
    assert run("verify", file, "--at", NOW[:10]).code == ExitCode.DEMONSTRATION


def test_a_certificate_that_was_shown_is_the_one_that_was_issued(run: Run, decision: str) -> None:
    issued = run("cert", "issue", decision, "--json").json
    Path("shown.json").write_text(run("cert", "show", issued["certificate"]["number"]).out)

    assert run("verify", "shown.json").code == ExitCode.DEMONSTRATION
    assert Path("shown.json").read_text() == Path(issued["file"]).read_text() + "\n"


def test_of_several_certificates_the_gravest_word_counts(run: Run, home: Path) -> None:
    told = run("verify", "answers.yaml", "junk.csv", "--json")

    assert told.code == ExitCode.ALTERED
    assert [one["status"] for one in told.json["files"]] == ["altered", "altered"]
    assert (home / "trust.json").exists()


def test_one_file_that_is_missing_hides_no_other(run: Run) -> None:
    """Whoever verifies ten wants to hear of the nine that are there."""
    told = run("verify", "answers.yaml", "none.json")

    assert told.code != 0
    assert "answers.yaml: ALTERED" in told.out
    assert "none.json" in told.out + told.err


def test_what_is_missing_among_several_is_in_the_object(run: Run, home: Path) -> None:
    told = run("verify", "answers.yaml", "none.json", "--json").json

    assert [one["file"] for one in told["files"]] == ["answers.yaml"]
    assert [(one["file"], one["kind"]) for one in told["errors"]] == [("none.json", "not_found")]
    told = run("verify", "none.json", "nothing.json", "--json")
    assert (told.code, told.json["status"]) == (ExitCode.UNCHECKED, "could not be checked")
    (home / "empty").mkdir()
    told = run("ruleset", "check", str(home / "empty"), "none.yaml", "--json").json
    assert [one["kind"] for one in told["errors"]] == ["not_found"] * 2
    assert run("ruleset", "test", "none/1.0.0", "ecei/1.0.0").code == ExitCode.NOT_FOUND


def test_examples_are_listed_last_and_never_among_what_is_in_force(run: Run) -> None:
    listed = run("ruleset", "list", "--json").json["rulesets"]
    in_force = run("ruleset", "list", "--at", "2022-01-01", "--json").json["rulesets"]

    examples = [one for one in listed if one["name"].startswith("examples/")]
    assert listed[-len(examples) :] == examples != []
    assert all("in_force_from" not in one for one in examples)
    assert [one["name"] for one in in_force] == ["ecei-bw/1.0.0", "ecei/2.0.0"]
    assert "example " in run("ruleset", "list").out


def test_standard_input_without_an_end_is_read_to_a_limit(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Endless:
        def read(self, most: int) -> bytes:
            assert 0 < most < 100_000_000
            return b" " * most

    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=Endless()))

    told = run("verify", "-")
    assert told.code == ExitCode.MISTAKES, "nothing was looked at, so nothing is altered"
    assert told.err.startswith("standard input: this file has 10.0 MB or more")


def test_one_ruleset_that_is_missing_hides_no_other(run: Run) -> None:
    told = run("ruleset", "check", "junk.csv", "none.yaml")

    assert told.code != 0
    assert "junk.csv" in told.out + told.err
    assert "none.yaml" in told.out + told.err


def test_a_passphrase_must_come_from_somewhere(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TCEI_PASSPHRASE")

    told = run("keys", "rotate", "demonstration")

    assert told.code == ExitCode.USAGE
    assert "TCEI_PASSPHRASE" in told.err
    assert (home / "keys" / "demonstration.json").exists()


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_passphrase_file_is_read_without_its_line_end(run: Run, home: Path, end: str) -> None:
    Path("words.txt").write_bytes(f"another good passphrase{end}".encode())

    assert run("keys", "new", "issuer", "--passphrase-file", "words.txt").code == 0

    assert Keyring(home / "keys").load(Purpose.ISSUER, "another good passphrase")


def test_a_passphrase_file_that_is_no_text_is_refused(run: Run) -> None:
    """Two such files would be the same passphrase, since what is no text was put aside."""
    told = run("keys", "new", "issuer", "--passphrase-file", "junk.csv")

    assert told.code == ExitCode.MISTAKES


def test_making_the_folder_again_forgets_no_key(run: Run, home: Path) -> None:
    """What is there already stays as it is: certificates under an old key stay verifiable."""
    before = json.loads((home / "trust.json").read_bytes())["issuers"][0]["keys"]
    for path in (home / "keys").iterdir():
        path.unlink()

    told = run("init", str(home))

    after = json.loads((home / "trust.json").read_bytes())["issuers"][0]["keys"]
    assert told.code != 0 or {one["multikey"] for one in before} <= {
        one["multikey"] for one in after
    }


def test_what_a_lost_key_signed_stays_in_order(
    run: Run, home: Path, decision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new key is made, and the old one may sign no more."""
    file = run("cert", "issue", decision, "--json").json["file"]
    (home / "keys" / "demonstration.json").unlink()
    later = f"{NOW[:10]}T23:00:00Z"
    monkeypatch.setattr(SystemClock, "now", FixedClock(later).now)

    assert run("doctor").code == ExitCode.NOT_FOUND
    assert run("init", str(home)).code == 0

    old, new = json.loads((home / "trust.json").read_bytes())["issuers"][0]["keys"]
    assert old["until"] == later == new["from"]
    assert "until" not in new
    assert run("verify", file).code == ExitCode.DEMONSTRATION
    assert run("doctor").code == 0


def test_what_someone_wrote_into_the_trust_stays(run: Run, home: Path) -> None:
    path = home / "trust.json"
    trust = json.loads(path.read_bytes())
    trust["issuers"][0]["keys"][0]["until"] = "2026-06-01T00:00:00Z"
    key = {"multikey": encode_multikey(SigningKey.make().public), "from": "2026-01-01T00:00:00Z"}
    issuer = {"id": "did:web:other.example", "name": "Other", "demonstration": True, "keys": [key]}
    trust["issuers"].append(issuer)
    path.write_text(json.dumps(trust))

    run("keys", "rotate", "demonstration")

    (own, other) = json.loads(path.read_bytes())["issuers"]
    assert other == issuer
    assert own["keys"][0]["until"] == "2026-06-01T00:00:00Z"
    assert len(own["keys"]) == 2


def test_a_trust_that_has_mistakes_is_left_as_it_is(run: Run, home: Path) -> None:
    (home / "trust.json").write_bytes(b'{"format": 2}')
    key = home / "keys" / "demonstration.json"
    before = key.read_bytes()

    assert run("keys", "rotate", "demonstration").code == ExitCode.MISTAKES
    assert key.read_bytes() == before
    assert run("init", str(home)).code == ExitCode.MISTAKES
    assert (home / "trust.json").read_bytes() == b'{"format": 2}'
    key.unlink()
    assert run("init", str(home)).code == ExitCode.MISTAKES
    assert not key.exists()


def test_making_the_folder_again_changes_nothing(run: Run, home: Path) -> None:
    files = [home / "tcei.db", home / "trust.json", *(home / "keys").glob("*.json")]
    assert len(files) == 4
    before = [path.read_bytes() for path in files]

    assert run("init", str(home)).code == 0

    assert [path.read_bytes() for path in files] == before


def test_a_folder_that_could_not_be_made_whole_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TCEI_PASSPHRASE")

    told = run("init", "new")

    assert told.code == ExitCode.USAGE
    assert not Path("new").exists(), "nothing half-made"


def test_the_doctor_tells_every_mistake(run: Run, home: Path) -> None:
    (home / "trust.json").write_bytes(b'{"format": 2}')

    told = run("doctor")

    assert told.code != 0
    (line,) = [line for line in told.out.splitlines() if "trust.json" in line]
    assert line.startswith("!!")
    assert "format" in line or "origin" in line


def test_the_doctor_speaks_the_language_asked_for(run: Run, home: Path) -> None:
    (home / "trust.json").unlink()

    assert "es gibt keine Datei" in run("doctor", "--lang", "de").out


def test_the_doctor_reads_every_ruleset(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name on the shelf says nothing of the file behind it."""
    broken = PLAIN.replace("kind: number", "kind: nmber")
    rulesets = Rulesets(Shelf({"plain/1.0.0": broken, "other/1.0.0": "language: 1"}))

    def shelf(_: Workplace) -> Rulesets:
        return rulesets

    monkeypatch.setattr(Workplace, "rulesets", shelf)
    told = run("doctor")

    assert told.code == ExitCode.NOT_FOUND
    (line,) = [line for line in told.out.splitlines() if "rulesets" in line]
    assert line.startswith("!!")
    assert "plain/1.0.0:" in line
    assert "nmber" in line
    assert "other/1.0.0:" in line


@pytest.mark.parametrize("purpose", ["ledger", "demonstration"])
def test_the_doctor_misses_each_key_that_the_office_needs(
    run: Run, home: Path, purpose: str
) -> None:
    (home / "keys" / f"{purpose}.json").unlink()

    told = run("doctor")

    assert told.code == ExitCode.NOT_FOUND
    (line,) = [line for line in told.out.splitlines() if "keys:" in line]
    assert line.startswith("!!")
    assert purpose in line


def test_the_doctor_tells_a_trust_that_is_not_the_one_in_the_ledger(run: Run, home: Path) -> None:
    path = home / "trust.json"
    recorded = path.read_bytes()
    trust = json.loads(recorded)
    trust["issuers"][0]["name"] = "Somebody else"
    path.write_text(json.dumps(trust))

    told = run("doctor")

    assert told.code == ExitCode.NOT_FOUND
    (line,) = [line for line in told.out.splitlines() if "trust root:" in line]
    index = len(rows_of(home / "tcei.db", "record")) - 1
    assert line.startswith("!!")
    assert f"entry {index}" in line
    path.write_text(json.dumps(json.loads(recorded), indent=2))
    assert run("doctor").code == 0, "blanks and order of members mean nothing"


def test_what_was_written_into_the_trust_is_recorded_by_making_the_folder_again(
    run: Run, home: Path
) -> None:
    path = home / "trust.json"
    trust = json.loads(path.read_bytes())
    trust["witnesses"] = "quorum none\n# nobody so far\n"
    path.write_text(json.dumps(trust))

    assert run("init", str(home)).code == 0

    assert rows_of(home / "tcei.db", "record")[-1][2] == "policy"
    assert run("doctor").code == 0


def test_a_trust_that_was_lost_is_the_one_in_the_ledger_again(run: Run, home: Path) -> None:
    """It may name issuers and witnesses that no key of the folder tells of."""
    path = home / "trust.json"
    trust = json.loads(path.read_bytes())
    trust["witnesses"] = "quorum none\n# nobody so far\n"
    path.write_text(json.dumps(trust))
    run("init", str(home))
    before = path.read_bytes()
    entries = len(rows_of(home / "tcei.db", "record"))
    path.unlink()

    assert run("init", str(home)).code == 0

    assert path.read_bytes() == before
    assert len(rows_of(home / "tcei.db", "record")) == entries


@pytest.mark.parametrize("purpose", ["ledger", "demonstration"])
def test_each_new_key_that_verifiers_must_know_is_an_entry(
    run: Run, home: Path, purpose: str
) -> None:
    told = run("keys", "rotate", purpose, "--json")

    *_, last = rows_of(home / "tcei.db", "record")
    assert last[2] == "key"
    assert told.json["key"]["multikey"] in last[4]
    assert last[4].encode() == (home / "trust.json").read_bytes()
    assert run("doctor").code == 0


def test_no_key_is_made_where_no_trust_root_could_name_it(run: Run, home: Path) -> None:
    Path("empty.db").write_bytes(empty_database())
    before = listed(home / "keys")

    told = run("keys", "rotate", "ledger", "--db", "sqlite:///empty.db")

    assert told.code == ExitCode.NOT_ALLOWED
    assert "`tcei init`" in told.err
    assert listed(home / "keys") == before


def listed(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_new_version_is_published_and_then_stays(run: Run, home: Path) -> None:
    path = Path("own.yaml")
    path.write_text(NEXT)
    entries = len(rows_of(home / "tcei.db", "record"))

    rehearsed = run("ruleset", "publish", "own.yaml", "--dry-run")
    assert (rehearsed.code, rehearsed.err) == (0, "")
    assert rehearsed.out.startswith("plain/1.1.0 would be published: sha256:")
    assert len(rows_of(home / "tcei.db", "record")) == entries

    published = run("ruleset", "publish", "own.yaml")
    assert published.code == 0
    assert published.out.startswith("plain/1.1.0 published: sha256:")
    assert published.out.endswith("\nNext: tcei org add NAME\n")
    assert len(rows_of(home / "tcei.db", "record")) == entries + 1

    again = run("ruleset", "publish", "own.yaml")
    assert again.code == 0
    assert re.match(r"plain/1\.1\.0 was published on [0-9-]{10}, and nothing changes: ", again.out)

    path.write_text(NEXT.replace("0.5 FTE", "0.4 FTE"))
    other = run("ruleset", "publish", "own.yaml")
    assert other.code == ExitCode.CONFLICT
    assert "plain/1.1.0 was published with another text" in other.err
    assert len(rows_of(home / "tcei.db", "record")) == entries + 1


def test_programs_are_told_what_was_published(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("own.yaml").write_text(NEXT)
    monkeypatch.setattr(SystemClock, "now", FixedClock().now)

    rehearsed = run("ruleset", "publish", "own.yaml", "--json", "--dry-run").json
    published = run("ruleset", "publish", "own.yaml", "--json").json
    again = run("ruleset", "publish", "own.yaml", "--json").json

    content = json.loads(rows_of(home / "tcei.db", "record")[-1][4])
    assert published["publication"] == content == again["publication"]
    assert content["file"] == sha256(NEXT.encode())
    assert (published["published_at"], published["published_before"]) == (NOW, False)
    assert (again["published_at"], again["published_before"]) == (NOW, True)
    assert rehearsed == published


def test_every_mistake_keeps_a_version_from_being_published(run: Run, home: Path) -> None:
    Path("own.yaml").write_text(NEXT.replace("fact: staff", "fact: stuff"))
    before = dump(home / "tcei.db")

    told = run("ruleset", "publish", "own.yaml")

    assert told.code == ExitCode.MISTAKES
    assert told.err.count("stuff") >= 2
    assert dump(home / "tcei.db") == before


def test_answers_under_a_version_that_is_not_published_are_refused(run: Run) -> None:
    """The sentence names the command that would help."""
    office = Path("office-two")
    assert run("init", str(office)).code == 0
    assert run("org", "add", HOLDER, "--home", str(office)).code == 0
    case = ("--org", HOLDER, "--label", "bronze", "--demonstration", "--home", str(office))

    told = run("assess", "import", "answers.yaml", *case)

    assert told.code == ExitCode.NOT_ALLOWED
    assert "`tcei ruleset publish ecei/2.0.0`" in told.err
    assert [row[2] for row in rows_of(office / "tcei.db", "record")] == ["genesis", "organisation"]


def test_a_demonstration_leaves_the_office_of_the_environment_alone(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It writes to one folder only, whatever TCEI_DB says."""
    monkeypatch.setenv("TCEI_DB", f"sqlite:///{home / 'tcei.db'}")
    before = dump(home / "tcei.db")

    stop_early(monkeypatch)
    run("demo", "--out", "walk")

    assert dump(home / "tcei.db") == before
    assert Path("walk", "tcei.db").is_file()


def test_the_demonstration_needs_an_empty_folder_or_one_of_its_own(run: Run) -> None:
    folder = Path("mine")
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")

    for out in ("mine", "mine/", str(folder.absolute())):
        told = run("demo", "--out", out)
        assert told.code == ExitCode.CONFLICT
        assert "--out" in told.err
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_a_link_to_an_earlier_demonstration_is_no_fault(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_early(monkeypatch)
    run("demo", "--out", "walk")
    Path("link").symlink_to("walk")

    told = run("demo", "--out", "link")

    assert "OSError" not in told.err
    assert Path("walk").is_dir()


def test_the_folder_one_is_in_can_be_used_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_early(monkeypatch)
    Path("walk").mkdir()
    monkeypatch.chdir("walk")

    for _ in range(2):
        told = run("demo", "--out", ".")
        assert "OSError" not in told.err
        assert "StopError" in told.err


def test_a_demonstration_that_was_cut_off_can_be_run_again(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its mark is the first to come and the last to go."""
    stop_early(monkeypatch)
    run("demo", "--out", "walk")
    Path("walk", ".half.tmp").touch()

    with monkeypatch.context() as patched:
        patched.setattr("tcei_cli.demo_folder.shutil.rmtree", stop)
        run("demo", "--out", "walk")
    (left,) = Path("walk").glob("*.txt")

    assert left.name == "this-is-a-demonstration.txt"
    assert "StopError" in run("demo", "--out", "walk").err
    assert not Path("walk", ".half.tmp").exists()


def test_a_demonstration_lists_what_was_worked_out(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_early(monkeypatch)

    told = run("demo", "--out", "walk")

    lines = Path("walk", "published.csv").read_text().splitlines()
    assert str(Path("walk", "published.csv")) in told.out
    assert len(lines) == int(told.out.partition(" published labels")[0].split()[-1]) + 1
    assert {"renewable until", "interview that fits"} <= set(re.split(r"  +|\n", told.out))


def test_a_demonstration_takes_no_other_folder_or_database(run: Run, home: Path) -> None:
    for line in (("--home", str(home)), ("--db", "sqlite:///x.db")):
        told = run("demo", *line)
        assert told.code == ExitCode.USAGE
        assert "--out" in told.err


class StopError(Exception):
    """Enough of the demonstration."""


def stop(*_: object) -> None:
    raise StopError


def stop_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tcei_cli.demo.Walk.decide", stop)


def test_the_registry_says_of_a_rehearsal_that_it_was_one(run: Run) -> None:
    told = run("registry", "import", "holders.csv", "--dry-run")

    assert told.code == 0
    assert "would" in told.out


ONE_DAY_ONLY = b"""\
name,country,sector,label,valid_until,assessed_or_awarded,score_pct,certificate_id,source,\
source_kind,confidence,note
Wyvernwick food cluster,Poland,Food,GOLD,,2020-03-10,,,https://example.org/3,official list,\
verbatim,
Teacupford water cluster,Norway,Water,BRONZE,2015-04-30,,,,https://example.org/4,official list,\
verbatim,
"""
"""One label with its award only, one with its end only."""


def test_every_published_label_tells_window_and_interview(run: Run) -> None:
    """Award only: end and renewal window; end only: status and the interview month that fits."""
    Path("ends.csv").write_bytes(ONE_DAY_ONLY)

    award, end = run("registry", "import", "ends.csv", "--at", "2020-06-01", "--json").json[
        "labels"
    ]

    assert (award["kind"], award["until"], award["renewable_until"]) == (
        "award_only", "2022-03-31", "2023-03-31",
    )  # fmt: skip
    assert (end["kind"], end["status"], end["interviews"]) == ("expiry_only", "expired", "2013-04")
    told = run("registry", "search", "teacup")
    assert "interview that fits" in told.out
    assert "2013-04" in told.out
    assert "2023-03-31" in run("registry", "search", "wyvern").out


def test_a_table_keeps_one_line_a_row(run: Run) -> None:
    run("org", "add", "two\nlines")

    told = run("org", "list")

    lines = told.out.splitlines()
    assert re.match(r"id +country +region +name", lines[0])
    assert all(re.match(r"01[0-9A-Z]{24} ", line) for line in lines[2:])


def test_an_older_trust_root_that_was_put_back_undoes_nothing(run: Run, home: Path) -> None:
    older = (home / "trust.json").read_bytes()
    witness = VerifierKey("w.example", COSIGNATURE_V1, SigningKey(bytes(range(32))).public)
    policy = home / "policy.txt"
    policy.write_text(f"witness w {witness}\nquorum w\n")
    assert run("log", "witnesses", str(policy)).code == 0
    (home / "trust.json").write_bytes(older)

    assert run("init", str(home)).code == 0

    trust = json.loads((home / "trust.json").read_bytes())
    assert trust["witnesses"].endswith("quorum w\n")
    assert rows_of(home / "tcei.db", "record")[-1][2] == "policy"
