"""The published label holders that come with the package.

Real organisations, used only for what was published about them, each row with
its source. Nothing about them is ever invented.
"""

from importlib.resources import files

from tcei_rules.language.holders import ReadHolder, read_holders

FILE = "label_holders.csv"


def holders_table() -> bytes:
    """Return the table as it is shipped: CSV in UTF-8."""
    return (files("tcei_rules.demo") / FILE).read_bytes()


def published_holders() -> tuple[ReadHolder, ...]:
    """Return the published labels in the order of the table."""
    return read_holders(holders_table(), FILE)
