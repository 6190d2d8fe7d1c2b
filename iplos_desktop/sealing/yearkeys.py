"""The keys of a key list, and which of them serve a data year."""

from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from cryptography import x509

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.certificate import (
    Role,
    check_role,
    check_usable,
    check_year,
    fingerprint,
)
from iplos_desktop.sealing.trust import TrustedKey

FETCH_AGAIN = "Hent nøkkellisten på nytt fra myndigheten."


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One key of a list; valid_from and valid_to in UTC."""

    year: int
    role: Role
    certificate: x509.Certificate
    valid_from: datetime
    valid_to: datetime
    revoked: bool


@dataclass(frozen=True, slots=True)
class KeyList:
    """A list whose signature, shape and time were found good at `read_at`.

    version: rises with each list of the same root. root_fingerprint: of the root that signed.
    """

    version: int
    issued: datetime
    expires: datetime
    entries: tuple[KeyEntry, ...]
    root_fingerprint: str
    read_at: datetime

    def key(self, year: int, role: Role) -> KeyEntry | None:
        """The key of a year and role: the one in force, else a revoked one, else None."""
        found = [each for each in self.entries if (each.year, each.role) == (year, role)]
        return min(found, key=lambda each: each.revoked, default=None)

    def choose(self, year: int) -> list[TrustedKey]:
        """The keys to seal a data year's export to, the bureau's first.

        Raises UserError when the year has none for the bureau, and when one of the year's keys
        is revoked, not valid at the time the list was read, or unfit.
        """
        found = [entry for role in Role if (entry := self.key(year, role)) is not None]
        if not found or found[0].role is not Role.STATISTIKK:
            self._refuse_year(year)
        return [self._trusted(entry) for entry in found]

    def _trusted(self, entry: KeyEntry) -> TrustedKey:
        if entry.revoked:
            raise UserError(
                f"Nøkkelen for {entry.year} er trukket tilbake av myndigheten.", FETCH_AGAIN
            )
        if not entry.valid_from <= self.read_at <= entry.valid_to:
            raise UserError(
                f"Nøkkelen for {entry.year} gjelder fra {entry.valid_from:%d.%m.%Y} "
                f"til {entry.valid_to:%d.%m.%Y}, ikke nå.",
                f"Se etter om datoen på maskinen er riktig. {FETCH_AGAIN}",
            )
        certificate = entry.certificate
        check_usable(certificate, self.read_at)
        check_year(certificate, entry.year)
        check_role(certificate, entry.role)
        return TrustedKey(entry.role, certificate, fingerprint(certificate), "liste", self.version)

    def _refuse_year(self, year: int) -> NoReturn:
        years = sorted({each.year for each in self.entries if each.role is Role.STATISTIKK})
        listed = f"den gjelder {', '.join(map(str, years))}" if years else "den er uten nøkler"
        raise UserError(
            f"Nøkkellisten har ingen nøkkel for dataåret {year}; {listed}.",
            f"Hent nøkkellisten for {year} fra myndigheten. Nøkkelen skal være for året "
            "opplysningene gjelder.",
        )
