"""Labels that others published, as they published them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from tcei_rules.domain.canonical import canonical, digest, sha256
from tcei_rules.domain.names import name_key
from tcei_rules.domain.published import PublishedLabel
from tcei_rules.store.tables import PUBLISHED


def add_published(connection: Connection, scheme: str, label: PublishedLabel) -> bool:
    """Add what was published of a label; tell whether it is new."""
    content = canonical(label.members())
    own = label_digest(scheme, content)
    if connection.scalar(select(PUBLISHED.c.digest).where(PUBLISHED.c.digest == own)):
        return False
    values = {
        "digest": own,
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


class Standing(NamedTuple):
    """A label that was published, as it stands there."""

    digest: str
    scheme: str
    name_key: str
    content: str


def standing(connection: Connection) -> Iterator[Standing]:
    """Yield every label that was published, as it stands there, by scheme and digest."""
    query = select(*(PUBLISHED.c[name] for name in Standing._fields))
    ordered = query.order_by(PUBLISHED.c.scheme, PUBLISHED.c.digest)
    with connection.execute(ordered.execution_options(yield_per=1000)) as rows:
        for row in rows:
            yield Standing._make(row)


def digest_of_all(connection: Connection, scheme: str) -> str:
    """Return one digest over all that was published of a scheme's labels."""
    return digest(sorted(one.digest for one in standing(connection) if one.scheme == scheme))


def label_digest(scheme: str, content: bytes) -> str:
    """Return the digest of what was published of a label."""
    return sha256(scheme.encode() + b"\n" + content)
