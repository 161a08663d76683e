"""How much each thing counts when municipalities are held to be alike: what an address says of it.

``like.group=0&like.mix=3``: from nought to three, what is usual left out.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from dashboard.model.peers import COMPONENTS, DEFAULTS, MOST

#: Components with a weight that is not the usual one.
Likes = tuple[tuple[str, int], ...]
PREFIX = "like."


def likes(query: Mapping[str, str]) -> Likes:
    """The weights of a query that are not the usual; what is no number from nought to three is the usual."""
    allowed = {str(weight): weight for weight in range(MOST + 1)}
    asked = {name: allowed.get(query.get(PREFIX + name, "")[:4].strip(), DEFAULTS[name]) for name in COMPONENTS}
    return tuple((name, weight) for name, weight in asked.items() if weight != DEFAULTS[name])


def weights(chosen: Likes) -> dict[str, int]:
    """Every component's weight."""
    return {**DEFAULTS, **dict(chosen)}


def to_query(chosen: Likes) -> str:
    """The weights as an address holds them; empty when all are usual."""
    return urlencode({PREFIX + name: weight for name, weight in chosen})
