"""`tcei audit verify`, `replay`, `erase`: what they say, and their exit codes."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tcei_certificates.trust import Trust
from tcei_cli.compose import CHECKPOINTS_FOLDER, TRUST_FILE, SystemClock
from tcei_cli.exit_codes import ExitCode
from tcei_rules.domain.record import RecordKind
from tcei_rules.service.audit.report import MOST_TOLD, CheckName
from tests.audited import EARLY, LATE, audited_files, unguarded
from tests.certificate_samples import sample_trust
from tests.commands import Run
from tests.fixed import FixedClock
from tests.home import dump, rows_of
from tests.proving import witnessed_trust

MARKS = {"ok ": "passed", "?? ": "could not be checked", "!! ": "failed"}


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of an office with three decisions and two heads kept; one lies outside."""
    folder = tmp_path / "office"
    (folder / CHECKPOINTS_FOLDER).mkdir(parents=True)
    files = audited_files()
    (folder / "tcei.db").write_bytes(files["tcei.db"])
    (folder / TRUST_FILE).write_bytes(sample_trust().to_bytes())
    (folder / CHECKPOINTS_FOLDER / LATE).write_bytes(files[LATE])
    Path(EARLY).write_bytes(files[EARLY])
    monkeypatch.setenv("TCEI_HOME", str(folder))
    monkeypatch.setattr(SystemClock, "now", FixedClock().now)
    return folder


def ids(office: Path, kind: str) -> list[str]:
    """Return the ids of the records of a kind, in the order of the ledger."""
    return [row[1] for row in rows_of(office / "tcei.db", "record") if row[2] == kind]


def change(office: Path, statement: str, *values: str) -> None:
    """Write into the database as whoever has its file can."""
    with unguarded(office / "tcei.db") as connection:
        connection.execute(statement, values)


def states(out: str) -> dict[str, str]:
    """Return what each check came to, by its name, from the text for people."""
    lines = [line for line in out.splitlines() if line[:3] in MARKS]
    return {line[4:].partition(":")[0]: MARKS[line[:3]] for line in lines}


# verify


def test_a_whole_record_passes_every_check_by_its_name(run: Run, office: Path) -> None:
    size = len(rows_of(office / "tcei.db", "record"))
    before = dump(office / "tcei.db")

    told = run("audit", "verify")

    assert (told.code, told.err) == (ExitCode.DONE, "")
    assert states(told.out) == dict.fromkeys(map(str, CheckName), "passed")
    checks = len(CheckName)
    summary = f"{checks} checks: {checks} passed, 0 failed, 0 could not be checked"
    assert told.out.endswith(f"{size} entries, {summary}\n")
    assert "the trust root demands no witness" in told.out
    assert dump(office / "tcei.db") == before


def test_an_audit_is_one_object_for_programs(run: Run, office: Path) -> None:
    data = run("audit", "verify", "--json").json

    assert data["ok"] is True
    assert data["size"] == len(rows_of(office / "tcei.db", "record"))
    assert [one["check"] for one in data["checks"]] == list(CheckName)
    for one in data["checks"]:
        assert (one["state"], one["failed"], one["failures"]) == ("passed", 0, [])
        assert one["looked_at"] > 0


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_an_audit_is_told_in_the_language_asked_for(run: Run, language: str) -> None:
    english = run("audit", "verify").out.splitlines()

    told = run("audit", "verify", "--lang", language)

    assert told.code == ExitCode.DONE
    spoken = told.out.splitlines()
    assert len(spoken) == len(english)
    assert all(one != other for one, other in zip(spoken, english, strict=True))
    assert states(told.out).keys() == set(map(str, CheckName)), "names stay: one looks them up"


def test_a_changed_byte_ends_with_20_and_names_row_and_check(run: Run, office: Path) -> None:
    decision = ids(office, "decision")[0]
    change(office, "UPDATE record SET content = replace(content, 'gold', 'bold') WHERE id = ?",
           decision)  # fmt: skip

    told, data = run("audit", "verify"), run("audit", "verify", "--json")

    assert (told.code, data.code) == (ExitCode.DIFFERS, ExitCode.DIFFERS)
    assert states(told.out)["entries"] == states(told.out)["records"] == "failed"
    assert f"decision {decision} (entry" in told.out
    assert data.json["ok"] is False
    (entries,) = (one for one in data.json["checks"] if one["check"] == "entries")
    assert (entries["state"], entries["failed"]) == ("failed", 1)
    assert entries["failures"][0]["row"].startswith(f"decision {decision} (entry")
    assert entries["failures"][0]["what"] == "hash of the entry"


def test_many_failures_are_counted_and_some_are_told(run: Run, office: Path) -> None:
    numbers = "WITH n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 150) "
    change(office, f"{numbers}INSERT INTO person SELECT 'nobody ' || x, 'x', x || 'x' FROM n")

    told = run("audit", "verify")

    assert told.code == ExitCode.DIFFERS
    assert told.out.count("person nobody") == MOST_TOLD
    assert f"and {150 - MOST_TOLD} more like these" in told.out


