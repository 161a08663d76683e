"""What changed between releases: what the page's address asks for, and the same as a file."""

from flask import Flask, Response, abort, request

from dashboard.exports import changes
from dashboard.server import history
from dashboard.server.errors import refuse
from dashboard.server.tabled import table_of
from dashboard.state import LANGUAGES, ViewState
from dashboard.tables import store
from dashboard.tables.loading import Tables


def codes_of(state: ViewState, tables: Tables) -> tuple[str, ...]:
    """The codes of the state's municipalities."""
    return tuple(tables.slugs[slug] for slug in state.cities)


def register(server: Flask) -> None:
    """Serve ``/{lang}/about/changes.csv``."""

    @server.get("/<lang>/about/changes.csv")
    def changes_file(lang: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        tables = store.current(request.args.get("release") or None)
        state = ViewState.from_query(request.args, lang=lang, known_cities=tables.slugs)
        table, faults = table_of(request.args)
        if faults:
            return refuse(404, "changes.no_such_table", value=faults[0][1])
        text = changes.write(history.of(tables), state, codes_of(state, tables), table)
        whose = [tables.dataset] if tables.fictional else []
        name = "-".join([*whose, changes.NAME, *([table] if table else []), *state.cities, tables.release])
        response = Response(text, mimetype="text/csv")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        response.headers["Content-Language"] = lang
        response.headers["Cache-Control"] = "no-cache"
        return response
