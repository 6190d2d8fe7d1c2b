"""The year package on the first page: which one is in use, and a button that loads another."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from iplos_desktop.errors import UserError
from iplos_desktop.flow.years import Added
from iplos_desktop.gui.page import button, row
from iplos_desktop.gui.panel import Panel
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.text import breakable, label
from iplos_desktop.year import Year

_KINDS = "Årspakke (*.zip aar.toml)"


class YearCard(QFrame):
    """What the rules and lists are of, what lies there and cannot be used, and the button."""

    loaded = Signal()  # a newer package is in use

    def __init__(self, road: Road) -> None:
        super().__init__()
        self._road = road
        self.line, self.troubles = label(kind="muted"), label(kind="muted")
        self.load = button("&Last inn årspakke …", icon="fil")
        self.load.clicked.connect(self._choose)
        self.told = Panel()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        for part in (self.line, self.troubles, row(self.load), self.told):
            box.addWidget(part)

    def show_year(self, year: Year) -> None:
        """Show the package of the year at hand, and nothing of what was told before."""
        self.told.hide()
        what = "Regler, kodelister og frister for dataåret"
        self.line.setText(f"{what} {year.year}: versjon {year.version}")
        troubles = self._road.session.years.troubles()
        self.troubles.setText(breakable("\n".join(troubles)))
        self.troubles.setVisible(bool(troubles))

    def _choose(self) -> None:
        if self._road.busy:
            self.told.tell("Programmet arbeider med fila.", "Vent til det er ferdig.", "info")
            return
        chosen = self._road.dialogs.open_file(self, "Velg årspakken", "", _KINDS)
        if chosen is None:
            return
        try:
            added = self._road.session.load_year_package(chosen)
        except UserError as error:
            self.told.tell_error(error)
            return
        self.loaded.emit()
        self._road.changed.emit()
        self.told.tell(*_what_came(added), "good")


def _what_came(added: Added) -> tuple[str, str]:
    year = added.year
    if not added.is_new:
        return f"Årspakken {year.version} er i bruk fra før.", ""
    before = f" i stedet for versjon {added.before}" if added.before else ""
    advice = (
        f"Den brukes fra nå av for dataåret {year.year}{before}. En fil som alt er valgt, må"
        " kontrolleres på nytt."
    )
    return f"Årspakken {year.version} er lagt inn.", advice
