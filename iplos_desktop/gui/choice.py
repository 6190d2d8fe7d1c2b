"""A choice among some, whose text ends in "…" where there is no room for all of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox

from iplos_desktop.gui.text import tooltip

_LINES = 12  # of the list that is opened; more are scrolled to


class Choice(QComboBox):
    """Qt cuts the text where the room ends. The whole of it is the tool tip."""

    def __init__(self, letters: int) -> None:
        """letters: how many are seen at least."""
        super().__init__()
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.setSizeAdjustPolicy(policy)
        self.setMinimumContentsLength(letters)
        self.setMaxVisibleItems(_LINES)
        self.currentTextChanged.connect(lambda text: self.setToolTip(tooltip(text)))

    def showPopup(self) -> None:
        """The list is as wide as what can be chosen, where the field is not."""
        shown = self.view()
        bar = shown.verticalScrollBar().sizeHint().width()
        wide = shown.sizeHintForColumn(0) + bar + 2 * shown.frameWidth()
        shown.setTextElideMode(Qt.TextElideMode.ElideRight)
        shown.setMinimumWidth(min(wide, self.screen().availableGeometry().width() - 2 * bar))
        super().showPopup()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """What is drawn in the field."""
        super().initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        room, way = field.width() - 2, Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(self.currentText(), way, room)
