"""`tcei demo`: the whole path once, on published labels and a fictional cohort."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any, Final

import click

from tcei_cli.compose import (
    CERTIFICATES_FOLDER,
    DATABASE_FILE,
    KEYS_FOLDER,
    PROOF_SUFFIX,
    TRUST_FILE,
    SystemClock,
    Workplace,
    evaluations,
    write_file,
)
from tcei_cli.demo_folder import make_empty
from tcei_cli.options import common, options_of
from tcei_cli.output import progress, show, table
from tcei_cli.telling import tell
from tcei_rules.errors import IntegrityError, UsageError

if TYPE_CHECKING:
    from tcei_rules.demo.cohort import Applicant
    from tcei_rules.domain.ruleset import Ruleset
    from tcei_rules.service.assessing import Assessing
    from tcei_rules.service.certifying import IssuedCertificate
    from tcei_rules.service.deciding import Decided, Deciding
    from tcei_rules.service.organising import Organising
    from tcei_rules.service.registering import ImportedLabels

PASSPHRASE_FILE: Final = "passphrase.txt"  # noqa: S105 -- the name of a file
PUBLISHED_FILE: Final = "published.csv"
SCHEME: Final = "ecei"
SILVER: Final = "silver"
RULESET: Final = f"{SCHEME}/2.0.0"
DECIDER, CONFIRMER = "Demo Decider", "Demo Confirmer"


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("demo-out"),
    show_default=True, metavar="DIR", help="The one folder it writes to.",
)  # fmt: skip
@click.option("--seed", default=2026, show_default=True, help="Seed of the fictional cohort.")
@common
@click.pass_context
def demo(context: click.Context, out: Path, seed: int) -> None:
    """Walk the whole path once, on published labels and a fictional cohort.

    Real published labels are imported and dated; a fictional cohort is
    assessed, decided and certified; one certificate is verified, an altered
    one refused; every decision is replayed, and the whole record audited.
    """
    options = options_of(context)
    if options.said & {"home", "database"}:
        raise UsageError("demo.own_folder")
    options.home = out
    options.database = None  # its own, whatever database the environment names
    walk = Walk(context, Workplace(options))
    walk.prepare()
    imported = walk.import_published()
    applicants = walk.applicants(seed)
    decided = walk.decide(applicants)
    compared = walk.compare(applicants, seed)
    issued = walk.certify(decided)
    verified = walk.verify(issued)
    replayed = walk.replay()
    audited = walk.audit()
    data: dict[str, Any] = {
        "folder": str(out),
        "published": imported.summary.labels,
        "decisions": len(decided),
        "compared": compared,
        "certificates": len(issued),
        "verified": verified,
        "replayed": replayed,
        "audited": audited,
    }
    file = quote(verified["certificate"]["file"])
    next_step = f"Next: tcei verify {file} --home {quote(str(out))}"
    show(context, next_step, data)


class Walk:
    """The stations of the demonstration, each of which says what it did."""

    def __init__(self, context: click.Context, workplace: Workplace) -> None:
        self.context = context
        self.workplace = workplace
        self.now = SystemClock().now()
        self.secret = secrets.token_urlsafe(24)

    def say(self, text: str) -> None:
        """Tell people what was done; programs read the object at the end."""
        if not options_of(self.context).json:
            tell(text + "\n")

    def prepare(self) -> None:
        """Make the folder with database, keys and trust.json, and publish the version it uses."""
        from tcei_rules.engine.rete import load_engine  # noqa: PLC0415

        load_engine()  # without the second evaluator nothing can be decided: say so at once
        home = self.workplace.home
        make_empty(home)
        self.workplace.furnish(self.secret)
        self.workplace.publishing().publish(RULESET)
        # Beside the key it opens: demonstration keys protect nothing.
        write_file(home / PASSPHRASE_FILE, f"{self.secret}\n".encode())
        self.say(
            f"Everything is written below {home}/: {DATABASE_FILE}, {KEYS_FOLDER}/, "
            f"{TRUST_FILE}, {PUBLISHED_FILE}, {CERTIFICATES_FOLDER}/.\n"
            f"{RULESET} is published there: from now on its text is frozen."
        )

    def import_published(self) -> ImportedLabels:
        """Station 1: real published labels, each under the rules of its date."""
        from tcei_cli.registry_text import (  # noqa: PLC0415
            examples_text,
            imported_text,
            labels_csv,
        )
        from tcei_rules.demo.holders import FILE, holders_table  # noqa: PLC0415

        on = self.now[:10]
        registering = self.workplace.registering()
        imported = registering.import_(holders_table(), FILE, SCHEME, on)
        self.say("1. Real data: what was published, dated by the scheme's own rules")
        self.say(imported_text(imported.summary, imported.new, on))
        self.say(examples_text(imported, on))
        file = self.workplace.home / PUBLISHED_FILE
        write_file(file, labels_csv(imported))
        count = len(imported.dated)
        self.say(
            f"All {count}, with what is known of end, renewal window and interview month: {file}"
        )
        return imported

    def applicants(self, seed: int) -> tuple[Applicant, ...]:
        """Return the fictional cohort."""
        from tcei_rules.demo.cohort import cohort  # noqa: PLC0415

        ruleset = self.workplace.rulesets().find(RULESET).ruleset
        return cohort(ruleset, seed, latest=self.now[:10])

    def decide(self, applicants: tuple[Applicant, ...]) -> list[Decided]:
        """Station 2: a fictional cohort is assessed and decided."""
        ruleset = self.workplace.rulesets().find(RULESET).ruleset
        organising, assessing = self.workplace.organising(), self.workplace.assessing()
        rows: list[tuple[str, ...]] = []
        decided: list[Decided] = []
        open_cases = 0
        with (
            self.workplace.deciding() as deciding,
            progress(self.context, "deciding", len(applicants)) as bar,
        ):
            for applicant in applicants:
                assessment = self._assess(organising, assessing, applicant)
                row, decision = _decide(deciding, assessment, applicant)
                rows.append(row)
                if decision is None:
                    open_cases += 1
                else:
                    decided.append(decision)
                bar.tick()
        self.say(
            f"2. A fictional cohort of {len(applicants)} organisations under {RULESET}: "
            f"{len(decided)} decisions, {open_cases} wait for answers"
        )
        self.say(table(rows, ("organisation", "country", "seeks", "outcome", "decision")))
        counted = Counter(row[4] for row in rows)
        self.say("   ".join(f"{word}: {count}" for word, count in sorted(counted.items())))
        self._explain_one(ruleset, decided)
        self._explain_silver(ruleset, decided)
        return decided

    def _explain_silver(self, ruleset: Ruleset, decided: list[Decided]) -> None:
        """Tell one Silver with the labels held before, which it rests on."""
        from tcei_rules.wording.explaining import explain  # noqa: PLC0415

        silver = next((one for one in decided if one.record.label == SILVER), None)
        if silver is None:
            return
        name = silver.assessment.attributes.name if silver.assessment.attributes else ""
        self.say(f"One Silver in full: {name}, decision {silver.record.decision}. Held before:")
        rows = [(one.label, one.valid_from, one.valid_until) for one in silver.history.awards]
        self.say(table(rows, ("label", "valid from", "valid until")))
        self.say(explain(ruleset, silver.outcome))

    def compare(self, applicants: tuple[Applicant, ...], seed: int) -> dict[str, Any]:
        """Judge the same organisations by the proposal of the joint scheme, beside the first."""
        from tcei_cli.demo_joint import JOINT, counted, judge_both, side_by_side  # noqa: PLC0415

        rulesets = self.workplace.rulesets()
        first, second = rulesets.find(RULESET).ruleset, rulesets.find(JOINT).ruleset
        with evaluations() as prepare:
            judged = judge_both(applicants, prepare(first), prepare(second), seed)
        self.say(
            f"The same organisations under {JOINT}, a proposal that is not in force: judged by"
            " both evaluators, and not recorded"
        )
        self.say(counted(judged))
        differing = [one for one in judged if one.differs]
        self.say(side_by_side((differing or judged)[0], first, second))
        return {"ruleset": JOINT, "organisations": len(judged), "differing": len(differing)}

    def _assess(self, organising: Organising, assessing: Assessing, applicant: Applicant) -> str:
        """Freeze what an applicant handed in; return the id of the assessment."""
        from tcei_rules.service.assessing import Application  # noqa: PLC0415

        organisation = organising.add(applicant.attributes.members())
        application = Application(
            organisation=organisation.id, scheme=SCHEME, sought=applicant.sought, demonstration=True
        )
        found = self.workplace.rulesets().for_filing(
            SCHEME, applicant.filed_on, today=self.now[:10]
        )
        return assessing.store(found, applicant.read, application).record.assessment

    def _explain_one(self, ruleset: Ruleset, decided: list[Decided]) -> None:
        from tcei_rules.wording.explaining import explain  # noqa: PLC0415

        refused = [one for one in decided if one.record.label is None and one.case.sought == "gold"]
        chosen = (refused or decided)[0]
        name = chosen.assessment.attributes.name if chosen.assessment.attributes else ""
        self.say(
            f"One explanation in full: {name} seeks {chosen.case.sought}, "
            f"decision {chosen.record.decision}: {chosen.record.kind}"
        )
        self.say(explain(ruleset, chosen.outcome))

    def certify(self, decided: list[Decided]) -> list[IssuedCertificate]:
        """Station 3: certificates for those who earned them."""
        certifying = self.workplace.certifying()
        issuer = self.workplace.issuer(self.secret)
        earned = [one for one in decided if one.record.label is not None]
        issued: list[IssuedCertificate] = []
        with progress(self.context, "issuing", len(earned)) as bar:
            for one in earned:
                certificate = certifying.issue(one.record.decision, issuer)
                write_file(self._file(certificate.record.number), certificate.content)
                issued.append(certificate)
                bar.tick()
        self._prove(issued)
        folder = self.workplace.home / CERTIFICATES_FOLDER
        self.say(
            f"3. {len(issued)} demonstration certificates issued, each with the proof that it is in"
            f" the ledger, in {folder}/"
        )
        return issued

    def _prove(self, issued: list[IssuedCertificate]) -> None:
        """Sign one head of the ledger, and lay a proof under it beside each certificate."""
        heads = self.workplace.heads()
        heads.sign(self.workplace.ledger_signer(self.secret))
        for one in issued:
            file = self._file(one.record.number).with_suffix(PROOF_SUFFIX)
            write_file(file, heads.proof(one.record.certificate).to_bytes())

    def _file(self, name: str) -> Path:
        return self.workplace.home / CERTIFICATES_FOLDER / f"{name}.json"

    def verify(self, issued: list[IssuedCertificate]) -> dict[str, Any]:
        """Verify one certificate as it is, and one whose end was put off by a century."""
        first = issued[0]
        original = self._file(first.record.number)
        altered = self._file(f"{first.record.number}.altered")
        members = json.loads(first.content)
        members["validUntil"] = members["validUntil"].replace("20", "21", 1)
        write_file(altered, json.dumps(members, ensure_ascii=False).encode())
        return {
            "certificate": self._verify(original, "demonstration"),
            "altered": self._verify(altered, "altered"),
        }

    def _verify(self, file: Path, expected: str) -> dict[str, Any]:
        from tcei_certificates.verifying import verify  # noqa: PLC0415
        from tcei_cli.verify import proof_beside, verification_text  # noqa: PLC0415

        proof = proof_beside(str(file), None)
        now = SystemClock().now()
        verification = verify(file.read_bytes(), self.workplace.trust(), now, proof)
        self.say(verification_text(str(file), verification, "en"))
        if verification.status != expected:
            raise IntegrityError(
                "demo.verified_otherwise", file=str(file), found=verification.status
            )
        return {"file": str(file), "status": verification.status}

    def replay(self) -> dict[str, int]:
        """Station 4: judge every decision once more, from nothing but the record."""
        from tcei_cli.audit_text import tally_counts, tally_text  # noqa: PLC0415
        from tcei_rules.service.replaying import Tally  # noqa: PLC0415

        tally = Tally()
        with (
            self.workplace.replaying() as replaying,
            progress(self.context, "replaying", replaying.count()) as bar,
        ):
            for one in replaying.replay_all():
                tally.add(one)
                bar.tick()
            replaying.report(tally)
        self.say("4. What an auditor does years later: tcei audit replay --all, tcei audit verify")
        self.say(tally_text(tally, "en"))
        if tally.same < tally.total:
            raise IntegrityError("demo.replayed_otherwise", count=str(tally.total - tally.same))
        return tally_counts(tally)

    def audit(self) -> dict[str, Any]:
        """Sign the head of the record, and check all of it, each check by its name."""
        from tcei_cli.audit_text import report_data, report_text  # noqa: PLC0415

        self.workplace.heads().sign(self.workplace.ledger_signer(self.secret))
        trust = self.workplace.trust()
        report = self.workplace.auditing(trust).verify(self.workplace.pinned(trust))
        self.say(report_text(report, "en"))
        if not report.is_clean:
            raise IntegrityError("demo.audited_otherwise")
        return report_data(report)


def _decide(
    deciding: Deciding, assessment: str, applicant: Applicant
) -> tuple[tuple[str, ...], Decided | None]:
    """Decide on an applicant; return its line in the table, and no decision where it is open."""
    from tcei_rules.service.deciding import Wish  # noqa: PLC0415

    outcome = deciding.preview(assessment).outcome
    attributes = applicant.attributes
    result = outcome.label or ("open" if outcome.open_labels else "none")
    head = (attributes.name, attributes.country or "", applicant.sought, result)
    if applicant.sought in outcome.open_labels:
        return (*head, "waits for answers"), None
    decided = deciding.record(assessment, Wish(decider=DECIDER, confirmer=CONFIRMER))
    word = f"{decided.record.label} granted" if decided.record.label else "refused"
    return (*head, word), decided
