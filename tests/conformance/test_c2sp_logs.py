"""Tiles, checkpoints, cosignatures and proofs against published examples."""

from base64 import b64decode, b64encode
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest

from tcei_rules.errors import InvalidInputError
from tcei_rules.keys.ed25519 import PublicKey, SigningKey
from tcei_rules.ledger.checkpoints import Checkpoint, open_checkpoint
from tcei_rules.ledger.cosignatures import cosign
from tcei_rules.ledger.notes import ED25519, Note, VerifierKey
from tcei_rules.ledger.tiles import Tile, tiles_of
from tcei_rules.ledger.tlog_proofs import TlogProof
from tests.vectors import json_vectors

# C2SP tlog-cosignature, the example of a cosigned checkpoint and of its signed message.
TEXT = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
COSIGNED_AT = 1679315147
MESSAGE = f"cosignature/v1\ntime {COSIGNED_AT}\n{TEXT}"
COSIGNED = (
    f"{TEXT}\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhc"
    "yv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3"
    "b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)

# C2SP tlog-tiles, "Partial Tiles".
SIZE_70000 = {(0, 256): 273, (0, 112): 1, (1, 256): 1, (1, 17): 1, (2, 1): 1}
SIZE_256 = {(0, 256): 1, (1, 1): 1}

A_ROOT = b64encode(bytes(range(32))).decode()


@dataclass
class ListeningSigner:
    """Signs, and keeps what it signed."""

    key: SigningKey = field(default_factory=lambda: SigningKey(bytes(32)))
    messages: list[bytes] = field(default_factory=list[bytes])

    @property
    def public(self) -> PublicKey:
        return self.key.public

    def sign(self, message: bytes, /) -> bytes:
        self.messages.append(message)
        return self.key.sign(message)


def counts(size: int) -> dict[tuple[int, int], int]:
    return dict(Counter((tile.level, tile.width) for tile in tiles_of(size)))


def formats() -> Any:
    return json_vectors("transparency-dev-formats", "checkpoint_parse.json")


def test_a_tile_lies_where_the_specification_puts_it() -> None:
    assert Tile(0, 1234067).path == "tile/0/x001/x234/067"
    assert Tile(0, 273, 112).path == "tile/0/273.p/112"


def test_a_tree_has_the_tiles_that_the_specification_counts() -> None:
    assert counts(70000) == SIZE_70000
    assert counts(256) == SIZE_256


def test_the_counts_here_are_those_published() -> None:
    published = json_vectors("c2sp-specs", "examples.json")
    kept = {
        "70000": {
            "level0_full": SIZE_70000[0, 256],
            "level0_partial": 112,
            "level1_full": SIZE_70000[1, 256],
            "level1_partial": 17,
            "level2_partial": 1,
        },
        "256": {"level0_full": SIZE_256[0, 256], "level1_partial": 1},
    }

    assert published["tile_counts"] == kept
    assert published["tile_index_encoding"] == {"1234067": "x001/x234/067"}
    assert published["cosignature_v1_message"] == MESSAGE
    assert published["cosigned_checkpoint"] == COSIGNED


def test_the_published_checkpoint_is_read_with_its_cosignature() -> None:
    """Its keys were not published: what is signed cannot be checked."""
    note = Note.parse(COSIGNED.encode())
    log, witness = note.signatures

    assert note.to_bytes() == COSIGNED.encode()
    assert Checkpoint.parse(note.text).size == 20852163
    assert (log.name, len(log.signature)) == ("example.com/behind-the-sofa", 64)
    assert (witness.name, len(witness.signature)) == ("witness.example.com/w1", 72)
    assert int.from_bytes(witness.signature[:8], "big") == COSIGNED_AT


def test_a_signature_by_another_key_of_the_same_name_is_no_signature_of_the_log() -> None:
    key = VerifierKey("example.com/behind-the-sofa", ED25519, SigningKey(bytes(32)).public)

    with pytest.raises(InvalidInputError) as caught:
        open_checkpoint(COSIGNED.encode(), key)

    assert caught.value.mistakes[0].message == "checkpoint.not_signed"


def test_a_witness_signs_the_published_message() -> None:
    signer = ListeningSigner()
    signature = cosign(Checkpoint.parse(TEXT), "witness.example.com/w1", signer, COSIGNED_AT)

    assert signer.messages == [MESSAGE.encode()]
    assert signature.signature[:8] == bytes.fromhex("00000000641850cb")


def test_every_published_checkpoint_is_read_once_its_root_is_one() -> None:
    """Two examples have a few words as their root; a tree of SHA-256 has 32 bytes."""
    for text, origin, size, root, rest in formats()["ok"]:
        with pytest.raises(InvalidInputError) as caught:
            Checkpoint.parse(text)
        checkpoint = Checkpoint.parse(text.replace(root, A_ROOT))

        assert caught.value.mistakes[0].message == "checkpoint.root"
        assert (checkpoint.origin, checkpoint.size) == (origin, size)
        assert "".join(f"{line}\n" for line in checkpoint.extensions) == rest


def test_no_malformed_checkpoint_is_read_whatever_its_root() -> None:
    roots = ("dGhlIHZpZXcgZnJvbSB0aGUgdHJlZSB0b3BzIGlzIGdyZWF0IQ==", "YmFuYW5hcw==")
    for text in formats()["bad"]:
        mended = text
        for root in roots:
            mended = mended.replace(root, A_ROOT)
        for one in (text, mended):
            with pytest.raises(InvalidInputError):
                Checkpoint.parse(one)


def test_no_malformed_proof_is_read() -> None:
    good = b"c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n"
    cases: list[str] = formats()["tlog_proof_bad"]

    assert TlogProof.parse(good) == TlogProof(0, (), b"checkpoint\n")
    assert len(cases) == 6
    for text in cases:
        with pytest.raises(InvalidInputError):
            TlogProof.parse(text.encode())


def test_the_root_in_the_published_message_is_a_hash() -> None:
    assert len(b64decode(TEXT.split("\n")[2])) == 32
