"""Finding and reading rulesets: by name, by path, by digest, by the day of filing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection

from tcei_rules.analysis.advice import advice
from tcei_rules.analysis.boundaries import boundary_cases
from tcei_rules.analysis.cases import CaseResult, run_cases
from tcei_rules.analysis.directions import demand_reasons
from tcei_rules.analysis.succession import demand_succession
from tcei_rules.domain.days import format_day, parse_day
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.engine.evaluation import Evaluation
from tcei_rules.engine.network import demand_bearable
from tcei_rules.errors import (
    IntegrityError,
    InvalidInputError,
    Mistake,
    NotAllowedError,
    NotFoundError,
    Place,
)
from tcei_rules.language.cases import ExampleCase, ProposedCase, read_cases
from tcei_rules.language.drafting import next_version
from tcei_rules.language.overlays import Base, BaseNamed
from tcei_rules.language.ruleset import ReadRuleset, read_ruleset
from tcei_rules.store.kept_rulesets import kept_ruleset
from tcei_rules.store.ruleset_files import RulesetFiles, ruleset_paths


@dataclass(frozen=True, slots=True)
class FoundRuleset:
    """A ruleset that was read, and the bytes it can be read from again, by themselves."""

    read: ReadRuleset
    content: bytes

    @property
    def ruleset(self) -> Ruleset:
        """Return the ruleset itself."""
        return self.read.ruleset


@dataclass(slots=True)
class Rulesets:
    """Rulesets of files, each read once."""

    files: RulesetFiles
    _read: dict[str, FoundRuleset] = field(default_factory=dict[str, FoundRuleset])
    _kept: dict[str, Ruleset] = field(default_factory=dict[str, Ruleset])
    _finding: set[str] = field(default_factory=set[str])

    def names(self) -> tuple[str, ...]:
        """Return the names of all shipped rulesets, the examples left out."""
        return self.files.names()

    def examples(self) -> tuple[str, ...]:
        """Return the names of all shipped examples; applications never come under them."""
        return self.files.examples()

    def named(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the rulesets meant by names, files and folders; of a folder all below it.

        Raises:
            NotFoundError: A folder has none.
        """
        return ruleset_paths(names)

    def find(self, name: str) -> FoundRuleset:
        """Return a ruleset by name or path.

        Raises:
            NotFoundError: There is none.
            InvalidInputError: It has mistakes.
        """
        if name not in self._read:
            text = self.files.read(name)
            self._finding.add(name)
            try:
                read = read_ruleset(text.content, name, self._base)
            finally:
                self._finding.discard(name)
            content = text.content if read.on is None else read.whole()
            self._read[name] = FoundRuleset(read, content)
        return self._read[name]

    def _base(self, named: BaseNamed) -> Base | None:
        """Return what an overlay lies on; nothing if there is none, or if it lies on itself."""
        if named.name in self._finding:
            return None
        try:
            found = self.find(named.name)
        except NotFoundError:
            return None
        return Base(root=found.read.root, digest=found.ruleset.digest)

    def check(self, name: str) -> tuple[Mistake, ...]:
        """Return every mistake and note of a ruleset, also that nothing could be recorded under it.

        Raises:
            NotFoundError: There is none.
        """
        try:
            found = self.find(name)
        except InvalidInputError as error:
            return error.mistakes
        return (
            *found.read.notes,
            *_unbearable(found.ruleset, name),
            *demand_reasons(found.read),
            *advice(found.read),
            *self._begun_together(found),
            *self._unfollowed(found),
        )

    def _begun_together(self, found: FoundRuleset) -> Iterator[Mistake]:
        """Yield the other versions of the scheme that begin on the very same day."""
        own = found.ruleset
        for name in self.names():
            scheme, _, version = name.partition("/")
            if scheme == own.scheme and version != own.version:
                try:
                    other = self.find(name).ruleset
                except InvalidInputError:
                    continue  # told where that version is checked itself
                if other.in_force.start == own.in_force.start:
                    place = found.read.places[f"labels/{own.labels[-1].id}"]
                    yield Mistake(message="versions.same_day", values={"other": name}, place=place)

    def _unfollowed(self, found: FoundRuleset) -> tuple[Mistake, ...]:
        """Return what is lost between a version and the one before it, if that is on the shelf."""
        supersedes = found.ruleset.supersedes
        older = f"{found.ruleset.scheme}/{supersedes.version}" if supersedes else ""
        if older not in self.names():
            return ()
        try:
            return demand_succession(self.find(older).ruleset, found.read)
        except InvalidInputError:
            return ()  # told where that version is checked itself

    def of_scheme(self, scheme: str) -> list[FoundRuleset]:
        """Return all shipped versions of a scheme, oldest first."""
        found = self._versions(scheme)
        if not found:
            raise NotFoundError("scheme.absent", scheme=scheme)
        return found

    def _versions(self, scheme: str) -> list[FoundRuleset]:
        found = [self.find(name) for name in self.names() if name.split("/")[0] == scheme]
        return sorted(found, key=lambda one: one.ruleset.in_force.start)

    def in_force(self, day: str) -> tuple[str, ...]:
        """Return the names of the rulesets that a new application could come under on a day.

        Of a scheme it is the newest version that has begun, unless it ended;
        while applicants may choose, its predecessor is not among them.
        """
        schemes = dict.fromkeys(name.split("/")[0] for name in self.names())
        allowed = [_allowed(self._begun(one, parse_day(day)), parse_day(day)) for one in schemes]
        return tuple(versions[-1].ruleset.name for versions in allowed if versions)

    def _begun(self, scheme: str, day: int) -> list[FoundRuleset]:
        return [one for one in self._versions(scheme) if one.ruleset.in_force.start <= day]

    def until(self, scheme: str, version: str, valid_until: str) -> str:
        """Return the last valid day of a label under a version, as the version after it lets it.

        Source: docs/ruleset-language.md, `certificates_until`.
        """
        follows = (one.ruleset.supersedes for one in self._versions(scheme))
        latest = [
            format_day(one.certificates_until)
            for one in follows
            if one is not None and one.version == version and one.certificates_until is not None
        ]
        return min((valid_until, *latest))

    def for_filing(
        self, scheme: str, filed_on: str, version: str | None = None, *, today: str
    ) -> FoundRuleset:
        """Return the version in force on the day of filing, or the one chosen where one may.

        Args:
            scheme: Id of the scheme.
            filed_on: The day of filing.
            version: The one chosen by the applicant.
            today: The day on which the case is opened; what was filed before a
                version that takes over pending applications then comes under it.

        Raises:
            NotAllowedError: No version was in force that day, or not the one chosen.
        """
        day = parse_day(filed_on)
        versions = self.of_scheme(scheme)
        present = [one for one in versions if one.ruleset.in_force.start <= day]
        allowed = _allowed(present, day)
        if allowed:
            allowed = _taken_over(allowed, versions[len(present) :], parse_day(today))
        if not allowed:
            raise NotAllowedError("scheme.not_yet", scheme=scheme, day=filed_on)
        if version is None:
            return allowed[-1]
        for one in allowed:
            if one.ruleset.version == version:
                return one
        names = ", ".join(one.ruleset.name for one in allowed)
        name = f"{scheme}/{version}"
        raise NotAllowedError("ruleset.not_in_force", name=name, day=filed_on, allowed=names)

    def by_digest(self, connection: Connection, digest: str) -> Ruleset:
        """Return the ruleset that a decision rests on, from the text kept with it.

        Raises:
            NotFoundError: Its text was not kept.
            IntegrityError: The text no longer has that digest.
        """
        if digest not in self._kept:
            content = kept_ruleset(connection, digest)
            if content is None:
                raise NotFoundError("ruleset.not_kept", digest=digest)
            ruleset = read_ruleset(content, digest).ruleset
            if ruleset.digest != digest:
                raise IntegrityError("ruleset.digest", digest=digest)
            self._kept[digest] = ruleset
        return self._kept[digest]

    def run_cases(self, name: str, evaluation: Evaluation | None = None) -> Iterator[CaseResult]:
        """Hold a ruleset against the cases beside it.

        Args:
            name: Of the ruleset, or its path.
            evaluation: With a second evaluator, where both should judge.

        Raises:
            NotFoundError: There are no cases beside it.
        """
        cases = [one for one in self.cases(name) if one.confirmed]
        judge = evaluation.judge if evaluation else Evaluation(self.find(name).ruleset).preview
        return run_cases(cases, judge)

    def cases(self, name: str) -> tuple[ExampleCase, ...]:
        """Return the cases beside a ruleset, also those that nobody has confirmed yet.

        Raises:
            NotFoundError: There are no cases beside it.
            InvalidInputError: They have mistakes.
        """
        ruleset = self.find(name).ruleset
        text = self.files.read(name)
        if text.cases is None:
            raise NotFoundError("ruleset.no_cases", name=name, expected=text.cases_name)
        return read_cases(text.cases, text.cases_name, ruleset)

    def boundaries(self, name: str, like: str | None = None) -> Iterator[ProposedCase]:
        """Propose cases at the boundaries of a ruleset, each like one that is there.

        Args:
            name: Of the ruleset, or its path.
            like: Title of the case that they are like; without one the first
                that is confirmed.

        Raises:
            NotFoundError: There is no such case.
        """
        confirmed = [one for one in self.cases(name) if one.confirmed]
        found = [one for one in confirmed if like in {None, one.title}]
        if not found:
            raise NotFoundError("case.no_such", title=like or "", name=name)
        return boundary_cases(self.find(name).ruleset, found[0])

    def draft(self, name: str, version: str, start: str) -> bytes:
        """Return a version as the draft of the one that follows it.

        Raises:
            NotAllowedError: It is an overlay, or has that version already.
        """
        found = self.find(name)
        if found.read.on is not None or found.ruleset.version == version:
            raise NotAllowedError("ruleset.no_draft", name=found.ruleset.name, version=version)
        content = next_version(found.content, version, start)
        read_ruleset(content, f"{found.ruleset.scheme}/{version}", self._base)
        return content


def _unbearable(ruleset: Ruleset, name: str) -> tuple[Mistake, ...]:
    try:
        demand_bearable(ruleset)
    except NotAllowedError as error:
        return (Mistake(message=error.message, values=error.values, place=Place(file=name)),)
    return ()


def _allowed(present: list[FoundRuleset], day: int) -> list[FoundRuleset]:
    """Return the newest version of a day, and its predecessor where applicants may choose."""
    if not present:
        return []
    newest = present[-1]
    until = newest.ruleset.in_force.until
    if until is not None and day > until:
        return []
    supersedes = newest.ruleset.supersedes
    choice = None if supersedes is None else supersedes.choice_until
    return present[-2:] if choice is not None and day <= choice else [newest]


def _taken_over(
    allowed: list[FoundRuleset], later: list[FoundRuleset], today: int
) -> list[FoundRuleset]:
    """Return what applies to a pending application once later versions are in force."""
    for one in later:
        supersedes = one.ruleset.supersedes
        if one.ruleset.in_force.start > today or supersedes is None or supersedes.pending == "old":
            break
        allowed = [one]
    return allowed
