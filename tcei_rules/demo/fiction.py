"""What fictional applicants are made from: places, people, sectors, words. All of it is made up."""

from __future__ import annotations

BRONZE, SILVER, GOLD = "bronze", "silver", "gold"
LABELS = (BRONZE, SILVER, GOLD)

PASS_MARK = 120
"""Points that Gold demands of 150. Source: docs/scheme.md, "Gold"."""

FACTS = (
    "assessors", "eccp_profile", "effects", "english_website", "foreign_assessors",
    "improved_areas", "interview_on", "members", "private_share", "public_cooperation",
    "recognised_by", "recognition", "staff", "validated_areas",
)  # fmt: skip
"""Facts that are answered by name; judged indicators are answered as they come."""

WAIVED_STAFF, WAIVED_MEMBERS = "eligibility.staff", "eligibility.members"
WAIVED_WEBSITE, WAIVED_IMPROVEMENT = "eligibility.website", "silver.improved"
WAIVED = (WAIVED_STAFF, WAIVED_MEMBERS, WAIVED_WEBSITE, WAIVED_IMPROVEMENT)

PLACE_BEGINNINGS = (
    "Unicorn", "Marzipan", "Thimble", "Wyvern", "Moonbeam", "Teacup", "Kraken", "Stardust",
    "Gingerbread", "Firefly", "Snowglobe", "Dandelion", "Lantern", "Wishbone",
)  # fmt: skip
PLACE_ENDINGS = ("mere", "ford", "haven", "holm", "dale", "stead", "moor", "wick")
SECTORS = (
    ("Food industry", "food"),
    ("ICT", "software"),
    ("Energy and environment", "energy"),
    ("Health and medical science", "health"),
    ("Production and engineering", "engineering"),
    ("Transportation and mobility", "mobility"),
    ("Maritime technologies, water resources", "water"),
)
HOMES = (
    ("DE", "DE21"), ("US", "US-WI"), ("FR", "FRK2"), ("ES", "ES51"), ("US", "US-OH"),
    ("IT", "ITC4"), ("PL", "PL21"), ("CA", "CA-QC"), ("DK", "DK04"), ("AT", "AT12"),
    ("US", "US-NC"), ("SE", "SE11"), ("DE", "DE11"), ("MX", "MX-QUE"), ("PT", "PT11"),
    ("US", "US-MA"),
)  # fmt: skip
"""Countries (ISO 3166-1) with regions (NUTS, ISO 3166-2)."""
LEGAL_FORMS = {"US": ("501c3", "501c6", "university")}
OTHER_LEGAL_FORMS = ("association", "association", "company")
ASSESSORS = (
    ("Mira Quillfeather", "DE"), ("Otto Nimbusch", "DE"), ("Celeste Plumemoire", "FR"),
    ("Inigo Farolillo", "ES"), ("Signe Maaneskin", "DK"), ("Hattie Winklebrook", "US"),
    ("Jasper Tumblewick", "US"), ("Odile Brindeneige", "CA"),
)  # fmt: skip
"""Fictional people, and the country each comes from."""
MEMBER_TYPES = (
    "industry", "industry", "industry", "industry", "industry", "industry",
    "research", "research", "civil_society", "other",
)  # fmt: skip
EFFECTS = (
    "Members find partners sooner since enquiries are answered within a week",
    "Working groups now end with a plan that members carry out together",
    "More members take part in projects with research since the contacts are kept up",
)
CONSENSUS_REASONS = (
    "The minutes shown on the second day support this level",
    "Both had different years in view; the later one counts",
    "The plan exists but was followed only in part",
)
PROGRAMMES = ("Programme of the Unicornmere district", "Teacupholm cluster initiative")
