"""``python -m dashboard run``: a production WSGI server, and clear words when it cannot start."""

import gc
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import click
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger

from dashboard import logs
from dashboard.config import Settings, settings
from dashboard.server import workers as workers_of


class ServerLog(Logger):  # type: ignore[misc]
    """Gunicorn's own lines in the same form as all others."""

    def setup(self, cfg: Any) -> None:
        """As Gunicorn does, with our formatter."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(logs.formatter(settings().log_format))


#: Seconds from the start until the process above the workers gets ready to replace one: they go first.
FIRST = 10.0


class Master(Arbiter):  # type: ignore[misc]
    """The process above the workers: it serves nobody, and holds the data that new workers begin with."""

    def handle_hup(self) -> None:
        """Have everybody look for new data now. No worker is replaced, so that no request is broken off.

        Gunicorn itself would replace every worker by a fork of this process: of the data that it was started with,
        and at the cost of whatever is under way when the grace is over.
        """
        self.log.info("looking for new data")
        self.log.reopen_files()
        self.kill_workers(signal.SIGHUP)
        self.app.look()

    def murder_workers(self) -> None:
        """In every round of this process' loop: end workers that hang, and be ready to replace one that ended."""
        super().murder_workers()
        self.app.prepare()


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn around the application, loaded once before the workers are forked so that they share its data."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.ready_for: Any = None
        self.from_then = time.monotonic() + FIRST
        super().__init__()

    def load_config(self) -> None:
        """Hand the options to Gunicorn."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The WSGI application."""
        from dashboard.app import create_app

        server = create_app().server
        if self.options["workers"] > 1:
            # What is imported now stands in memory once for all workers; a single one imports it while it serves.
            import_module("scipy.stats")
        return server

    def look(self) -> None:
        """Look for new data on the disk, in the process at hand: what is forked from it begins with that."""
        from dashboard.server.freshness import watch_of

        # A thread of the network does not live through a fork; workers fetch.
        watch_of(self.wsgi()).check(remote=False)

    def prepare(self) -> None:
        """Build what first readers ask for in the process at hand, once for its data and not while workers begin.

        A worker that takes another's place is forked from here: it has readers at the door, and they have waited.
        """
        from dashboard.tables import store

        if time.monotonic() < self.from_then or self.ready_for is store.current():
            return
        self.ready_for = store.current()
        try:
            warm()
        except Exception:
            logging.getLogger(__name__).exception("what first readers ask for could not be built")

    def run(self) -> None:
        """Serve until told to end."""
        Master(self).run()


