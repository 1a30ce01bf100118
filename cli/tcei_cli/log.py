"""`tcei log`: export, prove, collect, witnesses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tcei_cli.compose import (
    Workplace,
    passphrase,
    passphrase_is_given,
    read_file,
    read_input,
    write_file,
)
from tcei_cli.options import common, dry_run, options_of, passphrase_file
from tcei_cli.output import progress, show, table
from tcei_cli.several import each
from tcei_rules.errors import Place, refusal

if TYPE_CHECKING:
    from tcei_rules.ledger.notes import Note
    from tcei_rules.ledger.witness_policy import WitnessPolicy


@click.group(no_args_is_help=True)
@common
def log() -> None:
    """Export the ledger, prove records, collect cosignatures, name witnesses."""


@log.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--all", "everything", is_flag=True,
    help="Look at every file that is there, not only at what is new; put back what is missing.",
)  # fmt: skip
@passphrase_file
@common
@click.pass_context
def export(
    context: click.Context, folder: Path, everything: bool, passphrase_file: Path | None
) -> None:
    """Write the ledger into FOLDER as static files that any web server can serve.

    The present head is signed first, if it is not yet. What is there and equal
    is left; what is there and differs is a fork, and refused.
    """
    workplace = Workplace(options_of(context))
    trust = workplace.trust()
    head = workplace.heads().present(lambda: workplace.ledger_signer(passphrase(passphrase_file)))
    with workplace.exporting().begin(folder, head, trust.to_bytes(), everything=everything) as run:
        with progress(context, "exporting", run.files) as bar:
            run.write(bar.tick)
        written, before = run.written, run.before
    size = head.checkpoint.size
    told = f"{folder} has the ledger with {entries(size)}: {written} new files"
    policy = witnesses_text(trust.witness_policy, head.note)
    data = {"folder": str(folder), "size": size, "root": head.checkpoint.root.hex()}
    more = {"written": written, "checkpoint": head.content.decode()}
    if before and not everything:
        told += f"; {entries(before)} were there before"
    show(
        context,
        f"{told}\n{policy}",
        {**data, **more, **_witnessed(trust.witness_policy, head.note)},
    )


@log.command("prove")
@click.argument("record", metavar="ID")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Where to write the proof; by default it is printed.",
)  # fmt: skip
@passphrase_file
@common
@click.pass_context
def prove(
    context: click.Context, record: str, out: Path | None, passphrase_file: Path | None
) -> None:
    """Give the proof that record ID, or the certificate with that number, is in the ledger.

    It leads to the latest signed head. If the record came after it, a passphrase
    that is given signs a new one.
    """
    workplace = Workplace(options_of(context))
    given = passphrase_is_given(passphrase_file)
    proof = workplace.heads().proof(
        record,
        (lambda: workplace.ledger_signer(passphrase(passphrase_file))) if given else None,
    )
    content = proof.to_bytes()
    data: dict[str, Any] = {"record": record, "index": proof.index, "proof": content.decode()}
    text = content.decode().rstrip("\n")
    if out is not None:
        write_file(out, content)
        data["file"] = str(out)
        text = f"{record} is entry {proof.index} of the ledger: {out}"
    show(context, text, data)


@log.command("collect")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@common
@click.pass_context
def collect(context: click.Context, files: tuple[str, ...]) -> int:
    """Take back heads that witnesses cosigned, and say whether there are enough.

    FILE can be - for standard input. What the next `log export` and `log prove`
    give carries the cosignatures.
    """
    workplace = Workplace(options_of(context))
    trust, heads = workplace.trust(), workplace.heads()
    keys, policy = trust.ledger_keys, trust.witness_policy
    taken = each(files, lambda name: heads.collect(read_input(Path(name)), keys, policy))
    head = heads.latest()
    lines = [
        f"{name}: " + ("nothing new from a witness of the policy" if one.signed_before else "taken")
        for name, one in taken.done.items()
    ]
    text = "\n".join([*lines, witnesses_text(policy, head.note)])
    data = {"size": head.checkpoint.size, **_witnessed(policy, head.note)}
    language = options_of(context).language
    show(context, text, {**data, **taken.data(language)}, ok=not taken.missed)
    taken.tell(context)
    return taken.code


@log.command("witnesses")
@click.argument(
    "file", required=False, type=click.Path(path_type=Path, dir_okay=False), metavar="[FILE]"
)
@dry_run
@common
@click.pass_context
def witnesses(context: click.Context, file: Path | None, dry_run: bool) -> None:
    """Show which witnesses must cosign heads, or set them from FILE.

    FILE is a policy as C2SP tlog-policy writes it: lines with `witness`, `group`
    and one `quorum`. It goes into trust.json, and is an entry of the ledger.
    """
    workplace = Workplace(options_of(context), rehearse=dry_run)
    trust, told = workplace.trust(), ""
    if file is not None:
        trust, path = workplace.set_witnesses(_policy_text(read_file(file), file))
        told = f"\n{path} names it from now on: hand it to verifiers again"
        if dry_run:
            told = f"\n{path} would name it; nothing was stored"
    policy = trust.witness_policy
    rows = [(one.name, str(one.key)) for one in policy.witnesses]
    text = table(rows, ("witness", "key")) + "\n" if rows else ""
    show(context, f"{text}{quorum_text(policy)}{told}", {"policy": policy.text, **_data(policy)})


def _policy_text(content: bytes, file: Path) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        position = str(error.start)
        raise refusal("json.not_utf8", Place(file=str(file)), position=position) from error


def entries(count: int) -> str:
    """Return a number of entries in words."""
    return f"{count} entry" if count == 1 else f"{count} entries"


def quorum_text(policy: WitnessPolicy) -> str:
    """Return what a policy demands, for people."""
    if policy.quorum == "none":
        return "no witness is demanded (quorum none)"
    group = next((one for one in policy.groups if one.name == policy.quorum), None)
    if group is None:
        return f"demanded: {policy.quorum}"
    members = ", ".join(group.members)
    return f"demanded: {group.threshold} of {len(group.members)}, {members} ({group.name})"


def witnesses_text(policy: WitnessPolicy, note: Note) -> str:
    """Return who of the policy cosigned a head, when, and whether that is enough."""
    cosigned = [
        f"{name} cosigned at {one.moment}" for name, one in policy.cosignatures(note).items()
    ]
    lines = [*cosigned, quorum_text(policy)]
    if policy.quorum != "none":
        missing = ", ".join(policy.missing(note))
        lines.append(f"not enough yet: {missing} could still cosign" if missing else "enough")
    return "\n".join(lines)


def _witnessed(policy: WitnessPolicy, note: Note) -> dict[str, Any]:
    times = {name: one.moment for name, one in policy.cosignatures(note).items()}
    return {"cosigned": times, "quorum_met": policy.is_met(note), "missing": policy.missing(note)}


def _data(policy: WitnessPolicy) -> dict[str, Any]:
    names = [{"name": one.name, "key": str(one.key)} for one in policy.witnesses]
    return {"witnesses": names, "quorum": policy.quorum}
