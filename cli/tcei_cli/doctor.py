"""`tcei doctor`."""

from __future__ import annotations

import platform
from collections.abc import Callable
from importlib.metadata import version

import click

from tcei_cli.compose import Workplace
from tcei_cli.exit_codes import ExitCode
from tcei_cli.options import common, options_of
from tcei_cli.output import show
from tcei_rules.errors import ConflictError, InvalidInputError, NotFoundError, TceiError


@click.command()
@common
@click.pass_context
def doctor(context: click.Context) -> int:
    """Look whether everything is there that the commands need, and say what is not."""
    options = options_of(context)
    workplace = Workplace(options)
    findings = [
        _look(
            "program",
            lambda: f"tcei-rules {version('tcei-rules')}, Python {platform.python_version()}",
        ),
        _look("rulesets", lambda: ", ".join(workplace.rulesets().names())),
        _look("second evaluator", _second_evaluator),
        _look("database", lambda: _database(workplace)),
        _look("keys", lambda: _keys(workplace)),
        _look("trust.json", lambda: _trust(workplace)),
        _look("trust root", lambda: _root(workplace)),
    ]
    well = all(one["well"] for one in findings)
    text = "\n".join(
        f"{'ok ' if one['well'] else '!! '} {one['what']}: {one['found']}" for one in findings
    )
    show(context, text, {"findings": findings}, ok=well)
    return ExitCode.DONE if well else ExitCode.NOT_FOUND


def _look(what: str, look: Callable[[], str]) -> dict[str, object]:
    try:
        return {"what": what, "well": True, "found": look()}
    except TceiError as error:
        return {"what": what, "well": False, "found": _told(error)}


def _told(error: TceiError) -> str:
    """Return what is wrong on one line; of mistakes every one."""
    from tcei_rules.wording import say_error, say_mistake  # noqa: PLC0415

    if isinstance(error, InvalidInputError):
        return "; ".join(say_mistake(one) for one in error.mistakes)
    return say_error(error)


def _second_evaluator() -> str:
    from tcei_rules.engine.rete import load_engine  # noqa: PLC0415

    load_engine()
    return "durable_rules is there: decisions can be recorded"


def _database(workplace: Workplace) -> str:
    with workplace.deciding() as deciding:
        count = len(deciding.list(workplace.today()))
    return f"{count} decisions recorded"


def _keys(workplace: Workplace) -> str:
    from tcei_rules.keys.key_file import Purpose  # noqa: PLC0415

    keyring = workplace.keyring()
    keyring.export(Purpose.LEDGER)  # without it no head can be signed
    keyring.export(Purpose.DEMONSTRATION)  # without it nothing can be issued
    active = [one.purpose for one in keyring.list() if one.retired is None]
    return f"active: {', '.join(active)}"


def _trust(workplace: Workplace) -> str:
    from tcei_rules.keys.key_file import Purpose  # noqa: PLC0415

    trust, keyring = workplace.trust(), workplace.keyring()
    named = {
        Purpose.LEDGER: trust.ledger,
        Purpose.DEMONSTRATION: [key for one in trust.issuers for key in one.keys],
    }
    for purpose, keys in named.items():
        multikey = keyring.export(purpose).multikey
        if not any(key.multikey == multikey for key in keys):
            raise NotFoundError("trust.lacks_key", multikey=multikey)
    count = len(trust.issuers)
    return f"names the ledger {trust.origin} and {count} issuer" + ("" if count == 1 else "s")


def _root(workplace: Workplace) -> str:
    root = workplace.founding().root()
    if workplace.trust().to_bytes().decode() != root.content:
        raise ConflictError("trust.other_root", index=str(root.ledger_index))
    return f"trust.json is entry {root.ledger_index} of the ledger, of {root.recorded_at[:10]}"
