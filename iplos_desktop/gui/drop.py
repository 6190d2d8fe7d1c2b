"""A place to drop a file on, with a button for those who would rather choose it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from iplos_desktop.gui.flow_layout import Wrapping
from iplos_desktop.gui.page import button
from iplos_desktop.gui.spacing import MEDIUM
from iplos_desktop.gui.text import label, restyle


class DropField(QFrame):
    """Takes one file from the file manager, or by its button."""

    dropped = Signal(Path)

    def __init__(self, invitation: str, choose: str, act: Callable[[], object]) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        restyle(self, drop=True, over=False)
        self.button = button(choose, icon="fil")
        self.button.clicked.connect(act)
        self._path = QLineEdit()
        self._path.setReadOnly(True)
        self._path.setAccessibleName("Valgt fil")
        self._path.hide()
        box = QVBoxLayout(self)
        box.setSpacing(MEDIUM)
        box.addWidget(Wrapping((label(invitation, "muted", wrap=False), self.button)))
        box.addWidget(self._path)

    def show_path(self, path: Path | None) -> None:
        """Show which file is chosen."""
        self._path.setVisible(path is not None)
        self._path.setText(str(path or ""))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file, nothing else."""
        if _file(event.mimeData()) is not None:
            restyle(self, over=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went on."""
        restyle(self, over=False)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """It was let go here."""
        restyle(self, over=False)
        path = _file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)


def _file(data: QMimeData) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 else None
