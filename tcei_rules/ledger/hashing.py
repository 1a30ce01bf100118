"""Hashes of leaves and inner nodes.

A leaf and a node begin with different bytes, so that none can pass for the other.

Source: RFC 6962, section 2.1; RFC 9162, section 2.1.1.
"""

from hashlib import sha256

HASH_BYTES = 32
"""SHA-256."""

EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without entries."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry as a leaf, 32 bytes."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two neighbours, 32 bytes."""
    return sha256(b"\x01" + left + right).digest()
