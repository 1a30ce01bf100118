"""What every test shares: the findings that are known and not mended yet.

`open_findings.txt` names tests that say what is right where the product does
not do it yet. They run as expected failures; a line goes when its fault does.
"""

from __future__ import annotations

from pathlib import Path

import pytest

FINDINGS = Path(__file__).with_name("open_findings.txt")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    lines = FINDINGS.read_text(encoding="utf-8").splitlines()
    known = {line for line in lines if line and not line.startswith("#")}
    for item in items:
        # By the test, not its parameters: some of them may hold already.
        if item.nodeid.partition("[")[0] in known:
            item.add_marker(pytest.mark.xfail(strict=False, reason="an open finding"))
