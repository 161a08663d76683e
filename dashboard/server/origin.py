"""Whole addresses: where readers find this server, for code that is pasted into other sites."""

import re

from flask import request

from dashboard.config import settings

#: What a browser sends as Host: a name or an address, perhaps with a port. Anything else is somebody's experiment.
HOST = re.compile(r"[A-Za-z0-9._-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")


def origin() -> str:
    """``https://host`` without a slash at its end: the public address that is set, else the one that was asked."""
    if settings().public_url:
        return settings().public_url
    host = request.host
    return f"{request.scheme}://{host}" if HOST.fullmatch(host) else "http://localhost"


def whole(address: str) -> str:
    """An address of this server (it begins with a slash, the base path included) with its origin before it."""
    return origin() + address
