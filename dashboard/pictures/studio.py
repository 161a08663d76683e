"""Kaleido with a Chromium of this machine, kept open; one picture at a time, and closed off from the network."""

import asyncio
import json
import os
import signal
from collections.abc import Coroutine
from contextlib import suppress
from types import TracebackType
from typing import Any

from kaleido import Kaleido

from dashboard.config import ROOT
from dashboard.pictures.orders import Order

#: Plotly's basic bundle loads faster than the full one; Kaleido takes the full one where npm has not brought it.
BASIC = ROOT / "node_modules" / "plotly.js-basic-dist-min" / "plotly-basic.min.js"
#: Seconds that a picture, the browser's start and its end may take. Two tries stay within a reader's patience.
PICTURE, START, END = 8.0, 6.0, 3.0
#: A proxy that nobody listens at: whatever Chromium would fetch from elsewhere, it cannot.
NOWHERE = "127.0.0.1:9"


class NoBrowser(RuntimeError):
    """The browser does not start, or does not answer."""


class Studio:
    """Draws orders; after a fault the browser is ended, by force if it hangs, and started anew once."""

    def __init__(self, chromium: str) -> None:
        self.chromium = chromium
        self._kaleido: Kaleido | None = None
        self._lock = asyncio.Lock()

    async def draw(self, order: Order) -> bytes:
        """The picture.

        Raises ``NoBrowser`` when a fresh browser neither started nor answered in time, and what Kaleido raised when it
        could not draw the figure.
        """
        async with self._lock:
            try:
                return await self._draw(order)
            except Exception:
                await self.close()
                return await self._draw(order)

    async def _draw(self, order: Order) -> bytes:
        if self._kaleido is None:
            bundle = BASIC.as_uri() if BASIC.is_file() else None
            self._kaleido = Kaleido(
                n=1, timeout=PICTURE, plotlyjs=bundle, mathjax=False, path=self.chromium, proxy_server=NOWHERE
            )
            try:
                await self._within(START, self._kaleido.open())
            except Exception as fault:
                raise NoBrowser(f"it does not start: {type(fault).__name__}") from fault
        options = {"format": order.format, "width": order.width, "height": order.height, "scale": order.scale}
        try:
            return bytes(await self._within(PICTURE, self._kaleido.calc_fig(json.loads(order.figure), opts=options)))
        except (TimeoutError, OSError) as fault:
            raise NoBrowser(f"it does not answer: {type(fault).__name__}") from fault

    async def _within(self, seconds: float, work: Coroutine[Any, Any, Any]) -> Any:
        """What the work gives. Raises TimeoutError after so many seconds, when the browser is ended first: what waits
        for it would wait through any cancelling."""
        task = asyncio.ensure_future(work)
        await asyncio.wait({task}, timeout=seconds)
        if not task.done():
            self.end_at_once()
            task.cancel()
            await asyncio.wait({task}, timeout=END)
            if task.done() and not task.cancelled():
                # What it says of its end is no news.
                task.exception()
            raise TimeoutError
        return task.result()

    async def close(self) -> None:
        """End the browser; the next order starts another."""
        kaleido = self._kaleido
        if kaleido is None:
            return
        with suppress(Exception):
            await self._within(END, kaleido.close())
        end(kaleido)
        self._kaleido = None

    def end_at_once(self) -> None:
        """End the browser by force, as when this process itself must end now."""
        if self._kaleido is not None:
            end(self._kaleido)

    async def __aenter__(self) -> "Studio":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


def end(kaleido: Kaleido) -> None:
    """End whatever is left of a browser: it and its children are a process group of their own."""
    process = getattr(kaleido, "subprocess", None)
    if process is not None and process.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        with suppress(Exception):
            process.wait(END)
