"""`eddsa-jcs-2022` against the Recommendation's own vectors, every step bit by bit.

Source: W3C Data Integrity EdDSA Cryptosuites 1.0 (2025-05-15), appendix B.2.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tcei_certificates.signing import hash_data
from tcei_rules.domain.canonical import canonical, sha256
from tcei_rules.keys.ed25519 import SigningKey, verify
from tcei_rules.keys.multikey import (
    decode_base58,
    decode_multikey,
    encode_base58,
    encode_multikey,
)
from tests.certificate_samples import sample_certificate
from tests.vectors import json_vectors, vectors

CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://www.w3.org/ns/credentials/examples/v2",
]
PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
KEY = SigningKey(decode_base58("3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq")[2:])
DOCUMENT: dict[str, Any] = {
    "@context": CONTEXTS,
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {
        "id": "did:example:abcdefgh",
        "alumniOf": "The School of Examples",
    },
}
OPTIONS: dict[str, Any] = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-jcs-2022",
    "created": "2023-02-24T23:36:38Z",
    "verificationMethod": f"did:key:{PUBLIC}#{PUBLIC}",
    "proofPurpose": "assertionMethod",
    "@context": CONTEXTS,
}
DOCUMENT_HASH = "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19"
OPTIONS_HASH = "66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db"
SIGNATURE = (
    "407cd12654b33d718ecbb99179a1506daaa849450bf3fc523cce3e1c96f8b803"
    "51da3f253d725c6f00b07c9e5448d50b3ef78012b9ab54255116d069c6dd2808"
)
PROOF_VALUE = (
    "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"
)


def proof_value() -> str:
    return "z" + encode_base58(KEY.sign(hash_data(DOCUMENT, OPTIONS)))


def text(name: str) -> str:
    return folder().joinpath(name).read_text(encoding="utf-8").strip()


def folder() -> Path:
    return vectors("w3c-vc-di-eddsa", "TestVectors", "eddsa-jcs-2022")


def test_the_transcribed_example_is_signed_as_published() -> None:
    assert encode_multikey(KEY.public) == PUBLIC
    assert sha256(canonical(DOCUMENT)) == f"sha256:{DOCUMENT_HASH}"
    assert sha256(canonical(OPTIONS)) == f"sha256:{OPTIONS_HASH}"
    assert hash_data(DOCUMENT, OPTIONS).hex() == OPTIONS_HASH + DOCUMENT_HASH
    assert KEY.sign(hash_data(DOCUMENT, OPTIONS)).hex() == SIGNATURE
    assert proof_value() == PROOF_VALUE


def test_the_transcribed_signature_holds_and_nothing_else() -> None:
    signature = decode_base58(PROOF_VALUE.removeprefix("z"))
    public = decode_multikey(PUBLIC)

    assert verify(public, signature, hash_data(DOCUMENT, OPTIONS))
    assert not verify(public, signature, hash_data(DOCUMENT | {"name": "Other"}, OPTIONS))
    assert not verify(public, signature, hash_data(DOCUMENT, OPTIONS | {"created": ""}))
    assert not verify(public, signature, hash_data(OPTIONS, DOCUMENT))


def test_what_is_transcribed_here_is_what_was_published() -> None:
    pair = json_vectors("w3c-vc-di-eddsa", "TestVectors", "keyPair.json")

    assert json_vectors("w3c-vc-di-eddsa", "TestVectors", "unsigned.json") == DOCUMENT
    assert json.loads(text("proofConfigJCS.json")) == OPTIONS
    assert pair["publicKeyMultibase"] == PUBLIC
    assert decode_base58(pair["privateKeyMultibase"][1:])[2:] == KEY.seed


def test_every_published_step_comes_out_the_same() -> None:
    assert canonical(DOCUMENT).decode() == text("canonDocJCS.txt")
    assert canonical(OPTIONS).decode() == text("proofCanonJCS.txt")
    assert sha256(canonical(DOCUMENT)) == "sha256:" + text("docHashJCS.txt")
    assert sha256(canonical(OPTIONS)) == "sha256:" + text("proofHashJCS.txt")
    assert hash_data(DOCUMENT, OPTIONS).hex() == text("combinedHashJCS.txt")
    assert KEY.sign(hash_data(DOCUMENT, OPTIONS)).hex() == text("sigHexJCS.txt")
    assert proof_value() == text("sigBTC58JCS.txt")


def test_the_published_signed_document_is_ours_to_the_letter() -> None:
    signed = json.loads(text("signedJCS.json"))
    proof = OPTIONS | {"proofValue": proof_value()}

    assert signed == DOCUMENT | {"proof": proof}


def test_a_stranger_verifies_our_certificate_with_two_libraries() -> None:
    """Nothing of ours is used: what is signed is what the Recommendation says."""
    document = json.loads(sample_certificate().to_bytes())
    (proof,) = document.pop("proof")
    signature = base58_to_bytes(proof.pop("proofValue")[1:])
    key = base58_to_bytes(proof["verificationMethod"].partition("#z")[2]).removeprefix(b"\xed\x01")
    hashes = [hashlib.sha256(rfc8785.dumps(part)).digest() for part in (proof, document)]

    Ed25519PublicKey.from_public_bytes(key).verify(signature, b"".join(hashes))


def base58_to_bytes(text: str) -> bytes:
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number = 0
    for character in text:
        number = number * 58 + alphabet.index(character)
    length = 64 if len(text) > 60 else 34
    return number.to_bytes(length, "big")
