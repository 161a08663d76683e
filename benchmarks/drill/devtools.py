"""A Chromium that nobody watches while it works: asked over the pipe of its own DevTools, and only what is wanted.

Playwright has the browser record every answer for it, within the page's process: whoever wants to know how much memory
a page takes after thousands of answers must not ask through it.
"""

import json
import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.browser import ALONE
from benchmarks.drill.screen import BROWSERS_OWN, SIZE
from tests.chromium import FLAGS, ensure

#: Where Chromium reads commands and writes answers.
READS, WRITES = 3, 4
PATIENCE = 120.0


class Page:
    """One page of such a browser. ``complaints`` are its console errors and what was thrown and not caught."""

    def __init__(self, reads: int, writes: int) -> None:
        self.complaints: list[str] = []
        self._reads, self._writes, self._rest, self._count = reads, writes, b"", 0
        self._session = ""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "HeapProfiler"):
            self.send(f"{domain}.enable")
        self.send("Emulation.setDeviceMetricsOverride", **SIZE, deviceScaleFactor=1, mobile=False)

    def send(self, method: str, **given: object) -> dict[str, Any]:
        """Give a command to the page and wait for its answer. Raises RuntimeError for a refusal, or without answer."""
        return self._send(method, given, self._session)

    def send_to_browser(self, method: str, **given: object) -> dict[str, Any]:
        """The same for the browser as a whole."""
        return self._send(method, given, "")

    def open(self, url: str, *, script: str) -> None:
        """Go to an address, with a script that runs before any of its own."""
        self.send("Page.addScriptToEvaluateOnNewDocument", source=script)
        self.send("Page.navigate", url=url)

    def told(self, expression: str) -> Any:
        """The value of an expression in the page, awaited. Raises RuntimeError where it throws."""
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails'].get('text')}")
        return answer["result"].get("value")

    def until(self, condition: str, patience: float) -> None:
        """Wait until an expression is true. Raises RuntimeError after ``patience`` seconds."""
        end = time.monotonic() + patience
        while not self.told(condition):
            if time.monotonic() > end:
                raise RuntimeError(f"not within {patience:.0f} seconds: {condition}")
            time.sleep(0.1)

    def resident(self) -> float:
        """MB of the largest process that renders; 0 where the system does not tell."""
        known = self.send_to_browser("SystemInfo.getProcessInfo")["processInfo"]
        sizes = [machine.memory(one["id"]) for one in known if one["type"] == "renderer"]
        return max((size[0] for size in sizes if size), default=0.0)

    def _send(self, method: str, given: dict[str, object], session: str) -> dict[str, Any]:
        self._count += 1
        command = {"id": self._count, "method": method, "params": given, **({"sessionId": session} if session else {})}
        os.write(self._writes, json.dumps(command).encode() + b"\0")
        while (answer := self._next()).get("id") != self._count:
            self._hear(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error'].get('message')}")
        result: dict[str, Any] = answer["result"]
        return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._reads], [], [], PATIENCE)
            more = os.read(self._reads, 1 << 16) if ready else b""
            if not more:
                raise RuntimeError("the browser does not answer")
            self._rest += more
        one, _, self._rest = self._rest.partition(b"\0")
        told: dict[str, Any] = json.loads(one)
        return told

    def _hear(self, event: dict[str, Any]) -> None:
        told = event.get("params", {})
        match event.get("method"):
            case "Runtime.exceptionThrown":
                thrown = told["exceptionDetails"]
                self.complaints.append(str(thrown.get("exception", {}).get("description") or thrown["text"])[:200])
            case "Runtime.consoleAPICalled" if told["type"] in ("error", "assert"):
                self.complaints.append(" ".join(str(one.get("value", "")) for one in told["args"])[:200])
            case "Log.entryAdded" if told["entry"]["level"] == "error" and BROWSERS_OWN not in told["entry"]["text"]:
                self.complaints.append(str(told["entry"]["text"])[:200])


@contextmanager
def alone(profile: Path) -> Iterator[Page]:
    """A page in a browser of its own, which is ended at the end whatever happens."""
    theirs, commands = os.pipe()
    answers, back = os.pipe()

    def connect() -> None:
        first, second = os.dup(theirs), os.dup(back)
        os.dup2(first, READS)
        os.dup2(second, WRITES)

    command = [ensure(), *FLAGS, ALONE, "--headless=new", "--remote-debugging-pipe", f"--user-data-dir={profile}"]
    process = subprocess.Popen(
        command, preexec_fn=connect, close_fds=False, start_new_session=True, stderr=subprocess.DEVNULL
    )
    os.close(theirs)
    os.close(back)
    try:
        yield Page(answers, commands)
    finally:
        # Without its pipe the browser ends by itself.
        os.close(commands)
        os.close(answers)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
