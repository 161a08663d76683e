"""Omställningskartan: tables → model → views → pages."""
