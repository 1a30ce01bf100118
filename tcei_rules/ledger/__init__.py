"""An append-only transparency log: Merkle tree, tiles, signed heads, proofs.

Pure: entries are bytes, time is an argument, and nothing is read or written
here. Bytes and texts are those of RFC 6962 and RFC 9162 and of the C2SP
specifications tlog-tiles, signed-note, tlog-checkpoint, tlog-cosignature,
tlog-policy and tlog-proof, so that any verifier of those can check them.
"""
