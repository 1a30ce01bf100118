"""The instructions in a bundle: how a stranger checks all of it, with tools of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from tcei_rules.domain.record import Record, RecordKind
from tcei_rules.service.bundle.layout import entry_name

_HEAD: Final = """\
ONE DECISION, AND EVERYTHING THAT IT RESTS ON

Decision {decision}, as it stands in the ledger `{origin}`.

This archive lets you check, without asking anybody and without a network, that the decision was
entered into a public ledger that nobody can change afterwards; on which criteria, facts and
history it rests; and that it grants no more than these give. It holds facts and names of one
applicant: treat it as confidential.


WHAT IS IN IT

  checkpoint              the head of the ledger, signed: its name, its size, the root of its tree
  trust.json              whose signatures count
  ruleset.yaml            the criteria, word for word as they were published
  explanation.txt         the outcome in words
  entries/N.json          entry number N of the ledger
  proofs/N.tlog-proof     the way from that entry to the head
  openings/...            what an entry commits to; the file's name is its own SHA-256
  SHA256SUMS              the digest of every other file
{certificate}
The entries:

{entries}

{gone}

BEFORE YOU BEGIN: WHOM DO YOU TRUST?

Everything hangs on trust.json. A forger would put his own in here. So compare

  sha256sum trust.json
  {trust}

with a copy or a digest that you have from somewhere else: from the office, from an earlier bundle,
from a witness. README.txt, explanation.txt and SHA256SUMS are signed by nobody; they only help.


HOW TO CHECK IT

1. Nothing was damaged on the way.

     sha256sum -c SHA256SUMS

2. The head is signed. `checkpoint` has a text, an empty line, and lines of signatures. The text
   ends with the line break before the empty line. A line of a signature is a long dash, a blank, a
   name, a blank, and base64; decoded, that is 4 bytes that name the key and 64 bytes of Ed25519
   signature over the text. The name is the `origin` in trust.json. The key is one of those under
   `ledger`: `z` and base58; decoded, that is the two bytes ed 01 and the 32 bytes of the key.
   (Longer signatures are those of witnesses; trust.json says whether any are asked for.)

3. Every entry is in the ledger. The second line of `checkpoint` is the size of the tree, the third
   its root in base64. A proof has a line `index N`, below it hashes in base64 up to an empty line,
   and then the same head once more, byte for byte. Begin with SHA-256 of a zero byte and the bytes
   of entries/N.json. Let i = N and last = size - 1. For each hash of the proof: if i is odd, or
   equal to last, the new value is SHA-256 of the byte 01, the hash, the value, and as long as
   i is even and not 0, halve both i and last; otherwise it is SHA-256 of the byte 01, the value,
   the hash. Then halve i and last, rounding down. In the end the value is the root, and last is 0.
   (This is RFC 9162, section 2.1.3.2, and the files are those of c2sp.org/tlog-proof.)

4. What was committed to is what lies here. The entries of the kinds case, assessment, decision and
   membership hold digests instead of facts, history, outcome, reason and names. For each there is
   a file of that name in openings/:

     cd openings && for file in *; do echo "$file  $file"; done | sha256sum -c

   Its first 32 bytes are random, so that nobody can guess what lies behind a digest; the rest is
   JSON. A digest without a file must stand in an entry of the kind erasure.

5. The criteria are the published ones. `sha256sum ruleset.yaml` is what the entry of the kind
   publication names as `file`; its `ruleset` is what case and decision name as `ruleset`.

6. Different people assessed, decided and confirmed. The ids under `assessors` of the assessment,
   `decider` and `confirmer` of the decision are all different, and each has an entry of the kind
   membership from before.

7. The decision grants what the outcome grants. The opening of `outcome` has `granted` for the
   `label` of the decision. To judge the facts once more under the criteria, with every rule:

     tcei audit check-bundle THIS-FILE --trust YOUR-trust.json

   That does all of the above, too.

WHAT IT CANNOT TELL

Whether the facts are true; whether the ledger shows everybody the same tree, unless witnesses
cosigned the head; and what came after this head: a label may have been withdrawn since.
"""

_CERTIFICATE: Final = """\
  certificate.json        the signed certificate
  certificate.tlog-proof  the way from its entry to the head, with the entry itself
"""

_WHOLE: Final = "Nothing that these entries commit to was erased.\n"
_GONE: Final = """\
ERASED: these commitments can no longer be opened, and nobody can look behind them any more. That
they were made, and when, stays proven.

{lines}
"""


def readme(
    *,
    decision: str,
    origin: str,
    trust: str,
    entries: Iterable[Record],
    gone: Mapping[str, str],
    certificate: bool,
) -> bytes:
    """Return the instructions.

    Args:
        decision: Its id.
        origin: Name of the ledger.
        trust: Digest of the trust root, in hexadecimal.
        entries: Those in the bundle, in order.
        gone: Commitments that nothing stands behind any more, each with the member that it is.
        certificate: Whether there is a signed one.
    """
    lines = "\n".join(f"  {member}: {one}" for one, member in gone.items())
    text = _HEAD.format(
        decision=decision,
        origin=origin,
        trust=trust,
        entries="\n".join(f"  {entry_name(one.ledger_index):<22}  {_told(one)}" for one in entries),
        gone=_GONE.format(lines=lines) if gone else _WHOLE,
        certificate=_CERTIFICATE if certificate else "",
    )
    return text.encode()


def _told(record: Record) -> str:
    said = _SAID.get(record.kind, record.kind.value)
    return f"{record.recorded_at}  {said}"


_SAID: Final[Mapping[RecordKind, str]] = {
    RecordKind.GENESIS: "genesis: the first trust root",
    RecordKind.KEY: "key: a trust root with other keys",
    RecordKind.POLICY: "policy: a trust root with other witnesses",
    RecordKind.PUBLICATION: "publication of the criteria",
    RecordKind.MEMBERSHIP: "membership: someone takes a role",
    RecordKind.CASE: "case: what is asked for",
    RecordKind.ASSESSMENT: "assessment: the facts, frozen",
    RecordKind.DECISION: "decision",
    RecordKind.CERTIFICATE: "certificate",
    RecordKind.ERASURE: "erasure: what can no longer be opened",
}
