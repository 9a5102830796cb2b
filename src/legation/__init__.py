"""Legation: reads international news and turns it into event data that a person can check."""

__version__ = "0.1.0"
