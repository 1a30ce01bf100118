"""Labels that others published, as they published them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, insert, select

from tcei_rules.domain.canonical import canonical, sha256
from tcei_rules.domain.names import name_key
from tcei_rules.domain.published import PublishedLabel
from tcei_rules.store.tables import PUBLISHED


def add_published(connection: Connection, scheme: str, label: PublishedLabel) -> bool:
    """Add what was published of a label; tell whether it is new."""
    content = canonical(label.members())
    digest = sha256(scheme.encode() + b"\n" + content)
    if connection.scalar(select(PUBLISHED.c.digest).where(PUBLISHED.c.digest == digest)):
        return False
    values = {
        "digest": digest,
        "scheme": scheme,
        "name_key": name_key(label.name),
        "content": content.decode(),
    }
    connection.execute(insert(PUBLISHED).values(values))
    return True


def published(connection: Connection, scheme: str) -> Iterator[PublishedLabel]:
    """Yield everything that was published of a scheme's labels, by name."""
    query = select(PUBLISHED.c.content).where(PUBLISHED.c.scheme == scheme)
    for content in connection.scalars(query.order_by(PUBLISHED.c.name_key, PUBLISHED.c.digest)):
        yield PublishedLabel.model_validate_json(content)
