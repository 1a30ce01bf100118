"""`tcei verify`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tcei_cli.compose import (
    PROOF_SUFFIX,
    STANDARD_INPUT,
    SystemClock,
    Workplace,
    read_file,
    read_if_there,
    read_input,
)
from tcei_cli.exit_codes import OF_STATUSES, ExitCode
from tcei_cli.options import at_day, common, options_of
from tcei_cli.output import show
from tcei_cli.several import Several, each
from tcei_rules.errors import UsageError

if TYPE_CHECKING:
    from tcei_certificates.verifying import Verification

DEMANDS = ("ledger", "witnesses", "approval")
"""Said here once more, since help must not import the verifier; a test holds them together."""


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--trust", "trust_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="trust.json to verify against; by default the one of the folder.",
)  # fmt: skip
@click.option(
    "--proof", "proof_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Proof that it is in the ledger; by default the .tlog-proof beside the certificate.",
)  # fmt: skip
@click.option(
    "--demand", "demanded", type=click.Choice(DEMANDS), multiple=True,
    help="What must be shown, too: that it is in the ledger, that witnesses cosigned, that its"
    " criteria were approved. Can be given several times.",
)  # fmt: skip
@at_day
@common
@click.pass_context
def verify(
    context: click.Context,
    files: tuple[str, ...],
    trust_file: Path | None,
    proof_file: Path | None,
    demanded: tuple[str, ...],
    at: str | None,
) -> int:
    """Verify certificates offline: numbered steps, one result each.

    FILE can be - for standard input. A quorum of witnesses in trust.json is
    demanded without saying so. The exit code is that of the word: 0 valid,
    15 demonstration, 12 altered, and so on; of several files the gravest one's.
    Of several, one that cannot be read counts as could not be checked (14); a
    single one is told by why it cannot be read: 4 not found, 7 not reachable.
    """
    from tcei_certificates.verifying import Demand  # noqa: PLC0415
    from tcei_certificates.verifying import verify as judge  # noqa: PLC0415

    if proof_file is not None and len(set(files)) > 1:
        raise UsageError("verify.one_proof")
    workplace = Workplace(options_of(context))
    trust = workplace.trust_of(trust_file) if trust_file else workplace.trust()
    # As of a day means as of its end, as in every list.
    moment = f"{at}T23:59:59Z" if at else SystemClock().now()
    demands = frozenset(Demand(one) for one in demanded)

    def judged_one(name: str) -> Verification:
        content, proof = read_input(Path(name)), proof_beside(name, proof_file)
        return judge(content, trust, moment, proof, demands)

    judged = each(files, judged_one)
    language = options_of(context).language
    text = "\n\n".join(verification_text(name, one, language) for name, one in judged.done.items())
    told = [_data(name, one, language) for name, one in judged.done.items()]
    gravest = _gravest(judged)
    code = OF_STATUSES[gravest]
    data = {"status": gravest, "files": told, **judged.data(language)}
    if text or options_of(context).json:
        show(context, text, data, ok=code in {ExitCode.DONE, ExitCode.DEMONSTRATION})
    judged.tell(context)
    return code


def proof_beside(name: str, proof_file: Path | None) -> bytes | None:
    """Return the proof that was named, or the one that lies beside a certificate, or none."""
    if proof_file is not None:
        return read_file(proof_file)
    if name == STANDARD_INPUT:
        return None
    return read_if_there(Path(name).with_suffix(PROOF_SUFFIX))


def _gravest(judged: Several[Verification]) -> str:
    from tcei_rules.domain.certificate import Status  # noqa: PLC0415

    words = {one.status for one in judged.done.values()}
    if judged.missed:
        words.add(Status.UNCHECKED)
    return next(word for word in Status if word in words)


def verification_text(name: str, verification: Verification, language: str) -> str:
    """Return a verification for people: the word first, then every step."""
    from tcei_rules.wording import say  # noqa: PLC0415

    lines = [f"{name}: {verification.status.upper()}"]
    content = verification.content
    if content is not None:
        lines.append(
            f"  {content.number}: {content.label_title} ({content.label}) for "
            f"{content.holder_name}, {content.valid_from} to {content.valid_until}"
        )
    if verification.demonstration:
        lines.append("  a demonstration: no label was awarded")
    lines.extend(
        f"  {step.number:>2} {step.name}: {step.result}"
        f" – {say(step.message, step.values, language)}"
        for step in verification.steps
    )
    lines.append(f"  as of {verification.at}")
    return "\n".join(lines)


def _data(name: str, verification: Verification, language: str) -> dict[str, Any]:
    from tcei_rules.wording import say  # noqa: PLC0415

    content = verification.content
    return {
        "file": name,
        "status": verification.status,
        "demonstration": verification.demonstration,
        "as_of": verification.at,
        "digest": verification.digest,
        "certificate": content.members() if content else None,
        "steps": [
            {
                "number": step.number,
                "name": step.name,
                "result": step.result,
                "message": say(step.message, step.values, language),
            }
            for step in verification.steps
        ],
    }
