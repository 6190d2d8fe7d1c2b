"""Asks where to print, in bokmål and alike on every system."""

from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from iplos_desktop.gui.button import Button
from iplos_desktop.gui.choice import Choice
from iplos_desktop.gui.spacing import LARGE, MEDIUM, WIDE
from iplos_desktop.gui.text import label

_PDF = ""
_MOST_COPIES = 10
_PRINTER = 24  # letters of a printer's name that are seen


class PrintDialog(QDialog):
    """A printer or a PDF, how many copies, and whether on both sides."""

    def __init__(self, parent: QWidget, title: str, pages: str, care: str = "") -> None:
        """pages: what is to be printed, in words. care: what to be careful with, if anything."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.where, self.copies = Choice(_PRINTER), QComboBox()
        self.both_sides = QCheckBox("Skriv på begge sider av arket")
        self.where.setAccessibleName("Skriver")
        self.copies.setAccessibleName("Antall eksemplarer")
        for copies in range(1, _MOST_COPIES + 1):
            self.copies.addItem(str(copies), copies)
        self._fill()
        self.where.currentIndexChanged.connect(self._offer)
        form = QFormLayout(horizontalSpacing=LARGE, verticalSpacing=MEDIUM)
        for text, box in (("Sk&river", self.where), ("&Eksemplarer", self.copies)):
            name = label(text, "field", wrap=False)
            name.setBuddy(box)
            form.addRow(name, box)
        form.addRow("", self.both_sides)
        self._buttons = QDialogButtonBox()
        self.go, self.stop = Button("&Skriv ut", primary=True), Button("&Avbryt")
        self._buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(self.stop, QDialogButtonBox.ButtonRole.RejectRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        box_ = QVBoxLayout(self)
        box_.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        box_.setSpacing(LARGE)
        box_.addWidget(label(pages, "what"))
        box_.addLayout(form)
        if care:
            box_.addWidget(label(care, "muted"))
        box_.addWidget(self._buttons)
        self._offer()

    @property
    def printer(self) -> str:
        """The printer chosen; empty for a PDF."""
        return str(self.where.currentData())

    def _fill(self) -> None:
        for name in QPrinterInfo.availablePrinterNames():
            self.where.addItem(name, name)
        self.where.addItem("Lagre som PDF", _PDF)
        usual = self.where.findData(QPrinterInfo.defaultPrinterName() or _PDF)
        self.where.setCurrentIndex(max(usual, 0))

    def _offer(self) -> None:
        """Copies and sides are for paper only."""
        paper = self.printer != _PDF
        self.copies.setEnabled(paper)
        self.both_sides.setEnabled(paper)
        self.go.setText("&Skriv ut" if paper else "&Lagre …")
