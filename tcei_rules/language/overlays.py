"""Overlays: a variant of another ruleset that says only what differs.

The two files are put together as trees, before anything in them has a
meaning; what comes out is an ordinary ruleset, with every part at the place
where it was written. Nothing is merged inside a value.
Source: docs/ruleset-language.md, "Overlays".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from tcei_rules.language.log import Keys, MistakeLog, items, one_or_more, scalar
from tcei_rules.language.nodes import Mapping, Node, Scalar, Sequence

OVERLAY: Final = "overlay"
OWN: Final = ("language", "scheme", "version", "title", "in_force", "supersedes")
"""What an overlay says for itself; `written_in` is the base's unless it says so."""
NAMED: Final = ("recognises", "sources", "scales", "facts", "derived", "dimensions")
"""Sections whose parts stand under their names."""
LISTED: Final = ("indicators", "gates", "labels")
"""Sections whose parts have an `id`."""
REQUIREMENTS: Final = "requirements"
"""Those of all gates and labels, in one section; `to` says where an added one goes."""
ALL: Final = (*NAMED, *LISTED, REQUIREMENTS)


@dataclass(frozen=True, slots=True)
class BaseNamed:
    """Which ruleset an overlay lies on."""

    scheme: str
    version: str
    digest: str

    @property
    def name(self) -> str:
        """Return `scheme/version`."""
        return f"{self.scheme}/{self.version}"


@dataclass(frozen=True, slots=True)
class Base:
    """The ruleset below an overlay, as a tree."""

    root: Mapping
    digest: str


def base_named(root: Node) -> BaseNamed | None:
    """Return on what a file lies, or nothing if it is no overlay or does not say it rightly."""
    node = root.get(OVERLAY) if isinstance(root, Mapping) else None
    if not isinstance(node, Mapping):
        return None
    on, version, digest = (node.get(key) for key in ("on", "version", "digest"))
    if not (isinstance(on, Scalar) and isinstance(version, Scalar)):
        return None
    return BaseNamed(on.text, version.text, digest.text if isinstance(digest, Scalar) else "")


def expanded(root: Mapping, base: Base, log: MistakeLog) -> Mapping:
    """Return an overlay and its base as one ruleset; every mistake in it is logged."""
    keys = Keys(root, "overlay", log)
    _demand_base(keys.demand(OVERLAY), base, log)
    merging = _Merging(base.root, log)
    for section, change in (("remove", merging.remove), ("change", merging.change),
                            ("add", merging.add)):  # fmt: skip
        node = keys.get(section)
        if node is not None:
            _sections(node, section, change, log)
    # Which of them must be there is told when the whole is read.
    own = {key: node for key in (*OWN, "written_in") if (node := keys.get(key)) is not None}
    keys.close()
    return merging.whole(own, root)


def _demand_base(node: Node | None, base: Base, log: MistakeLog) -> None:
    if node is None:
        return
    keys = Keys(node, "`overlay`", log)
    for key in ("on", "version"):
        keys.demand(key)
    digest = keys.demand("digest")
    if digest is not None and scalar(digest, "`digest`", log).text != base.digest:
        log.add("overlay.digest", digest.place, found=base.digest)
    keys.close()


def _sections(node: Node, verb: str, change: Callable[[str, Node], None], log: MistakeLog) -> None:
    if not isinstance(node, Mapping):
        log.add("shape.mapping", node.place, noun=f"`{verb}`")
        return
    for section, body in node.entries:
        if section.text in ALL:
            change(section.text, body)
        else:
            log.unknown("section", section, ALL)


