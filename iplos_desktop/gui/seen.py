"""Keeps a window where it can be seen, whatever screens come and go."""

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget


class Seen(QObject):
    """Opens a window no larger than its screen, and follows the screens as long as it lives."""

    def __init__(self, window: QWidget, size: QSize) -> None:
        super().__init__(window)
        self._window = window
        window.resize(size.boundedTo(window.screen().availableSize()))
        QApplication.instance().screenRemoved.connect(self._soon)  # type: ignore[union-attr]

    def _soon(self) -> None:
        """Systems bring most windows back themselves; they are given their time."""
        QTimer.singleShot(0, self, self._bring_back)

    def _bring_back(self) -> None:
        window, screens = self._window, QGuiApplication.screens()
        if any(one.availableGeometry().intersects(window.frameGeometry()) for one in screens):
            return
        room = QGuiApplication.primaryScreen().availableGeometry()
        window.resize(window.size().boundedTo(room.size()))
        frame = window.frameGeometry()
        frame.moveCenter(room.center())
        window.move(frame.topLeft())
