"""The one place where concrete parts are wired together."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from tcei_cli.options import PASSPHRASE, Options
from tcei_rules.errors import (
    InvalidInputError,
    Mistake,
    NotAllowedError,
    NotFoundError,
    Place,
    UsageError,
)

if TYPE_CHECKING:
    from tcei_certificates.issuing import CredentialIssuer
    from tcei_certificates.trust import Trust
    from tcei_rules.domain.ruleset import Ruleset
    from tcei_rules.engine.evaluation import Evaluation
    from tcei_rules.keys.key_file import Purpose
    from tcei_rules.keys.keyring import Keyring
    from tcei_rules.keys.signer import Signer
    from tcei_rules.ledger.notes import VerifierKey
    from tcei_rules.service.assessing import Assessing
    from tcei_rules.service.audit.tree import Pinned
    from tcei_rules.service.auditing import Auditing
    from tcei_rules.service.bundle.checking import Trusted
    from tcei_rules.service.bundling import Bundling
    from tcei_rules.service.certifying import Certifying
    from tcei_rules.service.deciding import Deciding
    from tcei_rules.service.desk import Desk
    from tcei_rules.service.erasing import Erasing
    from tcei_rules.service.exporting import Exporting
    from tcei_rules.service.founding import Founding
    from tcei_rules.service.heads import Heads, KeptHead, LedgerSigner
    from tcei_rules.service.organising import Organising
    from tcei_rules.service.publishing import Publishing
    from tcei_rules.service.registering import Registering
    from tcei_rules.service.replaying import Replaying
    from tcei_rules.service.restoring import Proven, Safekeeping
    from tcei_rules.service.rulesets import Rulesets
    from tcei_rules.service.withdrawing import Withdrawing
    from tcei_rules.service.witnessing import Witnessing
    from tcei_rules.store.database import Database

DATABASE_FILE: Final = "tcei.db"
KEYS_FOLDER: Final = "keys"
TRUST_FILE: Final = "trust.json"
CERTIFICATES_FOLDER: Final = "certificates"
CHECKPOINTS_FOLDER: Final = "checkpoints"
PROOF_SUFFIX: Final = ".tlog-proof"
"""Of the proof that a record is in the ledger; it lies beside its certificate."""
BUNDLES_FOLDER: Final = "bundles"
STANDARD_INPUT: Final = "-"

ORIGIN: Final = "demonstration.tcei.example/ledger"
ISSUER: Final = "did:web:demonstration.tcei.example"
ISSUER_NAME: Final = "TCEI demonstration issuer"


class SystemClock:
    """The clock of this machine, in UTC."""

    def now(self) -> str:
        """Return the present time, `YYYY-MM-DDTHH:MM:SSZ`."""
        return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class SystemChance:
    """Randomness of the operating system."""

    def ulid(self, at: str) -> str:
        """Return a fresh ULID of a time."""
        from ulid import ULID  # noqa: PLC0415

        return str(ULID.from_datetime(datetime.strptime(at, "%Y-%m-%dT%H:%M:%S%z")))

    def salt(self) -> bytes:
        """Return 32 random bytes."""
        return secrets.token_bytes(32)


@dataclass(slots=True)
class Workplace:
    """The parts that commands use, made on first use."""

    options: Options
    rehearse: bool = False
    """Do everything and store nothing."""
    _rulesets: Rulesets | None = None

    @property
    def home(self) -> Path:
        """Return the folder made by `tcei init`."""
        return self.options.home

    def today(self) -> str:
        """Return the present day."""
        return SystemClock().now()[:10]

    def database(self) -> Database:
        """Return the record's database."""
        from tcei_rules.store.database import Database  # noqa: PLC0415

        if self.options.database is None and not self.home.is_dir():
            raise NotFoundError("home.absent", path=str(self.home))
        return Database(self._address(), rehearse=self.rehearse)

    def _address(self) -> str:
        return self.options.database or f"sqlite:///{self.home / DATABASE_FILE}"

    def rulesets(self) -> Rulesets:
        """Return the rulesets, shipped and by path; each is read once."""
        from tcei_rules.service.rulesets import Rulesets  # noqa: PLC0415
        from tcei_rules.store.ruleset_files import (  # noqa: PLC0415
            RulesetFiles,
            shipped_rulesets,
        )

        if self._rulesets is None:
            self._rulesets = Rulesets(RulesetFiles(shipped_rulesets()))
        return self._rulesets

    def desk(self) -> Desk:
        """Return what every use case has at hand."""
        from tcei_rules.service.desk import Desk  # noqa: PLC0415

        return Desk(
            database=self.database(),
            rulesets=self.rulesets(),
            clock=SystemClock(),
            chance=SystemChance(),
        )

    def founding(self) -> Founding:
        """Return the use case of the trust root."""
        from tcei_rules.service.founding import Founding  # noqa: PLC0415

        return Founding(self.desk())

    def heads(self) -> Heads:
        """Return the use cases of the ledger's heads; each that is signed is kept outside, too."""
        from tcei_rules.service.heads import Heads  # noqa: PLC0415
        from tcei_rules.store.kept_heads import KeptHeadFiles  # noqa: PLC0415

        return Heads(self.desk(), KeptHeadFiles(self.home / CHECKPOINTS_FOLDER))

    def exporting(self) -> Exporting:
        """Return the use case that writes the ledger as static files."""
        from tcei_rules.service.exporting import Exporting  # noqa: PLC0415

        return Exporting(self.desk(), self.trust().ledger_keys)

    def publishing(self) -> Publishing:
        """Return the use cases of publication."""
        from tcei_rules.service.publishing import Publishing  # noqa: PLC0415

        return Publishing(self.desk())

    def auditing(self, trust: Trust) -> Auditing:
        """Return the audit of the whole record, by the keys of a trust root."""
        from tcei_certificates.proving import CredentialProofs  # noqa: PLC0415
        from tcei_rules.service.auditing import Auditing  # noqa: PLC0415

        return Auditing(self.desk(), CredentialProofs(trust))

    def pinned(self, trust: Trust, heads: Sequence[Path] = ()) -> Pinned:
        """Return what an audit holds the record to: a trust root, and heads that were kept.

        Args:
            trust: As it was pinned.
            heads: Files with signed heads that were kept elsewhere.
        """
        from tcei_rules.service.audit.tree import Pinned  # noqa: PLC0415

        return Pinned(
            keys=trust.ledger_keys,
            policy=trust.witness_policy,
            trust=trust.to_bytes(),
            heads=tuple(self.kept_heads(heads)),
        )

    def erasing(self) -> Erasing:
        """Return the use case of erasing."""
        from tcei_rules.service.erasing import Erasing  # noqa: PLC0415

        return Erasing(self.desk())

    @contextmanager
    def replaying(self) -> Generator[Replaying]:
        """Give the use cases of replay, with both evaluators; they end afterwards."""
        from tcei_rules.service.replaying import Replaying  # noqa: PLC0415

        with evaluations() as prepare:
            yield Replaying(self.desk(), prepare)

    def organising(self) -> Organising:
        """Return the use cases of organisations."""
        from tcei_rules.service.organising import Organising  # noqa: PLC0415

        return Organising(self.desk())

    def assessing(self) -> Assessing:
        """Return the use cases of assessments."""
        from tcei_rules.service.assessing import Assessing  # noqa: PLC0415

        return Assessing(self.desk())

    @contextmanager
    def deciding(self) -> Generator[Deciding]:
        """Give the use cases of decisions, with both evaluators; they end afterwards."""
        with evaluations() as prepare:
            yield self.deciding_by(prepare)

    def deciding_by(self, prepare: Callable[[Ruleset], Evaluation]) -> Deciding:
        """Return the use cases of decisions, with evaluations that were prepared before."""
        from tcei_rules.service.deciding import Deciding  # noqa: PLC0415

        return Deciding(self.desk(), prepare)

    def certifying(self) -> Certifying:
        """Return the use cases of certificates."""
        from tcei_rules.service.certifying import Certifying  # noqa: PLC0415

        return Certifying(self.desk())

    def bundling(self) -> Bundling:
        """Return the use case that gathers everything about one decision."""
        from tcei_rules.service.bundling import Bundling  # noqa: PLC0415

        return Bundling(self.desk())

    def registering(self) -> Registering:
        """Return the use cases of the registry."""
        from tcei_rules.service.registering import Registering  # noqa: PLC0415

        return Registering(self.desk())

    def withdrawing(self) -> Withdrawing:
        """Return the use case of decisions about certificates."""
        from tcei_rules.service.withdrawing import Withdrawing  # noqa: PLC0415

        return Withdrawing(self.desk())

    def safekeeping(self, database: Database | None = None) -> Safekeeping:
        """Return the use cases of backups, of the record's database or of another."""
        from tcei_rules.service.restoring import Safekeeping  # noqa: PLC0415

        return Safekeeping(database or self.database(), ledger_keys)

    def restore(self, backup: Path, heads: Sequence[Path]) -> Proven:
        """Fill an empty database from a backup; a rehearsal fills one that goes away again.

        Args:
            backup: Its file.
            heads: Files with signed heads that were kept elsewhere; those in the
                folder come by themselves.
        """
        trust, kept = self.trust_so_far(), self.kept_heads(heads)
        known = None if trust is None else trust.to_bytes().decode()
        if self.rehearse:
            with self._passing_database() as database:
                return self.safekeeping(database).restore(backup, kept, known, _leave)
        make_folder(self.home)
        return self.safekeeping().restore(backup, kept, known, self._settle)

    def kept_heads(self, others: Sequence[Path]) -> list[KeptHead]:
        """Return the heads that are kept in the folder, and those in other files."""
        from tcei_rules.service.heads import KeptHead  # noqa: PLC0415

        own = sorted((self.home / CHECKPOINTS_FOLDER).glob("*.txt"))
        return [KeptHead(str(path), read_file(path)) for path in (*own, *others)]

    @contextmanager
    def _passing_database(self) -> Generator[Database]:
        from tcei_rules.store.database import Database  # noqa: PLC0415

        # In the folder, not in that of all programs: it holds what only its owner may read.
        home = self.home if self.home.is_dir() else None
        with (
            TemporaryDirectory(prefix=".rehearsal-", dir=home) as folder,
            closing(Database(f"sqlite:///{Path(folder, DATABASE_FILE)}")) as database,
        ):
            yield database

    def _settle(self, trust: str) -> None:
        """Write the trust root of a restored record, if there is none."""
        path = self.home / TRUST_FILE
        if not path.exists():
            write_file(path, trust.encode())

    def keyring(self) -> Keyring:
        """Return the folder of keys."""
        from tcei_rules.keys.keyring import Keyring  # noqa: PLC0415

        return Keyring(self.home / KEYS_FOLDER)

    def trust(self) -> Trust:
        """Return whose keys count, as `trust.json` says."""
        return self.trust_of(self.home / TRUST_FILE)

    def trust_of(self, path: Path) -> Trust:
        """Return the trust root in a file.

        Raises:
            NotFoundError: There is no such file.
            InvalidInputError: It has mistakes.
        """
        from tcei_certificates.trust import Trust  # noqa: PLC0415

        return Trust.read(read_file(path), str(path))

    def write_trust(self) -> Path:
        """Record and write the trust root of the keyring; what `trust.json` names already stays.

        Recorded first: a file that could not be written is simply written the next time.

        Raises:
            InvalidInputError: The present file has mistakes; it is left as it is.
        """
        from tcei_certificates.issuing import demonstration_trust, remembering  # noqa: PLC0415

        trust = demonstration_trust(ORIGIN, ISSUER, ISSUER_NAME, self.keyring().list())
        before = self._trust_that_holds()
        if before is not None:
            trust = remembering(trust, before, SystemClock().now())
        self.founding().establish(trust)
        path = self.home / TRUST_FILE
        write_file(path, trust.to_bytes())
        return path

    def _trust_that_holds(self) -> Trust | None:
        """Return what `trust.json` says, and what the ledger holds where that is newer or lost.

        An older file that was put back must not undo what was recorded since.
        """
        from tcei_certificates.trust import Trust  # noqa: PLC0415

        written, recorded = self.trust_so_far(), self.founding().roots()
        if recorded and (written is None or written.to_bytes().decode() in recorded):
            return Trust.read(recorded[-1].encode(), TRUST_FILE)
        return written

    def trust_so_far(self) -> Trust | None:
        """Return what `trust.json` says; nothing if there is none yet.

        Raises:
            InvalidInputError: It has mistakes.
        """
        return self.trust() if (self.home / TRUST_FILE).exists() else None

    def lacking_keys(self) -> tuple[Purpose, ...]:
        """Return for which purposes that a folder needs there is no key to sign with."""
        from tcei_rules.keys.key_file import Purpose  # noqa: PLC0415

        needed = (Purpose.LEDGER, Purpose.DEMONSTRATION)
        if not (self.home / KEYS_FOLDER).is_dir():
            return needed
        active = {key.purpose for key in self.keyring().list() if not key.retired}
        return tuple(purpose for purpose in needed if purpose not in active)

    def furnish(self, secret: str | None) -> Path:
        """Make what is not there yet: folder, keys, database, trust root.

        Args:
            secret: Passphrase of keys to be made; none makes none.

        Returns:
            Where `trust.json` lies.
        """
        from tcei_rules.keys.keyring import Keyring  # noqa: PLC0415

        self.trust_so_far()  # before anything is made: a broken one could not name a new key
        make_folder(self.home)
        keyring = Keyring.create(self.home / KEYS_FOLDER)
        if secret is not None:
            for purpose in self.lacking_keys():
                keyring.new(purpose, secret, at=SystemClock().now())
        self.database().create()
        return self.write_trust()

    def issuer(self, passphrase: str) -> CredentialIssuer:
        """Return the demonstration issuer with its key opened; takes about a second.

        Raises:
            NotAllowedError: It is not the passphrase, or `trust.json` names no such issuer.
        """
        from tcei_certificates.issuing import CredentialIssuer  # noqa: PLC0415
        from tcei_rules.keys.key_file import Purpose  # noqa: PLC0415

        issuer = self.trust().issuer(ISSUER)
        if issuer is None:
            raise NotAllowedError("certificate.no_issuer", issuer=ISSUER)
        return CredentialIssuer(issuer, self.keyring().load(Purpose.DEMONSTRATION, passphrase))

    def ledger_signer(self, passphrase: str) -> LedgerSigner:
        """Return who signs heads, with the key opened; takes about a second.

        Raises:
            NotAllowedError: It is not the passphrase, or `trust.json` does not name the key.
        """
        from tcei_rules.keys.key_file import Purpose  # noqa: PLC0415
        from tcei_rules.service.heads import LedgerSigner  # noqa: PLC0415

        trust, keyring = self.trust(), self.keyring()
        multikey = keyring.export(Purpose.LEDGER).multikey
        named = next((one for one in trust.ledger if one.multikey == multikey), None)
        if named is None or not named.may_sign(SystemClock().now()):
            raise NotAllowedError("ledger.key_unknown", key=multikey)
        return LedgerSigner(trust.origin, keyring.load(Purpose.LEDGER, passphrase))

    def set_witnesses(self, policy: str) -> tuple[Trust, Path]:
        """Record and write the trust root with another policy of witnesses; return both.

        Raises:
            InvalidInputError: It is no policy.
        """
        from tcei_certificates.issuing import witnessed_by  # noqa: PLC0415

        trust = witnessed_by(self._trust_that_holds() or self.trust(), policy)
        self.founding().establish(trust)
        path = self.home / TRUST_FILE
        if not self.rehearse:
            write_file(path, trust.to_bytes())
        return trust, path


