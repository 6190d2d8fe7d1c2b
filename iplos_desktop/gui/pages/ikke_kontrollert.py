"""The checks that could not be made, each with the reason; silence would be a false promise."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtWidgets import QFrame, QVBoxLayout

from iplos_desktop.catalogue.rule import BOOK
from iplos_desktop.gui.page import button, row
from iplos_desktop.gui.text import count, label, plain

_FOLDED = 4


class NotChecked(QFrame):
    """A line that says how many, and the list when it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._what = label(kind="what")
        self._list = label()
        self.more = button("Vis hvilke")
        self.more.clicked.connect(self._unfold)
        box = QVBoxLayout(self)
        box.addWidget(self._what)
        box.addWidget(self._list)
        box.addWidget(row(self.more))

    @property
    def text(self) -> str:
        """All it says."""
        return f"{self._what.text()}\n{self._list.text()}"

    def show_rules(self, rules: Sequence[tuple[str, str]]) -> None:
        """Show the rules that were not held against the file, and why."""
        self.setVisible(bool(rules))
        many = count(len(rules), "regel", "regler")
        self._what.setText(f"{many} kunne ikke kontrolleres")
        lines = []
        for why, group in groupby(sorted(rules, key=lambda rule: rule[1]), lambda rule: rule[1]):
            lines.append(plain(why))
            lines += [f"   {number} {BOOK[number].title}" for number, _ in group]
        self._list.setText("\n".join(lines))
        folded = len(rules) > _FOLDED
        self.more.setVisible(folded)
        self._list.setVisible(not folded)

    def _unfold(self) -> None:
        self._list.show()
        self.more.hide()
