"""The list of findings to take along to the EPJ: saved as a file, or printed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from iplos_desktop.errors import UserError
from iplos_desktop.flow.checked import Checked
from iplos_desktop.flow.reports import save_report
from iplos_desktop.gui.page import button
from iplos_desktop.gui.panel import Panel
from iplos_desktop.gui.printing import print_report
from iplos_desktop.gui.road import Road
from iplos_desktop.gui.shown import Shown
from iplos_desktop.gui.text import count, number

CARE = (
    "Lista har helseopplysninger. Hent den ved skriveren med en gang, eller lagre den et sted"
    " bare du har tilgang til."
)
_KINDS = "Excel (*.xlsx);;Nettside (*.html)"
_DELETE = "Slett den når innsendingen er ferdig."


class TakeAway(QObject):
    """The two buttons, and the panel that tells how it went."""

    def __init__(self, road: Road, shown: Callable[[], Shown]) -> None:
        """shown: what the table shows at the moment; that is what is printed."""
        super().__init__(road)
        self._road, self._shown = road, shown
        self.told = Panel("good")
        self.save = button("&Lagre …", "Lagre feillista", "lagre")
        self.save.setShortcut(QKeySequence("Ctrl+S"))
        self.save.setToolTip("Som Excel eller som nettside (Ctrl+S)")
        self.save.clicked.connect(self._save)
        self.print = button("Skriv &ut …", "Skriv ut feilliste", "skriv")
        self.print.setShortcut(QKeySequence("Ctrl+P"))
        self.print.setToolTip("På papir eller som PDF (Ctrl+P)")
        self.print.clicked.connect(self._print)

    def refresh(self) -> None:
        """There must be something to take along, and one thing is done at a time."""
        ready = self._road.session.checked is not None and not self._road.aside.busy
        self.save.setEnabled(ready)
        self.print.setEnabled(ready)

    def _save(self) -> None:
        checked = self._road.session.checked
        if checked is None:
            return
        proposed = _proposed(checked, ".xlsx")
        many = count(len(checked.findings), "funn", "funn")
        asked = self._road.dialogs.save_file
        path = asked(self.save, "Lagre feillista", proposed, _KINDS)
        if path is not None:
            self.told.hide()
            job = partial(save_report, checked, path)
            every = f"Alle {many} er med. " if self._shown().narrowed else ""
            self._road.run_aside(job, lambda _: self._is_saved(path, every), self._failed)

    def _print(self) -> None:
        checked = self._road.session.checked
        if checked is None:
            return
        shown = self._shown()
        many = count(len(checked.findings), "funn", "funn")
        some = f"{number(shown.many)} av {many}" if shown.narrowed else many
        what = "\n".join([f"Feilliste med {some}", f"{shown.title}.", *_told(shown)])
        asked = self._road.dialogs.printing
        pdf = _proposed(checked, ".pdf")
        target = asked(self.print, "Skriv ut feillista", pdf, what, CARE)
        if target is None:
            return
        self.told.hide()
        path = target.pdf
        job = partial(print_report, checked, shown, target)
        done = self._is_printed if path is None else lambda _: self._is_saved(path)
        self._road.run_aside(job, done, self._failed)

    def _is_saved(self, path: Path, every: str = "") -> None:
        self.told.tell("Feillista er lagret.", f"{path}. {every}{_DELETE}", "good")

    def _is_printed(self, pages: int) -> None:
        told = f"{count(pages, 'side', 'sider')}. Hent dem ved skriveren med en gang."
        self.told.tell("Feillista er sendt til skriveren.", told, "good")

    def _failed(self, error: UserError) -> None:
        self.told.tell(error.what, error.advice, "danger")


def _told(shown: Shown) -> list[str]:
    return [f"Viser {', '.join(shown.narrowed)}."] if shown.narrowed else []


def _proposed(checked: Checked, ending: str) -> Path:
    file = checked.order.path
    return file.with_name(f"{file.stem}-feilliste{ending}")