def witnessing(folder: Path) -> Witnessing:
    """Return the use case of a witness, whose folder is no office."""
    from tcei_rules.service.witnessing import Witnessing  # noqa: PLC0415
    from tcei_rules.store.witness_folder import WitnessFolder  # noqa: PLC0415

    return Witnessing(WitnessFolder(folder), SystemClock())


def found_witness(folder: Path, name: str, secret: Callable[[], str]) -> VerifierKey:
    """Make a witness's folder with its key; return the key as policies name it.

    Raises:
        InvalidInputError: The name cannot be one, or the passphrase is too short.
        ConflictError: There is a witness in the folder.
    """
    from tcei_rules.keys.key_file import Purpose  # noqa: PLC0415
    from tcei_rules.keys.keyring import Keyring  # noqa: PLC0415
    from tcei_rules.ledger.notes import COSIGNATURE_V1, VerifierKey  # noqa: PLC0415
    from tcei_rules.store.witness_folder import WitnessFolder  # noqa: PLC0415

    witness = WitnessFolder(folder)
    witness.demand_new(name)
    words = secret()
    make_folder(folder)
    keyring = Keyring.create(witness.keys)
    # A folder that was half made, with its key and no name yet, is finished.
    if not any(one.purpose is Purpose.WITNESS and not one.retired for one in keyring.list()):
        keyring.new(Purpose.WITNESS, words, at=SystemClock().now())
    witness.found(name)
    return VerifierKey(name, COSIGNATURE_V1, keyring.export(Purpose.WITNESS).public)


