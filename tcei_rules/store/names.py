"""Names as they are kept, and as keys: in other capitals or composition they are the same."""

import unicodedata


def clean_name(name: str) -> str | None:
    """Return a name composed and without blanks around it; nothing if it is no name.

    A name stands on one line and has no character that nobody can see.
    """
    composed = unicodedata.normalize("NFC", name).strip()
    if not composed or not all(_is_visible(character) for character in composed):
        return None
    return composed


def _is_visible(character: str) -> bool:
    # Control, format, surrogate, private and unassigned characters, line and paragraph ends.
    kind = unicodedata.category(character)
    return character == " " or not (kind.startswith("C") or kind in {"Zl", "Zp"})


def name_key(name: str) -> str:
    """Return the form under which a name is looked for."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
