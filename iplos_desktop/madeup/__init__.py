"""Exports of people who do not exist: for the demo, for tests, for trying the program."""

from iplos_desktop.madeup.export import write_export

__all__ = ["write_export"]
