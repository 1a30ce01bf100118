"""A folder of keys. Only two tests are about age itself; the others use a sealing that is fast."""

import errno
import json
import stat
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import pytest

from tcei_rules.domain.canonical import canonical, digest
from tcei_rules.errors import (
    ConflictError,
    IntegrityError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    TceiError,
    UnreachableError,
)
from tcei_rules.keys import atomic_file
from tcei_rules.keys.ed25519 import verify
from tcei_rules.keys.key_file import PublicPart, Purpose
from tcei_rules.keys.keyring import SHORTEST_PASSPHRASE, Keyring
from tcei_rules.keys.multikey import decode_multikey
from tcei_rules.keys.sealing import AgeSealing
from tests.fast_sealing import FastSealing
from tests.naming import short
from tests.privileges import needs_permissions, open_folder, unprivileged

PASSPHRASE = "correct horse battery"  # noqa: S105  # opens nothing but what these tests make
FIRST, LATER, LATEST = "2026-11-24T18:00:00Z", "2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z"
ISSUER, LEDGER = Purpose.ISSUER, Purpose.LEDGER


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring.create(tmp_path / "keys", FastSealing())


def damage(keyring: Keyring, members: dict[str, object]) -> None:
    """Change members of the issuer key's file and make the checksum fit again."""
    path = keyring.folder / "issuer.json"
    content = json.loads(path.read_bytes()) | members
    del content["checksum"]
    path.write_bytes(canonical(content | {"checksum": digest(content)}))


def test_a_new_key_signs_after_it_was_loaded_and_verifies_with_its_public_part(
    keyring: Keyring,
) -> None:
    made = keyring.new(ISSUER, PASSPHRASE, at=FIRST)
    signature = keyring.load(ISSUER, PASSPHRASE).sign(b"message")

    assert verify(decode_multikey(made.multikey), signature, b"message")
    assert keyring.export(ISSUER) == made
    assert made.members() == {
        "format": 1,
        "purpose": "issuer",
        "multikey": made.multikey,
        "created": FIRST,
    }


def test_every_purpose_has_its_own_key(keyring: Keyring) -> None:
    made = {keyring.new(purpose, PASSPHRASE, at=FIRST).multikey for purpose in Purpose}

    assert len(made) == len(Purpose)
    assert {part.purpose for part in keyring.list()} == set(Purpose)


def test_a_purpose_that_has_a_key_gets_no_second_one(keyring: Keyring) -> None:
    made = keyring.new(ISSUER, PASSPHRASE, at=FIRST)

    with pytest.raises(ConflictError) as caught:
        keyring.new(ISSUER, PASSPHRASE, at=LATER)

    assert caught.value.message == "keyring.exists"
    assert keyring.list() == (made,)


def test_a_rotation_retires_one_key_and_activates_another(keyring: Keyring) -> None:
    old = keyring.new(ISSUER, PASSPHRASE, at=FIRST)
    new = keyring.rotate(ISSUER, PASSPHRASE, at=LATER)
    newest = keyring.rotate(ISSUER, PASSPHRASE, at=LATEST)

    assert [(part.multikey, part.created, part.retired) for part in keyring.list()] == [
        (old.multikey, FIRST, LATER),
        (new.multikey, LATER, LATEST),
        (newest.multikey, LATEST, None),
    ]
    assert keyring.export(ISSUER) == newest
    assert keyring.load(ISSUER, PASSPHRASE).public == decode_multikey(newest.multikey)


def test_a_retired_key_keeps_its_public_part_and_loses_its_private_half(keyring: Keyring) -> None:
    old = keyring.new(ISSUER, PASSPHRASE, at=FIRST)
    keyring.rotate(ISSUER, PASSPHRASE, at=LATER)
    content = json.loads((keyring.folder / f"issuer-{old.multikey}.json").read_bytes())

    assert sorted(content) == ["checksum", "created", "format", "multikey", "purpose", "retired"]


@pytest.mark.parametrize("at", [FIRST, "2026-01-01T00:00:00Z"])
def test_a_key_is_not_retired_before_it_was_made(keyring: Keyring, at: str) -> None:
    made = keyring.new(ISSUER, PASSPHRASE, at=FIRST)

    with pytest.raises(ConflictError) as caught:
        keyring.rotate(ISSUER, PASSPHRASE, at=at)

    assert caught.value.message == "keyring.too_early"
    assert keyring.list() == (made,)


