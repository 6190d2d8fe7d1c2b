"""The checks that could not be made, each with the reason; silence would be a false promise."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea

from iplos_desktop.catalogue.rule import BOOK
from iplos_desktop.gui.page import card
from iplos_desktop.gui.text import breakable, count, label, number, plain


class NotChecked(QScrollArea):
    """A line that says how many, and each with the reason."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Det som ikke er kontrollert")
        self._what, self._list = label(kind="what"), label()
        self._list.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.title = ""
        self.setWidget(card(self._what, self._list))

    @property
    def text(self) -> str:
        """All it says."""
        return f"{self._what.text()}\n{self._list.text()}"

    def show_rules(self, rules: Sequence[tuple[str, str]]) -> None:
        """Show the rules that were not held against the file, and why; no `title` if none."""
        different = len({rule for rule, _ in rules})
        self.title = f"Ikke k&ontrollert ({number(different)})" if rules else ""
        self._what.setText(f"{count(different, 'regel', 'regler')} kunne ikke kontrolleres")
        lines = []
        for why, group in groupby(sorted(rules, key=lambda rule: rule[1]), lambda rule: rule[1]):
            lines.append(plain(why))
            lines += [f"   {rule} {BOOK[rule].title}" for rule, _ in group]
        self._list.setText(breakable("\n".join(lines)))
