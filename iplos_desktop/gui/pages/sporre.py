"""Whom to ask for what, and where: as the year's package has it."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from iplos_desktop.flow.help import contacts
from iplos_desktop.gui.panel import Facts
from iplos_desktop.gui.text import label
from iplos_desktop.year.package import Addresses


class AskCard(QFrame):
    """A line for each kind of question."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.facts = Facts()
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addWidget(label("Hvem kan du spørre?", "section"))
        box.addWidget(self.facts)

    def show_addresses(self, at: Addresses) -> None:
        """Show those of a year."""
        self.facts.show_facts(contacts(at))
