"""`tcei log` and `tcei witness`: what each promises, and how it fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tcei_cli.compose import Workplace
from tcei_cli.exit_codes import ExitCode
from tcei_cli.options import Options
from tcei_rules.keys.key_file import Purpose
from tcei_rules.keys.keyring import Keyring
from tcei_rules.keys.sealing import AgeSealing
from tcei_rules.ledger.notes import COSIGNATURE_V1, VerifierKey
from tcei_rules.ledger.tlog_proofs import TlogProof
from tests.commands import Run
from tests.fast_sealing import FastSealing
from tests.home import full_database, rows_of
from tests.proving import WITNESSES, witness_line

WORDS = "correct horse battery staple"


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of an office with a certificate, and keys for it and the ledger."""
    monkeypatch.setattr(AgeSealing, "seal", FastSealing.seal)
    monkeypatch.setattr(AgeSealing, "unseal", FastSealing.unseal)
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "tcei.db").write_bytes(full_database())
    keyring = Keyring.create(folder / "keys")
    for purpose in (Purpose.DEMONSTRATION, Purpose.LEDGER):
        keyring.new(purpose, WORDS, at="2026-01-01T00:00:00Z")
    Workplace(Options(home=folder)).write_trust()
    monkeypatch.setenv("TCEI_HOME", str(folder))
    monkeypatch.setenv("TCEI_PASSPHRASE", WORDS)
    return folder


def policy(*lines: str) -> str:
    """Write a policy to a file, and return its name."""
    Path("policy.txt").write_text("".join(lines), encoding="utf-8")
    return "policy.txt"


def number_of(run: Run) -> str:
    return str(run("cert", "list", "--json").json["certificates"][0]["number"])


def test_an_export_tells_its_size_root_and_head(run: Run, office: Path) -> None:
    told = run("log", "export", "public", "--json")

    assert told.code == ExitCode.DONE
    assert told.json["size"] == len(rows_of(office / "tcei.db", "record"))
    assert told.json["checkpoint"].encode() == Path("public/checkpoint").read_bytes()
    assert not told.json["missing"]
    assert run("log", "export", "public", "--json").json["written"] == 0


