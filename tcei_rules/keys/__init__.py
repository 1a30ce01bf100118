"""Ed25519 keys: made, refused where weak, written down, kept under a passphrase.

What is signed is nobody's business here. Nothing is imported on behalf of
others: verifying needs `ed25519` and `multikey` only, and never the keyring.
"""
