"""Every message id in the code has a sentence, every sentence is used, and its values are given.

A message id is a text like `word.word` that something takes as its parameter
`message`. Ids put together at run time (f-strings) use every sentence they fit.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from tcei_rules.wording.catalogue import joined
from tcei_rules.wording.english import ENGLISH

ROOT = Path(__file__).parents[2]
PACKAGES = ("tcei_rules", "certificates/tcei_certificates", "cli/tcei_cli")

CATALOGUES = frozenset({"english", "german", "french", "spanish"})
"""Folders that hold sentences and ask for none."""

ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
PART = "[a-z0-9_]+"
ANY_ID = "[a-z0-9_.]+"
"""What a whole id stands for that is only known at run time."""

SUGGEST = ".suggest"
SUGGESTION = "suggestion"

NOT_FOUND: dict[str, str] = {}
"""Sentences whose use this test cannot find, each with the reason."""


@dataclass(frozen=True)
class Callee:
    """A function or class that takes a message id: where, and whether values come as keywords."""

    position: int | None
    parameters: frozenset[str]
    takes_values: bool


@dataclass
class Use:
    """A place where a sentence is asked for."""

    where: str
    message: str
    given: frozenset[str] | None = None
    """The values' names, where they can be read off the code."""


@dataclass
class Module:
    name: str
    tree: ast.Module
    constants: set[str] = field(default_factory=set[str])


@cache
def modules() -> tuple[Module, ...]:
    found: list[Module] = []
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            module = Module(str(path.relative_to(ROOT)), tree)
            is_catalogue = path.parent.name in CATALOGUES
            if not is_catalogue:
                module.constants = set(_constants(tree))
                found.append(module)
    return tuple(found)


def _constants(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@cache
def callees() -> dict[str, list[Callee]]:
    """Everything with a parameter `message`, by its name; several may share one."""
    found: dict[str, list[Callee]] = {}
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef):
                _add(found, node.name, _of_function(node))
            elif isinstance(node, ast.ClassDef):
                _add(found, node.name, _of_class(node))
    return found


def _add(found: dict[str, list[Callee]], name: str, callee: Callee | None) -> None:
    if callee is not None:
        found.setdefault(name, []).append(callee)


def _of_function(node: ast.FunctionDef) -> Callee | None:
    arguments = [*node.args.posonlyargs, *node.args.args]
    names = [one.arg for one in arguments if one.arg not in {"self", "cls"}]
    everything = frozenset([*names, *(one.arg for one in node.args.kwonlyargs)])
    if "message" not in everything:
        return None
    takes_values = node.args.kwarg is not None or "values" in everything
    position = names.index("message") if "message" in names else None
    return Callee(position, everything, takes_values)


def _of_class(node: ast.ClassDef) -> Callee | None:
    """A dataclass takes its fields; an error what its `__init__` takes, or else its base."""
    for member in node.body:
        if isinstance(member, ast.FunctionDef) and member.name == "__init__":
            return _of_function(member)
    annotated = [one.target for one in node.body if isinstance(one, ast.AnnAssign)]
    fields = [target.id for target in annotated if isinstance(target, ast.Name)]
    if "message" in fields:
        return Callee(None, frozenset(fields), "values" in fields)
    bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
    if any(base.endswith("Error") for base in bases) and "ValueError" not in bases:
        return Callee(0, frozenset({"message"}), takes_values=True)
    return None


@cache
def uses() -> tuple[Use, ...]:
    return tuple(use for module in modules() for use in _uses_in(module))


