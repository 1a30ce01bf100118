"""The JSON Schema of a ruleset file: what editors complete and explain while one writes.

It knows keys, words and shapes. What only the whole file can tell (names that
exist, units that fit, demands that can be met) is `tcei ruleset check`'s.
Draft 7, which editors' YAML support is built on.
Source: docs/ruleset-language.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final, TypeAlias

from tcei_rules.domain.condition import Comparator
from tcei_rules.domain.days import Until
from tcei_rules.language.conditions import NOTHING
from tcei_rules.language.facts import ANSWERING, FIELD_KINDS
from tcei_rules.language.labels import WAIVING

Schema: TypeAlias = dict[str, Any]

# A program that reads YAML makes numbers and truth values of what is text here.
SCALAR: Final[Schema] = {"type": ["string", "number", "boolean"]}
NUMBER: Final[Schema] = {**SCALAR, "description": "A number, with its unit where one is needed."}
WORDS: Final[Schema] = {
    "description": "Words for people: one text, or texts by language.",
    "anyOf": [SCALAR, {"type": "object", "additionalProperties": SCALAR}],
}
ONE_OR_MORE: Final[Schema] = {"anyOf": [SCALAR, {"type": "array", "items": SCALAR, "minItems": 1}]}
BASIS: Final[Schema] = {
    "description": "On what it rests: `placeholder`, or a standing with its sources.",
    "anyOf": [
        {"const": "placeholder"},
        {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
            "properties": {
                "official": ONE_OR_MORE, "secondary": ONE_OR_MORE, "inferred": ONE_OR_MORE,
            },
        },
    ],
}  # fmt: skip
BETTER: Final[Schema] = {
    "description": "Which way it gets better.",
    "anyOf": [
        {"enum": ["higher", "lower"]},
        {"type": "object", "required": ["neither"], "additionalProperties": False,
         "properties": {"neither": WORDS}},
    ],
}  # fmt: skip


def json_schema() -> Schema:
    """Return the schema of a ruleset, with its definitions."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A ruleset: one version of a scheme's criteria",
        "anyOf": [_ref("ruleset"), _ref("overlay")],
        "definitions": {
            "ruleset": _ruleset(),
            "overlay": _overlay(),
            "scale": _scale(),
            "fact": _fact(),
            "field": _field(),
            "derived": _derived(),
            "dimension": _dimension(),
            "indicator": _indicator(),
            "condition": _condition(),
            "selection": _selection(),
            "requirement": _requirement(),
            "gate": _gate(),
            "label": _label(),
            "term": _term(),
            "in_force": _object({"from": SCALAR, "until": SCALAR}, "from"),
            "supersedes": _supersedes(),
        },
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _object(properties: Schema, *required: str, description: str = "") -> Schema:
    made: Schema = {
        "type": "object", "additionalProperties": False, "properties": properties,
    }  # fmt: skip
    if required:
        made["required"] = list(required)
    if description:
        made["description"] = description
    return made


def _by_name(one: Schema, description: str) -> Schema:
    return {"type": "object", "additionalProperties": one, "description": description}


def _each(one: Schema, description: str) -> Schema:
    return {"type": "array", "items": one, "description": description}


def _word(*words: str, description: str = "") -> Schema:
    made: Schema = {"enum": list(words)}
    if description:
        made["description"] = description
    return made


def _yes_no(description: str) -> Schema:
    # Text in YAML 1.2, which editors read; the language knows no `true` and `false`.
    return {"description": description, "enum": ["yes", "no"]}


HEAD: Final[Schema] = {
    "language": {"description": "The version of the language.", "enum": [1, "1"]},
    "scheme": {**SCALAR, "description": "Name of the scheme."},
    "version": {"type": "string", "description": 'In quotes, or others change it: "2026.10".'},
    "title": WORDS,
    "written_in": {**SCALAR, "description": "The language of the words; en unless said."},
    "in_force": _ref("in_force"),
    "supersedes": _ref("supersedes"),
}


def _sections() -> Schema:
    return {
        "recognises": _by_name(ONE_OR_MORE, "Labels of other schemes, rising."),
        "sources": _by_name(
            _object(dict.fromkeys(("title", "publisher", "date", "url"), SCALAR), "title"),
            "Documents that rules are taken from.",
        ),
        "scales": _by_name(_ref("scale"), "Levels that assessors judge by."),
        "facts": _by_name(_ref("fact"), "What is asked."),
        "derived": _by_name(_ref("derived"), "What is worked out from facts."),
        "dimensions": _by_name(_ref("dimension"), "Groups of indicators."),
        "indicators": _each(_ref("indicator"), "Facts that give points."),
        "gates": _each(_ref("gate"), "What every label demands first."),
        "labels": _each(_ref("label"), "Labels, rising."),
    }


def _ruleset() -> Schema:
    demanded = ("language", "scheme", "version", "title", "in_force", "facts", "labels")
    return _object({**HEAD, **_sections()}, *demanded)


