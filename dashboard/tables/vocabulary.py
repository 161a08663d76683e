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
#: How an inventory is made, and the area that it is about.
PROTOCOLS = ("gpc", "regional_or_national", "city_specific", "other")
SCOPE_BOUNDARIES = ("municipality", "larger", "partial", "city_by_population")
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
#: What a travel survey is about: where, which trips, and how it was made.
AREAS = ("municipality", "city", "urban_area")
TRIPS = ("all", "weekday", "weekday_without_walking", "work_school", "commuting", "within_city")
#: What goals count besides: shares of something else than trips.
TARGET_TRIPS = (*TRIPS, "motorised", "passenger_km", "passenger_km_bus", "passenger_km_rail")
#: What a goal for travel is: adopted, put forward, or a number of somebody's scenario.
MODAL_STANDINGS = ("current", "proposed", "scenario")
METHODS = ("app", "paper", "postal", "regional", "counts", "recalculated")
ROLES = ("signatory", "participant", "pioneer", "twin", "mission_city", "label_holder", "pilot")
CONTRACT_STANDINGS = ("signed", "joined", "letter_of_intent")
#: The laps of the transition map: one a contract version, up to the mission's year.
LAPS = (2020, 2030)
PHASES = (1, 6)
#: How far a piece of evidence has come, and how far an action has.
STAGES = ("done", "ongoing", "decided", "planned")
BASES = ("documented", "self_assessed")
ACTOR_SECTORS = ("public", "business", "academia", "civil_society")
#: The eight themes of the contract's template, chapter 5.4.
CONTRACT_THEMES = (
    "transport",
    "energy",
    "built_environment",
    "construction",
    "renovation",
    "circularity",
    "consumption",
    "other",
)
#: With them the three common development processes, and what commitments add.
THEMES = (
    *CONTRACT_THEMES,
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
