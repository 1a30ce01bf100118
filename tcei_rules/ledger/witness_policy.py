"""Which logs, and how many of which witnesses, make a checkpoint one to rely on.

Names mean what they are, byte for byte: nothing is folded or normalised.

Source: C2SP tlog-policy.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tcei_rules.errors import InvalidInputError, Mistake, Place
from tcei_rules.ledger.cosignatures import Cosignature, cosignature_of
from tcei_rules.ledger.encoding import decode_decimal
from tcei_rules.ledger.notes import COSIGNATURE_V1, ED25519, Note, VerifierKey

NONE = "none"
"""The quorum that asks for no witness."""

FORMS: Mapping[str, str] = {
    "log": "log <vkey> [<url>]",
    "witness": "witness <name> <vkey> [<url>]",
    "group": "group <name> all|any|<k> <name>...",
    "quorum": "quorum <name>",
}

_SPACE = re.compile(r"[ \t]+")
# Spaces and line ends are told by the specification, not by Unicode.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Log:
    """A log that is accepted."""

    key: VerifierKey
    """Its name is the log's origin."""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness that is known."""

    name: str
    """In this policy only; its key has a name of its own."""
    key: VerifierKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """So many of these members must have cosigned."""

    name: str
    threshold: int
    """From 1 to the number of members."""
    members: tuple[str, ...]
    """Witnesses and groups that stand above it."""


@dataclass(frozen=True, slots=True)
class WitnessPolicy:
    """What a checkpoint needs beside its log's signature."""

    logs: tuple[Log, ...]
    witnesses: tuple[Witness, ...]
    groups: tuple[Group, ...]
    """Each after its members."""
    quorum: str
    """A witness, a group, or `none`."""

    @classmethod
    def parse(cls, text: str) -> "WitnessPolicy":
        """Return the policy that a text describes.

        Raises:
            InvalidInputError: It describes none; all mistakes at once, with their lines.
        """
        reading = _Reading()
        lines = text.split("\n")
        for number, line in enumerate(lines, 1):
            reading.read(line, number)
        if lines[-1]:
            # An end that was cut off could leave a weaker quorum behind.
            reading.mistake("witness_policy.last_line", len(lines))
        if not reading.quorums and not reading.unread:
            reading.mistake("witness_policy.no_quorum", len(lines))
        if reading.mistakes:
            raise InvalidInputError(tuple(reading.mistakes))
        return cls(
            tuple(reading.logs),
            tuple(reading.witnesses),
            tuple(reading.groups),
            reading.quorums[0],
        )

    @property
    def text(self) -> str:
        """The policy in its one canonical spelling: logs, witnesses, groups, quorum."""
        logs = (f"log {one.key} {one.url}" for one in self.logs)
        witnesses = (f"witness {one.name} {one.key} {one.url}" for one in self.witnesses)
        groups = (
            f"group {one.name} {_threshold_word(one)} {' '.join(one.members)}"
            for one in self.groups
        )
        lines = (*logs, *witnesses, *groups, f"quorum {self.quorum}")
        return "".join(f"{line.rstrip(' ')}\n" for line in lines)

    def cosignatures(self, note: Note) -> Mapping[str, Cosignature]:
        """Return the cosignatures under a checkpoint by the names of their witnesses here.

        Args:
            note: A checkpoint that its log signed.

        Raises:
            FalseSignatureError: A cosignature of a known witness does not hold.
        """
        found = ((one.name, cosignature_of(note, one.key)) for one in self.witnesses)
        return {name: cosignature for name, cosignature in found if cosignature}

    def cosigned_by(self, note: Note) -> tuple[str, ...]:
        """Return the names of all known witnesses that cosigned, in the policy's order."""
        return tuple(self.cosignatures(note))

    def is_met(self, note: Note) -> bool:
        """Tell whether enough witnesses cosigned a checkpoint.

        Raises:
            FalseSignatureError: A cosignature of a known witness does not hold.
        """
        having = {NONE, *self.cosigned_by(note)}
        for group in self.groups:
            if sum(member in having for member in group.members) >= group.threshold:
                having.add(group.name)
        return self.quorum in having

    def missing(self, note: Note) -> tuple[str, ...]:
        """Return the witnesses that could still cosign for the quorum; none once it is met.

        Raises:
            FalseSignatureError: A cosignature of a known witness does not hold.
        """
        if self.is_met(note):
            return ()
        counted, cosigned = self._counted(), self.cosigned_by(note)
        names = (one.name for one in self.witnesses)
        return tuple(name for name in names if name in counted and name not in cosigned)

    def _counted(self) -> set[str]:
        """Return everything that the quorum rests on."""
        counted = {self.quorum}
        for group in reversed(self.groups):
            if group.name in counted:
                counted.update(group.members)
        return counted


