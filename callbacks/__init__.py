"""Callbacks: plain functions, wired to an app at each file's foot by ``register(app)``."""
