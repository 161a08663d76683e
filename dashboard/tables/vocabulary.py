"""The words that the tables' columns may hold, and the ranges that their figures keep to."""

YEARS = (1900, 2100)
GASES = ("co2e", "co2")
#: The nine sectors of SMHI's national emission database, in the order of the tables' columns.
SECTORS = (
    "transport",
    "industry",
    "agriculture",
    "electricity_heat",
    "machinery",
    "heating",
    "waste",
    "products",
    "international_transport",
)
CERTAINTIES = ("stated", "derived", "disputed")
BOUNDARIES = (
    "territorial",
    "municipal_group",
    "consumption",
    "area_and_consumption",
    "transport",
    "energy",
    "social",
    "adaptation",
)
TARGET_KINDS = (
    "climate_neutral",
    "climate_positive",
    "net_zero",
    "fossil_free",
    "reduction",
    "reduction_per_person",
    "level",
    "level_per_person",
    "annual_reduction",
    "carbon_budget",
    "residual",
    "traffic_reduction",
    "qualitative",
)
#: What a goal covers when it is less than its whole boundary; empty means all of it.
TARGET_PARTS = ("road", "energy_and_transport", "vehicles_and_travel", "fuels", "fossil_co2", "energy_use")
TARGET_UNITS = ("percent", "percent_per_year", "t", "t_per_person")
TARGET_STANDINGS = ("current", "superseded", "proposed", "ambition")
SCOPES = ("1", "2", "3", "basic", "basic_plus", "total")
SCOPE_PARTS = ("total", "excluding_grid_supply", "grid_supply")
MODES = (
    "walk",
    "bicycle",
    "walk_and_bicycle",
    "walk_and_public_transport",
    "public_transport",
    "car",
    "other",
    "sustainable",
    "not_car",
)
ROLES = ("signatory", "participant", "pioneer", "twin", "mission_city", "label_holder", "pilot")
CONTRACT_STANDINGS = ("signed", "joined", "letter_of_intent")
#: The laps of the transition map: one a contract version, up to the mission's year.
LAPS = (2020, 2030)
PHASES = (1, 6)
#: How far a piece of evidence has come, and how far an action has.
STAGES = ("done", "ongoing", "decided", "planned")
BASES = ("documented", "self_assessed")
ACTOR_SECTORS = ("public", "business", "academia", "civil_society")
#: The eight themes of the contract, the three common development processes, and what commitments add.
THEMES = (
    "transport",
    "energy",
    "built_environment",
    "construction",
    "renovation",
    "circularity",
    "consumption",
    "other",
    "governance",
    "calculation",
    "financing",
    "social",
    "procurement",
    "adaptation",
)
#: What an investment belongs to; amounts of different reach are never drawn on one axis.
REACHES = ("city", "municipality", "several_cities", "project")
AMOUNT_UNITS = ("msek", "msek_per_year", "meur", "sek_per_inhabitant_year")