def test_a_head_that_was_kept_elsewhere_can_be_given(run: Run, office: Path) -> None:
    (office / CHECKPOINTS_FOLDER / LATE).unlink()

    with_one, without = run("audit", "verify", "--checkpoint", EARLY), run("audit", "verify")

    assert (with_one.code, states(with_one.out)["kept heads"]) == (ExitCode.DONE, "passed")
    assert (without.code, states(without.out)["kept heads"]) == (
        ExitCode.UNCHECKED, "could not be checked",
    )  # fmt: skip
    assert "`--checkpoint`" in without.out


def test_a_ledger_that_does_not_lead_to_a_kept_head_ends_with_20(run: Run, office: Path) -> None:
    """Every file is looked at: those of the folder, and those that are given."""
    other = Path(EARLY).read_bytes().replace(b"\n", b"\n9", 1)
    Path("other.txt").write_bytes(other)

    told = run("audit", "verify", "--checkpoint", EARLY, "--checkpoint", "other.txt")
    assert (told.code, states(told.out)["kept heads"]) == (ExitCode.DIFFERS, "failed")
    assert "other.txt" in told.out

    (office / CHECKPOINTS_FOLDER / "0.txt").write_bytes(other)
    assert run("audit", "verify").code == ExitCode.DIFFERS


def test_a_trust_root_that_was_pinned_is_the_one_that_counts(run: Run, office: Path) -> None:
    """The folder's own was swapped together with the record; the auditor has another."""
    Path("pinned.json").write_bytes(sample_trust().to_bytes())
    renamed = Trust.model_validate(dict(sample_trust()) | {"origin": "elsewhere.example/ledger"})
    (office / TRUST_FILE).write_bytes(renamed.to_bytes())

    pinned = run("audit", "verify", "--trust", "pinned.json")
    own = run("audit", "verify")

    assert pinned.code == ExitCode.DONE
    assert own.code == ExitCode.DIFFERS
    assert states(own.out)["trust root"] == "failed"


def test_what_the_pinned_policy_demands_could_not_be_checked_where_it_lacks(run: Run) -> None:
    Path("pinned.json").write_bytes(witnessed_trust().to_bytes())

    told = run("audit", "verify", "--trust", "pinned.json")

    assert states(told.out)["witnesses"] == "could not be checked"
    assert "one, two" in told.out


@pytest.mark.parametrize("option", ["--trust", "--checkpoint"])
def test_a_file_that_is_not_there_is_told(run: Run, option: str) -> None:
    told = run("audit", "verify", option, "none.txt")

    assert (told.code, told.out) == (ExitCode.NOT_FOUND, "")
    assert "none.txt" in told.err


# replay


def test_one_decision_comes_out_the_same(run: Run, office: Path) -> None:
    decision = ids(office, "decision")[0]

    told, data = run("audit", "replay", decision), run("audit", "replay", decision, "--json")

    assert (told.code, told.err) == (ExitCode.DONE, "")
    assert told.out == f"{decision}: the same result: gold, under ecei/2.0.0\n"
    assert data.json == {
        "ok": True, "decision": decision, "result": "same", "label": "gold",
        "ruleset": "ecei/2.0.0",
    }  # fmt: skip


def test_all_decisions_come_out_the_same(run: Run, office: Path) -> None:
    before = dump(office / "tcei.db")

    told, data = run("audit", "replay", "--all"), run("audit", "replay", "--all", "--json")

    assert (told.code, told.err) == (ExitCode.DONE, "")
    assert told.out == "3 decisions replayed: 3 the same to the byte, 0 erased, 0 otherwise\n"
    assert data.json == {
        "ok": True, "total": 3, "same": 3, "erased": 0, "others": 0, "differing": [],
    }  # fmt: skip
    assert dump(office / "tcei.db") == before


def test_what_differs_ends_with_20_and_says_where(run: Run, office: Path) -> None:
    first, second, refused = ids(office, "decision")
    change(office, "UPDATE record SET content = replace(content, 'gold', 'bold') WHERE id = ?",
           second)  # fmt: skip

    one = run("audit", "replay", second)
    every = run("audit", "replay", "--all")
    data = run("audit", "replay", "--all", "--json")

    assert (one.code, every.code, data.code) == (ExitCode.DIFFERS,) * 3
    assert "the record was altered" in one.out
    assert "first difference at /: recorded " in one.out
    assert every.out.startswith(one.out)
    assert not any(f"{same}:" in every.out for same in (first, refused))
    assert (data.json["ok"], data.json["same"], data.json["others"]) == (False, 2, 1)
    assert [one["result"] for one in data.json["differing"]] == ["record altered"]
    assert run("audit", "replay", first).code == ExitCode.DONE


