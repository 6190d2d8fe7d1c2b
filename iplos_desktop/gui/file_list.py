"""The files in Qt's own file dialog, with sizes, kinds and days as the window writes them."""

from typing import Any

from PySide6.QtCore import QIdentityProxyModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFileSystemModel,
    QHeaderView,
    QToolButton,
    QTreeView,
)

from iplos_desktop.gui.look import look
from iplos_desktop.gui.text import short_day, size

_OF_SCREEN = 0.9
_WIDE, _HIGH = 760, 480  # pixels at 100 %
_ICONS = {
    "backButton": "tilbake",
    "forwardButton": "frem",
    "toParentButton": "opp",
    "newFolderButton": "mappe",
}


def show_all_of(dialog: QFileDialog) -> None:
    """Room for each column, and icons that are seen in every look. Not on the system's own."""
    files = dialog.findChild(QTreeView, "treeView")
    if files is None:
        return
    files.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    files.header().setResizeContentsPrecision(0)  # by those that are seen
    side = QSize(look().side, look().side)
    files.setIconSize(side)
    for name, icon in _ICONS.items():
        tool = dialog.findChild(QToolButton, name)
        if tool is not None:
            tool.setIcon(look().icon(icon, "accent", "page"))
    for tool in dialog.findChildren(QToolButton):
        tool.setIconSize(side)
    room = dialog.screen().availableSize()
    wished = QSize(int(_WIDE * look().scale), int(_HIGH * look().scale))
    dialog.resize(wished.boundedTo(room * _OF_SCREEN))


class FileList(QIdentityProxyModel):
    """Qt takes these words from the system's language, whatever the program's is."""

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's
        """What a cell shows."""
        files = self.sourceModel()
        if role == Qt.ItemDataRole.DisplayRole and isinstance(files, QFileSystemModel):
            file = files.fileInfo(self.mapToSource(index))
            match index.column():
                case 1:
                    return "" if file.isDir() else size(file.size())
                case 2:
                    return "Mappe" if file.isDir() else f"{file.suffix()}-fil".lstrip("-")
                case 3:
                    at = file.lastModified().toPython()
                    return f"{short_day(at)} kl. {at:%H.%M}"  # type: ignore[arg-type]
        return super().data(index, role)
