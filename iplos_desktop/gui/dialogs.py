"""The questions that come in a window of their own, in bokmål; tests put others in their place."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from iplos_desktop.gui.file_list import FileList, show_all_of
from iplos_desktop.gui.look import look
from iplos_desktop.gui.print_dialog import PrintDialog
from iplos_desktop.gui.printing import Target
from iplos_desktop.gui.spacing import LARGE

_SHAPE = 40  # pixels of the shape beside a question
_ALL = "Alle filer (*)"


class Dialogs:
    """Asks the user. Each answer is None or False when she closes the question."""

    def ask(self, parent: QWidget, what: str, advice: str, yes: str, no: str) -> bool:
        """A question with two answers; `no` is the safe one and stands ready."""
        box = QMessageBox(parent)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setIconPixmap(look().icon("advarsel", "warning", "page").pixmap(_SHAPE, _SHAPE))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle("IPLOS Desktop")
        box.setText(what)
        box.setInformativeText(advice)
        go_on = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        give_room(box)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        return box.clickedButton() is go_on

    def open_file(self, parent: QWidget, title: str, folder: str, kinds: str) -> Path | None:
        """Choose a file that is there. kinds: such as ``Uttrekk (*.xml)``."""
        dialog = file_dialog(parent, title, folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([kinds, _ALL])
        return _chosen(dialog)

    def folder(self, parent: QWidget, title: str, folder: str) -> Path | None:
        """Choose a folder."""
        dialog = file_dialog(parent, title, folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Velg mappe")
        return _chosen(dialog)

    def save_file(self, parent: QWidget, title: str, path: Path, kinds: str) -> Path | None:
        """Choose where to save; the system asks before an older file is written over.

        kinds: such as ``Excel (*.xlsx);;Nettside (*.html)``; the first is proposed.
        """
        dialog = file_dialog(parent, title, str(path.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(kinds.split(";;"))
        dialog.setDefaultSuffix(path.suffix.removeprefix("."))
        dialog.filterSelected.connect(
            lambda kind: dialog.setDefaultSuffix(kind.rpartition("*.")[2].removesuffix(")"))
        )
        dialog.selectFile(path.name)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Lagre")
        return _chosen(dialog)

    def printing(
        self, parent: QWidget, title: str, pdf: Path, pages: str, care: str = ""
    ) -> Target | None:
        """Choose where to print. pdf: the name proposed for one. pages, care: see PrintDialog."""
        dialog = PrintDialog(parent, title, pages, care)
        if not dialog.exec():
            return None
        if dialog.printer:
            copies, both = int(dialog.copies.currentData()), dialog.both_sides.isChecked()
            return Target(dialog.printer, None, copies, both)
        path = self.save_file(parent, "Lagre som PDF", pdf, "PDF (*.pdf)")
        return None if path is None else Target(pdf=path)


def file_dialog(parent: QWidget, title: str, folder: str) -> QFileDialog:
    """The system's own, or Qt's where there is none; its words are then ours."""
    dialog = QFileDialog(parent, title, folder)
    dialog.setProxyModel(FileList(dialog))  # without effect on the system's own
    show_all_of(dialog)
    for part, text in (
        (QFileDialog.DialogLabel.Accept, "Velg"),
        (QFileDialog.DialogLabel.Reject, "Avbryt"),
        (QFileDialog.DialogLabel.LookIn, "Mappe:"),
        (QFileDialog.DialogLabel.FileName, "Navn:"),
        (QFileDialog.DialogLabel.FileType, "Type:"),
    ):
        dialog.setLabelText(part, text)
    return dialog


def give_room(box: QMessageBox) -> None:
    """As much round a question as round what stands in a card."""
    layout = box.layout()
    if layout is not None:
        layout.setContentsMargins(LARGE, LARGE, LARGE, LARGE)


def _chosen(dialog: QFileDialog) -> Path | None:
    if not dialog.exec():
        return None
    files = dialog.selectedFiles()
    return Path(files[0]) if files else None
