"""Open data, ``/api/v1/…``: the views' tables with units and sources, an OpenAPI description, a catalogue."""
