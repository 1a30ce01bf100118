"""A catalogue: message ids and their sentences, put together from topics."""

from collections.abc import Mapping


def joined(*topics: Mapping[str, str]) -> Mapping[str, str]:
    """Return all topics as one catalogue.

    Raises:
        ValueError: A message id is in two of them.
    """
    catalogue: dict[str, str] = {}
    for topic in topics:
        twice = sorted(catalogue.keys() & topic.keys())
        if twice:
            raise ValueError(f"message ids with two sentences: {', '.join(twice)}")
        catalogue.update(topic)
    return catalogue
