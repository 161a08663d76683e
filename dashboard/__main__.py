"""The command line: ``python -m dashboard COMMAND``."""

import click

from dashboard.serving import run


@click.group()
def main() -> None:
    """Omställningskartan: Swedish municipalities on the way to climate neutrality."""


main.add_command(run)

if __name__ == "__main__":
    main(prog_name="python -m dashboard")
