"""The keys chosen for one submission: offered by a list or a file, then trusted or not."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from iplos_desktop.errors import UserError
from iplos_desktop.flow.keyring import Kept, Keyring
from iplos_desktop.flow.keys import OfferedKey, keys_of_list, offered_keys, usable_keys
from iplos_desktop.sealing.certificate import Role
from iplos_desktop.sealing.trust import TrustedKey, check_apart


@dataclass
class KeyChoice:
    """The keys for a data year. year: None until a file is checked.

    offered: to be shown. keys: those trusted so far. kept: the newest list installed, and why it
    does not serve the year if so. hindrance: why these keys may not be sealed to; None when they
    may.
    """

    ring: Keyring
    clock: Callable[[], datetime]
    year: int | None = None
    offered: list[OfferedKey] = field(default_factory=list)
    keys: list[TrustedKey] = field(default_factory=list)
    kept: Kept | None = None
    hindrance: UserError | None = None

    def begin(self, year: int | None) -> None:
        """Another file: nothing is chosen but what the list installed before has for its year."""
        self.year, self.offered, self.keys, self.kept = year, [], [], None
        if year is not None:
            self.kept = self._kept_for(year)
            if self.kept is not None and self.kept.listed is not None and not self.kept.trouble:
                self._offer(usable_keys(self.kept.listed, year, self.clock(), self.ring))
        self.hindrance = self.judged()

    def load(self, path: Path) -> list[OfferedKey]:
        """Read keys from a file; those a list vouches for are taken at once.

        Raises UserError, and then the keys are as they were; a list that takes one of them back
        hinders.
        """
        return self._offered_by(offered_keys, path)

    def take_list(self, data: bytes) -> None:
        """Take the keys of a list that was fetched. Raises UserError as `load` does."""
        self._offered_by(keys_of_list, data)

    def confirm(self, offered: OfferedKey, typed: str, role: Role | None = None) -> OfferedKey:
        """Trust a key by the fingerprint she typed; gives it with its role.

        role: whose it is, when it does not tell itself. Raises UserError when it does not fit.
        """
        role = offered.role or role
        if role is None:
            raise UserError(
                "Det er ikke valgt hvem nøkkelen tilhører.",
                "Velg mottakeren som står i brevet sammen med fingeravtrykket.",
            )
        others = [key for key in self.keys if key.role is not role]
        key = self.ring.by_hand(
            offered.certificate, role, self._known_year(), [typed], self.clock()
        )
        check_apart([*others, key])
        named = replace(offered, role=role)
        self.keys = [*others, key]
        rest = [one for one in self.offered if one is not offered and one.role is not role]
        self.offered = [*rest, named]
        self.hindrance = self.judged()
        return named

    def drop(self, offered: OfferedKey) -> None:
        """Let go of a key that is not to be sealed to after all."""
        self.offered = [one for one in self.offered if one is not offered]
        self.keys = [key for key in self.keys if key.fingerprint != offered.fingerprint]
        self.hindrance = self.judged()

    def waits(self, offered: OfferedKey) -> bool:
        """Whether the fingerprint of a key is still to be typed."""
        return all(key.fingerprint != offered.fingerprint for key in self.keys)

    def judged(self) -> UserError | None:
        """Why these keys may not be sealed to, looked into anew."""
        if Role.STATISTIKK not in {key.role for key in self.keys}:
            return UserError(
                "Årets nøkler er ikke klare.",
                "Velg nøkkellista fra SSB. Har du bare en nøkkel, så velg den, og bekreft"
                " fingeravtrykket.",
            )
        if any(map(self.waits, self.offered)):
            return UserError(
                "En av nøklene du har valgt, er ikke bekreftet.",
                "Bekreft den med fingeravtrykket fra brevet, eller fjern den. Fila låses bare for"
                " dem som har en bekreftet nøkkel.",
            )
        try:
            self.ring.check_set(self.keys, self._known_year(), self.clock())
        except UserError as error:
            return error
        return None

    def _known_year(self) -> int:
        if self.year is None:
            raise UserError("Ingen fil er kontrollert ennå.", "Kontroller uttrekket først.")
        return self.year

    def _offered_by(
        self, read: Callable[..., list[OfferedKey]], source: object
    ) -> list[OfferedKey]:
        year = self._known_year()
        try:
            found = read(source, year, self.clock(), self.ring)
            self._offer(found)
        finally:
            self.kept = self._kept_for(year)  # a list may have been seen all the same
            self.hindrance = self.judged()
        return found

    def _kept_for(self, year: int) -> Kept | None:
        """The list kept, and whether it serves a data year."""
        kept = self.ring.kept(self.clock())
        if kept is None or kept.listed is None or kept.trouble is not None:
            return kept
        try:
            kept.listed.choose(year, self.clock())
        except UserError as error:
            return replace(kept, trouble=error)
        return kept

    def _offer(self, found: list[OfferedKey]) -> None:
        """Those of a list take the place of all others, a single key that of its role.

        A key that is confirmed already stays so.
        """
        if any(key.trusted for key in found):
            self.offered, self.keys = found, []
        elif any(map(self.waits, found)):
            roles = {key.role for key in found}
            self.offered = [key for key in self.offered if key.role not in roles] + found
            self.keys = [key for key in self.keys if key.role not in roles]
        self.keys += [key.trusted for key in found if key.trusted is not None]
