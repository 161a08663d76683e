"""The command line: ``python -m dashboard COMMAND``."""

import click

from dashboard.commands import check, import_, undo
from dashboard.pictures.command import pictures
from dashboard.publish.command import publish
from dashboard.serving import run
from dashboard.workbook_commands import template


@click.group()
def main() -> None:
    """Omställningskartan: Swedish municipalities on the way to climate neutrality."""


for command in (run, check, import_, undo, publish, template, pictures):
    main.add_command(command)

if __name__ == "__main__":
    main(prog_name="python -m dashboard")
