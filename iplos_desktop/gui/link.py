"""A link in a panel: words that lead to a place, on as many lines as they need."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from iplos_desktop.gui.look import look
from iplos_desktop.gui.spacing import TINY

_HOW = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
_ANY_HEIGHT = 100_000


class Link(QPushButton):
    """Qt's own button has one line, and makes the page wider than the window."""

    def __init__(self, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self._words = words
        self.setProperty("link", True)
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """It is higher where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its lines are."""
        room = QRect(0, 0, width - 2 * TINY, _ANY_HEIGHT)
        return self.fontMetrics().boundingRect(room, _HOW, self._words).height() + 2 * TINY

    def sizeHint(self) -> QSize:
        """All on one line, when there is room."""
        width = self.fontMetrics().horizontalAdvance(self._words) + 2 * TINY
        return QSize(width, self.fontMetrics().height() + 2 * TINY)

    def minimumSizeHint(self) -> QSize:
        """As wide as its longest word."""
        widest = max(map(self.fontMetrics().horizontalAdvance, self._words.split()), default=0)
        return QSize(widest + 2 * TINY, self.fontMetrics().height() + 2 * TINY)

    def paintEvent(self, _: QPaintEvent) -> None:
        """The frame as the style sheet has it, and the words in their lines."""
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        font = self.font()
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(QColor(look().colours.danger_text))
        painter.drawText(self.rect().adjusted(TINY, TINY, -TINY, -TINY), _HOW, self._words)
