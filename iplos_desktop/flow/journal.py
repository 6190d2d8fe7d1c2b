"""The journal: each sealing this user has made, and what has become of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TypeVar

import platformdirs

from iplos_desktop.errors import UserError
from iplos_desktop.flow.history import place_name
from iplos_desktop.flow.journal_entry import COLUMNS, Entry, from_row, to_row
from iplos_desktop.flow.journal_file import DamagedError, RefusedError, change, rows, set_aside

_APP = "iplos-desktop"
_T = TypeVar("_T")

_NOTE = f"INSERT INTO sealings ({', '.join(COLUMNS)}) VALUES (:{', :'.join(COLUMNS)})"  # noqa: S608 - our own names
_MOVE = "UPDATE sealings SET folder = :folder WHERE delivery_id = :delivery_id"
_ALL = "SELECT * FROM sealings ORDER BY id DESC"
_LAST = "SELECT * FROM sealings WHERE place = :place AND test = 0 ORDER BY id DESC LIMIT 1"
_FOLLOW = "Den krypterte fila er laget og kan lastes opp. Følg selv med på at kvitteringen kommer."


class SetAsideError(UserError):
    """A damaged journal is out of the way; whoever asks the next time finds nothing wrong."""


class Tick(Enum):
    """What the user may tick on an entry."""

    UPLOADED = "UPDATE sealings SET uploaded_at = :at WHERE delivery_id = :delivery_id"
    RECEIPT = "UPDATE sealings SET receipt_at = :at WHERE delivery_id = :delivery_id"


@dataclass
class Journal:
    """A folder with one file. Nothing that goes wrong here hinders a check or a sealing.

    trouble: what the latest call could not do, and what to do now; None when all went well.
    """

    folder: Path = field(
        default_factory=lambda: platformdirs.user_data_path(_APP, appauthor=False) / "journal"
    )
    trouble: UserError | None = None

    @property
    def path(self) -> Path:
        """The file itself."""
        return self.folder / "journal.sqlite3"

    def note(self, entry: Entry) -> None:
        """A file has been sealed."""
        what = "Krypteringen er ikke notert i journalen"
        self._try(lambda: change(self.path, _NOTE, to_row(entry)), what, _FOLLOW)

    def tick(self, delivery_id: str, tick: Tick, at: datetime | None) -> None:
        """Note when something was ticked; None takes the tick away."""
        what = "Merket er ikke satt i journalen"
        when = None if at is None else at.isoformat(timespec="seconds")
        values = {"at": when, "delivery_id": delivery_id}
        if self._try(lambda: change(self.path, tick.value, values), what) == 0:
            self.trouble = self.trouble or UserError(
                f"{what}, for denne krypteringen står ikke der.",
                "Følg selv med på at kvitteringen kommer.",
            )

    def move(self, delivery_id: str, folder: str | None) -> None:
        """Note where the sealed file lies now; None when that is not to be kept."""
        values = {"folder": folder, "delivery_id": delivery_id}
        self._try(lambda: change(self.path, _MOVE, values), "Mappa er ikke notert i journalen")

    def entries(self) -> list[Entry]:
        """Every entry, the latest first."""
        found = self._try(lambda: rows(self.path, _ALL, {}), "Journalen kan ikke vises")
        return [entry for row in found or [] if (entry := self._understood(row)) is not None]

    def last(self, *, test: bool) -> Callable[[str, str], Entry | None]:
        """What `Order.last` asks; test data are held against nothing that was sent."""
        return _nothing_sent if test else self.last_submission

    def last_submission(self, municipality: str, district: str) -> Entry | None:
        """What was sealed last for a place, test data apart; None when nothing is known."""
        place = place_name(municipality, district)
        if place is None:
            return None
        what = "Uttrekket er ikke sammenlignet med forrige innsending"
        found = self._try(lambda: rows(self.path, _LAST, {"place": place}), what)
        return self._understood(found[0]) if found else None

    def _understood(self, row: Mapping[str, object]) -> Entry | None:
        try:
            return from_row(row)
        except (ValueError, RecursionError):
            self.trouble = UserError(
                "Noe i journalen kan ikke leses, og vises ikke.",
                f"Be IT-avdelingen ta vare på {self.path}.",
            )
            return None

    def _try(self, work: Callable[[], _T], what: str, advice: str = "") -> _T | None:
        """Do it, a second time when a damaged journal is out of the way; None if it cannot be.

        what: begins a sentence on what was not done.
        """
        self.trouble = None
        try:
            try:
                return work()
            except DamagedError as damaged:
                self._set_aside(damaged)
                return work()
        except RefusedError as refused:
            why, then = refused.why, refused.advice
        except DamagedError:
            why, then = "journalen er skadet", f"Be IT-avdelingen se på mappa {self.folder}."
        self.trouble = UserError(f"{what}, for {why}.", f"{advice} {then}".strip())
        return None

    def _set_aside(self, damaged: DamagedError) -> None:
        aside = set_aside(self.path, damaged.which)
        if aside is not None:
            self.trouble = SetAsideError(
                "Journalen var skadet. Den er lagt til side, og programmet begynner på en ny.",
                f"Be IT-avdelingen ta vare på «{aside.name}» i mappa {self.folder}. Følg selv med"
                " på kvitteringer for det som er sendt før.",
            )


def _nothing_sent(*_: str) -> None:
    """Stands for a place that has sent nothing."""
