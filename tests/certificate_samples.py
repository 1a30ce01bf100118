"""Certificates of fictional organisations, and whoever signs and trusts them."""

import unicodedata
from collections.abc import Mapping
from hashlib import sha256

from hypothesis import strategies as st

from tcei_certificates.credential import SignedCredential
from tcei_certificates.preparing import prepare
from tcei_certificates.signing import hash_data, proof_options, sign
from tcei_certificates.trust import Issuer, Trust, TrustedKey
from tcei_rules.domain.canonical import Json, canonical
from tcei_rules.domain.certificate import CertificateContent, Result
from tcei_rules.keys.ed25519 import SigningKey
from tcei_rules.keys.multikey import encode_base58, encode_multikey
from tcei_rules.keys.signer import Signer

SIGNED_AT = "2026-11-24T18:00:00Z"
ASKED_AT = "2026-11-25T08:00:00Z"
DEMONSTRATION_DID = "did:web:demonstration.example"
REAL_DID = "did:web:labels.invalid"

DEMONSTRATION_KEY = SigningKey(sha256(b"the demonstration issuer of the tests").digest())
REAL_KEY = SigningKey(sha256(b"an issuer of the tests that is none for demonstration").digest())
LEDGER_KEY = SigningKey(sha256(b"the ledger of the tests").digest())
ORIGIN = "labels.example/ledger"
STRANGERS_KEY = SigningKey(sha256(b"somebody else").digest())


def sample_content(**changes: object) -> CertificateContent:
    """Return the content of a demonstration certificate, with changes."""
    members = {
        "id": "01KAVZ0GT0G6V0S1ZJ3Q2M4N5P",
        "number": "DEMO-2026-G-0047",
        "demonstration": True,
        "scheme": "tcei",
        "version": "0.1",
        "ruleset": "sha256:" + "1a" * 32,
        "label": "gold",
        "label_title": "Gold",
        "scheme_title": "Transatlantic Cluster Excellence Initiative",
        "narrative": "At least 80 % of all points.\nAt least 15 committed members.",
        "language": "en",
        "holder": "01KAVZ0GT1AAAAAAAAAAAAAAAA",
        "holder_name": "Łódź–Île-de-France Photonics e. V.",
        "decision": "01KAVZ0GT2BBBBBBBBBBBBBBBB",
        "decision_digest": "sha256:" + "2b" * 32,
        "issued_at": SIGNED_AT,
        "valid_from": "2026-11-24",
        "valid_until": "2029-11-30",
        "results": (
            Result(id="score", title="Score", required="at least 80 %", achieved="83.5 %"),
            Result(id="gold.panel", title="Assessors", required="at least 2", achieved="2"),
        ),
    }
    return CertificateContent.model_validate(members | changes)


def sample_issuer(
    did: str = DEMONSTRATION_DID,
    key: Signer = DEMONSTRATION_KEY,
    *,
    starts: str = "2026-01-01T00:00:00Z",
    ends: str | None = None,
) -> Issuer:
    """Return an issuer with one key; it is for demonstration if its domain says so."""
    trusted = TrustedKey.of(encode_multikey(key.public), starts, ends)
    demonstration = ".example" in did
    return Issuer(id=did, name="Label Office", demonstration=demonstration, keys=(trusted,))


def sample_trust(*issuers: Issuer) -> Trust:
    """Return a trust in these issuers, or in the usual two."""
    usual = (sample_issuer(), sample_issuer(REAL_DID, REAL_KEY))
    return Trust(format=1, origin=ORIGIN, ledger=(sample_ledger_key(),), issuers=issuers or usual)


def sample_ledger_key() -> TrustedKey:
    """Return the ledger's key as verifiers know it."""
    return TrustedKey.of(encode_multikey(LEDGER_KEY.public), "2026-01-01T00:00:00Z")


def sample_certificate(**changes: object) -> SignedCredential:
    """Return a signed demonstration certificate."""
    content, issuer = sample_content(**changes), sample_issuer()
    return sign(prepare(content, issuer), DEMONSTRATION_KEY, created=SIGNED_AT)


def unsafe_sign(
    document: Mapping[str, Json], did: str, key: Signer, created: str = SIGNED_AT
) -> bytes:
    """Sign any document at all, as a forger or a future version might."""
    options = proof_options(f"{did}#{encode_multikey(key.public)}", created)
    value = "z" + encode_base58(key.sign(hash_data(document, options)))
    return canonical({**document, "proof": [{**options, "proofValue": value}]})


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


_characters = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])
_lines = st.text(_characters, min_size=1, max_size=40).map(nfc)
_texts = st.lists(_lines, min_size=1, max_size=3).map("\n".join).map(nfc)
_ids = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,12}", fullmatch=True)
_ulids = st.from_regex(r"[0-7][0-9A-HJKMNP-TV-Z]{25}", fullmatch=True)
_digests = st.from_regex(r"sha256:[0-9a-f]{64}", fullmatch=True)
_results = st.builds(Result, id=_ids, title=_texts, required=_texts, achieved=_texts)

contents = st.builds(
    CertificateContent,
    id=_ulids,
    number=_lines,
    demonstration=st.just(True),
    scheme=_ids,
    version=_ids,
    ruleset=_digests,
    label=_ids,
    label_title=_lines,
    scheme_title=_lines,
    narrative=_texts,
    language=st.sampled_from(["en", "de", "fr", "es", "sr-Latn-RS"]),
    holder=_ulids,
    holder_name=_lines,
    decision=_ulids,
    decision_digest=_digests,
    issued_at=st.just(SIGNED_AT),
    valid_from=st.just("2026-11-24"),
    valid_until=st.just("2029-11-30"),
    results=st.lists(_results, max_size=4, unique_by=lambda result: result.id).map(tuple),
)
"""Whatever a demonstration certificate may state."""
