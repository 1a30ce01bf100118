"""Legal rulesets written at random, out of every form of the language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from tcei_rules.language.nodes import Tree
from tests.yaml_text import Quoted, spelt, yaml

BASES: list[Tree] = [
    "placeholder",
    {"official": "s1"},
    {"secondary": ["s1", "s2"]},
    {"inferred": "s2"},
]
LABELS = ("bronze", "silver", "gold", "platinum")
OTHER = "other"
"""Another scheme, whose labels are recognised."""
OTHER_LABELS = ("steel", "copper")
WAIVING = ("programme_office", "assessor", "decision_maker", "committee")
DAYS = ("2019-11-15", "2020-02-29", "2021-02-28", "2019-12-31", "2020-01-31", "2018-08-31")
DAYS_IN_YEAR = ("02-29", "02-28", "07-31", "03-01", "12-30")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ORDER = ("at_least", "more_than", "at_most", "less_than")


@dataclass(frozen=True, kw_only=True)
class Readable:
    """What a condition may speak of, as its author knows it."""

    name: str
    kind: str
    optional: bool = False
    decimals: int = 0
    unit: str = ""
    lowest: int = 0
    highest: int = 0
    options: tuple[str, ...] = ()
    fields: tuple[Readable, ...] = ()

    @property
    def numeric(self) -> bool:
        """Tell whether it can be compared with numbers."""
        return self.kind in {"count", "number", "percent", "amount", "judgement"}

    def threshold(self, value: int, random: Random) -> str:
        """Write a threshold with its unit."""
        if self.kind == "judgement":
            return str(value)
        number = spelt(value, self.decimals, random)
        needed = self.kind == "percent" or random.random() < 0.6
        return f"{number} {self.unit}" if self.unit and needed else number


@dataclass(frozen=True, kw_only=True)
class Scored:
    """An indicator, as its author knows it."""

    id: str
    dimension: str
    tags: tuple[str, ...]
    highest: int
    weight: int
    minimum: bool
    excluded: bool


Written = tuple[Tree, bool]
"""A condition, and whether something in it may not apply."""

NUMBERS = ("count", "number", "percent", "amount")
KINDS = (*NUMBERS, "yes_no", "choice", "choices", "date", "text", "judgement", "list")
FIELD_KINDS = (*NUMBERS, "yes_no", "choice", "choices", "date", "text")
GIVEN = (Readable(name="assessed_on", kind="date"), Readable(name="filed_on", kind="date"))


@dataclass
class Author:
    """Writes one ruleset."""

    random: Random
    readable: list[Readable] = field(default_factory=lambda: list(GIVEN))
    asked: list[Readable] = field(default_factory=list[Readable])
    indicators: list[Scored] = field(default_factory=list[Scored])
    indicator_ids: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    scales: dict[str, Readable] = field(default_factory=dict[str, Readable])
    counted: int = 0
    requirements: int = 0

    def write(self) -> Tree:
        """Return a whole ruleset."""
        random = self.random
        self.labels = LABELS[: random.randint(1, 4)]
        many = random.choice((2, 3, 5, 8, 13, 20))
        ids = [
            f"{n // 4 + 1}.{n % 4 + 1}" if random.random() < 0.6 else f"i{n}" for n in range(many)
        ]
        self.indicator_ids = tuple(ids)
        self.dimensions = tuple(f"dim_{n}" for n in range(random.randint(1, 4)))
        scales: Tree = {name: self._scale(name) for name in ("fine", "coarse")}
        facts: dict[str, Tree] = {}
        for name in [f"{kind}_{n}" for n, kind in enumerate(self._kinds())]:
            facts[name] = self._fact(name, name.rpartition("_")[0])
        asks = {one: self._asks(one) for one in ids if random.random() < 0.6}
        derived = self._derived()
        indicators: Tree = [self._indicator(one, asks.get(one)) for one in ids]
        sections: dict[str, Tree] = {
            "language": "1",
            "scheme": "demo",
            "version": Quoted("2.0.0"),
            "title": self._words("A scheme"),
            "in_force": {"from": "2019-11-15"}
            if random.random() < 0.8
            else {"from": "2019-11-15", "until": "2029-12-31"},
            "recognises": {OTHER: list(OTHER_LABELS)},
            "sources": {
                "s1": {"title": "One source", "publisher": "P", "date": "2019"},
                "s2": {"title": "Another", "url": "https://example.org/a?b=c#d"},
            },
            "scales": scales,
            "facts": facts,
            "derived": derived,
            "dimensions": self._totals(),
            "indicators": indicators,
            "gates": [self._gate(n) for n in range(random.randint(0, 2))],
            "labels": [self._label(n) for n in range(len(self.labels))],
        }
        if random.random() < 0.5:
            sections["supersedes"] = self._supersedes()
        return self._shuffled(sections)

    def _kinds(self) -> list[str]:
        wanted = ["date", "date", "count", "list", "yes_no", "choices", "parts"]
        return wanted + self.random.choices(KINDS, k=self.random.randint(2, 10))

    def _shuffled(self, tree: dict[str, Tree]) -> dict[str, Tree]:
        keys = list(tree)
        self.random.shuffle(keys)
        return {key: tree[key] for key in keys}

    def _words(self, text: str) -> Tree:
        if self.random.random() < 0.7:
            return f"{text}, it's “said”" if self.random.random() < 0.2 else text
        return {"de": f"{text} (ä)", "en": text}

    def _supersedes(self) -> Tree:
        return {
            "version": Quoted("1.0.0"),
            "choice_until": "2020-02-29",
            "pending": self.random.choice(("old", "new")),
            "certificates_until": "2022-12-31",
            "dropped": ["gone"],
        }

    # Facts

    def _scale(self, name: str) -> Tree:
        lowest = self.random.choice((-2, 0, 0, 1))
        highest = lowest + self.random.randint(1, 5)
        self.scales[name] = Readable(name=name, kind="judgement", lowest=lowest, highest=highest)
        scale: dict[str, Tree] = {"lowest": str(lowest), "highest": str(highest)}
        if self.random.random() < 0.8:
            scale["agree_within"] = str(self.random.randint(0, 2))
            scale["take"] = self.random.choice(("lower", "higher", "mean"))
        return scale

    def _fact(self, name: str, kind: str) -> Tree:
        body, readable = self._kind(name, kind)
        if self.random.random() < 0.35:
            body["not_applicable"] = "allowed"
            readable = replace(readable, optional=True)
        extras = self._extras(name)
        body.update({key: one for key, one in extras.items() if key not in body})
        self.readable.append(readable)
        self.asked.append(readable)
        for option in readable.options if kind == "parts" else ():
            part = replace(readable, name=f"{name}.{option}", kind="percent", unit="%", options=())
            self.readable.append(part)
            self.asked.append(part)
        return self._shuffled(body)

    def _extras(self, name: str) -> dict[str, Tree]:
        extras: dict[str, Tree] = {
            "title": self._words("A fact"),
            "question": self._words("How is it?"),
            "stated_by": self.random.choice(("organisation", "assessor", "office")),
            "benchmark": self.random.choice(("yes", "no")),
            "better": self.random.choice(("higher", "lower", "neither")),
            "was": self.random.choice((f"old_{name}", "nothing")),
            "basis": self.random.choice(BASES),
        }
        if not re.fullmatch("[a-z0-9_]+", name):
            extras["was"] = "old_name"
        if extras["better"] == "neither":
            extras["better"] = {"neither": "too much and too little both fail"}
        return {key: one for key, one in extras.items() if self.random.random() < 0.25}

    def _kind(self, name: str, kind: str) -> tuple[dict[str, Tree], Readable]:
        body: dict[str, Tree] = {"kind": kind}
        readable = Readable(name=name, kind=kind)
        if kind in NUMBERS:
            return self._number(body, readable)
        if kind in {"choice", "choices"}:
            body, readable = self._options(body, readable)
            if self.random.random() < 0.1:
                now = [one for one in readable.options if one not in self.indicator_ids]
                renamed: dict[str, Tree] = {f"old_{one}": Quoted(one) for one in now[:2]}
                if renamed:
                    body["was"] = {"fact": "old_name", "options": renamed}
            return body, readable
        if kind == "date" and self.random.random() < 0.4:
            body["future"] = "allowed"
        if kind == "parts":
            return self._parts(body, readable)
        if kind == "judgement":
            return self._judgement(body, readable)
        if kind == "list":
            return self._list(body, readable)
        return body, readable

    def _number(
        self, body: dict[str, Tree], readable: Readable
    ) -> tuple[dict[str, Tree], Readable]:
        random = self.random
        kind = readable.kind
        decimals = 0 if kind == "count" else random.randint(0, 3)
        unit = {"percent": "%", "amount": "EUR"}.get(kind, random.choice(("", "FTE", "firms")))
        lowest = random.choice((0, 0, -(10 ** (decimals + 1)), 5)) if kind != "percent" else 0
        highest = max(lowest, 0) + random.choice((3, 25, 1_000, 40_000)) * 10**decimals
        if kind == "percent":
            highest = 100 * 10**decimals
        if decimals:
            body["decimals"] = str(decimals)
        if unit and kind != "percent":
            body["unit"] = unit
        if lowest:
            body["min"] = spelt(lowest, decimals, random)
        if kind != "percent" or random.random() < 0.3:
            body["max"] = spelt(highest, decimals, random)
        if kind in {"number", "amount"} and unit and random.random() < 0.3:
            body["also"] = {"USD": random.choice(("0.92", "1.609344", "2"))}
            body["basis"] = random.choice(BASES)
        bounds = {"decimals": decimals, "lowest": lowest, "highest": highest}
        return body, replace(readable, unit=unit, **bounds)

    def _parts(self, body: dict[str, Tree], readable: Readable) -> tuple[dict[str, Tree], Readable]:
        decimals = self.random.randint(0, 2)
        options = ("dues", "services", "grants")[: self.random.randint(1, 3)]
        body.update({"options": list(options), "decimals": str(decimals)})
        bounds = {"decimals": decimals, "highest": 100 * 10**decimals}
        return body, replace(readable, options=options, **bounds)

    def _options(
        self, body: dict[str, Tree], readable: Readable
    ) -> tuple[dict[str, Tree], Readable]:
        random = self.random
        if readable.kind == "choices" and random.random() < 0.4:
            body["options"] = "indicators"
            return body, replace(readable, options=self.indicator_ids)
        options = tuple(f"{letter}{n}" for n, letter in enumerate(LETTERS[: random.randint(1, 6)]))
        if random.random() < 0.3:
            options = (*options, "501c3", "NO", "yes", "2024")
        titled = random.random() < 0.3
        body["options"] = (
            {Quoted(one): self._words(one) for one in options}
            if titled
            else [Quoted(one) if one == "2024" else one for one in options]
        )
        return body, replace(readable, options=options)

    def _judgement(
        self, body: dict[str, Tree], readable: Readable
    ) -> tuple[dict[str, Tree], Readable]:
        random = self.random
        if random.random() < 0.7:
            name = random.choice(tuple(self.scales))
            body["scale"] = name
            scale = self.scales[name]
        else:
            body["scale"] = {"lowest": "0", "highest": "3", "agree_within": "1", "take": "mean"}
            scale = Readable(name="", kind="judgement", lowest=0, highest=3)
        if random.random() < 0.3:
            body["anchors"] = {str(scale.highest): self._words("all of it")}
        return body, replace(readable, lowest=scale.lowest, highest=scale.highest)

    def _list(self, body: dict[str, Tree], readable: Readable) -> tuple[dict[str, Tree], Readable]:
        random = self.random
        kinds = ["yes_no", "choice", "date", *random.choices(FIELD_KINDS, k=random.randint(0, 3))]
        each: dict[str, Tree] = {}
        fields: list[Readable] = []
        for n, kind in enumerate(kinds):
            field_body, one = self._kind(f"f{n}", kind)
            field_body.pop("was", None)
            each[f"f{n}"] = field_body
            fields.append(one)
        body["each"] = each
        least, most = random.choice((0, 0, 1)), random.choice((2, 6, 1000))
        if least:
            body["least"] = str(least)
            readable = replace(readable, lowest=least)
        if most != 1000 or random.random() < 0.5:
            body["most"] = str(most)
        return body, replace(readable, fields=tuple(fields), highest=most)

    def _asks(self, name: str) -> Tree:
        kind = self.random.choice(("judgement", "judgement", *NUMBERS, "yes_no", "choice"))
        return self._fact(name, kind)

    # Derived facts

    def _derived(self) -> Tree:
        derived: dict[str, Tree] = {}
        for n in range(self.random.randint(0, 6)):
            derived[f"derived_{n}"] = self._one_derived(f"derived_{n}")
        return self._shuffled(derived)

    def _one_derived(self, name: str) -> Tree:
        forms = (self._count, self._last, self._sum, self._share, self._group)
        body, readable = self.random.choice(forms)(name)
        if self.random.random() < 0.5:
            body["title"] = self._words("Worked out")
        if self.random.random() < 0.2 and readable.kind != "share":
            body["was"] = f"old_{name}"
        if self.random.random() < 0.2:
            body["better"] = {"neither": "so it is"}
        self.readable.append(readable)
        return body

    def _count(self, name: str) -> tuple[dict[str, Tree], Readable]:
        random = self.random
        of = random.choice([one for one in self.readable if one.kind in {"list", "choices"}])
        body: dict[str, Tree] = {"count": of.name}
        highest = of.highest if of.kind == "list" else len(of.options)
        if of.kind == "list":
            if random.random() < 0.7:
                body["where"] = self._where(of, 0)
                body["basis"] = random.choice(BASES)
            choices = [one for one in of.fields if one.kind == "choice"]
            if random.random() < 0.4:
                different = random.choice(choices)
                body["different"] = different.name
                highest = min(highest, len(different.options))
        return body, Readable(name=name, kind="count", optional=of.optional, highest=highest)

    def _sum(self, name: str) -> tuple[dict[str, Tree], Readable]:
        random = self.random
        numbers = [one for one in self.readable if one.kind in NUMBERS]
        if not numbers or random.random() < 0.4:
            return self._sum_of_items(name)
        first = random.choice(numbers)
        alike = [
            one for one in numbers
            if (one.unit, one.kind == "percent") == (first.unit, first.kind == "percent")
        ]  # fmt: skip
        added = random.sample(alike, random.randint(1, min(3, len(alike))))
        decimals = max(one.decimals for one in added)
        lowest = sum(one.lowest * 10 ** (decimals - one.decimals) for one in added)
        highest = sum(one.highest * 10 ** (decimals - one.decimals) for one in added)
        optional = all(one.optional for one in added)
        body: dict[str, Tree] = {"sum": [Quoted(one.name) for one in added]}
        total = replace(
            added[0], name=name, decimals=decimals, optional=optional, lowest=lowest,
            highest=highest,
        )  # fmt: skip
        return body, total

    def _sum_of_items(self, name: str) -> tuple[dict[str, Tree], Readable]:
        lists = [one for one in self.readable if one.kind == "list"]
        numbers = [(of, one) for of in lists for one in of.fields if one.kind in NUMBERS]
        if not numbers:
            return self._count(name)
        of, one = self.random.choice(numbers)
        body: dict[str, Tree] = {"sum": f"{of.name}.{one.name}"}
        if self.random.random() < 0.5:
            body["where"] = self._where(of, 0)
            body["basis"] = self.random.choice(BASES)
        lowest, highest = min(0, one.lowest) * of.highest, max(0, one.highest) * of.highest
        return body, replace(one, name=name, optional=of.optional, lowest=lowest, highest=highest)

    def _share(self, name: str) -> tuple[dict[str, Tree], Readable]:
        random = self.random
        numbers = [one for one in self.readable if one.kind in NUMBERS and one.lowest >= 0]
        share = Readable(name=name, kind="share", unit="%", highest=100, optional=True)
        if not numbers or random.random() < 0.5:
            of = random.choice([one for one in self.readable if one.kind == "list"])
            body: dict[str, Tree] = {"share": of.name, "where": self._where(of, 0)}
            return {**body, "basis": random.choice(BASES)}, replace(
                share, optional=of.optional or not of.lowest
            )
        part, whole = random.choice(numbers), random.choice(numbers)
        unit = "%" if part.unit == whole.unit else part.unit
        if part.unit != whole.unit and whole.unit:
            unit = f"{part.unit} per {whole.unit}".strip()
        optional = part.optional or whole.optional or whole.lowest == 0
        named: dict[str, Tree] = {"share": Quoted(part.name), "of": Quoted(whole.name)}
        return named, replace(share, unit=unit, optional=optional, highest=10**6)

    def _group(self, name: str) -> tuple[dict[str, Tree], Readable]:
        random = self.random
        choices = [one for one in self.readable if one.kind == "choice"]
        if not choices:
            return self._count(name)
        of = random.choice(choices)
        groups = ("g1", "g2", "g3")[: random.randint(1, 3)]
        members: dict[str, list[Tree]] = {one: [] for one in groups}
        for option in of.options:
            members[random.choice(groups)].append(Quoted(option))
        into: dict[str, Tree] = {one: own for one, own in members.items() if own}
        if random.random() < 0.4:
            into[random.choice(list(into))] = "rest"
        body: dict[str, Tree] = {"group": Quoted(of.name), "into": into}
        group = Readable(name=name, kind="choice", optional=of.optional, options=tuple(into))
        return {**body, "basis": random.choice(BASES)}, group

    def _where(self, of: Readable, depth: int) -> Tree:
        random = self.random
        form = random.choice(("field", "field", "all", "any", "of"))
        if form != "field" and depth < 2:
            members: list[Tree] = [self._where(of, depth + 1) for _ in range(random.randint(1, 3))]
            number = str(random.randint(1, len(members)))
            return {"at_least": number, "of": members} if form == "of" else {form: members}
        days = [one for one in of.fields if one.kind == "date"]
        if days and random.random() < 0.4:
            return self._time_of_item(days)
        read = random.choice(of.fields)
        tests, _ = self._tests(read)
        return self._shuffled({"field": read.name, **tests})

    def _time_of_item(self, days: list[Readable]) -> Tree:
        random = self.random
        day, reference = random.choice(days), random.choice((*GIVEN, *days)).name
        if random.random() < 0.2:
            return {"field": day.name, "in_year_of": reference}
        time: dict[str, Tree] = {random.choice(("before", "after")): reference}
        time[random.choice(ORDER)] = random.choice(("12 months", "24 months", "30 days", "2 years"))
        return self._shuffled({"field": day.name, **time})

    def _last(self, name: str) -> tuple[dict[str, Tree], Readable]:
        random = self.random
        body: dict[str, Tree] = {"last": random.choice((*self.labels, "any"))}
        if random.random() < 0.5:
            body["before"] = random.choice(self._days()).name
        if random.random() < 0.6:
            body["take"] = random.choice(("valid_from", "valid_until"))
            return body, Readable(name=name, kind="date", optional=True)
        taken = random.choice(self.asked)
        body["take"] = taken.name
        return body, replace(taken, name=name, optional=True)

    # Indicators

    def _indicator(self, name: str, asks: Tree | None) -> Tree:
        random = self.random
        body: dict[str, Tree] = {"id": Quoted(name), "title": self._words("An indicator")}
        scored = {"yes_no", "choice", "share", "date"}
        scorable = [one for one in self.readable if one.numeric or one.kind in scored]
        if asks is not None:
            body["asks"] = asks
            read = next(one for one in self.readable if one.name == name)
        else:
            read = random.choice(scorable)
            body["fact"] = Quoted(read.name)
        if read.kind == "date":
            reference = random.choice([one for one in self._days() if one is not read])
            body[random.choice(("before", "after"))] = Quoted(reference.name)
            read = replace(read, optional=read.optional or reference.optional)
        highest = self._steps(read, body)
        policy = random.choice(("excluded", "zero", "full")) if read.optional else None
        if policy:
            body["not_applicable"] = policy
        weight = random.choice((0, 1, 1, 1, 2, 5))
        if weight != 1 or random.random() < 0.2:
            body["weight"] = str(weight)
        minimum = highest > 0 and random.random() < 0.5
        if minimum:
            body["minimum"] = str(random.randint(1, highest))
        tags = tuple(random.sample(("base", "extra"), random.randint(0, 2)))
        if tags:
            body["tags"] = tags[0] if len(tags) == 1 else list(tags)
        dimension = random.choice(self.dimensions)
        body.update(
            {
                "dimension": dimension,
                "basis": random.choice(BASES),
                "points_basis": random.choice(BASES),
            }
        )
        self.indicators.append(
            Scored(
                id=name, dimension=dimension, tags=tags, highest=highest, weight=weight,
                minimum=minimum, excluded=policy == "excluded",
            )
        )  # fmt: skip
        return self._shuffled(body)

    def _steps(self, read: Readable, body: dict[str, Tree]) -> int:
        random = self.random
        if read.kind == "judgement" and read.lowest >= 0 and random.random() < 0.6:
            return read.highest
        if read.kind in {"share", "date"}:
            return self._cuts(read, body)
        if not read.numeric:
            options = ("no", "yes") if read.kind == "yes_no" else read.options
            given = [random.randint(0, 5) for _ in options]
            steps: list[Tree] = [
                {"is": Quoted(option), "points": str(points)}
                for option, points in zip(options, given, strict=True)
            ]
            random.shuffle(steps)
            body["steps"] = steps
            return max(given)
        many = min(random.randint(1, 5), read.highest - read.lowest + 1)
        cuts = random.sample(range(read.lowest + 1, read.highest + 1), many - 1)
        given = sorted(random.randint(0, 6) for _ in range(many))
        order = random.choice(("rising", "rising", "falling", "neither"))
        if order == "falling":
            given.reverse()
            body["better"] = "lower"
        elif order == "neither":
            random.shuffle(given)
            body["better"] = {"neither": "too much is as bad as too little"}
        elif random.random() < 0.2:
            body["better"] = "higher"
        body["steps"] = [
            {"from": read.threshold(cut, random), "points": self._points(points)}
            for cut, points in zip([read.lowest, *sorted(cuts)], given, strict=True)
        ]
        return max(given)

    def _cuts(self, read: Readable, body: dict[str, Tree]) -> int:
        random = self.random
        if read.kind == "date":
            unit = random.choice(("days", "months", "years"))
            top, decimals = {"days": 400, "months": 36, "years": 4}[unit], 0
        else:
            unit, decimals = read.unit, random.randint(0, 2)
            top = min(read.highest, 300) * 10**decimals
        cuts = [0, *sorted(random.sample(range(1, top + 1), random.randint(0, 3)))]
        given = sorted(random.randint(0, 6) for _ in cuts)
        if random.random() < 0.3:
            given.reverse()
            body["better"] = "lower"
        body["steps"] = [
            {"from": f"{spelt(cut, decimals)} {unit}", "points": self._points(points)}
            for cut, points in zip(cuts, given, strict=True)
        ]
        return max(given)

    def _points(self, points: int) -> str:
        return f"{points} points" if self.random.random() < 0.2 else str(points)

    def _totals(self) -> Tree:
        return {
            one: {"title": self._words("A dimension"), "maximum": f"{self._reachable(one)} points"}
            for one in self.dimensions
        }

    def _reachable(self, score: str) -> int:
        return sum(
            one.highest * one.weight for one in self.indicators if score in {one.dimension, "total"}
        )

    # Conditions

    def condition(self, depth: int) -> Written:
        """Return a condition of some form."""
        random = self.random
        form = random.choice(
            ("fact", "fact", "fact", "time", "time", "score", "score", "maximum", "every",
             "counted", "holds", "all", "any", "of", "depending", "year")
        )  # fmt: skip
        match form:
            case "time":
                return self._time()
            case "score" | "maximum":
                return self._score(form)
            case "every":
                return self._every()
            case "counted" if self.counted < 3:
                self.counted += 1
                return self._counted()
            case "holds":
                return self._holds()
            case "year":
                return self._same_year()
            case "depending" if depth < 2:
                return self._depending(depth)
            case "all" | "any" | "of" if depth < 3:
                return self._combination(form, depth)
            case _:
                read = random.choice(self.readable)
                tests, answered = self._tests(read)
                subject: dict[str, Tree] = {"fact": Quoted(read.name)}
                return self._shuffled({**subject, **tests}), read.optional and not answered

    def _combination(self, form: str, depth: int) -> Written:
        members = [self.condition(depth + 1) for _ in range(self.random.randint(1, 3))]
        written: list[Tree] = [one for one, _ in members]
        optional = any(one for _, one in members)
        if form == "of":
            number = str(self.random.randint(1, len(members)))
            return {"at_least": number, "of": written}, optional
        return {form: written}, optional

    def _same_year(self) -> Written:
        subject, reference = self.random.sample(self._days(), 2)
        body: dict[str, Tree] = {"fact": Quoted(subject.name), "in_year_of": Quoted(reference.name)}
        return self._shuffled(body), subject.optional or reference.optional

    def _depending(self, depth: int) -> Written:
        read = self.random.choice(
            [one for one in self.readable if one.kind in {"choice", "yes_no"}]
        )
        branches: dict[str, Tree] = {}
        optional = read.optional
        for option in ("no", "yes") if read.kind == "yes_no" else read.options:
            if self.random.random() < 0.3:
                branches[Quoted(option)] = "nothing"
            else:
                branches[Quoted(option)], own = self.condition(depth + 2)
                optional = optional or own
        return {"depending_on": Quoted(read.name), "branches": self._shuffled(branches)}, optional

    def _tests(self, read: Readable) -> tuple[dict[str, Tree], bool]:
        """Return comparators that fit, and whether `answered` is the only one."""
        random = self.random
        if random.random() < 0.1 or read.kind in {"text", "list", "parts"}:
            return {"answered": "yes"}, True
        if read.kind == "date":
            days = DAYS if random.random() < 0.7 else DAYS_IN_YEAR
            return {random.choice(ORDER): random.choice(days)}, False
        if read.kind == "yes_no":
            return {"is": random.choice(("yes", "no"))}, False
        if read.kind == "share":
            share = random.choice(("50", "33.3", "66.667", "12.5", "80", "0.01"))
            comparator = random.choice(ORDER)
            return {comparator: f"{share} {read.unit}"}, False
        if not read.numeric:
            word = "is" if read.kind == "choice" else "has"
            named = random.sample(read.options, random.randint(1, len(read.options)))
            only = Quoted(named[0])
            return {word: only if len(named) == 1 else [Quoted(one) for one in named]}, False
        return self._bounds(read), False

    def _bounds(self, read: Readable) -> dict[str, Tree]:
        random = self.random
        if read.highest - read.lowest > 2 and random.random() < 0.2:
            low, high = sorted(random.sample(range(read.lowest + 1, read.highest), 2))
            # Between *more than 5* and *less than 6* no whole number lies.
            least = ORDER[0] if high - low < 2 else random.choice(ORDER[:2])
            most = ORDER[2] if high - low < 2 else random.choice(ORDER[2:])
            return {least: read.threshold(low, random), most: read.threshold(high, random)}
        comparator = random.choice(ORDER)
        low, high = read.lowest, read.highest
        if comparator in {"at_least", "less_than"}:
            low += 1
        else:
            high -= 1
        near = random.random() < 0.5
        value = random.randint(low, min(high, low + 20) if near else high)
        return {comparator: read.threshold(value, random)}

    def _days(self) -> list[Readable]:
        return [one for one in self.readable if one.kind == "date"]

    def _time(self) -> Written:
        random = self.random
        days = self._days()
        subject = random.choice(days)
        reference = random.choice([one for one in days if one is not subject])
        body: dict[str, Tree] = {"fact": Quoted(subject.name)}
        body[random.choice(("before", "after"))] = Quoted(reference.name)
        unit, numbers = random.choice(
            (("months", (1, 6, 12, 18, 24)), ("days", (0, 1, 30, 365)), ("years", (1, 2, 4)))
        )
        if random.random() < 0.3:
            low, high = sorted(random.sample(numbers, 2))
            body[random.choice(ORDER[:2])] = f"{low} {unit}"
            body[random.choice(ORDER[2:])] = f"{high} {unit}"
        else:
            body[random.choice(ORDER)] = f"{random.choice(numbers)} {unit}"
        return self._shuffled(body), subject.optional or reference.optional

    def _score(self, form: str) -> Written:
        random = self.random
        score = random.choice(("total", "total", *self.dimensions))
        counted = [one for one in self.indicators if score in {one.dimension, "total"}]
        lowest = 0 if form == "score" else self._always(counted)
        reachable = self._reachable(score)
        if not counted or (form == "maximum" and reachable - lowest < 2):
            return self._time()
        optional = form == "score" and all(one.excluded for one in counted if one.weight)
        if reachable - lowest < 2 or (form == "score" and random.random() < 0.6):
            share = random.choice(("50", "80", "66.7", "100", "12.25", "33.333"))
            comparator = ORDER[0] if share == "100" else random.choice(ORDER[:3])
            return {"score": score, comparator: f"{share} %"}, optional
        threshold = random.randint(lowest + 1, reachable - 1)
        return {form: score, random.choice(ORDER): f"{threshold} points"}, optional

    def _always(self, counted: list[Scored]) -> int:
        return sum(one.highest * one.weight for one in counted if not one.excluded)

    def _selected(self) -> tuple[Tree, list[Scored]]:
        random = self.random
        by = random.choice(("all", "tag", "dimension", "ids"))
        tag, dimension = random.choice(("base", "extra")), random.choice(self.dimensions)
        ids = random.sample(self.indicator_ids, random.randint(1, min(4, len(self.indicator_ids))))
        tagged = [one for one in self.indicators if tag in one.tags]
        in_dimension = [one for one in self.indicators if one.dimension == dimension]
        if by == "tag" and tagged:
            return {"tag": tag}, tagged
        if by == "dimension" and in_dimension:
            return {"dimension": dimension}, in_dimension
        if by == "ids":
            named = [one for one in self.indicators if one.id in ids]
            return {"ids": [Quoted(one) for one in ids]}, named
        return "all", self.indicators

    def _reach(self, selected: Sequence[Scored]) -> str:
        highest = max(one.highest for one in selected)
        words = ["full", f"{self.random.randint(1, highest)} points"]
        if any(one.minimum for one in selected):
            words += ["minimum", "minimum"]
        return self.random.choice(words)

    def _every(self) -> Written:
        selection, selected = self._selected()
        if not any(one.highest for one in selected):
            return self._time()
        return {"every_indicator": selection, "reach": self._reach(selected)}, False

    def _counted(self) -> Written:
        random = self.random
        selection, selected = self._selected()
        choosing = [
            one for one in self.readable
            if one.kind == "choices" and one.options == self.indicator_ids
        ]  # fmt: skip
        if choosing and random.random() < 0.6:
            chosen: dict[str, Tree] = {"chosen_in": random.choice(choosing).name}
            selection, selected = chosen, self.indicators
        body: dict[str, Tree] = {
            "at_least": str(random.randint(1, min(3, len(selected)))),
            "indicators": selection,
        }
        since = random.random() < 0.5
        if since:
            body["improved_since"] = random.choice(self.labels)
            if random.random() < 0.5:
                body["before"] = Quoted(random.choice(self._days()).name)
        if not any(one.highest for one in selected):
            return self._time()
        if not since or random.random() < 0.5:
            body["reach"] = self._reach(selected)
        return body, since

    def _holds(self) -> Written:
        random = self.random
        own = random.random() < 0.6
        label = random.choice(self.labels if own else OTHER_LABELS)
        on = random.choice(self._days())
        held = label if own else f"{OTHER}/{label}"
        return {"holds": held, "on": Quoted(on.name)}, on.optional

    # Requirements, gates, labels

    def _requirement(self, *, binding: bool = False) -> Tree:
        random = self.random
        self.requirements += 1
        that, optional = self.condition(0)
        body: dict[str, Tree] = {
            "id": f"r.{self.requirements}", "that": that, "basis": random.choice(BASES),
        }  # fmt: skip
        if random.random() < 0.3:
            body["title"] = self._words("A requirement")
        if optional:
            body["not_applicable"] = random.choice(("met", "not_met"))
        if not binding and random.random() < 0.15:
            body["advisory"] = "yes"
        elif random.random() < 0.3:
            roles = random.sample(WAIVING, random.randint(1, 2))
            waivable: dict[str, Tree] = {"by": roles[0] if len(roles) == 1 else list(roles)}
            if random.random() < 0.5:
                waivable["if"] = self.condition(2)[0]
            body["waivable"] = waivable
        return self._shuffled(body)

    def _requires(self, most: int) -> list[Tree]:
        return [self._requirement() for _ in range(self.random.randint(1, most))]

    def _gate(self, number: int) -> Tree:
        title = self._words("A gate")
        return {"id": f"gate_{number}", "title": title, "requires": self._requires(2)}

    def _label(self, number: int) -> Tree:
        random = self.random
        includes = number > 0 and random.random() < 0.6
        requires = self._requires(3) if random.random() < 0.9 else []
        if not includes:
            # Whatever the gates demand, this label is not for everybody.
            requires.append(self._requirement(binding=True))
        body: dict[str, Tree] = {
            "id": self.labels[number],
            "title": self._words("A label"),
            "requires": requires,
            "validity": self._validity(),
        }
        if includes:
            body["includes"] = random.choice(self.labels[:number])
        elif number:
            body["stands_alone"] = self._words("It asks for other things")
        return self._shuffled(body)

    def _validity(self) -> Tree:
        terms = [self._conditional_term() for _ in range(self.random.randint(0, 2))]
        steady = [one for one in self._days() if not one.optional]
        return [*terms, self._term(self.random.choice(steady))]

    def _conditional_term(self) -> Tree:
        random = self.random
        ends = [one for one in self._days() if one.optional]
        if ends and random.random() < 0.6:
            end, now = random.choice(ends), random.choice(GIVEN)
            soon: dict[str, Tree] = {"fact": now.name, "after": Quoted(end.name)}
            soon["at_most"] = f"{random.choice((1, 12, 24))} months"
            wrapped: Tree = {"all": [soon]} if random.random() < 0.3 else soon
            return {"if": wrapped, **self._term(end)}
        condition, _ = self.condition(2)
        return {"if": condition, **self._term(None)}

    def _term(self, start: Readable | None) -> dict[str, Tree]:
        random = self.random
        basis = random.choice(BASES)
        if start is None and random.random() < 0.5:
            return {"until": random.choice(DAYS), "basis": basis}
        return {
            "months": str(random.choice((1, 12, 24, 36))),
            "from": Quoted(start.name) if start else "assessed_on",
            "until": random.choice(("same_day", "end_of_month")),
            "basis": basis,
        }


def ruleset_text(random: Random) -> str:
    """Write a legal ruleset."""
    return yaml(Author(random).write(), random)
