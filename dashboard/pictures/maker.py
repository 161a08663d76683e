"""The process that draws: ``python -m dashboard.pictures.maker [--ahead]``, started by the server and ended with it;
or ``python -m dashboard pictures``, on its own.

It listens at a socket that only its user can open. While nobody asks, and if told so, it draws the contract's cities
ahead: half of the time at most, so that whoever asks, and everything else on the machine, goes first.
"""

import asyncio
import json
import logging
import os
import signal
import sys
import threading
import time

from dashboard.pictures import client, shelf
from dashboard.pictures.ahead import Wanted, wanted
from dashboard.pictures.chromium import find
from dashboard.pictures.front import NothingToDraw, name_of, order_of, packed
from dashboard.pictures.orders import Order
from dashboard.pictures.studio import NoBrowser, Studio
from dashboard.tables import store
from dashboard.tables.loading import Tables

log = logging.getLogger(__name__)

#: Orders that may wait; the next one is told to come again.
MOST_WAITING = 32
#: The longest order in bytes; the map of cities, the largest figure, takes a tenth.
LONGEST = 8 * 1024 * 1024
#: Seconds between two looks for new data when everything is drawn, between two looks at what the shelf holds, and
#: from being told to end until the end.
IDLE, BETWEEN_PRUNES, LAST = 60.0, 300.0, 5.0
#: Seconds between two looks for data where there are none.
NO_DATA = 5.0


class Maker:
    """One studio, whoever asks, and what is drawn ahead."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.waiting = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One order a line: the answer is a line of JSON, ``length`` or ``error``, and then the picture."""
        try:
            line = await reader.readline()
            if not line:
                # Somebody only looked whether there is a maker.
                return
            order = Order(**json.loads(line))
            if self.waiting >= MOST_WAITING:
                writer.write(b'{"error": "busy"}\n')
                return
            self.waiting += 1
            try:
                made = await self.studio.draw(order)
            finally:
                self.waiting -= 1
            writer.write(json.dumps({"length": len(made)}).encode() + b"\n" + made)
        except Exception as fault:
            log.warning("a picture could not be drawn: %s", fault)
            kind = "browser" if isinstance(fault, NoBrowser) else "figure"
            writer.write(json.dumps({"error": kind, "told": str(fault)[:200]}).encode() + b"\n")
        finally:
            try:
                await writer.drain()
                writer.close()
            except OSError:
                # Whoever asked has gone.
                log.debug("nobody waits for the picture any more")

    async def ahead(self) -> None:
        """Draw what will be asked for, release after release, for as long as the process lives."""
        while True:
            try:
                tables = store.current()
            except store.DataError:
                # Servers wait for good data too, or fetch them.
                await asyncio.sleep(NO_DATA)
                continue
            count = 0
            for each in wanted(tables):
                began = time.monotonic()
                if await self._draw(each, tables):
                    count += 1
                    await asyncio.sleep(time.monotonic() - began)
            if count:
                log.info("%d pictures were drawn ahead", count)
            while not await asyncio.to_thread(store.refresh):
                await asyncio.sleep(IDLE)

    async def tidy(self) -> None:
        """Keep the shelf within its bound, whoever fills it."""
        while True:
            await asyncio.to_thread(shelf.prune)
            await asyncio.sleep(BETWEEN_PRUNES)

    async def _draw(self, each: Wanted, tables: Tables) -> bool:
        """Whether a picture had to be drawn; one that cannot be is left for whoever asks."""
        name = name_of("still", "svg", each.view, each.state, tables)
        if shelf.has(name):
            return False
        while self.waiting:
            await asyncio.sleep(0.2)
        try:
            order = await asyncio.to_thread(order_of, "still", "svg", each.view, each.state, tables, client.draw)
            made = await self.studio.draw(order)
            await asyncio.to_thread(lambda: shelf.write(name, packed(made)))
        except NothingToDraw:
            return False
        except Exception as fault:
            log.warning("a picture could not be drawn ahead: %s", fault)
        return True


async def serve(studio: Studio, *, ahead: bool) -> None:
    """Listen and draw until cancelled."""
    path = client.address()
    path.unlink(missing_ok=True)
    async with studio:
        maker = Maker(studio)
        server = await asyncio.start_unix_server(maker.answer, path=str(path), limit=LONGEST)
        own = path.stat().st_ino
        try:
            async with server:
                await asyncio.gather(server.serve_forever(), maker.tidy(), *([maker.ahead()] if ahead else []))
        finally:
            # Another maker may listen there by now.
            if path.exists() and path.stat().st_ino == own:
                path.unlink()


def alone(*, ahead: bool) -> None:
    """Serve until told to end by a signal. Raises ``NoBrowser`` where there is nothing to draw with, and OSError where
    there is no place to listen at or where another one listens already."""
    chromium = find()
    if chromium is None:
        raise NoBrowser("there is no Chromium to draw with")
    if client.listens():
        raise FileExistsError(17, "another process draws pictures already", str(client.address()))
    studio = Studio(chromium)
    loop = asyncio.new_event_loop()
    work = loop.create_task(serve(studio, ahead=ahead))
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, work.cancel)
    try:
        loop.run_until_complete(work)
    except asyncio.CancelledError:
        log.debug("told to end")
    finally:
        studio.end_at_once()


def main() -> None:
    """Serve until the process that started this one is gone."""
    logging.basicConfig(level="WARNING", format="%(asctime)s %(levelname)s %(name)s %(message)s")
    chromium = find()
    if chromium is None:
        sys.exit("there is no Chromium to draw with")
    studio = Studio(chromium)
    loop = asyncio.new_event_loop()
    work = loop.create_task(serve(studio, ahead="--ahead" in sys.argv[1:]))

    def until_alone() -> None:
        # Whoever started this process holds its input open; the end of it is the end of them.
        os.read(sys.stdin.fileno(), 1)
        loop.call_soon_threadsafe(work.cancel)
        time.sleep(LAST)
        # Something hangs: nothing of ours may outlive the server.
        studio.end_at_once()
        os._exit(1)

    threading.Thread(target=until_alone, name="until-alone", daemon=True).start()
    try:
        loop.run_until_complete(work)
    except (asyncio.CancelledError, KeyboardInterrupt):
        log.debug("told to end")


if __name__ == "__main__":
    main()
