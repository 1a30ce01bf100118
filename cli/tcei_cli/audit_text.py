"""Audits and replays, told to people and to programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tcei_rules.wording import say

if TYPE_CHECKING:
    from tcei_rules.service.audit.report import AuditReport, CheckResult, Failure
    from tcei_rules.service.replaying import Replayed, Tally


def report_text(report: AuditReport, language: str) -> str:
    """Return every check by its name with what it came to, and every failure with its row."""
    lines = [line for one in report.results for line in _check_lines(one, language)]
    passed = sum(one.state == "passed" for one in report.results)
    failed = sum(one.state == "failed" for one in report.results)
    counts = {
        "entries": str(report.size),
        "checks": str(len(report.results)),
        "passed": str(passed),
        "failed": str(failed),
        "unchecked": str(len(report.results) - passed - failed),
    }
    return "\n".join([*lines, say("audit.summary", counts, language)])


def _check_lines(result: CheckResult, language: str) -> list[str]:
    asked = say(f"audit.check.{result.name.replace(' ', '_')}", {}, language)
    state = say(f"audit.state.{result.state.replace(' ', '_')}", {}, language)
    mark = {"passed": "ok ", "failed": "!! "}.get(result.state, "?? ")
    lines = [f"{mark} {result.name}: {state} – {asked}"]
    lines += [f"      {_failure_line(one, language)}" for one in result.failures]
    if result.failed > len(result.failures):
        more = {"count": str(result.failed - len(result.failures))}
        lines.append(f"      {say('audit.more', more, language)}")
    lines += [f"      {say(one.message, one.values, language)}" for one in result.remarks]
    return lines


def _failure_line(failure: Failure, language: str) -> str:
    values = {
        "row": failure.row,
        "what": failure.what,
        "expected": failure.expected,
        "found": failure.found,
    }
    return say("audit.differs", values, language)


def report_data(report: AuditReport) -> dict[str, Any]:
    """Return an audit as JSON members."""
    return {"size": report.size, "checks": [_check_data(one) for one in report.results]}


def _check_data(result: CheckResult) -> dict[str, Any]:
    return {
        "check": result.name,
        "state": result.state,
        "looked_at": result.looked_at,
        "failed": result.failed,
        "failures": [asdict(one) for one in result.failures],
        "remarks": [say(one.message, one.values, "en") for one in result.remarks],
    }


def replayed_text(found: Replayed, language: str) -> str:
    """Return what became of one decision when it was judged once more."""
    message = f"audit.replayed.{found.result.replace(' ', '_')}"
    text = say(message, _values(found), language)
    if found.expected or found.found:
        text += "\n  " + say("audit.replayed.where", _values(found), language)
    return text


def _values(found: Replayed) -> dict[str, str]:
    return {
        "decision": found.decision,
        "label": found.label or "—",
        "ruleset": found.ruleset,
        "path": found.path or "/",
        "expected": found.expected,
        "found": found.found,
    }


def replayed_data(found: Replayed) -> dict[str, Any]:
    """Return a replay as JSON members; what there is nothing to say of is left out."""
    return {name: value for name, value in asdict(found).items() if value}


def tally_text(tally: Tally, language: str) -> str:
    """Return how many decisions came out how, and those that did not come out the same."""
    lines = [replayed_text(one, language) for one in tally.others]
    counts = {name: str(count) for name, count in tally_counts(tally).items()}
    return "\n".join([*lines, say("audit.replayed.summary", counts, language)])


def tally_counts(tally: Tally) -> dict[str, int]:
    """Return how many decisions there are, and how many are the same, erased, and otherwise."""
    same, erased = tally.same, tally.erased
    total = tally.total
    return {"total": total, "same": same, "erased": erased, "others": total - same - erased}


def tally_data(tally: Tally) -> dict[str, Any]:
    """Return all replays as JSON members."""
    return {**tally_counts(tally), "differing": [replayed_data(one) for one in tally.others]}
