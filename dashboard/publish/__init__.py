"""Embeds as static files, so that any web host can serve the whole country without this server."""
