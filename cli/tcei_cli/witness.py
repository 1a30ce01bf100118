"""`tcei witness`: init, cosign."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from tcei_cli.compose import (
    Workplace,
    found_witness,
    passphrase,
    witness_signer,
    witnessing,
    write_file,
)
from tcei_cli.log import entries
from tcei_cli.options import common, options_of, passphrase_file
from tcei_cli.output import remark, show

if TYPE_CHECKING:
    from tcei_rules.service.witnessing import Cosigned


@click.group(no_args_is_help=True)
@common
def witness() -> None:
    """Cosign ledgers of others, as an outside party on a machine of its own."""


@witness.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.argument("name")
@passphrase_file
@common
@click.pass_context
def init(context: click.Context, folder: Path, name: str, passphrase_file: Path | None) -> None:
    """Make FOLDER with the key of the witness NAME, such as witness.example.org.

    Its public key is printed, for the policies of ledgers that it will cosign.
    """
    key = found_witness(folder, name, lambda: passphrase(passphrase_file, new=True))
    remark(
        context,
        f"{folder} is ready. Whoever runs a ledger adds this key to its policy, as in\n"
        f"  witness NAME {key}\n"
        f"Next: tcei witness cosign EXPORT --dir {quote(str(folder))} --trust trust.json",
    )
    show(context, str(key), {"folder": str(folder), "name": name, "key": str(key)})


@witness.command("cosign")
@click.argument("exported", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER")
@click.option(
    "--dir", "folder", type=click.Path(path_type=Path, file_okay=False), required=True,
    metavar="DIR", help="Folder of the witness, made by `tcei witness init`.",
)  # fmt: skip
@click.option(
    "--trust", "trust_file", type=click.Path(path_type=Path, dir_okay=False), required=True,
    metavar="FILE", help="trust.json of the ledger, from where you trust, not from FOLDER.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Where to write the cosigned head; by default it is printed.",
)  # fmt: skip
@passphrase_file
@common
@click.pass_context
def cosign(
    context: click.Context,
    exported: Path,
    folder: Path,
    trust_file: Path,
    out: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Cosign the head of an exported ledger in FOLDER, if it continues the last one seen.

    A fork or an older head is refused with exit code 20, and both heads are kept.
    """
    keys = Workplace(options_of(context)).trust_of(trust_file).ledger_keys
    work = witnessing(folder)
    work.folder.name()  # before anyone is asked for a passphrase
    signer = witness_signer(folder, passphrase(passphrase_file))
    cosigned = work.cosign(exported, keys, signer)
    remark(context, _told(cosigned))
    content = cosigned.note.to_bytes()
    text = content.decode().rstrip("\n")
    before = cosigned.before.size if cosigned.before else None
    data = {"size": cosigned.checkpoint.size, "before": before, "at": cosigned.at}
    if out is not None:
        write_file(out, content)
        text = f"cosigned: {out}"
    show(context, text, {**data, "checkpoint": content.decode(), "file": str(out) if out else None})


def _told(cosigned: Cosigned) -> str:
    origin, size = cosigned.checkpoint.origin, entries(cosigned.checkpoint.size)
    if cosigned.before is None:
        return (
            f"{origin}: the first head seen here, with {size}; nothing before it could be"
            " compared, so it is trusted as it is, and everything after is held against it"
        )
    return f"{origin}: {size} now, which continue the {cosigned.before.size} seen before"
