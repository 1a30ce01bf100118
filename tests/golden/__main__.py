"""`python -m tests.golden`: keep golden decisions of versions that have none yet.

What is kept is never written over: a decision that comes out otherwise is a
defect of the engine, or a ruleset that was changed after it was published.
"""

from __future__ import annotations

import sys

from tests.golden.decisions import FOLDER, golden_of, shipped_names

if __name__ == "__main__":
    for name in shipped_names():
        folder = FOLDER / name
        if folder.exists():
            continue
        folder.mkdir(parents=True)
        for number, golden in enumerate(golden_of(name), 1):
            (folder / f"{number:02}.json").write_bytes(golden.canonical())
        sys.stdout.write(f"{name}: {len(list(folder.iterdir()))} decisions kept\n")
