"""English: what is wrong with a file before anyone asks what it says."""

from collections.abc import Mapping
from typing import Final

FILES: Final[Mapping[str, str]] = {
    # YAML
    "yaml.alias": "`*{name}` repeats something from elsewhere; write it out here",
    "yaml.anchor": "`&{name}` is an anchor, and nothing may refer to it; remove it",
    "yaml.comma": (
        "`{key}` has no value: a comma inside `{{ }}` ends a text; put the text in quotes"
    ),
    "yaml.control": "the invisible character {code} cannot stand in a text; remove it",
    "yaml.documents": "a second document begins here; write one document a file",
    "yaml.duplicate_key": "`{key}` is given twice, first on line {first}",
    "yaml.key": "a key must be a single text",
    "yaml.not_utf8": "this is not UTF-8; save the file as UTF-8",
    "yaml.syntax": "this cannot be read as YAML: {cause}",
    "yaml.tag": "`{tag}` is a tag, and tags are not read; remove it",
    "yaml.too_deep": "this is nested more than {limit} levels deep; write it flatter",
    "yaml.too_large": "the file has {size} MB; at most 0.5 MB is read",
    # JSON
    "json.duplicate_key": "`{key}` is given twice in one object",
    "json.not_utf8": "this is not UTF-8 from byte {position} on; save the file as UTF-8",
    "json.number": "`{number}` cannot stand here: numbers are whole and below 9007199254740992",
    "json.syntax": "this cannot be read as JSON: {cause}",
    "json.too_deep": "this is nested more than {limit} levels deep",
    # The shape of what stands at a place
    "key.missing": "{noun} lacks `{key}`",
    "key.unknown": "unknown key `{key}` in {noun}",
    "key.unknown.suggest": "unknown key `{key}` in {noun}; did you mean `{suggestion}`?",
    "unknown.name": "unknown {what} `{name}`",
    "unknown.name.suggest": "unknown {what} `{name}`; did you mean `{suggestion}`?",
    "shape.mapping": "{noun} must consist of keys and values, such as `title: Members`",
    "shape.scalar": "{noun} must be a single text",
    "shape.sequence": "{noun} must be a list: items in `[ ]`, or lines that begin with `-`",
    "shape.words": (
        "{noun} must be a text, or texts by language such as `{{en: Members, de: Mitglieder}}`"
    ),
    # Texts and names
    "text.empty": "{noun} is empty; write something, or leave it out",
    "text.lines": "a {noun} is one line; write it without line breaks",
    "text.not_a_scheme": (
        "`{text}` is not the name of a scheme; use small letters, digits and `_`, with `-` between"
    ),
    "text.not_a_name": (
        "{noun} `{text}` must begin with a small letter and have only small letters, digits and `_`"
    ),
    "text.not_an_id": "{noun} `{text}` must have only letters, digits, `_`, `.` and `-`",
    "text.quotes": '{noun} must be text: write "{text}" in quotes, or it reads as {reads}',
    "words.language": "`{text}` is not a language; write its code, such as `en`",
    "words.original": "{noun} lacks the language that the file is written in; add `{language}`",
    # Numbers, days, yes and no
    "number.comma": "`{text}` is not a number; write `{better}`",
    "number.not_one": "`{text}` is not a number; write digits, with a point for decimals",
    "number.not_whole": "{noun} must be a whole number; `{text}` is not",
    "number.too_long": "`{text}` has more than {most} digits; more cannot be computed exactly",
    "number.decimals": "`{text}` has too many decimals: {has}; `{name}` has {most}",
    "unit.needed": "`{text}` of what? write `{text} {unit}`",
    "unit.none": "`{name}` has no unit; write `{text}` without one",
    "unit.other": "`{name}` is counted in {expected}; `{text}` is not",
    "day.not_one": "`{text}` is not a day; write one like 2019-11-15",
    "yes_no.not_one": "{noun} must be `yes` or `no`; `{text}` is neither",
}
