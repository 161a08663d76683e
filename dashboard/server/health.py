"""For whoever runs the server: is it alive, and is it ready with good data."""

from flask import Flask, Response, jsonify, make_response

from dashboard.server.freshness import troubles
from dashboard.tables import store


def register(server: Flask) -> None:
    """Serve ``/healthz`` and ``/readyz``."""

    @server.get("/healthz")
    def healthz() -> Response:
        return _plain(jsonify(status="ok"))

    @server.get("/readyz")
    def readyz() -> Response:
        try:
            tables = store.current()
        except store.DataError as fault:
            return _plain(make_response(jsonify(status="no data", faults=len(fault.faults)), 503))
        error, trouble = store.last_error(), troubles()
        body = {
            "status": "ready",
            "dataset": tables.dataset,
            "release": tables.release,
            "data_date": tables.data_date,
            # Faulty files on disk do not take the last good data down, but whoever runs the server must see it.
            "faults_on_disk": len(error.faults) if error else 0,
            # What waits for being mended or fetched, and why it does; the first faults in words.
            "waiting": trouble.waiting or None,
            "faults": trouble.count,
            "first_faults": list(trouble.faults),
        }
        return _plain(jsonify(body))


def _plain(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