def witness_signer(folder: Path, passphrase: str) -> Signer:
    """Return a witness's key, opened; takes about a second.

    Raises:
        NotAllowedError: It is not the passphrase.
    """
    from tcei_rules.keys.key_file import Purpose  # noqa: PLC0415
    from tcei_rules.keys.keyring import Keyring  # noqa: PLC0415
    from tcei_rules.store.witness_folder import WitnessFolder  # noqa: PLC0415

    return Keyring(WitnessFolder(folder).keys).load(Purpose.WITNESS, passphrase)


def read_if_there(path: Path) -> bytes | None:
    """Return the bytes of a file, or nothing if there is none."""
    from tcei_rules.store import files  # noqa: PLC0415

    return files.read_if_there(path)


def ledger_keys(trust: str) -> tuple[VerifierKey, ...]:
    """Return the keys that sign heads, as a trust root names them."""
    from tcei_certificates.trust import Trust  # noqa: PLC0415

    return Trust.read(trust.encode(), "trust root").ledger_keys


def _leave(trust: str) -> None:
    """Do nothing with the trust root of what is only rehearsed."""
    del trust


def trusted(content: bytes, file: str) -> Trusted:
    """Return whose keys count for a bundle, as a trust root says.

    Raises:
        InvalidInputError: It has mistakes.
    """
    from tcei_certificates.proving import CredentialProofs  # noqa: PLC0415
    from tcei_certificates.trust import Trust  # noqa: PLC0415
    from tcei_rules.service.bundle.checking import Trusted  # noqa: PLC0415

    trust = Trust.read(content, file)
    return Trusted(
        content=trust.to_bytes(),
        keys=trust.ledger_keys,
        policy=trust.witness_policy,
        proofs=CredentialProofs(trust),
    )


