"""`tcei cert`: issue, list, show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tcei_cli.compose import (
    CERTIFICATES_FOLDER,
    PROOF_SUFFIX,
    Workplace,
    passphrase,
    write_file,
)
from tcei_cli.options import at_day, common, dry_run, options_of, passphrase_file
from tcei_cli.output import show, table
from tcei_cli.telling import spelt_out
from tcei_rules.errors import UnreachableError

if TYPE_CHECKING:
    from tcei_rules.service.certifying import IssuedCertificate


F = TypeVar("F", bound=Callable[..., Any])


@click.group(no_args_is_help=True)
@common
def cert() -> None:
    """Issue, list and show certificates; suspend, reinstate and withdraw them."""


@cert.command("issue")
@click.argument("decision")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Where to write it; by default certificates/NUMBER.json in the folder.",
)  # fmt: skip
@passphrase_file
@common
@click.pass_context
def issue(
    context: click.Context, decision: str, out: Path | None, passphrase_file: Path | None
) -> None:
    """Issue the certificate of DECISION: one for each, demonstrations only so far.

    The head of the ledger is signed with it, and the proof that the certificate
    is in the ledger lies beside it. Asked again, the same certificate is handed
    out, with a proof under the latest head.
    """
    workplace = Workplace(options_of(context))
    secret = passphrase(passphrase_file)
    # Both keys first: what is issued is proven, too.
    issuer, ledger = workplace.issuer(secret), workplace.ledger_signer(secret)
    issued = workplace.certifying().issue(decision, issuer, options_of(context).language)
    number = issued.record.number
    proof = workplace.heads().proof(issued.record.certificate, lambda: ledger)
    path = out or workplace.home / CERTIFICATES_FOLDER / f"{number}.json"
    beside = path.with_suffix(PROOF_SUFFIX)
    # The proof first: wherever this is cut off, no certificate lies there without one.
    _write(beside, proof.to_bytes(), number)
    _write(path, issued.content, number)
    done = "was issued before" if issued.issued_before else "issued"
    text = f"{number} {done}: {path}\nits proof: {beside}\nNext: tcei verify {path}"
    show(context, text, {**_data(issued), "file": str(path), "proof": str(beside)})


def _write(path: Path, content: bytes, number: str) -> None:
    try:
        write_file(path, content)
    except UnreachableError as error:
        # It is issued all the same: it stands in the record, and can be had from there.
        cause = error.values.get("cause", "")
        raise UnreachableError(
            "certificate.unwritten", path=str(path), cause=cause, number=number
        ) from error


@cert.command("list")
@at_day
@common
@click.pass_context
def list_(context: click.Context, at: str | None) -> None:
    """List certificates, oldest first."""
    workplace = Workplace(options_of(context))
    found = workplace.certifying().list(at or workplace.today())
    rows = [
        (one.number, one.label, one.validity.valid_from, one.validity.valid_until, one.holder)
        for one in found
    ]
    header = ("number", "label", "valid from", "valid until", "holder")
    text = table(rows, header) if rows else "no certificates yet"
    show(context, text, {"certificates": [one.members() for one in found]})


@cert.command("show")
@click.argument("number")
@common
@click.pass_context
def show_(context: click.Context, number: str) -> None:
    """Show the certificate NUMBER as its signed JSON."""
    issued = Workplace(options_of(context)).certifying().find(number)
    content = issued.content.decode()
    show(context, spelt_out(content), {**_data(issued), "credential": content})


deciders = (
    click.option("--decider", required=True, metavar="NAME", help="Who decides."),
    click.option(
        "--confirmer", required=True, metavar="NAME",
        help="Who confirms: another person, and neither of them assessed.",
    ),
    click.option("--reason", required=True, metavar="TEXT", help="Why; it can be erased later."),
)  # fmt: skip


def _deciders(command: F) -> F:
    for option in reversed(deciders):
        command = option(command)
    return command


@cert.command("suspend")
@click.argument("number")
@_deciders
@dry_run
@common
@click.pass_context
def suspend(
    context: click.Context, number: str, decider: str, confirmer: str, reason: str, dry_run: bool
) -> None:
    """Suspend the certificate NUMBER until it is reinstated.

    Only the registry tells it: outside verifiers cannot see a suspension.
    """
    _decide(context, "suspend", number, (decider, confirmer, reason), dry_run=dry_run)


@cert.command("reinstate")
@click.argument("number")
@_deciders
@dry_run
@common
@click.pass_context
def reinstate(
    context: click.Context, number: str, decider: str, confirmer: str, reason: str, dry_run: bool
) -> None:
    """Reinstate the certificate NUMBER, which is suspended."""
    _decide(context, "reinstate", number, (decider, confirmer, reason), dry_run=dry_run)


@cert.command("withdraw")
@click.argument("number")
@_deciders
@dry_run
@common
@click.pass_context
def withdraw(
    context: click.Context, number: str, decider: str, confirmer: str, reason: str, dry_run: bool
) -> None:
    """Withdraw the certificate NUMBER for ever: it never returns."""
    _decide(context, "withdraw", number, (decider, confirmer, reason), dry_run=dry_run)


def _decide(
    context: click.Context, kind: str, number: str, said: tuple[str, str, str], *, dry_run: bool
) -> None:
    from tcei_rules.domain.decision import DecisionKind  # noqa: PLC0415
    from tcei_rules.service.withdrawing import Measure  # noqa: PLC0415
    from tcei_rules.wording import say  # noqa: PLC0415

    decider, confirmer, reason = said
    measure = Measure(
        kind=DecisionKind(kind),  # type: ignore[arg-type]  # one of the three commands
        certificate=number,
        decider=decider,
        confirmer=confirmer,
        reason=reason,
    )
    measured = Workplace(options_of(context), rehearse=dry_run).withdrawing().record(measure)
    made = measured.record
    values = {"number": measured.certificate.number, "at": made.decided_at}
    language = options_of(context).language
    message = f"certificate.would_be.{kind}" if dry_run else f"certificate.done.{kind}"
    text = say(message, values, language)
    if kind == "withdraw" and not dry_run:
        text += "\nNext: tcei cert status-list"
    show(context, text, {"decision": made.members(), "number": measured.certificate.number})


def _data(issued: IssuedCertificate) -> dict[str, Any]:
    return {"certificate": issued.record.members()}
