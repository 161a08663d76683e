"""``python -m dashboard publish OUT_DIR``: every embed as static files."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import click

from dashboard.commands import plainly
from dashboard.config import settings
from dashboard.pictures import client
from dashboard.pictures.front import available
from dashboard.publish.folder import Folder
from dashboard.publish.plan import Job, jobs, made_from
from dashboard.state import LANGUAGES, Language
from dashboard.tables import mirror, store
from dashboard.tables.loading import Tables

#: Jobs under way at a time: while one waits for its pictures, others are put together.
AT_ONCE = 3


@click.command()
@click.argument("out", metavar="OUT_DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--cities", help="Slugs, with commas between; by default all municipalities in the contract.")
@click.option("--languages", help="sv, en or both with a comma between; by default both.")
@plainly
def publish(out: Path, cities: str | None, languages: str | None) -> None:
    """Write every embed, with pictures, figures, tables and an index, for any web host to serve.

    A run that breaks is taken up again by the next one; until a run is done, what was published before stays as it is.
    The same data and code again writes nothing.
    """
    if trouble := mirror.fill():
        click.echo(f"note: the address of the data gives nothing newer ({trouble})")
    tables = store.current()
    slugs = _listed(cities, list(tables.slugs), "municipality") if cities is not None else None
    spoken = _listed(languages, list(LANGUAGES), "language") if languages is not None else list(LANGUAGES)
    wanted = list(jobs(tables, slugs, spoken))  # type: ignore[arg-type]
    pictures = available()
    folder = Folder(out, made_from(tables, pictures))
    if folder.is_current(job.key for job in wanted):
        click.echo(f"{out} holds release {tables.release} already: nothing to write")
        return
    folder.open()
    try:
        if folder.stands(job.key for job in wanted):
            folder.nothing_to_do()
            click.echo(f"{out} holds release {tables.release}: a broken move has been finished")
            return
        _publish(wanted, spoken, tables, folder, pictures=pictures)  # type: ignore[arg-type]
    finally:
        folder.close()
    if not pictures:
        click.echo("note: no Chromium was found, so there are no still pictures; tables stand open instead")
    if not settings().public_url:
        click.echo("note: DASHBOARD_PUBLIC_URL is not set, so embeds lead to no pages of the dashboard")


def _publish(wanted: list[Job], spoken: Sequence[Language], tables: Tables, folder: Folder, *, pictures: bool) -> None:
    finished = folder.done()
    left = [job for job in wanted if job.key not in finished]
    if len(left) < len(wanted):
        click.echo(f"{len(wanted) - len(left)} of {len(wanted)} embeds are there since the last, broken run")
    finished |= _write(left, tables, folder, pictures=pictures)
    _finish(wanted, finished, spoken, tables, folder)


def _write(left: list[Job], tables: Tables, folder: Folder, *, pictures: bool) -> dict[str, list[str]]:
    # The documents need the layouts, which the server starts without.
    from dashboard.publish import documents

    made: dict[str, list[str]] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = {pool.submit(documents.write, job, tables, folder, pictures=pictures): job for job in left}
        try:
            with click.progressbar(length=len(left), label="embeds", show_pos=True) as bar:
                for one in as_completed(waiting):
                    job = waiting[one]
                    made[job.key] = one.result()
                    folder.finished(job.key, made[job.key])
                    bar.update(1)
        except client.NoPictures as fault:
            raise click.ClickException(f"pictures cannot be drawn any more ({fault}); run again to go on") from None
        finally:
            # What has not begun is left for the next run.
            pool.shutdown(cancel_futures=True)
    return made


def _finish(
    wanted: list[Job], made: dict[str, list[str]], languages: Sequence[Language], tables: Tables, folder: Folder
) -> None:
    from dashboard.publish.listing import index

    indexes = [folder.document("index.html", index(languages[0], wanted, languages, tables, ""))]
    indexes += [
        folder.document(f"{lang}/index.html", index(lang, wanted, languages, tables, "../")) for lang in languages
    ]
    about = {
        "release": tables.release,
        "dataset": tables.dataset,
        "fictional": tables.fictional,
        "embeds": [
            {"view": job.view, "city": job.slug or None, "lang": job.lang, "path": f"{job.key}/"} for job in wanted
        ],
        "index": indexes,
    }
    keep = {job.key: made[job.key] for job in wanted}
    manifest = folder.finish(keep, indexes, about)
    size = sum((folder.root / name).stat().st_size for name in manifest["files"])
    click.echo(f"{len(wanted)} embeds in {len(manifest['files'])} files, {size / 1e6:.0f} MB: {folder.root}")


def _listed(text: str, known: list[str], what: str) -> list[str]:
    """The words of a list; raises a usage error that names the first one nobody knows."""
    words = list(dict.fromkeys(word.strip().lower() for word in text.split(",") if word.strip()))
    for word in words:
        if word not in known:
            raise click.UsageError(f"there is no {what} {word!r}")
    if not words:
        raise click.UsageError(f"name at least one {what}")
    return words
