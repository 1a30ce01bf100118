"""Names of test cases."""


def short(value: object) -> str:
    """Return a name for a case that may be megabytes of rubbish."""
    return repr(value)[:30]
