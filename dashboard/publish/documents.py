"""One job's files and documents: the same embed as the server's, with addresses that any web host can answer."""

import time

import plotly.io as pio

from dashboard.config import settings
from dashboard.exports import csv
from dashboard.pictures import client, front
from dashboard.pictures.ahead import LOOKS
from dashboard.pictures.orders import Order
from dashboard.publish.folder import Folder
from dashboard.publish.plan import DOCUMENTS, Job
from dashboard.server import static
from dashboard.server.addresses import to_view
from dashboard.server.embed import Links, Look, alive
from dashboard.tables.loading import Tables
from dashboard.views import build
from layouts import embed

#: The static files that documents use.
SHARED = ("embed.css", "embed.js", "spots.js")
#: How often a picture is asked for while others come first, and the seconds between.
TRIES, PAUSE = 120, 2.0


def patiently(order: Order) -> bytes:
    """Have a picture drawn; where readers of a server come first, wait. Raises ``client.NoPictures``."""
    for _ in range(TRIES):
        try:
            return client.draw(order)
        except client.Busy:
            time.sleep(PAUSE)
    raise client.NoPictures("there are too many other pictures to draw")


def write(job: Job, tables: Tables, folder: Folder, *, pictures: bool) -> list[str]:
    """Write all that a job consists of; returns the paths. Raises ``client.NoPictures``."""
    names: list[str] = []

    def kept(content: bytes, extension: str) -> str:
        added = folder.add(content, extension)
        names.extend(added)
        return added[0]

    shown = build(job.view, job.state.but(mode="embed", theme="light"), tables)
    figures: dict[Look, str] = {}
    stills: dict[Look, str] = {}
    for theme, size in LOOKS if shown.status == "ready" else ():
        state = job.state.but(theme=theme, size=size)
        figure = alive(build(job.view, state.but(mode="embed"), tables))
        figures[theme, size] = kept(pio.json.to_json_plotly(figure).encode(), ".json")
        if pictures:
            svg = front.unpacked(front.picture("still", "svg", job.view, state, tables, draw=patiently))
            stills[theme, size] = kept(svg, ".svg")
    table = kept(csv.write(shown, fictional=tables.fictional).encode(), ".csv")
    shared = {name: kept(static.files()[name].content, static.extension(name)) for name in SHARED}
    plotly = kept(static.files()[static.plotly_name()].content, ".js")
    up = "../" * len(job.key.split("/"))
    public = settings().public_url
    links = Links(
        style=up + shared["embed.css"],
        script=up + shared["embed.js"],
        plotly=up + plotly,
        spots=up + shared["spots.js"],
        table=up + table,
        page=public + to_view(job.state) if public else "",
        figures={look: up + name for look, name in figures.items()},
        # A view without data has no picture to miss.
        pictures={look: up + name for look, name in stills.items()},
        pages=public or None,
    )
    for theme in DOCUMENTS:
        text = embed.document(job.view, job.state.but(theme=theme), tables, links)
        names.append(folder.document(job.document(theme), text))
    return names