def _threshold_word(group: Group) -> str:
    if group.threshold == len(group.members):
        return "all"
    return "any" if group.threshold == 1 else str(group.threshold)


@dataclass(slots=True)
class _Reading:
    """What stood on the lines so far, and what is wrong with them."""

    logs: list[Log] = field(default_factory=list[Log])
    witnesses: list[Witness] = field(default_factory=list[Witness])
    groups: list[Group] = field(default_factory=list[Group])
    quorums: list[str] = field(default_factory=list[str])
    mistakes: list[Mistake] = field(default_factory=list[Mistake])
    names: set[str] = field(default_factory=set[str])
    grouped: set[str] = field(default_factory=set[str])
    line: str = ""
    unread: bool = False
    """A line said nothing; it may have been the quorum."""

    def mistake(self, message: str, number: int, **values: str) -> None:
        place = Place(line=number, excerpt=self.line[:200])
        self.mistakes.append(Mistake(message=message, values=values, place=place))

    def read(self, line: str, number: int) -> None:
        self.line = line
        control = _CONTROL.search(line)
        if control:
            self.unread = True
            self.mistake("witness_policy.control", number, code=f"U+{ord(control[0]):04X}")
            return
        words = _SPACE.split(line.strip(" \t"))
        match words:
            case [""]:
                pass
            case [word, *_] if word.startswith("#"):
                pass
            case ["log", key, *url] if len(url) <= 1:
                self._log(key, "".join(url), number)
            case ["witness", name, key, *url] if len(url) <= 1:
                self._witness(name, key, "".join(url), number)
            case ["group", name, threshold, first, *others]:
                self._group(name, threshold, (first, *others), number)
            case ["quorum", name]:
                self._quorum(name, number)
            case [word, *_] if word in FORMS:
                self.unread = True
                self.mistake("witness_policy.form", number, form=FORMS[word])
            case _:
                self.unread = True
                self.mistake("witness_policy.word", number, word=words[0][:40])

    def _log(self, text: str, url: str, number: int) -> None:
        key = self._key(text, number)
        if key is None:
            return
        if key.algorithm != ED25519:
            self.mistake("witness_policy.log_key", number, key=str(key))
        if any(one.key.public == key.public for one in self.logs):
            self.mistake("witness_policy.key_twice", number, key=str(key))
        self.logs.append(Log(key, url))

    def _witness(self, name: str, text: str, url: str, number: int) -> None:
        self._define(name, number)
        key = self._key(text, number)
        if key is None:
            return
        if key.algorithm != COSIGNATURE_V1:
            self.mistake("witness_policy.witness_key", number, key=str(key))
        if any(one.key.public == key.public for one in self.witnesses):
            self.mistake("witness_policy.key_twice", number, key=str(key))
        self.witnesses.append(Witness(name, key, url))

    def _group(self, name: str, text: str, members: tuple[str, ...], number: int) -> None:
        # The members first: a group is no member of itself.
        for member in members:
            self._member(member, number)
        self._define(name, number)
        words = {"any": 1, "all": len(members)}
        threshold = words.get(text) or decode_decimal(text, len(members))
        if threshold:
            self.groups.append(Group(name, threshold, members))
        else:
            most = str(len(members))
            self.mistake("witness_policy.threshold", number, threshold=text[:40], most=most)

    def _quorum(self, name: str, number: int) -> None:
        if self.quorums:
            self.mistake("witness_policy.quorum_twice", number)
        if name not in self.names | {NONE}:
            self.mistake("witness_policy.unknown", number, name=name[:200])
        self.quorums.append(name)

    def _member(self, name: str, number: int) -> None:
        if name not in self.names:
            self.mistake("witness_policy.unknown", number, name=name[:200])
        elif name in self.grouped:
            self.mistake("witness_policy.member_twice", number, name=name[:200])
        self.grouped.add(name)

    def _define(self, name: str, number: int) -> None:
        if name in self.names | {NONE}:
            self.mistake("witness_policy.name_twice", number, name=name[:200])
        self.names.add(name)

    def _key(self, text: str, number: int) -> VerifierKey | None:
        try:
            return VerifierKey.parse(text)
        except InvalidInputError as error:
            for one in error.mistakes:
                self.mistake(one.message, number, **one.values)
            return None