def _overlay() -> Schema:
    anything: Schema = {"type": "object"}
    lies_on = _object({"on": SCALAR, "version": {"type": "string"}, "digest": {"type": "string"}},
                      "on", "version", "digest", description="The ruleset it lies on.")  # fmt: skip
    properties: Schema = {
        **HEAD,
        "overlay": lies_on,
        "remove": _by_name(ONE_OR_MORE, "Parts to take out, by section and name."),
        "change": {**anything, "description": "Keys to replace whole, or to drop `without`."},
        "add": {**anything, "description": "Parts to put in."},
    }  # fmt: skip
    return _object(properties, "language", "scheme", "version", "title", "in_force", "overlay")


def _supersedes() -> Schema:
    return _object(
        {
            "version": {"type": "string"},
            "choice_until": {
                **SCALAR,
                "description": "Last day of filing on which one may choose.",
            },
            "pending": _word("old", "new", description="What cases filed before fall under."),
            "certificates_until": {**SCALAR, "description": "Latest day to which old ones run."},
            "dropped": ONE_OR_MORE,
        },
        "version",
    )


def _scale() -> Schema:
    return _object(
        {
            "lowest": NUMBER,
            "highest": NUMBER,
            "agree_within": {**NUMBER, "description": "Levels this far apart agree."},
            "take": _word("lower", "higher", "mean", description="Which level then counts."),
        },
        "lowest",
        "highest",
    )


KINDS: Final = {
    "count": ("unit", "min", "max"),
    "number": ("decimals", "unit", "also", "min", "max"),
    "percent": ("decimals", "min", "max"),
    "amount": ("decimals", "unit", "also", "min", "max"),
    "yes_no": (),
    "choice": ("options",),
    "choices": ("options",),
    "date": ("future",),
    "text": (),
    "judgement": ("scale", "anchors"),
    "parts": ("options", "decimals"),
    "list": ("each", "least", "most"),
}
"""The keys of each kind, beside those of every fact."""


NOT_OF_FIELDS: Final = ("not_applicable", "was")
"""Every item of a list answers all its fields, and a list is carried as one answer."""


def _fact() -> Schema:
    return {"description": "What is asked, in which kind.", "anyOf": list(_kinds(*KINDS))}


def _field() -> Schema:
    kinds = list(_kinds(*FIELD_KINDS, without=NOT_OF_FIELDS))
    return {"description": "What every item of a list answers.", "anyOf": kinds}


def _kinds(*kinds: str, without: Collection[str] = ()) -> Iterator[Schema]:
    own: Schema = {
        "decimals": NUMBER,
        "unit": SCALAR,
        "also": _by_name(NUMBER, "Other units, and how many of the fact's own one of them is."),
        "min": NUMBER,
        "max": NUMBER,
        "options": {
            "description": "A list of ids, titles by id, `indicators` or `iso-3166`.",
            "anyOf": [
                _word("indicators", "iso-3166"),
                {"type": "array", "minItems": 1},
                {"type": "object", "additionalProperties": WORDS, "minProperties": 1},
            ],
        },
        "future": _word("allowed", description="It may lie after the day of the assessment."),
        "scale": {"anyOf": [SCALAR, _ref("scale")]},
        "anchors": _by_name(WORDS, "What a level means."),
        "each": _by_name(_ref("field"), "The fields of every item."),
        "least": NUMBER,
        "most": NUMBER,
    }
    shared: Schema = {
        "title": WORDS,
        "question": WORDS,
        "stated_by": _word(*ANSWERING, description="Who answers."),
        "not_applicable": _word("allowed", description="The question may not apply."),
        "benchmark": _yes_no("Asked for the benchmark report."),
        "better": BETTER,
        "was": {
            "description": "Its name in the version before, or `nothing`.",
            "anyOf": [SCALAR, _object({"fact": SCALAR, "options": _by_name(SCALAR, "")}, "fact")],
        },
        "basis": BASIS,
    }
    taken: Schema = {key: one for key, one in shared.items() if key not in without}
    for kind in kinds:
        its_own: Schema = {key: own[key] for key in KINDS[kind]}
        yield _object({"kind": {"const": kind}, **taken, **its_own}, "kind")


def _derived() -> Schema:
    shared: Schema = {"title": WORDS, "better": BETTER, "was": SCALAR, "basis": BASIS}
    where: Schema = {"where": _ref("condition")}
    forms: list[Schema] = [
        _object({"count": SCALAR, "different": SCALAR, **where, **shared}, "count"),
        _object({"sum": ONE_OR_MORE, **where, **shared}, "sum"),
        _object({"share": SCALAR, "of": SCALAR, **where, **shared}, "share"),
        _object({"group": SCALAR, "into": _by_name(ONE_OR_MORE, "Options by group."), **shared},
                "group", "into"),
        _object({"last": SCALAR, "before": SCALAR, "take": SCALAR, **shared}, "last", "take"),
    ]  # fmt: skip
    return {"description": "How it is worked out.", "anyOf": forms}