def test_a_head_that_is_signed_is_exported_without_any_passphrase(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("log", "export", "public").code == ExitCode.DONE
    monkeypatch.delenv("TCEI_PASSPHRASE")

    assert run("log", "export", "mirror").code == ExitCode.DONE
    assert run("org", "add", "Somebody new", "--dry-run").code == ExitCode.DONE
    assert run("log", "witnesses", policy("quorum none\n")).code == ExitCode.DONE
    assert run("log", "export", "public").code == ExitCode.DONE  # nothing new is recorded


@pytest.mark.parametrize("what", ["an organisation", "a policy"])
def test_a_head_over_what_is_new_is_signed_with_the_passphrase(
    run: Run, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    assert run("log", "export", "public").code == ExitCode.DONE
    monkeypatch.delenv("TCEI_PASSPHRASE")
    one = policy(witness_line("one"), "quorum one\n")
    new = {"an organisation": ("org", "add", "Somebody new"), "a policy": ("log", "witnesses", one)}

    assert run(*new[what]).code == ExitCode.DONE
    assert run("log", "export", "public").code == ExitCode.USAGE


def test_nothing_is_signed_with_a_key_that_the_trust_root_does_not_name(
    run: Run, office: Path
) -> None:
    trust = json.loads((office / "trust.json").read_bytes())
    Keyring(office / "keys").rotate(Purpose.LEDGER, WORDS, at="2026-02-01T00:00:00Z")
    told = run("log", "export", "public")

    assert trust == json.loads((office / "trust.json").read_bytes())
    assert told.code == ExitCode.NOT_ALLOWED
    assert "does not name the key" in told.err
    assert not Path("public").exists()


def test_a_rotated_key_signs_and_the_earlier_export_is_continued(run: Run) -> None:
    assert run("log", "export", "public").code == ExitCode.DONE
    assert run("keys", "rotate", "ledger").code == ExitCode.DONE

    told = run("log", "export", "public", "--json")
    assert told.code == ExitCode.DONE
    assert "2 entries" not in told.out
    assert run("log", "prove", number_of(run)).code == ExitCode.DONE


def test_a_fork_is_told_with_its_own_exit_code(run: Run) -> None:
    Path("public/tile/0").mkdir(parents=True)
    size = run("log", "export", "other", "--json").json["size"]
    Path(f"public/tile/0/000.p/{size}").parent.mkdir()
    Path(f"public/tile/0/000.p/{size}").write_bytes(b"another ledger")
    told = run("log", "export", "public")

    assert told.code == ExitCode.DIFFERS
    assert "a fork" in told.err


def test_a_proof_is_printed_or_written(run: Run) -> None:
    number = number_of(run)
    printed = run("log", "prove", number)
    written = run("log", "prove", number, "--out", "it.tlog-proof", "--json")

    assert printed.code == written.code == ExitCode.DONE
    content = Path("it.tlog-proof").read_bytes()
    assert printed.out.encode() == content
    assert TlogProof.parse(content).index == written.json["index"]
    assert written.json["proof"].encode() == content


def test_a_record_that_no_head_has_yet_needs_a_passphrase(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The head in the database is of before the trust root was recorded anew."""
    root = run("log", "export", "public", "--json")
    assert root.code == ExitCode.DONE
    assert run("log", "witnesses", policy(witness_line("one"), "quorum one\n")).code == 0
    (record,) = [row[1] for row in rows_of(Path("office/tcei.db"), "record") if row[2] == "policy"]
    monkeypatch.delenv("TCEI_PASSPHRASE")

    told = run("log", "prove", record)
    assert told.code == ExitCode.NOT_FOUND
    assert "tcei log export" in told.err
    Path("words.txt").write_text(WORDS, encoding="utf-8")
    assert run("log", "prove", record, "--passphrase-file", "words.txt").code == ExitCode.DONE


def test_what_is_no_record_has_no_proof(run: Run) -> None:
    assert run("log", "prove", "nothing").code == ExitCode.NOT_FOUND


def test_the_policy_is_shown_and_no_witness_is_said_aloud(run: Run) -> None:
    told = run("log", "witnesses")

    assert told.code == ExitCode.DONE
    assert told.out == "no witness is demanded (quorum none)\n"
    assert run("log", "witnesses", "--json").json == {
        "ok": True, "policy": "quorum none\n", "witnesses": [], "quorum": "none",
    }  # fmt: skip


def test_a_policy_is_recorded_and_written(run: Run, office: Path) -> None:
    lines = (witness_line("one"), witness_line("two"), "group some any one two\n", "quorum some\n")
    rehearsed = run("log", "witnesses", policy(*lines), "--dry-run")
    assert rehearsed.code == ExitCode.DONE
    assert rehearsed.out.endswith("would name it; nothing was stored\n")
    before = rows_of(office / "tcei.db", "record")
    told = run("log", "witnesses", policy(*lines))

    assert told.code == ExitCode.DONE
    assert "demanded: 1 of 2, one, two (some)" in told.out
    assert json.loads((office / "trust.json").read_bytes())["witnesses"] == "".join(lines)
    (new,) = rows_of(office / "tcei.db", "record")[len(before) :]
    assert new[2] == "policy"
    assert run("log", "witnesses", policy(*lines)).code == ExitCode.DONE
    assert len(rows_of(office / "tcei.db", "record")) == len(before) + 1


def test_all_mistakes_of_a_policy_are_told_with_their_lines(run: Run, office: Path) -> None:
    before = (office / "trust.json").read_bytes()
    told = run("log", "witnesses", policy("witness one\n", "quorum two\n"))

    assert told.code == ExitCode.MISTAKES
    assert told.out.count("\n") == 0
    assert "1" in told.err
    assert "2 mistakes." in told.err
    assert (office / "trust.json").read_bytes() == before


def test_a_policy_for_another_ledger_or_no_text_is_refused(run: Run) -> None:
    other = VerifierKey("other.example", 1, WITNESSES["one"].public)

    assert run("log", "witnesses", policy(f"log {other}\n", "quorum none\n")).code == 3
    Path("policy.txt").write_bytes(b"quorum none\n\xff")
    assert run("log", "witnesses", "policy.txt").code == ExitCode.MISTAKES


def test_a_witness_has_a_folder_and_prints_its_key(run: Run) -> None:
    told = run("witness", "init", "onlooker", "witness.example/one")

    assert told.code == ExitCode.DONE
    key = VerifierKey.parse(told.out.strip())
    assert (key.name, key.algorithm) == ("witness.example/one", COSIGNATURE_V1)
    assert "tcei witness cosign" in told.err
    assert run("witness", "init", "onlooker", "witness.example/one").code == ExitCode.CONFLICT
    assert run("witness", "init", "other", "two words").code == ExitCode.MISTAKES
    assert not Path("other").exists()


def test_a_witness_that_was_half_made_is_finished(run: Run) -> None:
    made = run("witness", "init", "onlooker", "witness.example/one").out
    Path("onlooker/witness.json").unlink()

    assert run("witness", "cosign", "public", "--dir", "onlooker", "--trust", "x").code == 4
    assert run("witness", "init", "onlooker", "witness.example/one").out == made


def test_cosigned_heads_are_printed_collected_and_told(run: Run, office: Path) -> None:
    key = run("witness", "init", "onlooker", "witness.example/one").out.strip()
    assert run("log", "witnesses", policy(f"witness one {key}\n", "quorum one\n")).code == 0
    told = run("log", "export", "public")
    assert "not enough yet: one could still cosign" in told.out
    trust = str(office / "trust.json")
    cosigned = run("witness", "cosign", "public", "--dir", "onlooker", "--trust", trust)
    assert cosigned.code == ExitCode.DONE
    assert "the first head seen here" in cosigned.err
    Path("head.txt").write_text(cosigned.out, encoding="utf-8")

    told = run("log", "collect", "absent.txt", "head.txt")

    assert told.code == ExitCode.NOT_FOUND
    assert told.out.startswith("head.txt: taken\none cosigned at 20")
    assert told.out.endswith("\ndemanded: one\nenough\n")
    told = run("log", "collect", "head.txt", "--json")
    assert told.json["quorum_met"]
    assert list(told.json["cosigned"]) == ["one"]
    size = told.json["size"]
    kept = (office / "checkpoints" / f"{size}.txt").read_bytes()
    assert b"witness.example/one" in kept
    assert run("log", "export", "public", "-q").code == ExitCode.DONE
    assert Path("public/checkpoint").read_bytes() == kept


def test_an_older_head_is_told_as_what_differs(run: Run, office: Path) -> None:
    trust = ("--trust", str(office / "trust.json"))
    run("witness", "init", "onlooker", "witness.example/one")
    run("log", "export", "old")
    assert run("log", "witnesses", policy(witness_line("one"), "quorum one\n")).code == 0
    run("log", "export", "public")
    assert run("witness", "cosign", "public", "--dir", "onlooker", *trust).code == 0
    told = run("witness", "cosign", "old", "--dir", "onlooker", *trust, "--json")

    assert told.code == ExitCode.DIFFERS
    assert told.json["error"]["kind"] == "integrity"
    assert "and now only" in told.json["error"]["message"]


def test_issuing_opens_both_keys_first_and_writes_the_proof_beside(run: Run, office: Path) -> None:
    decision = run("decide", "list", "--json").json["decisions"][0]["decision"]
    told = run("cert", "issue", decision, "--out", "mine/label.json", "--json")

    assert told.code == ExitCode.DONE
    assert told.json["proof"] == "mine/label.tlog-proof"
    proof = Path("mine/label.tlog-proof").read_bytes()
    assert run("log", "prove", told.json["certificate"]["number"]).out.encode() == proof
    (office / "keys" / "ledger.json").unlink()
    assert run("cert", "issue", decision).code == ExitCode.NOT_FOUND