def _uses_in(module: Module) -> Iterator[Use]:
    functions = [node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef)]
    inside = {call: function for function in functions for call in ast.walk(function)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            for callee in callees().get(_called(node, inside, module.tree), ()):
                yield from _uses_of(node, callee, inside.get(node), module.name)


def _called(call: ast.Call, inside: dict[ast.AST, ast.FunctionDef], tree: ast.Module) -> str:
    match call.func:
        case ast.Attribute(attr="__init__", value=ast.Call(func=ast.Name(id="super"))):
            # The class whose `__init__` this is hands the id on to its base.
            holder = next(
                one
                for one in ast.walk(tree)
                if isinstance(one, ast.ClassDef) and inside.get(call) in one.body
            )
            return next((base.id for base in holder.bases if isinstance(base, ast.Name)), "")
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def _uses_of(
    call: ast.Call, callee: Callee, function: ast.FunctionDef | None, module: str
) -> Iterator[Use]:
    argument = _argument(call, callee)
    if argument is None:
        return
    given = _given(call, callee)
    spread = any(keyword.arg is None for keyword in call.keywords)
    for asked in _asked(argument, function):
        values = given
        if spread:
            known = given is not None and asked.spread is not None
            values = (given or frozenset()) | (asked.spread or frozenset()) if known else None
        yield Use(f"{module}:{call.lineno}", asked.pattern, values)


def _argument(call: ast.Call, callee: Callee) -> ast.expr | None:
    named = next((one.value for one in call.keywords if one.arg == "message"), None)
    if named is not None:
        return named
    if callee.position is None or callee.position >= len(call.args):
        return None
    return call.args[callee.position]


def _given(call: ast.Call, callee: Callee) -> frozenset[str] | None:
    """The names of the values at a call; nothing where the code does not say them."""
    if not callee.takes_values:
        return None
    literal = [one for one in call.args if isinstance(one, ast.Dict)]
    literal += [one.value for one in call.keywords if isinstance(one.value, ast.Dict)]
    names = {key.value for one in literal for key in one.keys if isinstance(key, ast.Constant)}
    names |= {one.arg for one in call.keywords if one.arg} - callee.parameters
    handed = any(one.arg == "values" and one.value not in literal for one in call.keywords)
    handed |= "values" in callee.parameters and any(
        isinstance(one, ast.Name | ast.BinOp) for one in call.args[(callee.position or 0) + 1 :]
    )
    return None if handed else frozenset(map(str, names))


@dataclass(frozen=True)
class Asked:
    """A message id that is asked for, as a pattern."""

    pattern: str
    spread: frozenset[str] | None = None
    """The names of the values that a `**` beside it holds, where they are known."""


def _asked(argument: ast.expr, function: ast.FunctionDef | None) -> Iterator[Asked]:
    match argument:
        case ast.Constant(value=str(text)):
            if ID.fullmatch(text):
                yield Asked(re.escape(text))
        case ast.IfExp(body=body, orelse=orelse):
            yield from _asked(body, function)
            yield from _asked(orelse, function)
        case ast.JoinedStr(values=parts):
            if _is_an_id(parts):
                yield Asked("".join(map(_pattern, parts)))
        case ast.Call(func=ast.Attribute(attr="get"), args=[_, default]):
            yield from _asked(default, function)
        case ast.Call(func=ast.Name(id="suggestion"), args=[first, *_]):
            for one in _asked(first, function):
                yield Asked(one.pattern, frozenset())
                yield Asked(one.pattern + re.escape(SUGGEST), frozenset({SUGGESTION}))
        case ast.Name(id=name) if function is not None:
            for value in _assigned(name, function):
                yield from _asked(value, function)
        case _:
            return


def _is_an_id(parts: list[ast.expr]) -> bool:
    texts = [str(part.value) for part in parts if isinstance(part, ast.Constant)]
    return any("." in text for text in texts) and all(re.fullmatch(ANY_ID, one) for one in texts)


def _pattern(part: ast.expr) -> str:
    match part:
        case ast.Constant(value=str(text)):
            return re.escape(text)
        case ast.FormattedValue(value=ast.Name(id="message")):
            return ANY_ID
        case _:
            return PART


def _assigned(name: str, function: ast.FunctionDef) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                names = target.elts if isinstance(target, ast.Tuple) else [target]
                values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
                if any(isinstance(one, ast.Name) and one.id == name for one in names):
                    yield from values


def placeholders(sentence: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def literal(message: str) -> str | None:
    plain = message.replace("\\", "")
    return plain if ID.fullmatch(plain) else None


def test_every_message_in_the_code_has_a_sentence() -> None:
    missing = {
        f"{use.where}: {message}"
        for use in uses()
        if (message := literal(use.message)) and message not in ENGLISH
    }

    assert not missing, "\n".join(sorted(missing))


def test_every_message_put_together_at_run_time_fits_some_sentence() -> None:
    unfit = {
        f"{use.where}: {use.message}"
        for use in uses()
        if literal(use.message) is None
        and not any(re.fullmatch(use.message, one) for one in ENGLISH)
    }

    assert not unfit, "\n".join(sorted(unfit))


def test_no_sentence_is_unused() -> None:
    written = {text for module in modules() for text in module.constants}
    patterns = [re.compile(use.message) for use in uses() if use.message != ANY_ID]
    suggested = {message + SUGGEST for message in written if message + SUGGEST in ENGLISH}
    unused = {
        message
        for message in ENGLISH
        if message not in written | suggested | NOT_FOUND.keys()
        and not any(pattern.fullmatch(message) for pattern in patterns)
    }

    assert not unused, "\n".join(sorted(unused))


def test_nothing_listed_as_not_found_is_found_or_gone() -> None:
    written = {text for module in modules() for text in module.constants}

    assert not NOT_FOUND.keys() & written
    assert not NOT_FOUND.keys() - ENGLISH.keys()


def test_every_value_that_a_sentence_names_is_given_wherever_it_is_used() -> None:
    lacking = {
        f"{use.where}: {message} lacks {', '.join(sorted(wanted))}"
        for use in uses()
        if use.given is not None
        and (message := literal(use.message))
        and (wanted := placeholders(ENGLISH.get(message, "")) - use.given)
    }

    assert not lacking, "\n".join(sorted(lacking))


def test_the_search_sees_what_it_should() -> None:
    """The test of the test: one id of every way in which code asks for a sentence."""
    found = {message: use for use in uses() if (message := literal(use.message))}

    assert found["answer.range"].given == frozenset({"name", "text", "lowest", "highest"})
    assert found["json.syntax"].given == frozenset({"cause"})
    assert found["unknown.name"].given == frozenset({"what", "name"})
    assert found["unknown.name.suggest"].given == frozenset({"what", "name", "suggestion"})
    assert found["unit.none"].given == frozenset({"name", "text", "expected"})
    assert found["input.mistakes"].given == frozenset({"count"})
    assert found["keyring.no_key"].given == frozenset({"purpose", "folder"})
    assert found["engine.disagreement"].given == frozenset({"where"})


@pytest.mark.parametrize("message", sorted(ENGLISH))
def test_a_sentence_keeps_to_the_form(message: str) -> None:
    """Lower case, one sentence, no full stop (docs/ruleset-language.md, section 7)."""
    sentence = ENGLISH[message]

    assert ID.fullmatch(message)
    assert sentence == sentence.strip()
    assert "\n" not in sentence
    assert not sentence.endswith(".")
    assert ". " not in sentence
    assert "!" not in sentence
    assert sentence.count("`") % 2 == 0
    assert all(name.isidentifier() for name in placeholders(sentence))


def test_two_topics_cannot_have_the_same_message() -> None:
    with pytest.raises(ValueError, match=r"two sentences: a\.b"):
        joined({"a.b": "one"}, {"a.b": "another"})
