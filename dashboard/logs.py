"""How the log is written: lines for people, or one JSON object a line for programs. Never with what readers sent.

Addresses hold notes and names that readers typed; headers tell of their browsers and networks. None of it is needed to
run a server, so none of it is written: a request is its route, status, time and size. An exception is told by its kind
and where it was raised, since its words may quote what it failed on.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

#: What Gunicorn says of requests quotes addresses and networks: the beginning of its line, and what is said instead.
SPOKEN = {
    "Error handling request": "a request could not be handled",
    "Invalid request from": "a request that is none was refused",
}
#: The logger of a line a request, and the record's attribute that holds its facts.
ACCESS, FACTS = "kartan.access", "facts"


def told(record: logging.LogRecord) -> str:
    """A record's words without what a reader sent."""
    message = record.getMessage()
    if record.name.startswith("gunicorn"):
        for begins, instead in SPOKEN.items():
            if message.startswith(begins):
                return instead
        if record.exc_info and record.exc_info[1] is not None and message == str(record.exc_info[1]):
            return "a fault outside any request"
    return message


def where(fault: BaseException) -> str:
    """An exception's frames and kind, and those of what it came from; no words of its own."""
    lines: list[str] = []
    each: BaseException | None = fault
    while each is not None and len(lines) < 200:
        frames = [f"  {one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(each.__traceback__)]
        lines = [type(each).__name__, *frames, *lines]
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return "\n".join(lines)


class Plain(logging.Formatter):
    """Lines for people."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The record's line and its fault."""
        # Another formatter may have left the fault's own words there.
        record.exc_text = None
        line = super().format(record)
        record.exc_text = None
        return line

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line without what a reader sent."""
        record.message = told(record)
        facts = getattr(record, FACTS, {})
        return super().formatMessage(record) + "".join(f" {key}={value}" for key, value in facts.items())

    def formatException(self, ei: ExcInfo) -> str:
        """Where it was raised and of what kind it is."""
        return where(ei[1]) if ei[1] is not None else ""


class Json(logging.Formatter):
    """One JSON object a line: ``time``, ``level``, ``logger``, ``message`` or a request's facts, perhaps ``fault``."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": at, "level": record.levelname.lower(), "logger": record.name}
        facts = getattr(record, FACTS, None)
        line.update({"message": told(record)} if facts is None else facts)
        if record.exc_info and record.exc_info[1] is not None:
            line["fault"] = where(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def formatter(form: str) -> logging.Formatter:
    """The formatter of a form, ``json`` or ``text``."""
    return Json() if form == "json" else Plain()


def set_up(form: str, level: str) -> None:
    """Write everything that is logged in this form, to standard error; what stands there already is left alone."""
    if not logging.root.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(formatter(form))
        logging.root.addHandler(handler)
        logging.root.setLevel(level)
