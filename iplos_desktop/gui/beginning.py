"""Begins a submission, and asks first when another one would be lost."""

from PySide6.QtWidgets import QWidget

from iplos_desktop.flow.journal_entry import Entry
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.road import Road


def begin(road: Road, parent: QWidget, *, corrected: bool, corrects: Entry | None = None) -> None:
    """Go to the page Fil with nothing chosen; corrects: what it is to come in place of."""
    session = road.session
    if session.checked is not None and session.receipt is None:
        what = "Du har en innsending som ikke er ferdig."
        advice = "Begynner du på nytt, må du velge fila og kontrollere den igjen."
        if not road.dialogs.ask(parent, what, advice, "Begynn på nytt", "Behold den"):
            return
    road.begin(corrected=corrected, corrects=corrects)
    road.go(Step.FIL)
