"""Rows on their way to the clipboard, some at a time, so that the window answers meanwhile."""

from collections.abc import Iterator, Sequence
from itertools import islice

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from iplos_desktop.gui.findings_model import FindingsModel

_AT_ONCE = 100  # rows; some 10 ms


class RowCopier(QObject):
    """Copies one choice at a time; a newer one takes its place."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._model = FindingsModel()
        self._columns: Sequence[int] = ()
        self._rows: Iterator[int] = iter(())
        self._lines: list[str] = []
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._some)

    def copy(self, model: FindingsModel, rows: Iterator[int], columns: Sequence[int]) -> None:
        """A line for each row, tabs between, as the model has them now."""
        self._model = model.as_it_is()
        self._rows, self._columns, self._lines = rows, columns, []
        self._some()

    def _some(self) -> None:
        model, before = self._model, len(self._lines)
        for row in islice(self._rows, _AT_ONCE):
            cells = (model.index(row, column).data() or "" for column in self._columns)
            self._lines.append("\t".join(cells))
        if len(self._lines) - before == _AT_ONCE:
            self._turn.start()
        else:
            QGuiApplication.clipboard().setText("\n".join(self._lines))
            self._lines = []
