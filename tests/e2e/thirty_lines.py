"""Thirty lines of a stranger's own, as the README of a bundle describes: BUNDLE TRUST.JSON."""

# ruff: noqa: E401, E501, E701, I001, PTH123, PT018, SIM115
# fmt: off
import base64, hashlib, json, sys, zipfile
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
def sha(content: bytes) -> bytes: return hashlib.sha256(content).digest()
def number(text: str) -> int: return DIGITS.index(text[-1]) + 58 * number(text[:-1]) if text else 0
archive, trust = zipfile.ZipFile(sys.argv[1]), json.load(open(sys.argv[2], "rb"))
files = {name: archive.read(name) for name in archive.namelist()}
text, lines = files["checkpoint"].split(b"\n\n")
origin, size, root = text.decode().split("\n")[:3]
signatures = [base64.b64decode(line.split(b" ")[2]) for line in lines.splitlines()]
raw = [number(one["multikey"][1:]).to_bytes(34, "big")[2:] for one in trust["ledger"]]
keys = {sha(origin.encode() + b"\n\1" + one)[:4]: Ed25519PublicKey.from_public_bytes(one) for one in raw}
held = [keys[one[:4]].verify(one[4:], text + b"\n") for one in signatures if one[:4] in keys]
assert held and origin == trust["origin"], "no key of the ledger signed the head"
entries = {int(name[8:-5]): json.loads(files[name]) for name in files if name.startswith("entries/")}
for index in entries:
    above, head = files[f"proofs/{index}.tlog-proof"].split(b"\n\n", 1)
    i, last, value = index, int(size) - 1, sha(b"\0" + files[f"entries/{index}.json"])
    for step in map(base64.b64decode, (above + b"\n").partition(b"\nindex %d\n" % index)[2].split()):
        left = i & 1 or i == last
        value = sha(b"\1" + step + value) if left else sha(b"\1" + value + step)
        while left and i and not i & 1: i, last = i >> 1, last >> 1
        i, last = i >> 1, last >> 1
    assert (head, last, value) == (files["checkpoint"], 0, base64.b64decode(root)), f"entry {index}"
said = {entry["kind"]: entry["content"] for entry in entries.values()}
gone = [one for entry in entries.values() for one in entry["content"].get("commitments", [])]
for one in filter(None, map(said["decision"].get, ("facts", "history", "outcome", "packed", "reason"))):
    assert one in gone or "sha256:" + sha(files["openings/" + one[7:]]).hex() == one, one
assert "sha256:" + sha(files["ruleset.yaml"]).hex() == said["publication"]["file"]
assert said["publication"]["ruleset"] == said["decision"]["ruleset"]
