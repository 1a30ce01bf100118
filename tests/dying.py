"""Programs that work until they are killed, each in a process of its own.

python -m tests.dying

One program reads orders, one JSON object a line: which work, in which folder,
after how many seconds to kill it. What takes long (imports, rulesets, both
evaluators) is done once beforehand; then each order gets a process by fork,
whose whole group is killed. What it acknowledged until then is handed back.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from tcei_cli.compose import ledger_keys
from tcei_rules.errors import ConflictError
from tcei_rules.service.deciding import Wish
from tcei_rules.service.restoring import Safekeeping
from tcei_rules.service.rulesets import Rulesets
from tcei_rules.store.database import Database
from tests.fixed import CountedChance
from tests.home import (
    CONFIRMER,
    DECIDER,
    PLAIN,
    Office,
    Shelf,
    both_evaluators,
    gold_answers,
    shared_rulesets,
    shipped_texts,
)

EACH = 10**6
"""Ids that one process may ask for."""

ROUNDS = 3
"""How often a process does its work before it ends by itself."""


def record(folder: Path, number: int) -> Iterator[str]:
    """Decide on applications and issue certificates, signing a head after each."""
    office = Office(folder, chance=CountedChance(number * EACH))
    for one in range(ROUNDS):
        organisation = office.add(f"Organisation {number}-{one}")
        yield f"organisation {organisation}"
        frozen = office.freeze(gold_answers(), organisation)
        yield f"record {frozen.record.case}"
        yield f"record {frozen.record.assessment}"
        decided = office.decide(frozen)
        yield f"record {decided.record.decision}"
        issued = office.certify(decided)
        yield f"record {issued.record.certificate}"
        yield f"certificate_file {issued.record.certificate}"
        yield f"checkpoint {office.sign_head().checkpoint.size}"


def publish(folder: Path, number: int) -> Iterator[str]:
    """Publish one version each of several schemes, with its text."""
    schemes = [f"plain{number}-{one}" for one in range(4 * ROUNDS)]
    texts = {f"{one}/1.0.0": PLAIN.replace("scheme: plain", f"scheme: {one}") for one in schemes}
    rulesets = Rulesets(Shelf({**shipped_texts(), "plain/1.0.0": PLAIN, **texts}))
    office = Office(folder, chance=CountedChance(number * EACH), rulesets=rulesets)
    for name in texts:
        yield f"ruleset {office.publishing.publish(name).record.ruleset}"


def publish_the_same(folder: Path, number: int) -> Iterator[str]:
    """Publish versions that others publish at the same time."""
    schemes = [f"shared-{one}" for one in range(4 * ROUNDS)]
    texts = {f"{one}/1.0.0": PLAIN.replace("scheme: plain", f"scheme: {one}") for one in schemes}
    rulesets = Rulesets(Shelf({**shipped_texts(), "plain/1.0.0": PLAIN, **texts}))
    office = Office(folder, chance=CountedChance(number * EACH), rulesets=rulesets)
    for name in texts:
        done = office.publishing.publish(name)
        yield f"{'found' if done.published_before else 'published'} {done.record.ruleset}"


def decide(folder: Path, number: int) -> Iterator[str]:
    """Decide on assessments that others decide on at the same time, and certify."""
    office = Office(folder, chance=CountedChance(number * EACH))
    for assessment in (folder / "assessments.txt").read_text().split():
        try:
            wish = Wish(decider=DECIDER, confirmer=CONFIRMER)
            decided = office.deciding.record(assessment, wish)
        except ConflictError as error:
            yield f"{error.message} {assessment}"
        else:
            yield f"decided {assessment}"
            yield f"certified {office.certify(decided).record.number}"


def back_up(folder: Path, number: int) -> Iterator[str]:
    """Take backups of the record."""
    with closing(Database(f"sqlite:///{folder / 'tcei.db'}")) as database:
        for one in range(ROUNDS):
            path = folder / f"backup-{number}-{one}.db"
            Safekeeping(database, ledger_keys).back_up(path)
            yield f"file {path.name}"


def restore(folder: Path, number: int) -> Iterator[str]:
    """Restore the backup that lies in the folder into new databases."""
    for one in range(ROUNDS):
        path = folder / f"restored-{number}-{one}.db"
        with closing(Database(f"sqlite:///{path}")) as database:
            Safekeeping(database, ledger_keys).restore(folder / "backup.db", (), None, ignore)
        yield f"file {path.name}"


def ignore(trust: str) -> None:
    del trust


WORKS: dict[str, Callable[[Path, int], Iterator[str]]] = {
    "record": record,
    "publish": publish,
    "publish_the_same": publish_the_same,
    "decide": decide,
    "back_up": back_up,
    "restore": restore,
}


def obey(order: dict[str, str | int | float]) -> dict[str, object]:
    """Let a process work until it is killed; return what it acknowledged."""
    reading, writing = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os._exit(work(order, writing))
    os.close(writing)
    until = began + float(order["after"])
    while time.monotonic() < until and not is_done(child):
        time.sleep(min(0.002, max(0.0, until - time.monotonic())))
    os.kill(child, signal.SIGKILL)  # until it is waited for, the number is its own
    _, status = os.waitpid(child, 0)
    with open(reading, "rb") as pipe:  # noqa: PTH123 -- a descriptor has no path
        acknowledged = pipe.read().decode().splitlines()
    return {
        "acknowledged": acknowledged,
        "killed": os.WIFSIGNALED(status),
        "code": os.waitstatus_to_exitcode(status),
        "seconds": time.monotonic() - began,
    }


def is_done(child: int) -> bool:
    """Tell whether a process has ended; it stays there to be waited for."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def work(order: dict[str, str | int | float], writing: int) -> int:
    try:
        for done in WORKS[str(order["work"])](Path(str(order["folder"])), int(order["number"])):
            os.write(writing, f"{done}\n".encode())
    except BaseException as error:  # noqa: BLE001 -- whatever it is, the test must see it
        os.write(writing, f"failed {error!r}\n".encode())
        return 1
    return 0


def warm() -> None:
    """Do once what every process would do at its beginning."""
    rulesets = shared_rulesets()
    both_evaluators(rulesets.find("ecei/2.0.0").ruleset)
    shipped_texts()


if __name__ == "__main__":
    warm()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(obey(json.loads(line))) + "\n")
        sys.stdout.flush()
