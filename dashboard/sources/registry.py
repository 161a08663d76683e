"""Every importer by the name that the command line knows it by."""

from dashboard.sources import boundaries, cdp, klimatkollen, scb_population, smhi
from dashboard.sources.result import Reader

IMPORTERS: dict[str, Reader] = {
    "boundaries": boundaries.read,
    "cdp": cdp.read,
    "klimatkollen": klimatkollen.read,
    "scb-population": scb_population.read,
    "smhi": smhi.read,
}
