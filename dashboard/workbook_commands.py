"""The command that writes the workbook a municipality fills in: ``python -m dashboard template``."""

import os
import tempfile
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import click

from dashboard.commands import plainly
from dashboard.config import Settings
from dashboard.tables import mirror
from dashboard.tables.loading import Tables, load
from dashboard.workbook.words import Lang

ENDING = ".xlsx"
#: What a new file may be read and written by, before the user's own mask.
MODE = 0o666


@click.command()
@click.argument("out", metavar="OUT.xlsx", type=click.Path(path_type=Path))
@click.option("--city", metavar="SLUG", help="The municipality's name in addresses, such as umea; by default none.")
@click.option("--lang", type=click.Choice(["sv", "en"]), default="sv", show_default=True, help="The language.")
@click.option("--data", metavar="DIR", help="Data set: a folder, or a name in data/ such as exempel.")
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
@plainly
def template(out: Path, city: str | None, lang: Lang, data: str | None, force: bool) -> None:
    """Write the workbook that a municipality fills in, with what is known of it already."""
    if out.suffix.lower() != ENDING:
        raise click.ClickException(f"{out.name}: the file's name must end with {ENDING}")
    _need_a_place(out, force)
    chosen = Settings.from_env(data=data or "")
    if trouble := mirror.fill(chosen, asked=True):
        raise click.ClickException(f"the data cannot be fetched: {trouble}")
    tables = load(chosen.data)
    slug = _known(city, tables) if city is not None else None
    # XlsxWriter is loaded here, so that the server starts without it.
    from dashboard.workbook.template import template as written

    _write(out, written(tables, slug, lang, today=date.today()))
    whose = tables.municipality(tables.slugs[slug]).name if slug else "any municipality"
    click.echo(f"{out}: a workbook for {whose}, release {tables.release}")


def _need_a_place(out: Path, force: bool) -> None:
    if out.is_dir():
        raise click.ClickException(f"{out} is a folder: name a file in it")
    if out.exists() and not force:
        raise click.ClickException(f"{out} is there already: choose another name, or write over it with --force")
    if not out.parent.is_dir():
        raise click.ClickException(f"there is no folder {out.parent}: make it first, or choose another")


def _known(city: str, tables: Tables) -> str:
    """The slug of a municipality, written as a slug or as its name; an unknown one is told with those like it."""
    word = city.strip().lower()
    names = {tables.municipality(code).name.lower(): slug for slug, code in tables.slugs.items()}
    if word in tables.slugs:
        return word
    if word in names:
        return names[word]
    near = [names.get(each, each) for each in get_close_matches(word, [*tables.slugs, *names], n=3)]
    hint = f": did you mean {' or '.join(dict.fromkeys(near))}?" if near else ""
    raise click.ClickException(f"there is no municipality {city!r}{hint}")


def _write(out: Path, content: bytes) -> None:
    """Write it beside its place and move it there: a file that is there is whole."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
    except OSError as error:
        raise click.ClickException(f"nothing can be written in {out.parent}: {error.strerror or error}") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            # A temporary file is its owner's alone; this one is an ordinary file.
            mask = os.umask(0)
            os.umask(mask)
            os.fchmod(file.fileno(), MODE & ~mask)
        Path(name).replace(out)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror or error}") from None
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()
