"""What the files of a bundle are called, and the list of their digests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Final

README: Final = "README.txt"
SUMS: Final = "SHA256SUMS"
CHECKPOINT: Final = "checkpoint"
TRUST: Final = "trust.json"
RULESET: Final = "ruleset.yaml"
EXPLANATION: Final = "explanation.txt"
CERTIFICATE: Final = "certificate.json"
CERTIFICATE_PROOF: Final = "certificate.tlog-proof"

ALWAYS: Final = (README, SUMS, CHECKPOINT, TRUST, RULESET, EXPLANATION)
"""Files that every bundle has."""
WHERE_ISSUED: Final = (CERTIFICATE, CERTIFICATE_PROOF)

_INDEX = r"(?P<index>0|[1-9][0-9]{0,18})"
_ENTRY = re.compile(rf"entries/{_INDEX}\.json")
_PROOF = re.compile(rf"proofs/{_INDEX}\.tlog-proof")
_OPENING = re.compile(r"openings/(?P<hash>[0-9a-f]{64})")
_SUM = re.compile(r"(?P<hash>[0-9a-f]{64})  (?P<name>[!-~]+)")


def entry_name(index: int) -> str:
    """Return where an entry of the ledger lies."""
    return f"entries/{index}.json"


def proof_name(index: int) -> str:
    """Return where the proof of an entry lies."""
    return f"proofs/{index}.tlog-proof"


def opening_name(commitment: str) -> str:
    """Return where salt and content behind a commitment lie: the file's own SHA-256."""
    return f"openings/{commitment.removeprefix('sha256:')}"


def entry_indexes(names: Mapping[str, bytes]) -> dict[int, str]:
    """Return the names of entries by their index in the ledger, rising."""
    found = ((_ENTRY.fullmatch(name), name) for name in names)
    return dict(sorted((int(match["index"]), name) for match, name in found if match))


def opening_commitments(names: Mapping[str, bytes]) -> dict[str, str]:
    """Return the names of openings by the commitment that each is behind."""
    found = ((_OPENING.fullmatch(name), name) for name in names)
    return {f"sha256:{match['hash']}": name for match, name in found if match}


def is_known(name: str) -> bool:
    """Tell whether a bundle can have a file of that name."""
    patterns = (_ENTRY, _PROOF, _OPENING)
    return name in {*ALWAYS, *WHERE_ISSUED} or any(one.fullmatch(name) for one in patterns)


def sums(files: Mapping[str, bytes]) -> bytes:
    """Return the digests of files as `sha256sum -c` reads them, sorted by name."""
    lines = (f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()


def read_sums(content: bytes) -> dict[str, str] | None:
    """Return digests in hexadecimal by name; nothing if they are not exactly such a list."""
    found = dict[str, str]()
    for line in _lines(content):
        match = _SUM.fullmatch(line)
        if match is None or match["name"] in found:
            return None
        found[match["name"]] = match["hash"]
    return found if list(found) == sorted(found) else None


def _lines(content: bytes) -> Iterator[str]:
    text = content.decode("utf-8", "replace")
    yield from text.removesuffix("\n").split("\n")
