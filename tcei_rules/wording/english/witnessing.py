"""English: what exporting, keeping and cosigning the ledger tell."""

from collections.abc import Mapping
from typing import Final

WITNESSING: Final[Mapping[str, str]] = {
    "kept_head.another": "`{path}` keeps another head of {size} entries than this one: its root is {kept}, and here it is {given}; one of the two is of a ledger that was changed, so nothing is written over; keep both, and run `tcei audit verify`",
    "kept_head.damaged": "`{path}` is no head of the ledger as it was signed; bring it back from a copy",
    "ledger.shorter": "the ledger in this database has {size} entries, and a head with {last} was signed before, so records were lost; restore the database from a newer backup",
    "ledger.key_unknown": "trust.json does not name the key `{key}` for the ledger, or no longer, so nobody could check what it signs; nothing was signed, see `tcei keys list`",
    "ledger.entry_absent": "entry {index} of the ledger is missing; restore the database from a backup, and run `tcei audit verify`",
    "ledger.entry_changed": "entry {index} of the ledger is not what its tree says, so it was changed; nothing more was written, run `tcei audit verify`",
    "ledger.node_changed": "the hashes of the ledger at level {level} do not lead to those above them, at index {index}; nothing more was written, run `tcei audit verify`",
    "export.differs": "`{path}` is there and holds something else than this ledger: a fork, or a damaged file; nothing was written over, compare it with the database before you remove it",
    "export.strange": "`{path}` is no head that a key in trust.json signed, so the folder is of another ledger; name another folder",
    "export.ahead": "`{path}` has {there} entries, and the ledger here has {here}: records were lost, or a newer ledger was exported; nothing was written, restore the database from a newer backup",
    "export.forked": "the ledger here does not continue the {size} entries in `{path}`: a fork; nothing was written, keep the folder as evidence, and run `tcei audit verify`",
    "export.incomplete": "`{path}` is missing, though it was exported before; put it back with `tcei log export` and `--all`",
    "export.root": "the files do not lead to the head with {size} entries, so it was not published; look at all of them with `tcei log export` and `--all`",
    "witness.there_already": "`{folder}` has a witness already; name another folder",
    "witness.absent": "there is no witness in `{folder}`; make it with `tcei witness init`",
    "witness.damaged": "`{path}` is damaged; bring it back from a copy",
    "witness.head_damaged": "the last head of `{origin}` that this witness keeps is damaged; bring it back from a copy, since without it nothing can be compared",
    "witness.rolled_back": "`{origin}` showed {before} entries before (root `{root_before}`), and now only {now} (root `{root_now}`): an old copy, or a ledger that lost entries; it was not cosigned, both heads lie in `{evidence}`",
    "witness.two_heads": "`{origin}` signed two heads with {now} entries: before with the root `{root_before}`, now with `{root_now}`; it was not cosigned, and both heads in `{evidence}` prove the fault",
    "witness.not_continued": "`{origin}` showed {before} entries before (root `{root_before}`), and the {now} entries now (root `{root_now}`) do not begin with them: a fork; it was not cosigned, and both heads in `{evidence}` prove the fault",
    "witness.incomplete": "files of the export are missing or have not their length, so the head with {size} entries could not be checked and was not cosigned; fetch the whole folder anew",
    "witness.tiles": "the files of the export do not lead to its head with {size} entries, so it was not cosigned; fetch the whole folder anew, and ask the ledger if it stays so",
    "witness.clock": "the clock of this machine says {now}, and this witness cosigned at {last}; nothing was cosigned, set the clock right and try again",
    "witness_policy.other_ledger": "the policy names logs, and none of them is `{origin}` with a key in trust.json; add its line, or leave out all that begin with `log`",
}
