"""Where the API lives."""

from urllib.parse import urlencode

from dashboard.config import settings

ROOT = "/api/v1"


def is_api(path: str) -> bool:
    """Whether a request's path is one of the API's, known or not."""
    return path == "/api" or path.startswith("/api/")


def to(name: str, **query: str) -> str:
    """The address of a route of the API by its last part, such as ``cities``, with the base path before it."""
    path = f"{settings().base_path.rstrip('/')}{ROOT}/{name}"
    return f"{path}?{urlencode(query)}" if query else path
