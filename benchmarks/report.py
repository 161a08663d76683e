"""The table in README.md, written from ``results.json`` and never by hand, and the reasons of what was missed."""

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.servers import ROOT

RESULTS = ROOT / "benchmarks" / "results.json"
REASONS = ROOT / "benchmarks" / "reasons.toml"
README = ROOT / "README.md"
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
#: The table's rows: what it says, and the beginning of the figures' keys.
ROWS = {
    "city page, bytes of a first visit": "city.bytes",
    "city page, first chart": "city.time",
    "overview, bytes of a first visit": "overview.bytes",
    "overview, first chart": "overview.time",
    "embed, bytes (a peer has its page to frame)": "embed.bytes",
    "embed shown": "embed.time",
    "change of city, answered, first time seen": "change.first",
    "change of city, answered, seen before": "change.again",
    "change of city, in the browser": "change.seen",
    "embeds a second, two workers": "load.embeds",
    "of 100 embeds 95 within": "load.embeds.p95",
    "city documents a second (a peer's is empty)": "load.pages",
    "200 readers at once: errors": "readers.errors",
    "200 readers at once: 95 of 100 answers within": "readers.p95",
    "memory, two workers": "memory.2",
    "start": "start",
}
#: What stands there until the whole benchmark has run beside the peers.
NOT_YET = "Not measured yet beside peers with the same charts: `make bench` writes the table here."
HEAD = ("", "ours", "Vizro", "plain Dash", "ours ÷ Vizro", "goal", "met")


def with_reasons(figures: list[dict[str, Any]], reasons: Mapping[str, str]) -> list[dict[str, Any]]:
    """The figures, each missed one with the reason that is given for its key; empty where none is."""
    return [{**one, "reason": reasons.get(one["key"], "") if one["met"] is False else ""} for one in figures]


def reasons() -> dict[str, str]:
    """Why budgets are missed, by the figure's key."""
    return tomllib.loads(REASONS.read_text("utf-8"))


def rewrite() -> list[str]:
    """Put the reasons into ``results.json`` and the table into README.md; names what was missed without a reason."""
    results = json.loads(RESULTS.read_text("utf-8"))
    results["figures"] = with_reasons(results["figures"], reasons())
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    README.write_text(placed(README.read_text("utf-8"), section(results)), encoding="utf-8")
    return [one["key"] for one in results["figures"] if one["met"] is False and not one["reason"]]


def placed(readme: str, text: str) -> str:
    """The README with the text between the two comments. Raises ValueError when they are not there, once each."""
    if readme.count(BEGIN) != 1 or readme.count(END) != 1:
        raise ValueError(f"README.md needs {BEGIN} and {END}, once each")
    before, rest = readme.split(BEGIN)
    return f"{before}{BEGIN}\n{text}\n{END}{rest.split(END)[1]}"


def section(results: Mapping[str, Any]) -> str:
    """The table, what it was measured on, and why a goal was missed."""
    known = {one["key"]: one for one in results["figures"]}
    busy = results["machine"]["load_at_start"] > results["machine"]["cores"] / 2
    rows = [row(label, key, known) for label, key in ROWS.items()]
    table = [HEAD, tuple("---" if i == 0 else "--:" if i < 5 else "---" for i in range(len(HEAD))), *rows]
    machine, theirs = results["machine"], results["machine"]["vizro_environment"]
    on = (
        f"Medians, measured {results['date']} on {machine['cores']} cores ({machine['cpu']}), "
        f"{machine['memory_gb']:g} GB, Chromium {machine['chromium']}, against Vizro {theirs['vizro']} and "
        f"Dash {machine['packages']['dash']} with the same charts. The wire is loopback; how each is measured: "
        "[docs/performance.md](docs/performance.md)."
        + (" The machine was busy with other work: times are longer than they would be." if busy else "")
    )
    shown = (f"{key}/{part}" for key in ROWS.values() for part in ("of-vizro", "ours"))
    missed = [known[key] for key in shown if key in known]
    why = [f"- Missed: *{one['name']}*. {one['reason']}".rstrip() for one in missed if one["met"] is False]
    lines = ["| " + " | ".join(cells) + " |" for cells in table]
    return "\n".join([on, "", *lines, *(["", *why] if why else [])])


def row(label: str, key: str, known: Mapping[str, dict[str, Any]]) -> tuple[str, ...]:
    """One row: medians with their units, the ratio to Vizro, goals and whether all of them are met."""
    ours, ratio = known.get(f"{key}/ours"), known.get(f"{key}/of-vizro")
    amounts = [amount(known.get(f"{key}/{who}")) for who in ("ours", "vizro", "dash")]
    judged = [one for one in (ratio, ours) if one is not None and one["budget"] is not None]
    goals = [goal(one) for one in judged]
    met = "" if not judged else "yes" if all(one["met"] for one in judged) else "**no**"
    return (label, *amounts, "" if ratio is None else part(ratio["median"]), "; ".join(goals), met)


def amount(one: Mapping[str, Any] | None) -> str:
    """A median with its unit, thousands apart by a no-break space; nothing for what was not measured."""
    if one is None:
        return ""
    value = one["median"]
    text = f"{value:,.0f}" if abs(value) >= 100 else f"{value:g}"
    return f"{text.replace(',', ' ')} {one['unit']}".rstrip()


def part(ratio: float) -> str:
    """A ratio as people say it: ``1/12``, or ``3.4 times`` where ours is the greater."""
    if ratio >= 1:
        return f"{ratio:.2g} times" if ratio < 10 else f"{ratio:.0f} times"
    return f"1/{1 / ratio:.2g}" if 1 / ratio < 10 else f"1/{1 / ratio:.0f}"


def goal(one: Mapping[str, Any]) -> str:
    """A budget in words."""
    sign = "≥" if one["least"] else "≤"
    if re.search("/of-", one["key"]):
        return f"{sign} {part(one['budget'])}"
    return f"{sign} {amount({**one, 'median': one['budget']})}"


def check_room(path: Path = README) -> None:
    """Raise ValueError before anything is measured when the table could not be written."""
    placed(path.read_text("utf-8"), "")
