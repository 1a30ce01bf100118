"""The Data Integrity proof `eddsa-jcs-2022`: made and checked over canonical JSON.

Anyone can check it in thirty lines, without JSON-LD, in twenty years.

Source: W3C Data Integrity EdDSA Cryptosuites 1.0 (Recommendation, 2025-05-15),
section 3.3; its steps are named where they are taken.
"""

from collections.abc import Mapping
from hashlib import sha256

from tcei_certificates.credential import CONTEXTS, Credential, JcsProof, SignedCredential
from tcei_certificates.reading import parse
from tcei_rules.domain.canonical import Json, canonical
from tcei_rules.errors import IntegrityError, NotAllowedError
from tcei_rules.keys.ed25519 import PublicKey, verify
from tcei_rules.keys.multikey import BASE58BTC, decode_base58, encode_base58, encode_multikey
from tcei_rules.keys.signer import Signer


def sign(credential: Credential, signer: Signer, *, created: str) -> SignedCredential:
    """Sign a credential. The same input gives the same bytes.

    Args:
        credential: For demonstration; others are not signed so far.
        signer: Holds a key of the credential's issuer.
        created: The moment of signing, `YYYY-MM-DDThh:mm:ssZ`.

    Raises:
        NotAllowedError: The credential does not bear the marks of a demonstration.
        IntegrityError: The signer gave a signature that does not hold.
    """
    if not credential.demonstration:
        number = credential.credential_subject.license_number
        raise NotAllowedError("certificate.real", number=number)
    options = proof_options(f"{credential.issuer.id}#{encode_multikey(signer.public)}", created)
    proof = options | {"proofValue": _proof_value(credential.document, options, signer)}
    return parse(SignedCredential, canonical({**credential.document, "proof": [proof]}))


def proof_options(key_id: str, created: str) -> dict[str, Json]:
    """Return the proof without its value; the context is repeated inside (3.3.1, step 2)."""
    return {
        "@context": CONTEXTS,
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": created,
        "verificationMethod": key_id,
        "proofPurpose": "assertionMethod",
    }


def holds(proof: JcsProof, document: bytes, public: PublicKey) -> bool:
    """Tell whether the proof is the key's over exactly this document, canonical (3.3.2)."""
    options = {name: member for name, member in proof.members().items() if name != "proofValue"}
    signature = decode_base58(proof.proof_value.removeprefix(BASE58BTC))
    return verify(public, signature, _hashed(document, options))


def hash_data(document: Mapping[str, Json], options: Mapping[str, Json]) -> bytes:
    """Return what is signed: the hash of the proof options, then that of the document (3.3.4)."""
    return _hashed(canonical(document), options)


def _hashed(document: bytes, options: Mapping[str, Json]) -> bytes:
    return sha256(canonical(options)).digest() + sha256(document).digest()


def _proof_value(document: Mapping[str, Json], options: Mapping[str, Json], signer: Signer) -> str:
    message = hash_data(document, options)
    signature = signer.sign(message)
    # A module or service that answers for another key must not be found out by the holder.
    if not verify(signer.public, signature, message):
        raise IntegrityError("sign.false_signature", key=encode_multikey(signer.public))
    return BASE58BTC + encode_base58(signature)