def read_file(path: Path) -> bytes:
    """Return the bytes of a file that someone named."""
    from tcei_rules.store import files  # noqa: PLC0415

    return files.read_file(path)


def read_input(path: Path) -> bytes:
    """Return the bytes of a file that someone named, or for `-` of standard input.

    Raises:
        InvalidInputError: There is more than any document of ours has.
    """
    from tcei_rules.store import files  # noqa: PLC0415

    if str(path) == STANDARD_INPUT:
        return files.read_stream(sys.stdin.buffer, "standard input")
    return files.read_file(path)


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    from tcei_rules.store import files  # noqa: PLC0415

    files.write_file(path, content)


def write_private(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, for its owner's eyes only."""
    from tcei_rules.store import files  # noqa: PLC0415

    files.write_private(path, content)


def make_folder(path: Path) -> None:
    """Make a folder and those above it."""
    from tcei_rules.store import files  # noqa: PLC0415

    files.make_folder(path)


@contextmanager
def evaluations() -> Generator[Callable[[Ruleset], Evaluation]]:
    """Give evaluations with both evaluators, one a ruleset; their processes end afterwards."""
    from tcei_rules.engine.evaluation import Evaluation  # noqa: PLC0415
    from tcei_rules.engine.worker import ShieldedNetwork  # noqa: PLC0415

    networks: dict[str, ShieldedNetwork] = {}
    prepared: dict[str, Evaluation] = {}

    def prepare(ruleset: Ruleset) -> Evaluation:
        if ruleset.digest not in prepared:
            networks[ruleset.digest] = ShieldedNetwork(ruleset)
            prepared[ruleset.digest] = Evaluation(ruleset, networks[ruleset.digest])
        return prepared[ruleset.digest]

    try:
        yield prepare
    finally:
        for network in networks.values():
            network.close()


def passphrase_is_given(file: Path | None) -> bool:
    """Tell whether someone gave a passphrase, so that nobody has to be asked."""
    return file is not None or bool(os.environ.get(PASSPHRASE))


def passphrase(file: Path | None, *, new: bool = False) -> str:
    """Return the passphrase of the keys: from a file, the environment, or a prompt.

    Raises:
        UsageError: None of the three gives one.
        InvalidInputError: What gives one is no text.
    """
    if file is not None:
        return _passphrase_text(read_file(file), str(file)).rstrip("\r\n")
    given = os.environ.get(PASSPHRASE)
    if given:
        return _passphrase_text(os.fsencode(given), PASSPHRASE)
    if not sys.stdin.isatty():
        raise UsageError("keys.no_passphrase", variable=PASSPHRASE)
    import click  # noqa: PLC0415

    asked: str = click.prompt(
        "Passphrase of the keys", hide_input=True, confirmation_prompt=new, err=True
    )
    return asked


def _passphrase_text(content: bytes, where: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        # Put aside, what is no text would make different passphrases the same.
        mistake = Mistake(message="keys.passphrase_not_text", place=Place(file=where))
        raise InvalidInputError((mistake,)) from error
