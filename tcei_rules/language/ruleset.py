"""Reading a ruleset: text in, a checked `Ruleset` out, or all mistakes at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from collections.abc import Mapping as Map
from dataclasses import dataclass
from typing import Literal, cast

from tcei_rules.domain.basis import Source
from tcei_rules.domain.canonical import Json, digest
from tcei_rules.domain.fact import Scale
from tcei_rules.domain.ruleset import InForce, Ruleset, Supersedes
from tcei_rules.domain.words import words
from tcei_rules.errors import Mistake, Place
from tcei_rules.language import scalars
from tcei_rules.language.derived import read_derived
from tcei_rules.language.facts import read_facts
from tcei_rules.language.indicators import (
    indicator_ids,
    read_asked,
    read_dimensions,
    read_indicators,
)
from tcei_rules.language.labels import demand_demands, label_ids, read_gates, read_labels
from tcei_rules.language.log import Keys, MistakeLog, scalar, some
from tcei_rules.language.nodes import Mapping, Node, Scalar, compose, tree
from tcei_rules.language.overlays import OVERLAY, Base, BaseNamed, base_named, expanded
from tcei_rules.language.scales import read_scale
from tcei_rules.language.scope import Scope
from tcei_rules.language.translations import note_missing

LANGUAGE: Literal[1] = 1
NOBODY: dict[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class ReadRuleset:
    """A ruleset as read, and where in the file its parts stand."""

    ruleset: Ruleset
    root: Mapping
    """The whole as a tree; of an overlay together with its base."""
    places: Map[str, Place]
    """Places by `facts/NAME`, `indicators/ID`, `requirements/ID`, `labels/ID`, `dimensions/ID`;
    of `supersedes` by itself."""
    notes: tuple[Mistake, ...]
    """What is worth knowing and stops nothing."""
    on: BaseNamed | None = None
    """What it lies on, if it is an overlay."""

    def whole(self) -> bytes:
        """Return it as a file that stands for itself, with its base if it is an overlay."""
        return json.dumps(tree(self.root), ensure_ascii=False, indent=1).encode()


def read_ruleset(
    content: bytes, file: str, base_of: Callable[[BaseNamed], Base | None] | None = None
) -> ReadRuleset:
    """Read one version of a scheme's criteria.

    Args:
        content: The file, YAML 1.2 in UTF-8.
        file: What to call it in mistakes.
        base_of: Finds the ruleset that an overlay lies on.

    Raises:
        InvalidInputError: With every mistake in it, each with its place.
    """
    log = MistakeLog()
    own = compose(content, file)
    root = _whole(own, base_of, log)
    keys = Keys(root, "ruleset", log)
    log.stop_if_any()
    scope = Scope(log=log)
    ruleset = _ruleset(keys, root, scope)
    demand_demands(ruleset, scope)
    _note_unread(ruleset, scope)
    note_missing(scope)
    log.stop_if_any()
    assert isinstance(root, Mapping)
    return ReadRuleset(
        ruleset=ruleset, root=root, places=scope.places, notes=log.notes, on=base_named(own)
    )


def _whole(root: Node, base_of: Callable[[BaseNamed], Base | None] | None, log: MistakeLog) -> Node:
    """Return a file as one ruleset: an overlay together with what it lies on."""
    overlay = root.get(OVERLAY) if isinstance(root, Mapping) else None
    if overlay is None or not isinstance(root, Mapping):
        return root
    named = base_named(root)
    if named is None:
        log.add("overlay.shape", overlay.place)
        log.stop_if_any()
    base = base_of(named) if named is not None and base_of is not None else None
    if base is None:
        name = named.name if named else ""
        log.add("overlay.no_base", overlay.place, name=name)
        log.stop_if_any()
    assert base is not None
    return expanded(root, base, log)


def _ruleset(keys: Keys, root: Node, scope: Scope) -> Ruleset:
    log = scope.log
    _language(keys, scope)
    scope.written_in = keys.read("written_in", lambda n: scalars.language(n, log), "en")
    scope.scheme = keys.read_demanded("scheme", lambda n: scalars.scheme(n, log), "none")
    version = keys.read_demanded("version", lambda n: scalars.identifier(n, "version", log), "0")
    title = keys.read_demanded("title", lambda n: scope.words(n, "title"), words("none"))
    in_force = keys.read_demanded("in_force", lambda n: _in_force(n, scope), InForce(start=1))
    supersedes = keys.read("supersedes", lambda n: _supersedes(n, version, scope), None)
    scope.recognises = keys.read("recognises", lambda n: _recognises(n, scope), NOBODY)
    sources = keys.read("sources", lambda n: _sources(n, scope), ())
    scope.sources = tuple(source.id for source in sources)
    scales = keys.read("scales", lambda n: _scales(n, scope), ())
    scope.scales = {scale.id: scale for scale in scales}

    # Names that are used before the place where they are given.
    indicators_node, labels_node = keys.get("indicators"), keys.demand("labels")
    scope.indicator_ids = indicator_ids(indicators_node, scope)
    scope.labels = label_ids(labels_node, scope)

    facts = keys.read_demanded("facts", lambda n: read_facts(n, scope), ())
    asked = read_asked(indicators_node, scope)
    derived = keys.read("derived", lambda n: read_derived(n, scope), ())
    dimensions = keys.read("dimensions", lambda n: read_dimensions(n, scope), ())
    scope.dimensions = tuple(dimension.id for dimension in dimensions)
    indicators = (
        read_indicators(indicators_node, asked, dimensions, scope) if indicators_node else ()
    )
    gates = keys.read("gates", lambda n: read_gates(n, scope), ())
    labels = read_labels(labels_node, scope) if labels_node is not None else ()
    keys.close()
    log.stop_if_any()
    return Ruleset(
        language=LANGUAGE,
        scheme=scope.scheme,
        version=version,
        title=title,
        written_in=scope.written_in,
        digest=digest(cast("Json", tree(root))),
        in_force=in_force,
        supersedes=supersedes,
        recognises=tuple(scope.recognises.items()),
        sources=sources,
        scales=scales,
        facts=facts,
        derived=derived,
        dimensions=dimensions,
        indicators=indicators,
        gates=gates,
        labels=labels,
    )


def _language(keys: Keys, scope: Scope) -> None:
    node = keys.demand("language")
    text = scalar(node, "`language`", scope.log) if node is not None else None
    if isinstance(node, Scalar) and text is not None and text.text != str(LANGUAGE):
        scope.log.add("language.unknown", node.place, text=text.text, known=str(LANGUAGE))


def _in_force(node: Node, scope: Scope) -> InForce:
    keys = Keys(node, "`in_force`", scope.log)
    start = keys.read_demanded("from", lambda n: scalars.day(n, "`from`", scope.log), 1)
    until = keys.read("until", lambda n: scalars.day(n, "`until`", scope.log), None)
    if until is not None and until < start:
        scope.log.add("in_force.order", keys.place)
    keys.close()
    return InForce(start=start, until=until)


def _supersedes(node: Node, own: str, scope: Scope) -> Supersedes:
    log = scope.log
    keys = Keys(node, "`supersedes`", log)
    scope.places["supersedes"] = keys.place
    pending_node = keys.get("pending")
    pending = scalar(pending_node, "`pending`", log) if pending_node else Scalar("old", keys.place)
    if pending.text not in {"old", "new"}:
        log.unknown("word", pending, ("old", "new"))
    dropped = keys.get("dropped")
    version = keys.read_demanded("version", lambda n: scalars.identifier(n, "version", log), "0")
    if version == own:
        log.add("supersedes.itself", keys.place, version=version)
    supersedes = Supersedes(
        version=version,
        choice_until=keys.read(
            "choice_until", lambda n: scalars.day(n, "`choice_until`", log), None
        ),
        pending="new" if pending.text == "new" else "old",
        certificates_until=keys.read(
            "certificates_until", lambda n: scalars.day(n, "`certificates_until`", log), None
        ),
        dropped=tuple(one.text for one in some(dropped, "fact", log)) if dropped else (),
    )
    keys.close()
    return supersedes


def _recognises(node: Node, scope: Scope) -> dict[str, tuple[str, ...]]:
    if not isinstance(node, Mapping):
        scope.log.add("shape.mapping", node.place, noun="`recognises`")
        return {}
    return {_other_scheme(scheme, scope): _ladder(ladder, scope) for scheme, ladder in node.entries}


def _other_scheme(scheme: Scalar, scope: Scope) -> str:
    if scheme.text == scope.scheme:
        scope.log.add("recognises.itself", scheme.place, scheme=scheme.text)
    return scalars.scheme(scheme, scope.log)


def _ladder(node: Node, scope: Scope) -> tuple[str, ...]:
    return tuple(scalars.name(one, "label", scope.log) for one in some(node, "label", scope.log))


def _sources(node: Node, scope: Scope) -> tuple[Source, ...]:
    if not isinstance(node, Mapping):
        scope.log.add("shape.mapping", node.place, noun="`sources`")
        return ()
    return tuple(_source(name, body, scope) for name, body in node.entries)


def _source(name: Scalar, body: Node, scope: Scope) -> Source:
    log = scope.log
    keys = Keys(body, f"source `{name.text}`", log)
    source = Source(
        id=scalars.identifier(name, "source", log),
        title=keys.read_demanded("title", lambda n: scalar(n, "`title`", log).text, "none"),
        publisher=keys.read("publisher", lambda n: scalar(n, "`publisher`", log).text, None),
        date=keys.read("date", lambda n: scalar(n, "`date`", log).text, None),
        url=keys.read("url", lambda n: _address(n, scope), None),
    )
    keys.close()
    return source


def _address(node: Node, scope: Scope) -> str:
    text = scalar(node, "`url`", scope.log)
    if not text.text.startswith(("https://", "http://")):
        scope.log.add("source.url", text.place, text=text.text)
    return text.text


def _scales(node: Node, scope: Scope) -> tuple[Scale, ...]:
    if not isinstance(node, Mapping):
        scope.log.add("shape.mapping", node.place, noun="`scales`")
        return ()
    return tuple(read_scale(name.text, body, scope) for name, body in node.entries)


def _note_unread(ruleset: Ruleset, scope: Scope) -> None:
    for fact in ruleset.facts:
        if fact.name not in scope.read_names and not fact.benchmark:
            scope.log.note("note.unread", scope.places[f"facts/{fact.name}"], name=fact.name)
    placeholders = list(ruleset.placeholders())
    if placeholders:
        form = "one" if len(placeholders) == 1 else "other"
        place = scope.places[f"labels/{ruleset.labels[-1].id}"]
        scope.log.note(f"note.placeholders.{form}", place, count=str(len(placeholders)))
