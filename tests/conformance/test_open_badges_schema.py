"""Certificates against the published JSON Schema of Open Badges 3.0, formats checked."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given, settings

from tcei_certificates.preparing import prepare
from tcei_certificates.signing import sign
from tcei_rules.domain.canonical import Json
from tcei_rules.domain.certificate import CertificateContent, Result
from tests.certificate_samples import (
    DEMONSTRATION_KEY,
    SIGNED_AT,
    contents,
    sample_certificate,
    sample_issuer,
)
from tests.vectors import json_vectors

# The checker for date-time is an extra of the library; its absence would pass in silence.
FORMATS: Any = jsonschema.FormatChecker()
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)


def is_date_time(value: object) -> bool:
    return not isinstance(value, str) or bool(
        RFC_3339.fullmatch(value) and datetime.fromisoformat(value)
    )


FORMATS.checks("date-time", raises=ValueError)(is_date_time)


def findings(credential: object) -> list[str]:
    schema = json_vectors("1edtech-ob3-schema", "ob_v3p0_achievementcredential_schema.json")
    validator: Any = jsonschema.Draft201909Validator(schema, format_checker=FORMATS)
    errors: Iterator[Any] = validator.iter_errors(credential)
    return [f"{error.json_path}: {error.message}" for error in errors]


def credential(**changes: object) -> Any:
    return json.loads(sample_certificate(**changes).to_bytes())


def result(number: int) -> Result:
    return Result(id=f"point-{number}", title="A", required="B", achieved="C")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"results": ()},
        {"results": tuple(result(number) for number in range(40))},
        {"language": "de"},
        {"language": "sr-Latn-RS"},
        {"holder_name": "جمعية العناقيد – 集群組織", "narrative": "Zeile\n\tZeile"},
        {"valid_from": "2028-02-29", "valid_until": "2028-02-29"},
    ],
)
def test_a_certificate_fits_the_published_schema(changes: dict[str, object]) -> None:
    assert findings(credential(**changes)) == []


@settings(deadline=None, max_examples=40)
@given(contents)
def test_whatever_a_certificate_states_it_fits_the_published_schema(
    content: CertificateContent,
) -> None:
    signed = sign(prepare(content, sample_issuer()), DEMONSTRATION_KEY, created=SIGNED_AT)

    assert findings(json.loads(signed.to_bytes())) == []


@pytest.mark.parametrize(
    "broken",
    [
        '{"validFrom":"yesterday"}',
        '{"validUntil":"2026-13-01T00:00:00Z"}',
        '{"proof":{}}',
        '{"evidence":[{}]}',
        '{"credentialSubject":{}}',
        '{"@context":[]}',
    ],
)
def test_the_schema_would_find_a_certificate_that_does_not_fit(broken: str) -> None:
    assert findings(credential() | json.loads(broken)) != []


def test_the_published_example_fits_so_the_schema_is_read_rightly() -> None:
    assert findings(json_vectors("1edtech-ob3-schema", "minimal_valid_obv3.json")) == []


def terms(context: Json) -> set[str]:
    """Every term that a context defines, those for one type only among them."""
    found: set[str] = set()
    if isinstance(context, Mapping):
        found = set(context)
        for definition in context.values():
            found |= terms(definition)
    return found


def used(value: Json) -> set[str]:
    """Every member and type in a document."""
    if isinstance(value, Mapping):
        types = value.get("type", ())
        named = {types} if isinstance(types, str) else {str(one) for one in as_items(types)}
        return named.union(value, *map(used, value.values()))
    return {name for item in as_items(value) for name in used(item)}


def as_items(value: Json) -> Sequence[Json]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def test_every_member_and_type_is_a_published_term() -> None:
    """What a context does not define, JSON-LD verifiers drop in silence or refuse.

    Whether a term is defined at the place where it is used shows in the RDF form only.
    """
    contexts: list[Json] = [
        json_vectors("w3c-vc-data-model", "contexts", "credentials", "v2"),
        json_vectors("1edtech-ob3-schema", "context-3.0.3.json"),
        json_vectors("1edtech-ob3-schema", "extensions.json"),
    ]

    assert used(credential()) - set().union(*map(terms, contexts)) == set()
