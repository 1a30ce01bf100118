"""An application before it is spelt out."""

from __future__ import annotations

from dataclasses import dataclass, field

from tcei_rules.demo.dice import Dice
from tcei_rules.domain.assessment import Award, History
from tcei_rules.domain.fact import Role


@dataclass(slots=True, kw_only=True)
class Draft:
    """What will be answered, before it is spelt out."""

    dice: Dice
    country: str
    panel: tuple[tuple[str, str], ...]
    assessed_on: int
    interview_on: int
    filed_on: int
    levels: dict[str, int]
    """The settled level of each judged indicator."""
    staff: int
    """In hundredths of a full-time position."""
    committed: int
    private_share: int
    """In tenths of a percent."""
    judged: bool = True
    interviewed: bool = True
    on_site: bool = False
    profile: bool = True
    website: bool = True
    one_type: bool = False
    recognised: bool = False
    declared: tuple[str, ...] = ()
    validated: tuple[str, ...] = ()
    effects: bool = False
    level_missing: str | None = None
    unsettled: str | None = None
    waivers: tuple[tuple[str, Role, str], ...] = ()
    awards: list[Award] = field(default_factory=list[Award])

    @property
    def history(self) -> History:
        """Return the labels held before, as those of a demonstration."""
        return History(awards=tuple(self.awards), demonstration=True)
