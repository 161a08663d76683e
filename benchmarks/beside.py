"""Ours beside the peers: the ratio first, then what it is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

from benchmarks.figures import Measured, measured

#: The peers as tables name them, by the names that figures' keys use.
PEERS = {"vizro": "Vizro", "dash": "plain Dash"}


def beside(
    key: str,
    name: str,
    unit: str,
    ours: Sequence[float],
    peers: Mapping[str, Sequence[float]],
    *,
    part: float | None = None,
    budget: float | None = None,
    least: bool = False,
    digits: int = 0,
    note: str = "",
) -> list[Measured]:
    """The ratio to each peer (``key/of-vizro``), then ours (``key/ours``) and each peer's own (``key/vizro``).

    ``part`` is the budget of the ratio to Vizro, ``budget`` that of ours. With ``least`` more is better.
    A ratio is that of the medians; its spread is that of rounds that went in turns, else that of the farthest ends.
    """
    out = []
    for peer, theirs in peers.items():
        paired = len(ours) == len(theirs)
        ratios = (
            [one / other for one, other in zip(ours, theirs, strict=True)]
            if paired
            else [min(ours) / max(theirs), median(ours) / median(theirs), max(ours) / min(theirs)]
        )
        ratio = measured(f"{name}: ours by {PEERS[peer]}'s", "", ratios, digits=4, key=f"{key}/of-{peer}", least=least)
        goal = part if peer == "vizro" else None
        out.append(replace(ratio, median=round(median(ours) / median(theirs), 4), budget=goal))
    out.append(
        measured(f"{name}: ours", unit, ours, budget=budget, digits=digits, note=note, key=f"{key}/ours", least=least)
    )
    for peer, theirs in peers.items():
        out.append(measured(f"{name}: {PEERS[peer]}", unit, theirs, digits=digits, key=f"{key}/{peer}"))
    return out
