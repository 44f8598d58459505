"""Rulewise publishes guidance so that nobody can mistake advice for law."""

__version__ = "0.1.0"
