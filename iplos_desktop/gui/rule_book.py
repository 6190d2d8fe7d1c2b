"""The rule book in a window of its own: every rule, found by its number or by a word."""

from PySide6.QtWidgets import QWidget

from iplos_desktop.catalogue.rule import BOOK
from iplos_desktop.gui.book import Book
from iplos_desktop.report.rule_html import rule_book_html
from iplos_desktop.year import Year


class RuleBook(Book):
    """All rules of a year."""

    about = "reglene"
    hint = "Nummer eller ord, for eksempel T-04"
    missing = "Ingen regel har dette nummeret eller ordet."

    def __init__(self, parent: QWidget, year: Year) -> None:
        self.year = year
        super().__init__(parent, f"Reglene i dataåret {year.year}")

    def html(self) -> str:
        """Every rule, with its number as its place."""
        return "".join(rule_book_html(self.year))

    def anchor(self, typed: str) -> str | None:
        """A rule's number as soon as the whole of it stands there."""
        number = _as_number(typed)
        return number if number in {rule.number for rule in BOOK} else None


def _as_number(typed: str) -> str:
    """A rule's number however it is typed: t04, T 04, T-04."""
    bare = typed.upper().replace(" ", "").replace("-", "")
    return f"{bare[:1]}-{bare[1:]}"
