"""Names as they are kept, and as keys: in other capitals or composition they are the same."""

import unicodedata

JOINERS = "\u200c\u200d"
"""Seen only in what they do to their neighbours: scripts that need them are spelt with them."""

_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u180b\u180c\u180d\u180f") | {
    chr(code) for code in range(0xE0100, 0xE01F0)
}
"""Letters, marks and signs by their category, and nothing on any screen."""

_VIRAMA = 9
"""The combining class of signs that bind an Indic letter to the next (UAX #44, table 15)."""


def clean_name(name: str) -> str | None:
    """Return a name composed and without blanks around it; nothing if it is no name.

    A name stands on one line and has no character that nobody can see.
    """
    composed = unicodedata.normalize("NFC", name).strip()
    seen = all(_is_seen(composed, index) for index in range(len(composed)))
    # What has no key, such as a lone mark, could be found under no name.
    return composed if seen and name_key(composed) else None


def _is_seen(text: str, index: int) -> bool:
    character = text[index]
    if character in JOINERS:
        return 0 < index < len(text) - 1 and _joins(text[index - 1], text[index + 1])
    # Control, format, surrogate, private and unassigned characters, line and paragraph ends.
    kind = unicodedata.category(character)
    hidden = kind.startswith("C") or kind in {"Zl", "Zp"} or character in _FILLERS
    return character == " " or not hidden


def _joins(before: str, after: str) -> bool:
    """Tell whether a joiner between two characters is a part of the spelling.

    Source: RFC 5892, appendix A.1 and A.2, less strict between Arabic letters;
    Unicode Technical Standard 51 for pictures made of several.
    """
    indic = unicodedata.combining(before) == _VIRAMA
    in_arabic = unicodedata.bidirectional(before) in {"AL", "NSM"}
    arabic = in_arabic and unicodedata.bidirectional(after) == "AL"
    in_picture = unicodedata.category(before) in {"So", "Sk", "Mn"}
    picture = in_picture and unicodedata.category(after) == "So"
    return indic or arabic or picture


def name_key(name: str) -> str:
    """Return the form under which a name is looked for; in other capitals it is the same.

    So it is in another composition, in letters of another width, and with joiners
    or without. Letters of two scripts that look alike stay two names.
    """
    shown = "".join(one for one in unicodedata.normalize("NFKC", name) if not _is_joining(one))
    # Capitals of some letters are composed otherwise than the letters (Unicode, section 3.13).
    folded = unicodedata.normalize("NFKC", shown.casefold())
    return " ".join(folded.split())


def _is_joining(character: str) -> bool:
    # Variation selectors choose among pictures of one character.
    return character in JOINERS or "\ufe00" <= character <= "\ufe0f"
