"""What the README of a bundle promises: thirty lines of a stranger's own check it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tcei_rules.ledger.checkpoints import Checkpoint, sign_checkpoint
from tcei_rules.ledger.notes import Note
from tests.bundles import (
    OUTSIDE,
    Files,
    edited,
    gold_bundle,
    gold_files,
    of_kind,
    relogged,
    together,
)
from tests.certificate_samples import STRANGERS_KEY

PROGRAM = Path(__file__).with_name("thirty_lines.py")
ALLOWED = {"hashlib", "json", "base64", "zipfile", "sys", "cryptography"}


def run(content: bytes, folder: Path) -> tuple[int, str]:
    (folder / "bundle.zip").write_bytes(content)
    (folder / "trust.json").write_bytes(OUTSIDE)
    told = subprocess.run(
        [sys.executable, str(PROGRAM), "bundle.zip", "trust.json"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.returncode, told.stderr


def test_they_are_thirty_lines_and_use_nothing_of_this_program() -> None:
    source = PROGRAM.read_text(encoding="utf-8")
    tree = ast.parse(source)
    comments = re.compile(r"\s*(#.*)?|\"\"\".*\"\"\"")
    code = [line for line in source.splitlines() if not comments.fullmatch(line)]
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert len(code) <= 30
    assert imported <= ALLOWED


def test_a_whole_bundle_holds(tmp_path: Path) -> None:
    assert run(gold_bundle().content, tmp_path) == (0, "")


def another_head(files: Files) -> Files:
    checkpoint = Checkpoint.parse(Note.parse(files["checkpoint"]).text)
    forged = sign_checkpoint(checkpoint, STRANGERS_KEY).to_bytes()
    return {name: one.replace(files["checkpoint"], forged) for name, one in files.items()}


def another_case(files: Files) -> Files:
    return edited(files, "case", lambda one: one.update(sought="bronze"))


def another_proof(files: Files) -> Files:
    return {**files, "proofs/9.tlog-proof": files["proofs/10.tlog-proof"]}


def other_facts(files: Files) -> Files:
    return {
        name: one.replace(b'"2.5 FTE"', b'"9.5 FTE"') if name.startswith("openings/") else one
        for name, one in files.items()
    }


def no_outcome(files: Files) -> Files:
    largest = max(
        (one for one in files if one.startswith("openings/")), key=lambda n: len(files[n])
    )
    return {name: one for name, one in files.items() if name != largest}


def other_criteria(files: Files) -> Files:
    return {**files, "ruleset.yaml": files["ruleset.yaml"].replace(b"80 %", b"10 %")}


def other_publication(files: Files) -> Files:
    none = "sha256:" + "0" * 64
    return relogged(edited(files, "decision", lambda one: one.update(ruleset=none)))


@pytest.mark.parametrize(
    "change",
    [
        another_head, another_case, another_proof, other_facts, no_outcome, other_criteria,
        other_publication,
    ],
)  # fmt: skip
def test_an_altered_bundle_is_found_though_its_sums_were_mended(
    change: Callable[[Files], Files], tmp_path: Path
) -> None:
    files = gold_files()
    changed = change(dict(files))
    assert changed != files
    code, told = run(together(changed), tmp_path)

    assert code == 1
    assert re.search("AssertionError|InvalidSignature|KeyError", told)


def test_sha256sum_agrees_with_the_sums_and_the_names_of_openings(tmp_path: Path) -> None:
    for name, content in gold_files().items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    readme = (tmp_path / "README.txt").read_text(encoding="utf-8")
    commands = re.findall(r"^     (sha256sum -c .*|cd openings .*)$", readme, re.MULTILINE)

    assert len(commands) == 2
    for command in commands:
        told = subprocess.run(
            ["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert told.returncode == 0, told.stderr
        assert "FAILED" not in told.stdout


def test_the_readme_lists_the_entries_that_are_there() -> None:
    files = gold_files()
    readme = files["README.txt"].decode()

    for name in (one for one in files if one.startswith("entries/")):
        assert name in readme
    assert of_kind(files, "decision") in readme
