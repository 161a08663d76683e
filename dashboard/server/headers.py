"""Security headers of every answer, as dictionaries with a reason beside each exception."""

import hashlib
import re
from collections.abc import Sequence

from flask import Flask, Response, request

from dashboard.config import settings

#: What a page may load: itself, and nothing from anybody else.
CONTENT_SECURITY_POLICY: dict[str, str] = {
    "default-src": "'self'",
    # The hashes of Dash's own two inline scripts are added to it; nothing else inline runs.
    "script-src": "'self'",
    # Plotly writes style attributes on its SVG.
    "style-src": "'self' 'unsafe-inline'",
    # Spark lines are images in the page itself.
    "img-src": "'self' data:",
    "connect-src": "'self'",
    # The share page shows our own embeds.
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    # Pages are not framed; embeds have a policy of their own.
    "frame-ancestors": "'none'",
}

#: What an embed may load. It runs no inline script, sends nothing anywhere, and may stand on other sites.
EMBED_POLICY: dict[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    # Plotly writes style attributes on its SVG, and a style sheet of its own.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
#: What a screen or a presentation may load. It runs no inline script; only our own pages may frame it.
SCREEN_POLICY: dict[str, str] = {
    **EMBED_POLICY,
    # The last good views stay in the browser for when the server is away.
    "worker-src": "'self'",
    "frame-ancestors": "'self'",
}
SCREEN = re.compile(r"/(sv|en)/(screen|present)/?")
#: The addresses of embeds; the base path is not in what a request tells of its path.
EMBED = re.compile(r"/(sv|en)/embed/")

#: The token that Dash draws anew for each page.
TOKEN = re.compile(rb'"end_id":"[^"]*"')

FIXED: dict[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def policy(script_hashes: Sequence[str]) -> str:
    """The Content-Security-Policy of a page whose inline scripts have these hashes."""
    parts = {**CONTENT_SECURITY_POLICY}
    parts["script-src"] = " ".join(["'self'", *script_hashes])
    return _spelled(parts)


def embed_policy(frame_ancestors: str) -> str:
    """The Content-Security-Policy of an embed that the sites named, and this server itself, may frame."""
    sites = [site for site in frame_ancestors.split() if site not in ("'self'", "'none'")]
    who = " ".join(["'self'", *sites]) if sites else "'self'"
    return _spelled({**EMBED_POLICY, "frame-ancestors": who})


def _policy_of(path: str, script_hashes: Sequence[str]) -> str:
    if EMBED.match(path):
        return embed_policy(settings().frame_ancestors)
    return _spelled(SCREEN_POLICY) if SCREEN.fullmatch(path) else policy(script_hashes)


def _spelled(parts: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def register(server: Flask, script_hashes: Sequence[str]) -> None:
    """Put the headers on every answer; the policy is counted when asked, since Dash knows its scripts late."""

    @server.after_request
    def _add(response: Response) -> Response:
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        if response.mimetype == "text/html":
            response.headers.setdefault("Content-Security-Policy", _policy_of(request.path, script_hashes))
            # A page is small, and new data must show; the browser asks again and is mostly told "not modified".
            response.headers.setdefault("Cache-Control", "no-cache")
            kept = response.cache_control.no_store is not True
            if response.status_code == 200 and kept and not response.is_streamed:
                # Dash writes a new token into each page; it is no reason to send the page again.
                response.set_etag(hashlib.sha256(TOKEN.sub(b"", response.get_data())).hexdigest()[:32])
                response.make_conditional(request)
        if response.status_code == 412 and response.mimetype != "application/problem+json":
            # Whoever asked for another version than there is gets none, and nobody keeps the refusal.
            response.set_data(b"")
            response.headers["Cache-Control"] = "no-store"
        return response
