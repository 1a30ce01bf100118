"""Ed25519 key pairs and signatures; weak public keys are no keys.

With a public key of low order a signature can be found that holds for many
messages or for all, and a point with two encodings is one key with two names.
RFC 8032 says nothing of the first, and libraries let both pass. Here neither
becomes a `PublicKey`, so that nothing behind it has to ask again.

Source: RFC 8032, section 5.1.3; Cremers and Jackson, "Prime, Order Please!"
(2019); Chalkias, Garillot and Nikolaenko, "Taming the many EdDSAs" (2020).
"""

from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tcei_rules.errors import refusal

KEY_BYTES = 32
SIGNATURE_BYTES = 64

P = 2**255 - 19
"""The field's prime (RFC 8032, section 5.1)."""

D = -121665 * pow(121666, -1, P) % P
"""The curve is −x² + y² = 1 + d·x²·y² (RFC 8032, section 5.1)."""

ORDER_8_Y = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
"""The second coordinate of two of the four points of order 8; the others have −y.

tests/unit/keys/test_ed25519.py works it out anew.
"""

LOW_ORDER_Y = frozenset({1, P - 1, 0, ORDER_8_Y, P - ORDER_8_Y})
"""The second coordinates of the eight points with [8]P = identity: of order 1, 2, 4, 8, 8.

No other point shares one, so the sign of x needs no look.
"""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A point one can trust to be a key: canonical, on the curve, not of low order."""

    raw: bytes
    """32 bytes: y little-endian, the sign of x in the topmost bit."""

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise refusal("key.length", length=str(len(self.raw)))
        if _is_weak(self.raw):
            raise refusal("key.weak", key=self.raw.hex())
        if not _is_on_curve(_ordinate(self.raw)):
            raise refusal("key.not_a_point", key=self.raw.hex())


@dataclass(frozen=True, eq=False)
class SigningKey:
    """A key pair in memory; whoever loaded it keeps it, and nobody else does."""

    seed: bytes = field(repr=False)
    """The private key of RFC 8032: 32 random bytes."""

    def __post_init__(self) -> None:
        if len(self.seed) != KEY_BYTES:
            raise refusal("key.length", length=str(len(self.seed)))

    @classmethod
    def make(cls) -> "SigningKey":
        """Return a new key pair."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def _public(self) -> PublicKey:
        return PublicKey(self._private.public_key().public_bytes_raw())

    @property
    def public(self) -> PublicKey:
        """The half that everyone may know."""
        return self._public

    def sign(self, message: bytes, /) -> bytes:
        """Return the signature, 64 bytes; the same for the same message."""
        return self._private.sign(message)


def verify(public: PublicKey, signature: bytes, message: bytes) -> bool:
    """Tell whether the signature is the key's over exactly this message."""
    # The library recomputes R and refuses s >= L (RFC 8032, section 5.1.7), but lets an R of
    # low order pass: only a signer who shows off makes one, so it is refused here.
    if len(signature) != SIGNATURE_BYTES or _is_weak(signature[:KEY_BYTES]):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public.raw).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _ordinate(point: bytes) -> int:
    return int.from_bytes(point, "little") & ((1 << 255) - 1)


def _is_weak(point: bytes) -> bool:
    # y >= p is a second spelling of y - p. The other second spelling, "minus zero" for
    # x = 0, exists only for y = 1 and y = -1, which are of low order anyway.
    y = _ordinate(point)
    return y >= P or y in LOW_ORDER_Y


def _is_on_curve(y: int) -> bool:
    # x² = u/v has a root if and only if u·v is a square (Euler); −1/d is none, so v is never 0.
    u, v = y * y - 1, D * y * y + 1
    return pow(u * v, (P - 1) // 2, P) in (0, 1)
