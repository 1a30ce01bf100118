"""Names as keys: the same name in other capitals, blanks or composition is the same."""

import unicodedata


def name_key(name: str) -> str:
    """Return the form under which a name is looked for."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
