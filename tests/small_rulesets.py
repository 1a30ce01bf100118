"""Small rulesets for questions about one form, and what both evaluators make of them."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import indent

from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.engine.derived import Deriver, Readings
from tcei_rules.engine.findings import Findings
from tcei_rules.engine.network import Network
from tcei_rules.engine.reference import Reference
from tcei_rules.errors import InvalidInputError
from tcei_rules.language.assessments import ReadAssessment, read_assessment
from tcei_rules.language.ruleset import read_ruleset

WORDS = ("not met", "open", "met", "waived")
TERM = "{months: 24, from: assessed_on, until: same_day, basis: placeholder}"
ALWAYS = "{fact: assessed_on, answered: yes}"
LABEL = (
    f"{{id: bronze, title: Bronze, requires: [{{id: bronze.always, that: {ALWAYS}, "
    f"basis: placeholder}}], validity: [{TERM}]}}"
)
SCALE = "{lowest: 0, highest: 5, agree_within: 1, take: lower}"


def text(
    *,
    facts: str = "x: {kind: yes_no}",
    derived: str = "",
    dimensions: str = "",
    indicators: str = "",
    gates: str = "",
    labels: str = f"- {LABEL}",
    more: str = "",
) -> str:
    """Write a ruleset; each part is YAML in block style."""
    parts = {
        "facts": facts, "derived": derived, "dimensions": dimensions,
        "indicators": indicators, "gates": gates, "labels": labels,
    }  # fmt: skip
    head = 'language: 1\nscheme: demo\nversion: "2"\ntitle: Demo\nin_force: {from: 2020-01-01}\n'
    sections = [f"{name}:\n{indent(part, '  ')}\n" for name, part in parts.items() if part]
    return "".join([head, f"scales: {{quality: {SCALE}}}\n", *sections, more])


def ruleset(**parts: str) -> Ruleset:
    """Return a ruleset that must be legal."""
    return read_ruleset(text(**parts).encode(), "small.yaml").ruleset


def mistakes(content: str | bytes) -> list[str]:
    """Return the message ids of all that is wrong with a ruleset, in the order of the file."""
    try:
        read_ruleset(content if isinstance(content, bytes) else content.encode(), "small.yaml")
    except InvalidInputError as error:
        return [one.message for one in error.mistakes if not one.note]
    return []


def requiring(*conditions: str, keys: str = "", **parts: str) -> Ruleset:
    """Return a ruleset whose lowest label requires these conditions, as `r1`, `r2` and so on."""
    return ruleset(labels=label(*conditions, keys=keys), **parts)


def label(*conditions: str, name: str = "bronze", keys: str = "", more: str = "") -> str:
    """Write a label that requires these conditions."""
    prefix = "r" if name == "bronze" else f"{name}."
    rows = [
        f"    - {{id: {prefix}{n}, that: {one}, {keys}basis: placeholder}}"
        for n, one in enumerate(conditions or (ALWAYS,), 1)
    ]
    requires = "\n".join(["  requires:", *rows])
    return f"- id: {name}\n  title: {name}\n{more}{requires}\n  validity: [{TERM}]\n"


@dataclass(frozen=True)
class Judged:
    """What both evaluators came to."""

    readings: Readings
    findings: Findings

    @property
    def words(self) -> list[str]:
        """Return the finding of every requirement."""
        return [WORDS[one] for one in self.findings.requirements]


_PREPARED: dict[str, tuple[Deriver, Reference, Network]] = {}


def _prepared(own: Ruleset) -> tuple[Deriver, Reference, Network]:
    if own.digest not in _PREPARED:
        _PREPARED[own.digest] = Deriver(own), Reference(own), Network(own)
    return _PREPARED[own.digest]


def answered(
    own: Ruleset, facts: str = "", more: str = "", on: str = "2020-06-15"
) -> ReadAssessment:
    """Read answers that must be legal; facts are lines of YAML."""
    content = f"on: {on}\nfacts:\n{indent(facts, '  ')}\n" if facts else f"on: {on}\n"
    return read_assessment((content + more).encode(), "answers.yaml", own)


def judged(own: Ruleset, facts: str = "", more: str = "", on: str = "2020-06-15") -> Judged:
    """Judge answers by both evaluators, which must agree."""
    return judged_read(own, answered(own, facts, more, on))


def judged_read(own: Ruleset, read: ReadAssessment) -> Judged:
    """Judge an assessment by both evaluators, which must agree."""
    deriver, reference, network = _prepared(own)
    readings = deriver.derive(read.assessment, read.history)
    findings = reference.evaluate(readings)
    assert findings == network.evaluate(readings)
    return Judged(readings, findings)
