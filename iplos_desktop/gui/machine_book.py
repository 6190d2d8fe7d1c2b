"""This machine in a window of its own: the settings in force, and whether it is ready."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from PySide6.QtWidgets import QWidget

from iplos_desktop.flow.managed import SETTINGS, Setting
from iplos_desktop.flow.policy import LOCKED, Policy
from iplos_desktop.flow.policy_words import shown
from iplos_desktop.flow.ready.line import Line, State, summary
from iplos_desktop.gui.book import Book

_NOBODY = "Slik er programmet når ingen har bestemt noe annet."


class MachineBook(Book):
    """lines: what was looked at just now."""

    about = "innstillingene"
    missing = "Ordet står ikke her."

    def __init__(self, parent: QWidget, policy: Policy, lines: Sequence[Line]) -> None:
        self._policy, self._lines = policy, lines
        super().__init__(parent, "Denne maskinen")

    def html(self) -> str:
        """What to see to first; then the settings, and all that was looked at."""
        parts = (_to_see_to(self._lines), _settings(self._policy), _ready(self._lines))
        return "".join(line for part in parts for line in part)


def _to_see_to(lines: Sequence[Line]) -> Iterator[str]:
    yield f"<h1>{escape(summary(lines))}</h1>"
    yield from (_told(one) for one in lines if one.state is not State.OK)


def _told(line: Line) -> str:
    mark = "" if line.state is State.OK else f"<b>{line.state.value}:</b> "
    return f"<p>{mark}{escape(line.text)} {escape(line.advice)}</p>"


def _settings(policy: Policy) -> Iterator[str]:
    yield "<h1>Innstillinger</h1>"
    if policy.trouble is not None:
        yield f"<p>{escape(policy.trouble.what)} {escape(policy.trouble.advice)}</p>"
    for setting in SETTINGS:
        yield f"<h3>{escape(setting.nb.title)}: {escape(shown(setting, policy))}</h3>"
        yield f"<p>{escape(_by(setting, policy))}</p>"
        yield f"<p>{escape(setting.nb.text)}</p>"


def _by(setting: Setting, policy: Policy) -> str:
    place = policy.places.get(setting.name)
    if place is not None:
        return f"{LOCKED} ({setting.name} i {place})"
    return _NOBODY


def _ready(lines: Sequence[Line]) -> Iterator[str]:
    yield "<h1>Dette er sett på</h1>"
    for area, ones in groupby(lines, key=lambda line: line.area):
        yield f"<h3>{escape(area)}</h3>"
        yield from map(_told, ones)