@dataclass(slots=True)
class _Merging:
    """The parts of a ruleset by section and id, while an overlay changes them."""

    base: Mapping
    log: MistakeLog
    parts: dict[str, dict[str, tuple[Scalar, Node]]] = field(
        default_factory=dict[str, "dict[str, tuple[Scalar, Node]]"]
    )

    def __post_init__(self) -> None:
        for section in NAMED:
            body = self.base.get(section)
            entries = body.entries if isinstance(body, Mapping) else ()
            self.parts[section] = {key.text: (key, node) for key, node in entries}
        for section in LISTED:
            body = self.base.get(section)
            bodies = body.items if isinstance(body, Sequence) else ()
            self.parts[section] = {key.text: (key, one) for one in bodies if (key := _id(one))}

    # What an overlay says

    def remove(self, section: str, node: Node) -> None:
        """Take parts out, by their names."""
        for name in one_or_more(node, "name", self.log):
            if section == REQUIREMENTS:
                self._remove_requirement(name)
            elif self.parts[section].pop(name.text, None) is None:
                self.log.unknown(_one(section), name, self.parts[section])

    def change(self, section: str, node: Node) -> None:
        """Replace keys of parts, whole, and drop those in `without`."""
        for name, body in self._given(section, node):
            if section == REQUIREMENTS:
                self._in_group(name, self._changing(body))
            elif name.text not in self.parts[section]:
                self.log.unknown(_one(section), name, self.parts[section])
            else:
                key, old = self.parts[section][name.text]
                self.parts[section][name.text] = key, self._changed(old, body)

    def add(self, section: str, node: Node) -> None:
        """Add parts: at the end, behind the one that `after` names, or to the group in `to`."""
        for name, body in self._given(section, node):
            if section == REQUIREMENTS:
                self._add_requirement(name, body)
            elif name.text in self.parts[section]:
                self.log.add("overlay.exists", name.place, name=name.text, what=_one(section))
            else:
                self._add(section, name, body)

    # How it is done

    def _given(self, section: str, node: Node) -> list[tuple[Scalar, Node]]:
        if section in NAMED:
            if isinstance(node, Mapping):
                return list(node.entries)
            self.log.add("shape.mapping", node.place, noun=f"`{section}`")
            return []
        given: list[tuple[Scalar, Node]] = []
        for one in items(node, f"`{section}`", self.log):
            name = _id(one)
            if name is None:
                self.log.add("key.missing", one.place, noun=_one(section), key="id")
            else:
                given.append((name, one))
        return given

    def _changed(self, old: Node, new: Node) -> Node:
        if not isinstance(old, Mapping) or not isinstance(new, Mapping):
            return new
        dropped = new.get("without")
        names = one_or_more(dropped, "key", self.log) if dropped is not None else ()
        for name in names:
            if old.get(name.text) is None:
                known = [key.text for key, _ in old.entries]
                self.log.unknown("key", name, known)
        replaced = {key.text: (key, node) for key, node in new.entries if key.text != "without"}
        gone = {name.text for name in names}
        kept = [
            replaced.pop(key.text, (key, node)) for key, node in old.entries if key.text not in gone
        ]
        return Mapping((*kept, *replaced.values()), old.place)

    def _add(self, section: str, name: Scalar, body: Node) -> None:
        after = (
            body.get("after")
            if section in {"gates", "labels"} and isinstance(body, Mapping)
            else None
        )
        if not isinstance(after, Scalar):
            self.parts[section][name.text] = name, body
            return
        own = self.parts[section]
        if after.text not in own:
            self.log.unknown(_one(section), after, own)
        put: dict[str, tuple[Scalar, Node]] = {}
        for key, part in own.items():
            put[key] = part
            if key == after.text:
                put[name.text] = name, _without(body, "after")
        self.parts[section] = put

    def _add_requirement(self, name: Scalar, body: Node) -> None:
        to = body.get("to") if isinstance(body, Mapping) else None
        if not isinstance(to, Scalar):
            self.log.add(
                "key.missing", name.place, noun=f"added requirement `{name.text}`", key="to"
            )
            return
        for section in ("gates", "labels"):
            if to.text in self.parts[section]:
                key, group = self.parts[section][to.text]
                new = (*_requires(group), _without(body, "to"))
                self.parts[section][to.text] = key, _with_requires(group, new)
                return
        self.log.unknown("gate or label", to, [*self.parts["gates"], *self.parts["labels"]])

    def _remove_requirement(self, name: Scalar) -> None:
        self._in_group(name, lambda _one: None)

    def _changing(self, new: Node) -> Callable[[Node], Node]:
        return lambda old: self._changed(old, new)

    def _in_group(self, name: Scalar, change: Callable[[Node], Node | None]) -> None:
        known: list[str] = []
        for section in ("gates", "labels"):
            for group_id, (key, group) in self.parts[section].items():
                requires = _requires(group)
                ids = [found.text if (found := _id(one)) else "" for one in requires]
                known.extend(ids)
                if name.text in ids:
                    at = ids.index(name.text)
                    changed = change(requires[at])
                    new = (*requires[:at], *([changed] if changed else []), *requires[at + 1 :])
                    self.parts[section][group_id] = key, _with_requires(group, new)
                    return
        self.log.unknown("requirement", name, known)

    # What comes out

    def whole(self, own: dict[str, Node], root: Mapping) -> Mapping:
        """Return the whole as one mapping, with the overlay's own keys first."""
        entries: list[tuple[Scalar, Node]] = [
            (key, own[key.text]) for key, _ in root.entries if key.text in own
        ]
        for key, node in self.base.entries:
            if key.text in OWN or key.text in own:
                continue
            if key.text not in self.parts:
                entries.append((key, node))
        for section in (*NAMED, *LISTED):
            parts = self.parts[section]
            if parts or self.base.get(section) is not None:
                entries.append(self._section(section, root))
        return Mapping(tuple(entries), root.place)

    def _section(self, section: str, root: Mapping) -> tuple[Scalar, Node]:
        body = self.base.get(section)
        place = body.place if body is not None else root.place
        parts = self.parts[section].values()
        node: Node = (
            Mapping(tuple(parts), place)
            if section in NAMED
            else Sequence(tuple(one for _, one in parts), place)
        )
        return Scalar(section, place), node


def _one(section: str) -> str:
    return {"recognises": "scheme", "derived": "derived fact"}.get(
        section, section.removesuffix("s")
    )


def _id(node: Node) -> Scalar | None:
    found = node.get("id") if isinstance(node, Mapping) else None
    return found if isinstance(found, Scalar) else None


def _requires(group: Node) -> tuple[Node, ...]:
    found = group.get("requires") if isinstance(group, Mapping) else None
    return found.items if isinstance(found, Sequence) else ()


def _with_requires(group: Node, requires: tuple[Node, ...]) -> Node:
    assert isinstance(group, Mapping)
    entries = tuple(
        (key, Sequence(requires, node.place) if key.text == "requires" else node)
        for key, node in group.entries
    )
    return Mapping(entries, group.place)


def _without(node: Node, key: str) -> Node:
    assert isinstance(node, Mapping)
    return Mapping(tuple(pair for pair in node.entries if pair[0].text != key), node.place)
