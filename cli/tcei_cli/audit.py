"""`tcei audit`: verify, replay, bundle, check-bundle, erase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tcei_cli.audit_bundle import told_bundle, told_report
from tcei_cli.compose import (
    BUNDLES_FOLDER,
    Workplace,
    evaluations,
    read_file,
    trusted,
    write_private,
)
from tcei_cli.exit_codes import OF_CHECKS, ExitCode
from tcei_cli.options import common, dry_run, options_of
from tcei_cli.output import progress, show
from tcei_rules.errors import UsageError

if TYPE_CHECKING:
    from tcei_rules.service.replaying import Replayed


@click.group(no_args_is_help=True)
@common
def audit() -> None:
    """Check the whole record, replay decisions, bundle one, erase what must be forgotten."""


@audit.command("verify")
@click.option(
    "--trust", "trust_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="The trust root you pinned; by default trust.json of the folder.",
)  # fmt: skip
@click.option(
    "--checkpoint", "heads", type=click.Path(path_type=Path, dir_okay=False), multiple=True,
    metavar="FILE", help="A signed head you kept; can be given more than once.",
)  # fmt: skip
@common
@click.pass_context
def verify(context: click.Context, trust_file: Path | None, heads: tuple[Path, ...]) -> int:
    """Check the whole record: every row, the tree, the heads, the people, the certificates.

    The heads kept in the folder are looked at, and those you give beside them.
    Ends with 20 if anything differs, and with 14 if a check had nothing to look at.
    """
    from tcei_cli.audit_text import report_data, report_text  # noqa: PLC0415

    workplace = Workplace(options_of(context))
    trust = workplace.trust_of(trust_file) if trust_file else workplace.trust()
    pinned = workplace.pinned(trust, heads)
    auditing = workplace.auditing(trust)
    with progress(context, "checking", auditing.size()) as bar:
        report = auditing.verify(pinned, bar.tick)
    language = options_of(context).language
    code = OF_CHECKS[report.state]
    show(context, report_text(report, language), report_data(report), ok=code == ExitCode.DONE)
    return code


@audit.command("replay")
@click.argument("decision", required=False)
@click.option("--all", "every", is_flag=True, help="Every decision, in the order of the ledger.")
@click.option(
    "--record", is_flag=True, help="Record the report of --all as an entry of the ledger."
)
@common
@click.pass_context
def replay(context: click.Context, decision: str | None, every: bool, record: bool) -> int:
    """Judge DECISION once more from nothing but the record, or --all of them.

    Says the first difference and its kind. Ends with 20 if anything differs,
    and with 14 if what a decision rests on was erased.
    """
    if every == (decision is not None) or (record and not every):
        raise UsageError("audit.replay.which")
    return _replay_all(context, record=record) if every else _replay_one(context, decision or "")


def _replay_one(context: click.Context, decision: str) -> int:
    from tcei_cli.audit_text import replayed_data, replayed_text  # noqa: PLC0415

    with Workplace(options_of(context)).replaying() as replaying:
        found = replaying.replay(decision)
    code = _code(found)
    text = replayed_text(found, options_of(context).language)
    show(context, text, replayed_data(found), ok=code == ExitCode.DONE)
    return code


def _code(found: Replayed) -> ExitCode:
    from tcei_rules.domain.replay import Replay  # noqa: PLC0415

    codes = {Replay.SAME: ExitCode.DONE, Replay.ERASED: ExitCode.UNCHECKED}
    return codes.get(found.result, ExitCode.DIFFERS)


def _replay_all(context: click.Context, *, record: bool) -> int:
    from tcei_cli.audit_text import tally_data, tally_text  # noqa: PLC0415
    from tcei_rules.service.replaying import Tally  # noqa: PLC0415

    tally, entry = Tally(), None
    with Workplace(options_of(context)).replaying() as replaying:
        with progress(context, "replaying", replaying.count()) as bar:
            for one in replaying.replay_all():
                tally.add(one)
                bar.tick()
        if record:
            entry = replaying.report(tally)
    data: dict[str, Any] = tally_data(tally)
    text = tally_text(tally, options_of(context).language)
    if entry is not None:
        data["entry"] = {"id": entry.id, "index": entry.ledger_index}
        text += f"\nrecorded as entry {entry.ledger_index}: {entry.id}"
        text += f"\nNext: tcei log prove {entry.id} signs a head over it, and proves it to anyone"
    code = OF_CHECKS[tally.state]
    show(context, text, data, ok=code == ExitCode.DONE)
    return code


@audit.command("bundle")
@click.argument("name", metavar="ID")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Where to write it; by default bundles/DECISION.zip in the folder.",
)  # fmt: skip
@common
@click.pass_context
def bundle(context: click.Context, name: str, out: Path | None) -> None:
    """Put everything about one decision into one file that anyone can check.

    ID is that of the decision or of its case, or the number of its certificate.
    The file holds facts and names: hand it to whoever may know them.
    """
    workplace, language = Workplace(options_of(context)), options_of(context).language
    made = workplace.bundling().bundle(name, language)
    path = out or workplace.home / BUNDLES_FOLDER / f"{made.decision}.zip"
    write_private(path, made.content)
    show(context, *told_bundle(made, str(path), language))


@audit.command("check-bundle")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--trust", "trust_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Your own trust.json; without it the one inside is used, which anybody can write.",
)  # fmt: skip
@common
@click.pass_context
def check_bundle(context: click.Context, file: Path, trust_file: Path | None) -> int:
    """Check a bundle by itself, without database and network, and judge its facts again.

    The exit code is 0 if everything holds, 20 if something differs, and 14 if
    something could not be checked because it was erased or is not there.
    """
    from tcei_rules.service.bundle.checking import check_bundle as check  # noqa: PLC0415

    pinned = trusted(read_file(trust_file), str(trust_file)) if trust_file else None
    with evaluations() as prepare:
        report = check(read_file(file), str(file), pinned, trusted, prepare)
    code = OF_CHECKS[report.state]
    text, data = told_report(report, str(file), options_of(context).language)
    show(context, text, data, ok=code == 0)
    return code


@audit.command("erase")
@click.argument("case")
@click.option("--yes", is_flag=True, help="Do it without asking: what is erased is gone for ever.")
@dry_run
@common
@click.pass_context
def erase(context: click.Context, case: str, yes: bool, dry_run: bool) -> None:
    """Erase the facts, histories, outcomes and reasons of CASE; the proofs stay valid."""
    if not yes and not dry_run:
        click.confirm(f"Erase what stands behind case {case} for ever?", abort=True, err=True)
    erased = Workplace(options_of(context), rehearse=dry_run).erasing().erase(case)
    done = "would be erased" if dry_run else "erased"
    others = [one.case for one in erased.records if one.case != case]
    text = f"{erased.commitments} openings {done}; an entry of the ledger says so"
    if others:
        text += f"\nthe history that these later cases saw is gone with it: {', '.join(others)}"
    show(context, text, {"erasures": [one.members() for one in erased.records]})
