"""``python -m benchmarks.drill``: soak and faults, a table, and the key ``drill`` in ``benchmarks/results.json``.

Takes about half an hour. Exit 1 when a budget is missed.
"""

import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from benchmarks import figures, machine, servers
from benchmarks.browser import chromium
from benchmarks.drill import faults
from benchmarks.drill.judge import judged, missed
from benchmarks.drill.releases import two
from benchmarks.drill.soak import READINGS, soak
from benchmarks.figures import Measured
from benchmarks.servers import ROOT
from dashboard.config import Settings

RESULTS = ROOT / "benchmarks" / "results.json"
#: Changes of view in the soak that counts; fewer are for whoever works on the drill, and are not written down.
WHOLE = 5000
PARTS = ("soak", "faults")


@click.command()
@click.option("--changes", default=WHOLE, show_default=True, type=click.IntRange(4 * READINGS), help="In the soak.")
@click.option("--only", type=click.Choice(PARTS), help="One part of the drill; nothing is written then.")
def main(changes: int, only: str | None) -> None:
    """Drill a screen: a soak and faults."""
    changes -= changes % (2 * READINGS)
    found: list[Measured] = []
    readings: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        releases = two(Path(folder) / "sverige", Settings.data)
        about = machine.about(browser=browser.version)
        try:
            if only in (None, "soak"):
                say(f"soak: {changes} changes of view")
                with servers.dashboard(data=releases.folder) as server:
                    machine.settle(server.pids)
                    whole = soak(Path(folder) / "profile", server, releases, changes, say)
                found += judged(whole)
                readings = [asdict(one) for one in whole.readings]
            if only in (None, "faults"):
                found.extend(faults.drills(browser, releases, say))
        finally:
            # What was found before something broke took long to find.
            show(found)
    if only is None and changes >= WHOLE:
        date = datetime.now(UTC).date().isoformat()
        told = {"date": date, "release": releases.later, "machine": about, "changes": changes, "readings": readings}
        figures.write(RESULTS, found, told, section="drill")
        print(f"written: {RESULTS.relative_to(ROOT)}")
    else:
        print(f"not written: only the whole drill of at least {WHOLE} changes is")
    if failed := missed(found):
        sys.exit(f"missed: {'; '.join(one.name for one in failed)}")


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