def _dimension() -> Schema:
    maximum: Schema = {**NUMBER, "description": "Control total: highest points × weight, together."}
    return _object({"title": WORDS, "maximum": maximum}, "title", "maximum")


def _indicator() -> Schema:
    steps: list[Schema] = [
        _object({"from": NUMBER, "points": NUMBER}, "from", "points"),
        _object({"is": SCALAR, "points": NUMBER}, "is", "points"),
    ]
    return _object(
        {
            "id": SCALAR,
            "title": WORDS,
            "dimension": SCALAR,
            "fact": SCALAR,
            "asks": _ref("fact"),
            "before": {**SCALAR, "description": "The time from the fact to this day is read."},
            "after": {**SCALAR, "description": "The time from this day to the fact is read."},
            "steps": _each({"anyOf": steps}, "Points from a value on, or for an option."),
            "weight": NUMBER,
            "minimum": NUMBER,
            "tags": ONE_OR_MORE,
            "better": BETTER,
            "not_applicable": _word("excluded", "zero", "full"),
            "basis": BASIS,
            "points_basis": BASIS,
            "was": SCALAR,
        },
        "id", "title", "dimension", "basis", "points_basis",
    )  # fmt: skip


def _condition() -> Schema:
    comparators: Schema = {
        comparator.value: ONE_OR_MORE for comparator in Comparator
    }  # fmt: skip
    time: Schema = {"before": SCALAR, "after": SCALAR}
    members: Schema = {"type": "array", "items": _ref("condition"), "minItems": 1}
    forms: list[Schema] = [
        _object({"fact": SCALAR, **comparators, **time}, "fact"),
        _object({"field": SCALAR, **comparators, **time}, "field"),
        _object({"score": SCALAR, **comparators}, "score"),
        _object({"maximum": SCALAR, **comparators}, "maximum"),
        _object({"all": members}, "all"),
        _object({"any": members}, "any"),
        _object({"at_least": NUMBER, "of": members}, "at_least", "of"),
        _object(
            {
                "depending_on": SCALAR,
                "branches": _by_name(
                    {"anyOf": [{"const": NOTHING}, _ref("condition")]}, "Demands by option."
                ),
            },
            "depending_on", "branches",
        ),
        _object(
            {"every_indicator": _ref("selection"), "reach": SCALAR}, "every_indicator", "reach"
        ),
        _object(
            {
                "at_least": NUMBER, "indicators": _ref("selection"), "reach": SCALAR,
                "improved_since": SCALAR, "before": SCALAR,
            },
            "at_least", "indicators",
        ),
        _object({"holds": SCALAR, "on": SCALAR}, "holds", "on"),
    ]  # fmt: skip
    return {"description": "What must hold.", "anyOf": forms}


def _selection() -> Schema:
    picked = _object({"tag": SCALAR, "dimension": SCALAR, "ids": ONE_OR_MORE, "chosen_in": SCALAR})
    return {"anyOf": [{"const": "all"}, picked], "description": "Which indicators."}


def _requirement() -> Schema:
    waivable = _object({"by": ONE_OR_MORE, "if": _ref("condition")}, "by")
    waivable["description"] = f"Who may waive it: {', '.join(WAIVING)}."
    return _object(
        {
            "id": SCALAR,
            "title": WORDS,
            "that": _ref("condition"),
            "not_applicable": _word("met", "not_met"),
            "advisory": _yes_no("Not met, it is noted and blocks nothing."),
            "waivable": waivable,
            "basis": BASIS,
            "was": SCALAR,
        },
        "id", "that", "basis",
    )  # fmt: skip


def _requirements() -> Schema:
    return {"type": "array", "items": _ref("requirement")}


def _gate() -> Schema:
    some = {**_requirements(), "minItems": 1}
    return _object({"id": SCALAR, "title": WORDS, "requires": some}, "id", "title", "requires")


def _label() -> Schema:
    return _object(
        {
            "id": SCALAR,
            "title": WORDS,
            "includes": {**SCALAR, "description": "Demands all that a lower label demands."},
            "stands_alone": {**WORDS, "description": "Why it does not include the lower one."},
            "requires": _requirements(),
            "validity": {"type": "array", "items": _ref("term"), "minItems": 1},
            "was": SCALAR,
        },
        "id", "title", "requires", "validity",
    )  # fmt: skip


def _term() -> Schema:
    until: Schema = {
        "description": f"{' or '.join(Until)}, or a fixed last day.", **SCALAR,
    }  # fmt: skip
    return _object(
        {"if": _ref("condition"), "months": NUMBER, "from": SCALAR, "until": until, "basis": BASIS},
        "until", "basis",
    )  # fmt: skip
