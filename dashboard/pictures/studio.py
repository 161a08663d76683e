"""Kaleido with a Chromium of this machine, kept open; one picture at a time, and closed off from the network."""

import asyncio
import json
from types import TracebackType

from kaleido import Kaleido

from dashboard.config import ROOT
from dashboard.pictures.orders import Order

#: Plotly's basic bundle loads faster than the full one; Kaleido takes the full one where npm has not brought it.
BASIC = ROOT / "node_modules" / "plotly.js-basic-dist-min" / "plotly-basic.min.js"
#: Seconds that a picture may take.
PATIENCE = 20
#: A proxy that nobody listens at: whatever Chromium would fetch from elsewhere, it cannot.
NOWHERE = "127.0.0.1:9"


class Studio:
    """Draws orders; after a fault the browser is started anew once."""

    def __init__(self, chromium: str) -> None:
        self.chromium = chromium
        self._kaleido: Kaleido | None = None
        self._lock = asyncio.Lock()

    async def draw(self, order: Order) -> bytes:
        """The picture. Raises what Kaleido raised when a fresh browser could not draw it either."""
        async with self._lock:
            try:
                return await self._draw(order)
            except Exception:
                await self.close()
                return await self._draw(order)

    async def _draw(self, order: Order) -> bytes:
        if self._kaleido is None:
            bundle = BASIC.as_uri() if BASIC.is_file() else None
            opened = Kaleido(
                n=1, timeout=PATIENCE, plotlyjs=bundle, mathjax=False, path=self.chromium, proxy_server=NOWHERE
            )
            await opened.open()
            self._kaleido = opened
        options = {"format": order.format, "width": order.width, "height": order.height, "scale": order.scale}
        picture = await self._kaleido.calc_fig(json.loads(order.figure), opts=options)
        return bytes(picture)

    async def close(self) -> None:
        """End the browser; the next order starts another."""
        kaleido, self._kaleido = self._kaleido, None
        if kaleido is not None:
            await kaleido.close()

    async def __aenter__(self) -> "Studio":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
