"""What has become of the findings since the last check of the same place and year."""

from collections.abc import Iterator
from itertools import islice

from PySide6.QtWidgets import QFrame, QVBoxLayout

from iplos_desktop.catalogue.group import Finding
from iplos_desktop.catalogue.rule import BOOK
from iplos_desktop.flow.since_last import SinceLast
from iplos_desktop.flow.since_words import notes, sentence
from iplos_desktop.gui.page import beside, button
from iplos_desktop.gui.text import count, day, label, number, plain

_LISTED = 100  # findings shown before the rest are counted


class SinceCard(QFrame):
    """A sentence, and what is gone when it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._title, self._sentence = label(kind="what"), label()
        self._notes, self._list = label(kind="muted"), label()
        self.more = button("Vis funn som er &borte")
        self.more.clicked.connect(self._turn)
        self._since: SinceLast | None = None
        box = QVBoxLayout(self)
        box.setSpacing(8)
        box.setContentsMargins(8, 8, 8, 8)
        box.addWidget(beside((self._title, self._sentence, self._notes), self.more))
        box.addWidget(self._list)
        box.addStretch(1)

    @property
    def title(self) -> str:
        """What has changed, in a few words; empty when there is nothing to say."""
        if self._since is not None:
            new, gone = (sum(one.values()) for one in (self._since.new, self._since.gone))
            return f"Si&den sist ({number(new)} nye, {number(gone)} borte)"
        return "Si&den sist" if self._notes.text() else ""

    @property
    def text(self) -> str:
        """All it says."""
        parts = (self._title, self._sentence, self._notes, self._list)
        return "\n".join(part.text() for part in parts if not part.isHidden())

    def show_since(self, since: SinceLast | None, trouble: str | None) -> None:
        """Show a comparison, or why there is none; hidden when there is nothing to say."""
        self._since = since
        told = notes(since) if since is not None else []
        self._title.setText("Siden sist")
        if since is not None:
            at = since.at.astimezone()
            self._title.setText(f"Siden sist ({day(at)} klokka {at:%H.%M})")
            self._sentence.setText(sentence(since))
        self._sentence.setVisible(since is not None)
        self._notes.setText("\n".join([*told, *([trouble] if trouble else [])]))
        self._notes.setVisible(bool(self._notes.text()))
        self.more.setVisible(since is not None and bool(since.gone))
        self._list.hide()
        self._name_button()

    def _turn(self) -> None:
        if self._since is not None:
            self._list.setText("\n".join(_gone(self._since)))
        self._list.setVisible(self._list.isHidden())
        self._name_button()

    def _name_button(self) -> None:
        folded = self._list.isHidden()
        self.more.setText("Vis funn som er &borte" if folded else "Skjul funn som er &borte")
        self.more.setAccessibleName(self.more.text().replace("&", ""))


def _gone(since: SinceLast) -> Iterator[str]:
    """The findings that are gone, one by one where they are known, else counted by rule."""
    if since.vanished is None:
        yield "Hvert enkelt av disse funnene vises bare når du kontrollerer på nytt i samme økt."
        for rule, many in since.gone.items():
            title = f" {BOOK[rule].title}" if rule in {one.number for one in BOOK} else ""
            yield f"{plain(rule)}{title} {count(many, 'funn', 'funn')}"
        return
    for finding in islice(since.vanished_findings(), _LISTED):
        yield _line(finding)
    if len(since.vanished) > _LISTED:
        yield f"… og {count(len(since.vanished) - _LISTED, 'funn', 'funn')} til."


def _line(finding: Finding) -> str:
    person = f"person {finding.person}: " if finding.person else ""
    return plain(f"{finding.rule} {person}{finding.text}")
