"""The next version as a copy: comments, order and quotes stay, names of the past go."""

from __future__ import annotations

import pytest

from tcei_rules.language.drafting import next_version
from tcei_rules.language.nodes import Tree, compose, tree
from tcei_rules.language.ruleset import read_ruleset
from tests.authoring import Author
from tests.home import shipped_texts
from tests.yaml_text import seeded, yaml


def _without_was(value: Tree) -> Tree:
    if isinstance(value, dict):
        return {key: _without_was(one) for key, one in value.items() if key != "was"}
    return [_without_was(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", sorted(shipped_texts()))
def test_only_version_time_and_predecessor_change(name: str) -> None:
    before = shipped_texts()[name]

    after = next_version(before.encode(), "9.0.0", "2030-01-01").decode()

    old, new = tree(compose(before.encode(), "a")), tree(compose(after.encode(), "b"))
    assert isinstance(old, dict)
    version = old["version"]
    changed: dict[str, Tree] = {
        "version": "9.0.0", "in_force": {"from": "2030-01-01"}, "supersedes": {"version": version},
    }  # fmt: skip
    assert new == _without_was({**old, **changed})
    comments = [line.strip() for line in before.splitlines() if line.strip().startswith("#")]
    kept = [line.strip() for line in after.splitlines() if line.strip().startswith("#")]
    assert kept == comments


def test_rulesets_of_every_form_can_be_copied() -> None:
    for seed in range(15):
        random = seeded(seed)
        content = yaml(Author(random).write(), random).encode()

        draft = read_ruleset(next_version(content, "9.0.0", "2030-01-01"), "draft.yaml").ruleset

        assert (draft.version, draft.supersedes and draft.supersedes.version) == ("9.0.0", "2.0.0")
        assert [one.was for one in draft.asked if one.was] == []
        assert [one.was for one in draft.derived if one.was] == []
