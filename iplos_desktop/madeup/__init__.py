"""Exports of people who do not exist: for the demo, for tests, for trying the program."""

from iplos_desktop.madeup.export import write_export
from iplos_desktop.madeup.ident import write_ident_message
from iplos_desktop.madeup.organisations import organisation_numbers
from iplos_desktop.madeup.planting import Planted

__all__ = ["Planted", "organisation_numbers", "write_export", "write_ident_message"]
