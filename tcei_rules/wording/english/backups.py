"""What taking and restoring backups tells."""

from collections.abc import Mapping
from typing import Final

BACKUPS: Final[Mapping[str, str]] = {
    # Backups
    "backup.not_one": "this is no backup of this program; give a file that `tcei db backup` made",
    "backup.damaged": "the backup is damaged and cannot be read to its end: {cause}; nothing was stored, take another one",
    "backup.refused": "the backup holds what no record of this program can hold: {cause}; nothing was stored, take another one",
    "backup.rows": "of the table `{table}` {found} rows came over and {expected} were there, so some hang on nothing; nothing was stored, take another backup",
    "backup.other_version": "this backup was made by another version of this program, with tables of {version} instead of {known}; restore it with that version, or bring a copy of it to the present tables first",
    "backup.there_already": "there are rows in the database `{database}` already, and nothing is restored over them; move it aside, or name another with `--home` or `--db`",
    "backup.other_trust": "the trust root that holds in `{path}` is not the one in `trust.json`, so the backup is older than the file, or of another ledger; nothing was stored, look for the right backup",
    "backup.no_head": "no head was kept outside of the backup, so nobody can tell whether it is the latest one; give a head that somebody else has with `--checkpoint FILE`",
    "backup.continued": "it continues the head of {size} entries that was kept outside of it",
    # A ledger that is looked at as a whole
    "whole.gap": "entry {index} of the ledger is missing; there is entry {found} in its place",
    "whole.back_dated": "entry {index} of the ledger is dated {at}, before the entry ahead of it, which is of {last}",
    "whole.node": "the hash at level {level}, index {index} of the ledger is not that of its entries: a record or a hash was changed",
    "whole.nodes": "a ledger of {size} entries has {expected} hashes, and {found} are there: entries were removed, or hashes slipped in",
    "whole.other_kind": "something in `{path}` is of another kind than this program writes ({cause}): a text in place of bytes, or a record of another form; it was changed by something else",
    "whole.certificate": "what was prepared for certificate `{number}` is missing or was changed",
    "whole.behind": "the ledger in `{path}` has {size} entries, and one of {kept} was signed (`{head}`): it is older, and what came after it would be lost; look for a later backup",
    "whole.other_root": "the ledger in `{path}` does not lead to the head of {size} entries in `{head}`: the root is {found}, and {kept} was signed; it was changed, or is of another ledger",
}
