"""deskapp: the circulation desk application for libraries. Headless: nothing in here imports Qt."""

__version__ = "0.1.0"
