"""A witness: what it cosigns, what it refuses, and what it keeps."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tcei_rules.errors import (
    ConflictError,
    IntegrityError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from tcei_rules.ledger.checkpoints import Checkpoint, open_checkpoint, sign_checkpoint
from tcei_rules.ledger.cosignatures import cosignature_of
from tcei_rules.ledger.notes import Note, VerifierKey
from tcei_rules.store.witness_folder import WitnessFolder
from tests.certificate_samples import LEDGER_KEY, ORIGIN, STRANGERS_KEY
from tests.fixed import NOW
from tests.home import Office, founded_database
from tests.publishing import LEDGER, Onlooker, export, exported_head, grow, grow_to


@pytest.fixture
def onlooker(tmp_path: Path) -> Onlooker:
    return Onlooker(tmp_path / "witness")


@pytest.fixture
def public(tmp_path: Path) -> Path:
    return tmp_path / "public"


def refused(onlooker: Onlooker, public: Path) -> IntegrityError:
    """Return what the witness says, and hold it to keep its last head as it was."""
    folder = WitnessFolder(onlooker.folder)
    before = folder.last(ORIGIN)
    with pytest.raises(IntegrityError) as raised:
        onlooker.cosign(public)
    assert folder.last(ORIGIN) == before
    return raised.value


def replaced(office: Office, count: int) -> None:
    """Put a database in place that has another past."""
    office.database.close()
    office.path.write_bytes(founded_database())
    grow(office, count)


def test_the_first_head_is_cosigned_with_the_time_of_the_clock(
    office: Office, onlooker: Onlooker, public: Path
) -> None:
    export(office, public)
    cosigned = onlooker.cosign(public)
    checkpoint, note = open_checkpoint(cosigned.note.to_bytes(), LEDGER)
    found = cosignature_of(note, onlooker.key)

    assert checkpoint == exported_head(public)
    assert cosigned.before is None
    assert found is not None
    assert found.moment == cosigned.at == NOW
    assert WitnessFolder(onlooker.folder).last(ORIGIN) == cosigned.note.to_bytes()


def test_a_ledger_that_grew_is_cosigned_again_and_again(
    office: Office, onlooker: Onlooker, public: Path
) -> None:
    seen: Checkpoint | None = None
    for size in (20, 20, 255, 256, 257, 600):
        grow_to(office, size)
        export(office, public)
        cosigned = onlooker.cosign(public)
        assert cosigned.before == seen
        assert cosigned.checkpoint.size == size
        assert len(cosigned.note.signatures_by(onlooker.key)) == 1
        seen = cosigned.checkpoint


def test_signatures_of_others_stay(office: Office, onlooker: Onlooker, public: Path) -> None:
    other = Onlooker(onlooker.folder.with_name("other"), "witness.example/two")
    export(office, public)
    (public / "checkpoint").write_bytes(other.cosign(public).note.to_bytes())

    note = onlooker.cosign(public).note

    assert cosignature_of(note, other.key)
    assert cosignature_of(note, onlooker.key)
    assert note.verified_by(LEDGER)


def test_an_older_head_is_refused_and_both_are_kept(
    office: Office, onlooker: Onlooker, public: Path
) -> None:
    export(office, public)
    old = shutil.copytree(public, public.with_name("old"))
    grow(office, 2)
    export(office, public)
    onlooker.cosign(public)

    error = refused(onlooker, old)

    assert error.message == "witness.rolled_back"
    assert error.values["before"] == str(exported_head(public).size)
    assert error.values["now"] == str(exported_head(old).size)
    evidence = Path(error.values["evidence"])
    assert (evidence / "now.txt").read_bytes() == (old / "checkpoint").read_bytes()
    assert Checkpoint.parse(Note.parse((evidence / "before.txt").read_bytes()).text) == (
        exported_head(public)
    )


def test_two_heads_of_one_size_are_a_fork_that_both_signatures_prove(
    office: Office, onlooker: Onlooker, public: Path
) -> None:
    grow(office, 2)
    export(office, public)
    onlooker.cosign(public)
    replaced(office, 2)
    export(office, public.with_name("other"))

    error = refused(onlooker, public.with_name("other"))

    assert error.message == "witness.two_heads"
    heads = [
        open_checkpoint(path.read_bytes(), LEDGER)[0]
        for path in sorted(Path(error.values["evidence"]).iterdir())
    ]
    assert heads[0].size == heads[1].size
    assert heads[0].root != heads[1].root


@pytest.mark.parametrize(("before", "now"), [(2, 3), (2, 300), (250, 600), (300, 301)])
def test_a_longer_ledger_with_another_past_is_a_fork(
    office: Office, onlooker: Onlooker, public: Path, before: int, now: int
) -> None:
    grow(office, before)
    export(office, public)
    onlooker.cosign(public)
    replaced(office, now)
    export(office, public.with_name("other"))

    error = refused(onlooker, public.with_name("other"))

    assert error.message == "witness.not_continued"
    assert Path(error.values["evidence"]).is_dir()


def test_a_refusal_does_not_end_the_work_of_the_witness(
    office: Office, onlooker: Onlooker, public: Path
) -> None:
    export(office, public)
    old = shutil.copytree(public, public.with_name("old"))
    grow(office, 2)
    export(office, public)
    onlooker.cosign(public)
    refused(onlooker, old)

    assert onlooker.cosign(public).checkpoint == exported_head(public)


def test_tiles_that_do_not_lead_to_their_head_are_no_fork(
    office: Office, onlooker: Onlooker, public: Path
) -> None:
    """Otherwise whoever serves the files could make a ledger look guilty."""
    grow_to(office, 300)
    export(office, public)
    onlooker.cosign(public)
    grow_to(office, 700)
    export(office, public)
    for name in ("tile/0/002.p/188", "tile/0/001"):
        tile = public / name
        content = tile.read_bytes()
        tile.write_bytes(bytes(32) + content[32:])
        assert refused(onlooker, public).message == "witness.tiles"
        tile.write_bytes(content[:-1])
        assert refused(onlooker, public).message == "witness.incomplete"
        tile.unlink()
        assert refused(onlooker, public).message == "witness.incomplete"
        tile.write_bytes(content)
    assert not (onlooker.folder / "evidence").exists()
    assert onlooker.cosign(public).before is not None


def test_a_head_without_its_tiles_is_not_cosigned_the_first_time_either(
    onlooker: Onlooker, public: Path
) -> None:
    public.mkdir()
    note = sign_checkpoint(Checkpoint(ORIGIN, 3, b"1" * 32), LEDGER_KEY)
    (public / "checkpoint").write_bytes(note.to_bytes())

    assert refused(onlooker, public).message == "witness.incomplete"


def test_a_head_that_the_pinned_key_did_not_sign_is_refused(
    onlooker: Onlooker, public: Path
) -> None:
    public.mkdir()
    note = sign_checkpoint(Checkpoint(ORIGIN, 3, b"1" * 32), STRANGERS_KEY)
    (public / "checkpoint").write_bytes(note.to_bytes())

    with pytest.raises(InvalidInputError):
        onlooker.cosign(public)
    assert not (onlooker.folder / "heads").exists()


def test_a_clock_that_was_set_back_cosigns_nothing(
    office: Office, onlooker: Onlooker, public: Path
) -> None:
    export(office, public)
    onlooker.cosign(public)
    onlooker.clock.moment = "2026-11-24T17:59:59Z"

    with pytest.raises(NotAllowedError) as raised:
        onlooker.cosign(public)
    assert raised.value.message == "witness.clock"


def test_a_folder_has_one_witness_with_a_name_that_can_be_one(tmp_path: Path) -> None:
    folder = WitnessFolder(tmp_path / "new")
    with pytest.raises(NotFoundError):
        folder.name()
    for name in ("", "with space", "a+b"):
        with pytest.raises(InvalidInputError):
            folder.demand_new(name)
    folder.demand_new("witness.example")
    folder.found("witness.example")

    assert folder.name() == "witness.example"
    with pytest.raises(ConflictError):
        folder.demand_new("other.example")


def test_what_is_damaged_in_the_folder_is_told(
    office: Office, onlooker: Onlooker, public: Path
) -> None:
    export(office, public)
    onlooker.cosign(public)
    (kept,) = (onlooker.folder / "heads").iterdir()
    kept.write_bytes(b"nothing")
    with pytest.raises(IntegrityError) as raised:
        onlooker.cosign(public)
    assert raised.value.message == "witness.head_damaged"

    (onlooker.folder / "witness.json").write_bytes(b'{"format":1,"name":"a b"}')
    with pytest.raises(IntegrityError) as raised:
        onlooker.cosign(public)
    assert raised.value.message == "witness.damaged"


def test_the_key_of_a_witness_is_of_its_own_kind(onlooker: Onlooker) -> None:
    """Vkeys of cosignature/v1 have the type 0x04 (C2SP tlog-cosignature)."""
    assert VerifierKey.parse(str(onlooker.key)).algorithm == 0x04