def test_a_rotation_that_is_cut_short_changes_nothing_and_can_be_done_again(
    keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = keyring.new(ISSUER, PASSPHRASE, at=FIRST)
    written: list[Path] = []

    def once(path: Path, content: bytes) -> None:
        if written:
            raise OSError(errno.ENOSPC, "no space left")
        written.append(path)
        atomic_file.write_atomically(path, content)

    monkeypatch.setattr("tcei_rules.keys.keyring.write_atomically", once)
    with pytest.raises(UnreachableError):
        keyring.rotate(ISSUER, PASSPHRASE, at=LATER)
    monkeypatch.undo()

    assert keyring.list() == (old,)
    assert keyring.load(ISSUER, PASSPHRASE).public == old.public
    keyring.rotate(ISSUER, PASSPHRASE, at=LATEST)
    assert [part.retired for part in keyring.list()] == [LATEST, None]


@pytest.mark.parametrize("purpose", Purpose)
def test_a_missing_key_is_told(keyring: Keyring, purpose: Purpose) -> None:
    for use in (
        lambda: keyring.load(purpose, PASSPHRASE),
        lambda: keyring.export(purpose),
        lambda: keyring.rotate(purpose, PASSPHRASE, at=FIRST),
    ):
        with pytest.raises(NotFoundError) as caught:
            use()
        assert caught.value.message == "keyring.no_key"
        assert caught.value.values["purpose"] == purpose


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    keyring = Keyring(tmp_path / "nowhere", FastSealing())

    for use in (
        keyring.list,
        lambda: keyring.load(ISSUER, PASSPHRASE),
        lambda: keyring.new(ISSUER, PASSPHRASE, at=FIRST),
    ):
        with pytest.raises(NotFoundError) as caught:
            use()
        assert caught.value.message == "keyring.no_folder"


def test_a_folder_that_cannot_be_written_is_told(
    keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By hand, for whoever runs tests as the superuser may write everywhere."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.EROFS, "read-only file system")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(UnreachableError) as caught:
        keyring.new(ISSUER, PASSPHRASE, at=FIRST)

    assert caught.value.message == "keyring.not_writable"
    assert caught.value.values["cause"] == "read-only file system"
    assert keyring.list() == ()


@needs_permissions
def test_a_folder_that_may_not_be_looked_into_is_told() -> None:
    with open_folder() as folder:
        keyring = Keyring.create(folder / "office" / "keys", FastSealing())
        (folder / "office").chmod(0o000)

        with unprivileged():
            with pytest.raises(UnreachableError, match="not_readable"):
                keyring.list()
            with pytest.raises(UnreachableError, match="not_writable"):
                keyring.new(ISSUER, PASSPHRASE, at=FIRST)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(UnreachableError) as caught:
        Keyring.create(tmp_path / "file" / "keys", FastSealing())

    assert caught.value.message == "keyring.not_writable"


def test_a_key_that_cannot_be_read_is_told(keyring: Keyring) -> None:
    (keyring.folder / "issuer.json").mkdir()

    with pytest.raises(UnreachableError) as caught:
        keyring.load(ISSUER, PASSPHRASE)

    assert caught.value.message == "keyring.not_readable"


def test_the_wrong_passphrase_is_told(keyring: Keyring) -> None:
    keyring.new(ISSUER, PASSPHRASE, at=FIRST)

    with pytest.raises(NotAllowedError) as caught:
        keyring.load(ISSUER, PASSPHRASE + "!")

    assert caught.value.message == "keyring.passphrase"


@pytest.mark.parametrize("passphrase", ["", "elevencharz", "u\N{COMBINING DIAERESIS}" * 11])
def test_a_short_passphrase_is_refused(keyring: Keyring, passphrase: str) -> None:
    for make in (keyring.new, keyring.rotate):
        if make == keyring.rotate:
            keyring.new(ISSUER, PASSPHRASE, at=FIRST)
        with pytest.raises(InvalidInputError) as caught:
            make(ISSUER, passphrase, at=LATER)
        (mistake,) = caught.value.mistakes
        assert mistake.message == "keyring.short_passphrase"
        assert mistake.values == {"shortest": str(SHORTEST_PASSPHRASE)}


def test_a_passphrase_opens_however_its_letters_were_composed(keyring: Keyring) -> None:
    made = keyring.new(ISSUER, "Schlüsselwörter", at=FIRST)

    key = keyring.load(ISSUER, "Schlu\N{COMBINING DIAERESIS}sselwo\N{COMBINING DIAERESIS}rter")

    assert key.public == decode_multikey(made.multikey)


def test_every_changed_byte_of_a_key_file_is_found(keyring: Keyring) -> None:
    keyring.new(ISSUER, PASSPHRASE, at=FIRST)
    path = keyring.folder / "issuer.json"
    whole = path.read_bytes()

    for position in range(len(whole)):
        changed = bytearray(whole)
        changed[position] ^= 1
        path.write_bytes(changed)
        with pytest.raises(IntegrityError) as caught:
            keyring.load(ISSUER, PASSPHRASE)
        assert caught.value.message == "keyring.damaged"
        assert caught.value.values["file"] == str(path)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"\xff", b'{"format":1}', b"[" * 100_000], ids=short
)
def test_what_is_no_key_file_is_damaged(keyring: Keyring, content: bytes) -> None:
    (keyring.folder / "issuer.json").write_bytes(content)

    for use in (keyring.list, lambda: keyring.load(ISSUER, PASSPHRASE)):
        with pytest.raises(IntegrityError):
            use()


