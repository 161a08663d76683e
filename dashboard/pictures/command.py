"""``python -m dashboard pictures``: the process that draws, on its own, for servers without a browser."""

import logging
import os

import click

from dashboard import logs
from dashboard.config import Settings, settings


@click.command()
@click.option("--data", default=None, help="Data set whose pictures are drawn before anybody asks.")
@click.option("--ahead/--no-ahead", default=True, show_default=True, help="Draw pictures before anybody asks.")
def pictures(data: str | None, ahead: bool) -> None:
    """Draw still pictures for servers that share the folder DASHBOARD_PICTURES_SOCKET."""
    from dashboard.pictures import maker
    from dashboard.pictures.client import address
    from dashboard.pictures.studio import NoBrowser

    if data is not None:
        os.environ["DASHBOARD_DATA"] = data if Settings.is_address(data) else str(Settings.data_folder(data))
        settings.cache_clear()
    logs.set_up(settings().log_format, settings().log_level)
    for chatty in ("kaleido", "choreographer"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    try:
        click.echo(f"pictures are drawn for whoever asks at {address()}")
        maker.alone(ahead=ahead)
    except NoBrowser:
        raise click.ClickException("there is no Chromium: install one, or name it with CHROME") from None
    except OSError as fault:
        raise click.ClickException(f"{fault.filename or 'the socket'}: {fault.strerror or fault}") from None
