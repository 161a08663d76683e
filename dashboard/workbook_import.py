"""``import workbook FILE``: a municipality's workbook as a new release, or every flaw in it, told and written back."""

import os
import re
from collections.abc import Iterator
from datetime import date
from itertools import chain, count
from pathlib import Path

import click

from dashboard.i18n import number, t
from dashboard.tables.loading import Tables, load
from dashboard.tables.releases import check_release, write_release
from dashboard.workbook import Change, Examined, SheetChange, annotated, examine
from dashboard.workbook.opening import LARGEST
from dashboard.workbook.words import Lang, column

KINDS = ("new", "changed", "removed")
#: So many rows of a sheet are told one by one.
TOLD = 20


def take_in(file: Path, dataset: Path, tables: Tables, *, city: str, dry_run: bool, today: date) -> None:
    """Takes a workbook in, or tells its flaws and exits with 1. All words are in the workbook's language."""
    data = _bytes(file)
    examined = examine(data, file.name, tables, city=city, releases=lambda name: load(dataset, release=name))
    lang = examined.lang
    for remark in examined.remarks:
        click.echo(f"{t(lang, 'import.remark')}: {remark.text(lang)}")
    if not examined.good:
        _refuse(file, data, examined)
    click.echo(t(lang, "import.about", name=tables.municipality(examined.code).name))
    for line in summary(examined):
        click.echo(line)
    if not examined.frames:
        click.echo(t(lang, "import.nothing"))
    elif dry_run:
        check_release(dataset, examined.frames)
        click.echo(t(lang, "import.dry"))
    else:
        name = write_release(dataset, examined.frames, base=tables.release, today=today)
        click.echo(t(lang, "import.done", name=name, former=tables.release))


def _bytes(file: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)


def _refuse(file: Path, data: bytes, examined: Examined) -> None:
    lang = examined.lang
    for flaw in examined.flaws:
        click.echo(flaw.text(lang))
    click.echo(t(lang, "import.flaws_one" if len(examined.flaws) == 1 else "import.flaws", count=len(examined.flaws)))
    copy = annotated(data, examined)
    if copy is not None:
        path = _free(file, t(lang, "import.copy_suffix"))
        click.echo(t(lang, "import.copy" if _kept(path, copy) else "import.no_copy", name=path.name))
    raise SystemExit(1)


def _free(file: Path, suffix: str) -> Path:
    """A name for the copy that no file has: in an earlier copy somebody may be correcting just now."""
    stem = re.sub(rf"-{suffix}(-\d+)?$", "", file.stem)
    numbers = chain([""], (f"-{each}" for each in count(2)))
    names = (f"{stem}-{suffix}{number}.xlsx" for number in numbers)
    return next(path for path in map(file.with_name, names) if not path.exists())


def _kept(path: Path, data: bytes) -> bool:
    """Writes the copy whole or not at all; whether it could be written."""
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        return False
    return True


def summary(examined: Examined) -> Iterator[str]:
    """What would change, sheet by sheet, as lines of text in the workbook's language."""
    lang = examined.lang
    for sheet in examined.changes:
        some = [kind for kind in KINDS if sheet.count(kind)]
        counts = [t(lang, f"import.{kind}", count=number(lang, sheet.count(kind))) for kind in some]
        rest = t(lang, "import.unchanged", count=number(lang, sheet.unchanged))
        yield f"  {sheet.sheet}: {', '.join([*counts, rest])}"
        for change in sheet.changes[:TOLD]:
            yield f"    {_told(change, sheet, lang)}"
        if len(sheet.changes) > TOLD:
            yield f"    {t(lang, 'import.more', count=len(sheet.changes) - TOLD)}"


def _told(change: Change, sheet: SheetChange, lang: Lang) -> str:
    sign = {"new": "+", "changed": "±", "removed": "−"}[change.kind]
    values = [f"{column(sheet.table, name, lang)}: {old or '–'} → {new or '–'}" for name, old, new in change.values]
    return f"{sign} {change.row}" + (f" ({'; '.join(values)})" if values else "")