def test_a_report_that_is_recorded_is_an_entry(run: Run, office: Path) -> None:
    told = run("audit", "replay", "--all", "--record")

    assert told.code == ExitCode.DONE
    (entry,) = ids(office, RecordKind.REPLAY)
    index = len(rows_of(office / "tcei.db", "record")) - 1
    assert f"recorded as entry {index}: {entry}\n" in told.out
    data = run("audit", "replay", "--all", "--record", "--json").json
    assert data["entry"] == {"id": ids(office, RecordKind.REPLAY)[1], "index": index + 1}
    assert run("audit", "verify").code == ExitCode.DONE


def test_a_report_of_what_differs_is_recorded_as_well(run: Run, office: Path) -> None:
    change(office, "UPDATE opening SET content = replace(content, '1', '2')")

    assert run("audit", "replay", "--all", "--record").code == ExitCode.DIFFERS
    assert len(ids(office, RecordKind.REPLAY)) == 1


@pytest.mark.parametrize(
    "arguments", [(), ("X", "--all"), ("X", "--record"), ("--record",), ("X", "--all", "--record")]
)
def test_one_decision_or_all_and_the_report_of_all(
    run: Run, office: Path, arguments: tuple[str, ...]
) -> None:
    before = dump(office / "tcei.db")

    told = run("audit", "replay", *arguments)

    assert (told.code, told.out) == (ExitCode.USAGE, "")
    assert "`--all`" in told.err
    assert dump(office / "tcei.db") == before


def test_a_decision_that_is_not_there_is_told(run: Run, office: Path) -> None:
    for one in ("X", ids(office, "case")[0]):
        told = run("audit", "replay", one)
        assert (told.code, told.out) == (ExitCode.NOT_FOUND, "")
        assert one in told.err


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_a_replay_is_told_in_the_language_asked_for(run: Run, office: Path, language: str) -> None:
    change(office, "UPDATE record SET digest = 'x' WHERE id = ?", ids(office, "decision")[0])
    english = run("audit", "replay", "--all").out.splitlines()

    told = run("audit", "replay", "--all", "--lang", language)

    spoken = told.out.splitlines()
    assert (told.code, len(spoken)) == (ExitCode.DIFFERS, len(english))
    assert all(one != other for one, other in zip(spoken, english, strict=True))


# erase


def test_what_is_erased_is_gone_and_everything_still_holds(run: Run, office: Path) -> None:
    refused, decision = ids(office, "case")[2], ids(office, "decision")[2]
    before = len(rows_of(office / "tcei.db", "opening"))

    told = run("audit", "erase", refused, "--yes")

    gone = before - len(rows_of(office / "tcei.db", "opening"))
    assert (told.code, told.err) == (ExitCode.DONE, "")
    assert told.out == f"{gone} openings erased; an entry of the ledger says so\n"
    assert len(ids(office, RecordKind.ERASURE)) == 1
    assert run("audit", "verify").code == ExitCode.DONE
    replayed = run("audit", "replay", decision)
    assert (replayed.code, replayed.out) == (
        ExitCode.UNCHECKED, f"{decision}: inputs erased: could not be checked\n",
    )  # fmt: skip
    every = run("audit", "replay", "--all", "--json")
    assert (every.code, every.json["same"], every.json["erased"]) == (ExitCode.UNCHECKED, 2, 1)
    assert run("audit", "erase", refused, "--yes").code == ExitCode.CONFLICT


def test_later_cases_whose_history_goes_along_are_named(run: Run, office: Path) -> None:
    first, second, _ = ids(office, "case")

    rehearsed = run("audit", "erase", first, "--dry-run", "--json").json
    told = run("audit", "erase", first, "--yes")

    assert told.out.endswith(f"is gone with it: {second}\n")
    assert [one["case"] for one in rehearsed["erasures"]] == [first, second]


def test_a_rehearsal_asks_nobody_and_erases_nothing(run: Run, office: Path) -> None:
    before = dump(office / "tcei.db")

    told = run("audit", "erase", ids(office, "case")[2], "--dry-run")

    assert (told.code, told.err) == (ExitCode.DONE, "")
    assert "would be erased" in told.out
    assert dump(office / "tcei.db") == before


@pytest.mark.parametrize(("answer", "code"), [("y", ExitCode.DONE), ("n", ExitCode.STOPPED),
                                              ("", ExitCode.STOPPED)])  # fmt: skip
def test_without_yes_it_asks_and_does_what_is_answered(
    run: Run, office: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: ExitCode
) -> None:
    """The question goes to standard error: what is asked is no result."""
    before = dump(office / "tcei.db")
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{answer}\n" if answer else ""))
    case = ids(office, "case")[2]

    told = run("audit", "erase", case)

    assert told.code == code
    assert f"Erase what stands behind case {case} for ever?" in told.err
    assert ("erased" in told.out) == (code == ExitCode.DONE)
    assert (dump(office / "tcei.db") == before) == (code != ExitCode.DONE)


def test_a_case_that_is_not_there_is_told(run: Run, office: Path) -> None:
    for one in ("X", ids(office, "decision")[0]):
        told = run("audit", "erase", one, "--yes")
        assert (told.code, told.out) == (ExitCode.NOT_FOUND, "")
        assert one in told.err
