"""Benchmarks of the dashboard: ``python -m benchmarks`` (``make bench``) prints a table and writes ``results.json``."""