def is_free(host: str, port: int) -> bool:
    """Whether a server can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


#: So many municipalities are warmed at most: of more the caches would forget the first ones again.
WARMED = 400
#: Seconds between two municipalities that are warmed.
PAUSE = 0.02


def warm() -> None:
    """Build what every first reader asks for, so that none of them waits for SciPy and the national sums."""
    from dashboard.state import LANGUAGES, ViewState
    from dashboard.tables import store
    from dashboard.views import VIEWS, build, key_figures

    tables = store.current()
    for lang in LANGUAGES:
        key_figures.of_nation(tables, ViewState(lang=lang))
        for name in VIEWS:
            build(name, ViewState(lang=lang, theme="light"), tables)


def still() -> None:
    """Have Python's collector leave alone what is there now: it stays for as long as the process or its data.

    Each look at all of it costs a tenth of a second in the middle of somebody's request, and writes to memory that
    workers else share. With new data all of it is looked at once more (``gc.unfreeze``).
    """
    gc.collect()
    gc.freeze()


def frames() -> None:
    """Build the frames of all municipalities, one by one: a picture is soon drawn once its frame is there."""
    from dashboard.state import ViewState
    from dashboard.tables import store
    from dashboard.views import VIEWS, frame_of

    tables = store.current()
    for slug in islice(tables.slugs, WARMED):
        if store.current() is not tables:
            # There are newer data, and somebody builds from them already.
            return
        for name in VIEWS:
            frame_of(name, ViewState(cities=(slug,)), tables)
        # Whoever is reading meanwhile goes first.
        time.sleep(PAUSE)


def _prepare(ahead: bool, views: bool, files: Callable[[], None]) -> None:
    """What readers will ask for, in the background: first what pages are built from, then still pictures.

    ``files`` starts the process that looks at readers' own files.
    """
    from dashboard.pictures import client
    from dashboard.server import history
    from dashboard.server.foresight import foresight
    from dashboard.tables import store

    warm()
    still()
    history.at_hand(store.current())
    if views:
        frames()
        still()
        foresight.start()
        files()
    if ahead:
        client.start(ahead=True)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8050, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--data", default=None, help="Data set: a folder, a name in data/ such as exempel, or an address.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that serve.")
@click.option("--ahead/--no-ahead", default=True, show_default=True, help="Draw pictures before anybody asks.")
@click.option("--warm/--no-warm", "views", default=True, show_default=True, help="Build views before anybody asks.")
def run(host: str, port: int, data: str | None, workers: int, ahead: bool, views: bool) -> None:
    """Serve the dashboard."""
    if data is not None:
        os.environ["DASHBOARD_DATA"] = data if Settings.is_address(data) else str(Settings.data_folder(data))
        settings.cache_clear()
    _need_good_data(settings().data)
    if not is_free(host, port):
        raise click.ClickException(
            f"port {port} on {host} is taken by another program: stop it, or choose another with --port {port + 1}"
        )
    # Before the application is loaded, which counts from then on.
    workers_of.share()
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Omställningskartan: http://{shown}:{port}{settings().base_path}   (Ctrl+C stops it)")

    def look_first(master: Any, _worker: Any) -> None:
        # A worker that takes another's place must not come up with what was new when the server started.
        master.app.look()
        still()

    def begin(worker: Any) -> None:
        from dashboard.server import static
        from dashboard.server.finished import front_of
        from dashboard.server.freshness import watch_of
        from dashboard.server.metrics import meters_of

        front_of(worker.wsgi).start()
        static.pack(worker.wsgi)
        meters_of(worker.wsgi).begin()
        files = worker.wsgi.extensions["trying"].start

        def prepare() -> None:
            threading.Thread(target=_prepare, args=(ahead, views, files), name="warm", daemon=True).start()

        watch = watch_of(worker.wsgi)
        watch.then.append(gc.unfreeze)
        if views:
            watch.then.append(prepare)
        watch.keep()
        signal.signal(signal.SIGHUP, watch.ring)
        signal.siginterrupt(signal.SIGHUP, False)
        prepare()

    Server(
        {
            "bind": f"{shown}:{port}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": 8,
            "preload_app": True,
            "loglevel": settings().log_level.lower(),
            "pre_fork": look_first,
            "post_worker_init": begin,
            "child_exit": lambda _master, worker: workers_of.forget(worker.pid),
            "on_exit": lambda _master: workers_of.end(),
            "errorlog": "-",
            "logger_class": ServerLog,
            "proc_name": "omstallningskartan",
            # No header names another path than the one that was asked for.
            "forwarder_headers": "",
            # Nothing is written outside the project's own folders.
            "control_socket_disable": True,
        }
    ).run()


def _need_good_data(folder: Path) -> None:
    """Say what is wrong with the data before a server starts that could show nothing."""
    from dashboard.tables import mirror, store

    logging.getLogger("gunicorn.error").setLevel(logging.WARNING)
    try:
        if trouble := mirror.fill(asked=True):
            click.echo(f"the address of the data gives nothing newer ({trouble}): what was fetched before is shown")
        store.current()
    except mirror.Unfetched as fault:
        raise click.ClickException(f"the data cannot be fetched, and none was fetched before: {fault}") from None
    except store.DataError as fault:
        lines = [str(one) for one in fault.faults[:20]]
        more = [f"… and {len(fault.faults) - 20} more"] if len(fault.faults) > 20 else []
        raise click.ClickException("\n".join([f"the data in {folder.name} cannot be shown:", *lines, *more])) from None
