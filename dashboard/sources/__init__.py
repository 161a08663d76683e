"""Importers: one publisher's format each, read into the tables' own form."""
