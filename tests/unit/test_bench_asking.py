"""How the benchmark asks: connections that a server has closed, faults that readers meet, what a callback is posted."""

import asyncio
import http.client
import random
import socket
import threading
import time
from contextlib import contextmanager

import aiohttp
import pytest

from benchmarks.readers import Tally, _ask, walk, watched
from benchmarks.server_time import asked, body_for

ROUTER = {"output": "..page.children...controls.data..", "inputs": [{"id": "visit", "property": "data"}]}
GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
FAULT = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"


@contextmanager
def server(answer):
    """A server that answers every connection once with the bytes, says that it stays open, and closes it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve():
            while True:
                try:
                    line, _ = listening.accept()
                except OSError:
                    return
                with line:
                    line.recv(65536)
                    line.sendall(answer)
                    line.shutdown(socket.SHUT_WR)

        threading.Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)


def test_a_connection_that_was_closed_meanwhile_is_opened_anew():
    with server(GOOD) as port:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        for _ in range(3):
            took, answer, content = asked(line, "GET", "/", headers={})
            assert (answer.status, content) == (200, b"ok")
            assert took > 0
            time.sleep(0.05)
        line.close()


def test_a_server_that_is_gone_is_a_fault():
    with server(GOOD) as port:
        pass
    with pytest.raises(ConnectionError):
        asked(http.client.HTTPConnection("127.0.0.1", port, timeout=5), "GET", "/", headers={})


def tally_of(answer, ask):
    tally = Tally()
    with server(answer) as port:
        asyncio.run(ask(f"http://127.0.0.1:{port}", tally))
    return tally


def test_a_reader_walks_the_whole_way_and_sends_again_what_a_closed_connection_lost():
    async def some(url, tally):
        await walk(url, ROUTER, tally, time.monotonic() + 0.5, random.Random(1), think=(0.0, 0.01))

    tally = tally_of(GOOD, some)
    assert set(tally.took) == {"overview", "city", "embed", "API", "change of city"}
    assert tally.faults == []


def test_only_a_connection_that_had_been_kept_is_tried_again():
    async def thrice(url, tally):
        async with aiohttp.ClientSession(url, trace_configs=[watched()]) as session:
            for _ in range(3):
                # What is posted aiohttp itself never sends again.
                await _ask(session, "change", "/", b"{}", tally)

    tally = tally_of(GOOD, thrice)
    assert (len(tally.took["change"]), tally.faults) == (3, [])
    tally = tally_of(b"", thrice)
    assert (tally.faults, tally.again) == (["change: ServerDisconnectedError"] * 3, 0)


def test_an_answer_of_503_and_a_server_that_is_gone_are_errors():
    async def twice(url, tally):
        async with aiohttp.ClientSession(url) as session:
            await _ask(session, "city", "/sv/city/umea", None, tally)
        async with aiohttp.ClientSession("http://127.0.0.1:9") as session:
            await _ask(session, "embed", "/sv", None, tally)

    tally = tally_of(FAULT, twice)
    assert tally.faults == ["city: 503", "embed: ClientConnectorError"]


def test_what_is_posted_names_the_input_and_every_output():
    posted = body_for(ROUTER, {"path": "/sv"}).decode()
    assert '"outputs": [{"id": "page", "property": "children"}, {"id": "controls", "property": "data"}]' in posted
    assert '"inputs": [{"id": "visit", "property": "data", "value": {"path": "/sv"}}]' in posted
    assert '"changedPropIds": ["visit.data"]' in posted
