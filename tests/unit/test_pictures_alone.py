"""A process of its own draws: servers without a browser ask it, live without it, and start none themselves."""

import json
import os
import socket
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from dashboard.config import ROOT, Settings
from dashboard.pictures import client, front
from dashboard.pictures.orders import Order

ORDER = Order('{"data": [], "layout": {}}', "svg", 100, 100)


@pytest.fixture
def shared(monkeypatch):
    """A folder that two containers share, in the settings of a server that has no browser."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o777)
        monkeypatch.setenv("CHROME", "")
        monkeypatch.setattr(client, "settings", lambda: Settings(pictures_socket=Path(folder)))
        monkeypatch.setattr(client, "_state", {"faults": 0.0, "failed": float("-inf")})
        monkeypatch.setattr(client, "_ensure", None)
        yield Path(folder)


def answering(place: Path, answer: bytes, heard: list[dict]) -> socket.socket:
    """Somebody who draws, once."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(place))
    listener.listen()

    def serve():
        line, _ = listener.accept()
        with line, line.makefile("rb") as asked:
            heard.append(json.loads(asked.readline()))
            line.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    return listener


def test_the_socket_is_in_a_folder_of_this_user_alone(shared):
    place = client.address()
    assert place.parent.parent == shared
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    place.parent.chmod(0o755)
    with pytest.raises(PermissionError):
        client.address()


@pytest.mark.usefixtures("shared")
def test_a_server_without_a_browser_asks_whoever_draws():
    heard: list[dict] = []
    with answering(client.address(), b'{"length": 6}\n<svg/>', heard):
        assert front.available()
        assert client.draw(ORDER) == b"<svg/>"
    assert heard[0]["width"] == 100


def test_without_one_who_draws_there_are_no_pictures_for_a_while_and_nothing_is_started(shared):
    assert front.available()
    for _ in range(client.FAULTS):
        with pytest.raises(client.NoPictures):
            client.draw(ORDER)
    assert not front.available()
    client.start(ahead=True)
    assert list(shared.iterdir()) == [client.address().parent]


def test_without_a_chromium_the_command_says_so(shared):
    env = {**os.environ, "CHROME": "", "DASHBOARD_PICTURES_SOCKET": str(shared)}
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "pictures", "--no-ahead"],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "there is no Chromium" in done.stderr
    assert "Traceback" not in done.stderr