def test_a_key_under_the_name_of_another_purpose_is_damaged(keyring: Keyring) -> None:
    keyring.new(ISSUER, PASSPHRASE, at=FIRST)
    (keyring.folder / "issuer.json").rename(keyring.folder / "ledger.json")

    with pytest.raises(IntegrityError):
        keyring.load(LEDGER, PASSPHRASE)


def test_a_second_copy_of_an_active_key_is_damaged(keyring: Keyring) -> None:
    keyring.new(ISSUER, PASSPHRASE, at=FIRST)
    content = (keyring.folder / "issuer.json").read_bytes()
    (keyring.folder / "issuer copy.json").write_bytes(content)

    with pytest.raises(IntegrityError) as caught:
        keyring.list()

    assert caught.value.values["file"].endswith("issuer copy.json")


@pytest.mark.parametrize("secret", [bytes(32), bytes(31), b""], ids=short)
def test_a_private_half_that_is_not_the_public_one_s_is_told(
    keyring: Keyring, secret: bytes
) -> None:
    keyring.new(ISSUER, PASSPHRASE, at=FIRST)
    sealed = FastSealing().seal(secret, PASSPHRASE)
    damage(keyring, {"sealed": b64encode(sealed).decode()})

    with pytest.raises(IntegrityError) as caught:
        keyring.load(ISSUER, PASSPHRASE)

    assert caught.value.message == "keyring.mismatch"


@pytest.mark.parametrize(
    "members",
    [
        {"multikey": "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ3"},
        {"purpose": "everything"},
        {"created": "yesterday"},
        {"retired": LATER},
        {"format": 2},
        {"sealed": "not base64!"},
        {"sealed": "A"},
        {"sealed": ""},
        {"note": "mine"},
    ],
)
def test_a_key_file_that_is_wrong_in_itself_is_damaged(
    keyring: Keyring, members: dict[str, object]
) -> None:
    keyring.new(ISSUER, PASSPHRASE, at=FIRST)
    damage(keyring, members)

    with pytest.raises(IntegrityError) as caught:
        keyring.load(ISSUER, PASSPHRASE)

    assert caught.value.message == "keyring.damaged"


def test_of_eight_who_make_a_key_at_once_one_succeeds(keyring: Keyring) -> None:
    def make(_: int) -> PublicPart | None:
        try:
            return keyring.new(ISSUER, PASSPHRASE, at=FIRST)
        except ConflictError:
            return None

    with ThreadPoolExecutor(8) as pool:
        made = [part for part in pool.map(make, range(8)) if part]

    assert made == [keyring.export(ISSUER)]


def test_folder_and_files_are_their_owner_s_alone(keyring: Keyring) -> None:
    keyring.new(ISSUER, PASSPHRASE, at=FIRST)
    keyring.rotate(ISSUER, PASSPHRASE, at=LATER)

    assert stat.S_IMODE(keyring.folder.stat().st_mode) == 0o700
    assert len(list(keyring.folder.iterdir())) == 3
    for path in keyring.folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def fail(_: int) -> NoReturn:
        raise OSError(errno.EIO, "broken disk")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="broken disk"):
        atomic_file.write_atomically(path, b"new")

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_keys_are_sealed_with_age(tmp_path: Path) -> None:
    keyring = Keyring.create(tmp_path)
    made = keyring.new(ISSUER, PASSPHRASE, at=FIRST)

    assert b"age-encryption.org" not in (tmp_path / "issuer.json").read_bytes()
    assert keyring.load(ISSUER, PASSPHRASE).public == made.public
    with pytest.raises(NotAllowedError):
        keyring.load(ISSUER, PASSPHRASE + "!")


def test_an_age_file_that_would_take_hours_is_not_taken_for_a_wrong_passphrase() -> None:
    """The work factor stands in the header, where a stranger can write 30 for 18."""
    salt, key = b64encode(bytes(16)).rstrip(b"="), b64encode(bytes(32)).rstrip(b"=")
    header = b"age-encryption.org/v1\n-> scrypt %b 30\n%b\n--- %b\n" % (salt, key, key)

    with pytest.raises(TceiError) as caught:
        AgeSealing().unseal(header + bytes(32), PASSPHRASE)

    assert caught.value.message == "keyring.too_slow"
