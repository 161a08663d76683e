"""Readers who go on asking while something is broken: what they got, how long it took, and what they did not get."""

import http.client
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from benchmarks.drill.house import HOST

#: What readers ask for unless told otherwise: pages, embeds and their figures.
ADDRESSES = (
    "/sv/embed/trajectory/ale",
    "/sv/city/ale",
    "/en/embed/goals/ale",
    "/sv/embed/trajectory.json?cities=ale&theme=light",
    "/api/v1/views/goals?cities=ale",
)
#: Seconds that a reader waits for an answer.
PATIENCE = 15.0


@dataclass(frozen=True)
class Got:
    """One request: when it was made (monotonic seconds), how long it took, the status, and what went wrong."""

    at: float
    seconds: float
    status: int
    fault: str = ""
    refused: bool = False


@dataclass
class Load:
    """Threads that ask in turn, each over a line of its own that is opened anew every time."""

    port: int
    addresses: Sequence[str] = ADDRESSES
    got: list[Got] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def faults(self) -> list[Got]:
        """What was not answered whole, or with a fault of the server's."""
        return [one for one in list(self.got) if one.fault and not one.refused]

    def seconds(self, since: float = 0.0) -> list[float]:
        """How long each took that was asked since a moment and answered; at least one value."""
        return [one.seconds for one in list(self.got) if one.at >= since and not one.fault] or [PATIENCE]

    def read(self, first: int, pause: float) -> None:
        """Ask until told to stop."""
        turn = first
        while not self.done.is_set():
            self.got.append(self._ask(self.addresses[turn % len(self.addresses)]))
            turn += 1
            time.sleep(pause)

    def _ask(self, address: str) -> Got:
        began = time.monotonic()
        line = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        status, fault, refused = 0, "", False
        try:
            line.request("GET", address, headers={"Connection": "close", "Accept-Encoding": "br"})
            answer = line.getresponse()
            answer.read()
            status = answer.status
            fault = f"{address}: {status}" if status >= 500 else ""
        except ConnectionRefusedError:
            # Nobody listens: no request was taken and lost.
            fault, refused = f"{address}: refused", True
        except (OSError, http.client.HTTPException) as error:
            fault = f"{address}: {error!r}"
        finally:
            line.close()
        return Got(began, time.monotonic() - began, status, fault, refused)


@contextmanager
def load(port: int, *, threads: int = 8, pause: float = 0.005, addresses: Sequence[str] = ADDRESSES) -> Iterator[Load]:
    """Readers at work for as long as the block lasts."""
    readers = Load(port, addresses)
    all_of_them = [threading.Thread(target=readers.read, args=(one, pause), daemon=True) for one in range(threads)]
    for thread in all_of_them:
        thread.start()
    try:
        yield readers
    finally:
        readers.done.set()
        for thread in all_of_them:
            thread.join(PATIENCE + 5)
