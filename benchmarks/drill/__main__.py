"""``python -m benchmarks.drill``: every part in turn, a table, and the key ``drill`` in ``benchmarks/results.json``.

Takes about three quarters of an hour. Each part is written when it ran whole, with its own date. Exit 1 when a budget
is missed.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from benchmarks import figures, machine, servers
from benchmarks.browser import chromium
from benchmarks.drill import kept
from benchmarks.drill.judge import judged, missed
from benchmarks.drill.releases import two
from benchmarks.figures import Measured
from benchmarks.servers import ROOT
from dashboard.config import Settings

RESULTS = ROOT / "benchmarks" / "results.json"
#: Changes of view in the soak that counts; fewer are for whoever works on the drill, and are not written down.
WHOLE = 5000
#: What a screen goes through, in a browser; and what a server goes through, a module each with a ``drill``.
SCREENS = ("soak", "faults")
SERVERS = ("worker", "corrupt", "disk", "slow", "flood", "fuzz", "sigterm", "proxy")
PARTS = (*SCREENS, *SERVERS)


@click.command()
@click.option("--changes", default=WHOLE, show_default=True, type=click.IntRange(40), help="In the soak.")
@click.option("--only", type=click.Choice(PARTS), multiple=True, help="A part of the drill; may be given again.")
@click.option("--short", is_flag=True, help="Less of the parts of a server; nothing is written then.")
def main(changes: int, only: tuple[str, ...], short: bool) -> None:
    """Drill screens and servers."""
    found: list[Measured] = []
    for part in only or PARTS:
        say(part)
        about, figured = _screens(part, changes) if part in SCREENS else _server(part, short)
        found += figured
        show(figured)
        if short or (part == "soak" and changes < WHOLE):
            print(f"not written: {part} was cut short")
        else:
            kept.keep(RESULTS, part, figured, {"date": datetime.now(UTC).date().isoformat(), **about})
            print(f"written: {part} in {RESULTS.relative_to(ROOT)}")
    if failed := missed(found):
        sys.exit(f"missed: {'; '.join(one.name for one in failed)}")


def _server(part: str, short: bool) -> tuple[dict[str, Any], list[Measured]]:
    """A part that needs no browser: what it was measured on, and its figures."""
    drill: Callable[[bool, Callable[[str], None]], Iterator[Measured]] = import_module(f"benchmarks.drill.{part}").drill
    about = machine.about(browser="")
    return {"machine": about}, list(drill(short, say))


def _screens(part: str, changes: int) -> tuple[dict[str, Any], list[Measured]]:
    """A part of the drill of screens: what it was measured on, and its figures."""
    from benchmarks.drill import faults
    from benchmarks.drill.soak import READINGS, soak

    changes -= changes % (2 * READINGS)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        releases = two(Path(folder) / "sverige", Settings.data)
        told: dict[str, Any] = {"release": releases.later, "machine": machine.about(browser=browser.version)}
        if part == "faults":
            return told, list(faults.drills(browser, releases, say))
        say(f"soak: {changes} changes of view")
        with servers.dashboard(data=releases.folder) as server:
            machine.settle(server.pids)
            whole = soak(Path(folder) / "profile", server, releases, changes, say)
        return {**told, "changes": changes, "readings": [asdict(one) for one in whole.readings]}, judged(whole)


def show(found: list[Measured]) -> None:
    """The figures as a table, and what is to be said of them."""
    print(f"\n{figures.table(found)}\n")
    for one in found:
        if one.note:
            print(f"{one.name}: {one.note}")


def say(what: str) -> None:
    """Tell what is going on."""
    print(f"… {what}", flush=True)


if __name__ == "__main__":
    main()
