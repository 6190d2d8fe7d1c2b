"""The files in Qt's own file dialog, with sizes, kinds and days as the window writes them."""

from typing import Any

from PySide6.QtCore import QIdentityProxyModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QFileSystemModel

from iplos_desktop.gui.text import short_day, size


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
