"""`python -m benchmarks [--quick]`: a table of what a decision costs, beside zen-engine.

All figures are from one process and one run, best of three, in processor
time; only `tcei --help` is a whole process on the clock.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.measuring import milliseconds, processor, rate, resident_megabytes
from benchmarks.zen import ZenRuleset
from tcei_rules.demo.cohort import Applicant, cohort
from tcei_rules.demo.joint import joint_application
from tcei_rules.domain.ruleset import Ruleset
from tcei_rules.engine.agreement import Pair
from tcei_rules.engine.derived import Deriver
from tcei_rules.engine.judging import outcome_of
from tcei_rules.engine.network import Network
from tcei_rules.engine.reference import Reference
from tcei_rules.language.ruleset import read_ruleset

RULESETS = Path(__file__).parents[1] / "rulesets"
RULESET, LARGEST = RULESETS / "ecei/2.0.0.yaml", RULESETS / "tcei/0.1.0.yaml"
MANY, QUICK = 100_000, 5_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer decisions for the memory")
    many = QUICK if parser.parse_args().quick else MANY
    content = RULESET.read_bytes()
    ruleset = read_ruleset(content, str(RULESET)).ruleset
    applicants = cohort(ruleset, seed=1)
    print(f"Python {platform.python_version()}, {processor()}")
    print(f"{ruleset.name}: {len(ruleset.indicators)} indicators, {len(applicants)} cases\n")
    _row("tcei --help, whole process", f"{_help_milliseconds():.0f} ms", "under 200 ms")
    check = milliseconds(lambda: read_ruleset(content, str(RULESET)))
    _row("check of the ruleset", f"{check:.0f} ms", "under 300 ms")
    _decisions(ruleset, applicants)
    _memory(ruleset, applicants, many)
    _largest(applicants)


def _row(what: str, figure: str, target: str = "") -> None:
    print(f"{what:<58} {figure:>16}  {target}")


def _help_milliseconds() -> float:
    tcei = Path(sys.executable).with_name("tcei")
    times: list[float] = []
    for _ in range(7):
        start = time.perf_counter()
        subprocess.run([tcei, "--help"], check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def _decisions(ruleset: Ruleset, applicants: tuple[Applicant, ...]) -> None:
    deriver, reference, network = Deriver(ruleset), Reference(ruleset), Network(ruleset)
    pair, zen = Pair(ruleset, reference, network), ZenRuleset(ruleset)
    readings = [deriver.derive(one.assessment, one.history) for one in applicants]
    findings = [pair.evaluate(one) for one in readings]
    values = [zen.values(*one) for one in zip(readings, findings, strict=True)]
    for found, one in zip(findings, values, strict=True):
        assert zen.evaluate(one) == found.verdicts

    def decide(applicant: Applicant) -> None:
        pair.evaluate(deriver.derive(applicant.assessment, applicant.history))

    def judge(applicant: Applicant) -> None:
        derived = deriver.derive(applicant.assessment, applicant.history)
        outcome_of(ruleset, derived, pair.evaluate(derived))

    both = rate(pair.evaluate, readings, 8)
    beside = rate(zen.evaluate, values, 4)
    _row("both evaluators, all findings, compared", _per_second(both), "at least 600/s")
    _row("  from the settled assessment", _per_second(rate(decide, applicants, 8)))
    _row("  with the outcome as a record", _per_second(rate(judge, applicants, 8)))
    alone = rate(reference.evaluate, readings, 100)
    _row("reference alone, all findings", _per_second(alone), "at least 20,000/s")
    _row("network alone", _per_second(rate(network.evaluate, readings, 8)))
    _row("zen-engine decision tables with trace, same verdicts", _per_second(beside))
    _row("both evaluators / zen-engine", f"{both / beside:.1f}")
    _row("reference / zen-engine", f"{alone / beside:.0f}")


def _largest(applicants: tuple[Applicant, ...]) -> None:
    content = LARGEST.read_bytes()
    ruleset = read_ruleset(content, str(LARGEST)).ruleset
    joint = [joint_application(one, ruleset, seed=1) for one in applicants]
    deriver = Deriver(ruleset)
    pair = Pair(ruleset, Reference(ruleset), Network(ruleset))
    readings = [deriver.derive(one.assessment, one.history) for one in joint]
    print(f"\n{ruleset.name}, the largest: {len(ruleset.requirements)} requirements\n")
    check = milliseconds(lambda: read_ruleset(content, str(LARGEST)))
    _row("check of the ruleset", f"{check:.0f} ms", "under 400 ms")
    both = _per_second(rate(pair.evaluate, readings, 8))
    _row("both evaluators, all findings, compared", both, "at least 600/s")


def _memory(ruleset: Ruleset, applicants: tuple[Applicant, ...], many: int) -> None:
    deriver = Deriver(ruleset)
    pair = Pair(ruleset, Reference(ruleset), Network(ruleset))

    def work(times: int) -> float:
        for number in range(times):
            applicant = applicants[number % len(applicants)]
            pair.evaluate(deriver.derive(applicant.assessment, applicant.history))
        return resident_megabytes()

    before = work(many // 10)  # until pools and caches have their size
    grown = work(many) - before
    _row(f"memory grown over {many:,} decisions", f"{grown:.1f} MB", "flat")


def _per_second(figure: float) -> str:
    return f"{figure:,.0f}/s"


if __name__ == "__main__":
    main()
