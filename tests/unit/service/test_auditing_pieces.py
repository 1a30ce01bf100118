"""The record is audited in pieces, and what belongs together may lie in different ones."""

from pathlib import Path

import pytest

from tcei_rules.store import whole
from tests.audited import audited_office, failed


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_a_sound_record_passes_in_pieces_of_any_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr(whole, "AT_ONCE", rows)

    assert failed(audited_office(tmp_path)) == set()
