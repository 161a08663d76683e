"""For a WSGI server of one's own choice: ``gunicorn dashboard.wsgi:server``."""

from dashboard.app import create_app
from dashboard.server.finished import front_of

server = create_app().server
front_of(server).start()
