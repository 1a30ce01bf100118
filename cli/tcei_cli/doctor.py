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
from tcei_rules.errors import TceiError


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
        _look("trust.json", lambda: f"names {len(workplace.trust().issuers)} issuer"),
    ]
    well = all(one["well"] for one in findings)
    text = "\n".join(
        f"{'ok ' if one['well'] else '!! '} {one['what']}: {one['found']}" for one in findings
    )
    show(context, text, {"findings": findings}, ok=well)
    return ExitCode.DONE if well else ExitCode.NOT_FOUND


def _look(what: str, look: Callable[[], str]) -> dict[str, object]:
    from tcei_rules.wording import say_error  # noqa: PLC0415

    try:
        return {"what": what, "well": True, "found": look()}
    except TceiError as error:
        return {"what": what, "well": False, "found": say_error(error)}


def _second_evaluator() -> str:
    from tcei_rules.engine.rete import load_engine  # noqa: PLC0415

    load_engine()
    return "durable_rules is there: decisions can be recorded"


def _database(workplace: Workplace) -> str:
    with workplace.deciding() as deciding:
        count = len(deciding.list(workplace.today()))
    return f"{count} decisions recorded"


def _keys(workplace: Workplace) -> str:
    active = [one.purpose for one in workplace.keyring().list() if one.retired is None]
    return f"active: {', '.join(active) or 'none'}"
