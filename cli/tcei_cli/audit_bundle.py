"""What the commands say of bundles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tcei_rules.service.audit.report import CheckResult
    from tcei_rules.service.bundle.report import BundleReport
    from tcei_rules.service.bundling import Bundled


def told_bundle(made: Bundled, path: str, language: str) -> tuple[str, dict[str, Any]]:
    """Return what to say of a new bundle, for people and for programs."""
    from tcei_rules.domain.canonical import sha256  # noqa: PLC0415
    from tcei_rules.wording import say  # noqa: PLC0415

    data = {
        "decision": made.decision,
        "entries": made.entries,
        "size": made.size,
        "erased": made.erased,
        "sha256": sha256(made.content).removeprefix("sha256:"),
        "file": path,
    }
    values = {name: str(value) for name, value in data.items()}
    lines = [say("bundle.made", values, language)]
    if made.erased:
        lines.append("  " + say("bundle.made.erased", values, language))
    lines.append(say("bundle.next", values, language))
    return "\n".join(lines), data


def told_report(report: BundleReport, file: str, language: str) -> tuple[str, dict[str, Any]]:
    """Return what a check of a bundle came to, for people and for programs."""
    from tcei_rules.wording import say  # noqa: PLC0415

    values = {
        "decision": report.decision or "?",
        "entries": str(report.entries),
        "size": str(report.size),
    }
    word = say(f"bundle.result.{report.state.name.lower()}", language=language)
    lines = [f"{file}: {word}", "  " + say("bundle.about", values, language)]
    for one in report.results:
        lines.extend(_lines(one, language))
    data = {
        "state": report.state,
        "file": file,
        "decision": report.decision,
        "entries": report.entries,
        "size": report.size,
        "trust": {"sha256": report.trust.removeprefix("sha256:"), "pinned": report.pinned},
        "checks": [_data(one, language) for one in report.results],
    }
    return "\n".join(lines), data


def _lines(result: CheckResult, language: str) -> Iterator[str]:
    from tcei_rules.wording import say  # noqa: PLC0415

    state = say(f"bundle.state.{result.state.name.lower()}", language=language)
    yield f"  {result.name}: {state}"
    for one in result.failures:
        values = {
            "row": one.row,
            "what": one.what,
            "expected": one.expected,
            "found": one.found,
        }
        yield "      " + say("bundle.failure", values, language)
    left = result.failed - len(result.failures)
    if left:
        yield "      " + say("bundle.failures.more", {"count": str(left)}, language)
    for remark in result.remarks:
        yield "    – " + say(remark.message, remark.values, language)


def _data(result: CheckResult, language: str) -> dict[str, Any]:
    from tcei_rules.wording import say  # noqa: PLC0415

    return {
        "name": result.name,
        "state": result.state,
        "looked_at": result.looked_at,
        "unchecked": result.unchecked,
        "failed": result.failed,
        "failures": [
            {
                "row": one.row,
                "what": one.what,
                "expected": one.expected,
                "found": one.found,
            }
            for one in result.failures
        ],
        "remarks": [say(one.message, one.values, language) for one in result.remarks],
    }
