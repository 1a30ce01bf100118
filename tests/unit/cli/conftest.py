"""A home folder as `tcei init` makes it, and a way to run commands in this process."""

from __future__ import annotations

from pathlib import Path

import pytest

from tcei_certificates.issuing import demonstration_trust
from tcei_cli.compose import ISSUER, ISSUER_NAME, ORIGIN, TRUST_FILE, SystemClock, Workplace
from tcei_cli.options import Options
from tcei_rules.keys.key_file import Purpose
from tcei_rules.keys.keyring import Keyring
from tcei_rules.keys.sealing import AgeSealing
from tests.commands import Run, runner
from tests.fast_sealing import FastSealing
from tests.fixed import FixedClock
from tests.home import full_database

WORDS = "correct horse battery staple"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""
    return runner(capsys)


@pytest.fixture(autouse=True)
def _away_from_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let no command see the settings and folders of whoever runs the tests."""
    for name in ("TCEI_HOME", "TCEI_DB", "TCEI_PASSPHRASE", "TCEI_DEBUG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of an office with one decision and one certificate."""
    monkeypatch.setattr(AgeSealing, "seal", FastSealing.seal)
    monkeypatch.setattr(AgeSealing, "unseal", FastSealing.unseal)
    monkeypatch.setenv("TCEI_PASSPHRASE", WORDS)
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "tcei.db").write_bytes(full_database())
    keyring = Keyring.create(folder / "keys")
    for purpose in (Purpose.LEDGER, Purpose.DEMONSTRATION):
        keyring.new(purpose, WORDS, at="2026-01-01T00:00:00Z")
    with monkeypatch.context() as patched:
        # Otherwise nothing could be recorded at the time that tests stop the clock at.
        patched.setattr(SystemClock, "now", FixedClock().now)
        trust = demonstration_trust(ORIGIN, ISSUER, ISSUER_NAME, keyring.list())
        (folder / TRUST_FILE).write_bytes(trust.to_bytes())
        Workplace(Options(home=folder)).write_trust()
    monkeypatch.setenv("TCEI_HOME", str(folder))
    return folder
