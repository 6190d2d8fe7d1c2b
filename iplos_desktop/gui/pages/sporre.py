"""Whom to ask for what, and where: as the year's package has it."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from iplos_desktop.flow.help import contacts
from iplos_desktop.gui.panel import Facts
from iplos_desktop.gui.text import label
from iplos_desktop.year import Year


class AskCard(QFrame):
    """A line for each kind of question."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.facts, self.source = Facts(), label(kind="muted")
        box = QVBoxLayout(self)
        box.setSpacing(12)
        box.addWidget(label("Hvem kan du spørre?", "section"))
        box.addWidget(self.facts)
        box.addWidget(self.source)

    def show_year(self, year: Year) -> None:
        """Show the addresses of a year, and where they stand."""
        self.facts.show_facts(contacts(year.addresses))
        self.source.setText(f"Adressene står i årspakken for dataåret {year.year}.")
