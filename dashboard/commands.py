"""The commands that look after the data: ``check``, ``import`` and ``undo``.

A user's mistake ends in a sentence and a non-zero exit, never in a traceback.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from dashboard.config import Settings
from dashboard.tables import mirror
from dashboard.tables.checking import current_folder, examine
from dashboard.tables.faults import DataError, Fault
from dashboard.tables.loading import load
from dashboard.tables.releases import Busy, NothingToUndo, check_release, write_release
from dashboard.tables.releases import undo as undo_release

SOURCES = ("boundaries", "cdp", "klimatkollen", "scb-population", "smhi", "workbook")
WITH_VINTAGE = ("klimatkollen", "smhi")


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(1)


def _refuse(faults: Sequence[Fault]) -> NoReturn:
    for each in faults:
        click.echo(str(each))
    _stop(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}")


def plainly(command: Callable[..., None]) -> Callable[..., None]:
    """Turns what can go wrong with files and data into a sentence and exit 1."""

    @wraps(command)
    def run(**options: Any) -> None:
        try:
            command(**options)
        except DataError as error:
            _refuse(error.faults)
        except Busy:
            _stop("another import is at work on this data set, or has just changed it; try again")
        except NothingToUndo as error:
            _stop(f"{error} is the first release: there is nothing to go back to")
        except mirror.Unfetched as error:
            _stop(f"the data cannot be fetched, and none was fetched before: {error}")
        except OSError as error:
            _stop(f"{error.filename or 'the data set'}: {error.strerror or error}")

    return run


def _dataset(folder: str | None) -> Path:
    """The folder of the data set that is named, or of the settings'; what can only be read is no place to write."""
    if Settings.is_address(folder or "") or (not folder and Settings.from_env().address):
        _stop("the data set is remote, and can only be read: name a folder with --into")
    return Settings.data_folder(folder) if folder else Settings.from_env().data


@click.command()
@click.argument("folder", metavar="[DIR]", required=False)
@plainly
def check(folder: str | None) -> None:
    """Check every table of a data set's current release, or of a release folder.

    Prints a line a fault, ``file:row:column: value: why``, and exits with 1 on any.
    """
    chosen = Settings.from_env(data=folder or "")
    if trouble := mirror.fill(chosen, asked=True):
        _stop(f"the newest data cannot be taken in: {trouble}")
    release, faults = current_folder(chosen.data)
    frames: dict[str, Any] = {}
    if not faults:
        frames, faults = examine(release)
    if faults:
        _refuse(faults)
    click.echo(f"{release.name}: {len(frames)} tables, {sum(map(len, frames.values()))} rows: no faults")


@click.command("import")
@click.argument("source", type=click.Choice(SOURCES))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--into", "folder", metavar="DIR", help="The data set to import into.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option("--vintage", help="Which edition the figures are, such as 'SMHI 2026-06' (klimatkollen, smhi).")
@click.option("--city", help="The municipality that a CSV file is about, by its slug, such as umea (workbook).")
@plainly
def import_(source: str, file: Path, folder: str | None, dry_run: bool, vintage: str | None, city: str | None) -> None:
    """Import a publisher's FILE, or a municipality's workbook, as a new release: all of it or nothing."""
    # the importers are loaded here, so that the server starts without them
    from dashboard.sources.merging import merge
    from dashboard.sources.registry import IMPORTERS

    if vintage is not None and (source not in WITH_VINTAGE or not vintage.strip()):
        raise click.UsageError(f"--vintage is for {' and '.join(WITH_VINTAGE)}, and not empty")
    if city is not None and source != "workbook":
        raise click.UsageError("--city is for workbook")
    dataset, today = _dataset(folder), date.today()
    tables = load(dataset)
    if source == "workbook":
        from dashboard.workbook_import import take_in

        take_in(file, dataset, tables, city=city or "", dry_run=dry_run, today=today)
        return
    incoming = IMPORTERS[source](file, tables, vintage=vintage, today=today)
    if incoming.faults:
        _refuse(incoming.faults)
    click.echo(incoming.description)
    for remark in incoming.remarks:
        click.echo(f"  note: {remark}")
    merged = merge(tables, incoming)
    for summary in merged.summaries:
        label = f", {summary.relabelled} with a new vintage only" if summary.relabelled else ""
        click.echo(
            f"  {summary.table}: {summary.new} new, {summary.changed} changed{label}, "
            f"{summary.unchanged} unchanged, none removed"
        )
        for each in summary.biggest:
            click.echo(f"    {each.key} {each.column}: {_number(each.old)} → {_number(each.new)}")
    if not merged.frames:
        click.echo("nothing changes")
    elif dry_run:
        check_release(dataset, merged.frames)
        click.echo("dry run: nothing was written")
    else:
        name = write_release(dataset, merged.frames, base=tables.release, today=today)
        click.echo(f"release {name} is now current; before it was {tables.release}")


def _number(value: float | None) -> str:
    return "missing" if value is None else f"{value:.15g}"


@click.command()
@click.option("--into", "folder", metavar="DIR", help="The data set to go back in.")
@plainly
def undo(folder: str | None) -> None:
    """Take the last import back: the release before it becomes current again."""
    left, now = undo_release(_dataset(folder))
    click.echo(f"release {now} is current again; {left} stays on the disk")
