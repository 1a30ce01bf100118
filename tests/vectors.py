"""Published test vectors: other people's data, read from beside the project, never copied."""

import json
from pathlib import Path
from typing import Any

import pytest

VECTORS = Path(__file__).parents[2] / "shared" / "vectors"


def vectors(*names: str) -> Path:
    """Return a file or folder of published vectors, or skip the test that needs it."""
    path = VECTORS.joinpath(*names)
    if not path.exists():
        pytest.skip(
            f"the published vectors {'/'.join(names)} are not here; "
            "put them into ../shared/vectors beside the project to run this test"
        )
    return path


def json_vectors(*names: str) -> Any:
    """Return the JSON of a published file, or skip the test."""
    return json.loads(vectors(*names).read_text(encoding="utf-8"))
