"""For a WSGI server of one's own choice: ``gunicorn dashboard.wsgi:server``."""

from dashboard.app import create_app

server = create_app().server
