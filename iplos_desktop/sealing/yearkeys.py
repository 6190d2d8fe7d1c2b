"""The keys of a key list, and which of them serve a data year."""

from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from cryptography import x509

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.certificate import Role, check_usable, fingerprint
from iplos_desktop.sealing.trust import TrustedKey

FETCH_AGAIN = "Hent nøkkellista på nytt fra myndigheten."


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One key of a list; valid_from and valid_to in UTC."""

    year: int
    role: Role
    certificate: x509.Certificate
    valid_from: datetime
    valid_to: datetime
    revoked: bool

    def check_time(self, at: datetime) -> None:
        """Raise UserError unless the list vouches for the key now. at: with a time zone."""
        if not self.valid_from <= at <= self.valid_to:
            raise UserError(
                f"Nøkkelen for {self.year} gjelder fra {self.valid_from:%d.%m.%Y} "
                f"til {self.valid_to:%d.%m.%Y}, ikke nå.",
                f"Se etter om datoen på maskinen er riktig. {FETCH_AGAIN}",
            )


@dataclass(frozen=True, slots=True)
class KeyList:
    """A list whose signature and content were found good.

    version: rises with each list of the same root, so no two lists share one. root: the one
    that signed.
    """

    version: int
    issued: datetime
    expires: datetime
    entries: tuple[KeyEntry, ...]
    root: x509.Certificate

    @property
    def root_fingerprint(self) -> str:
        """Of the root that signed."""
        return fingerprint(self.root)

    def check_time(self, at: datetime) -> None:
        """Raise UserError unless the list and its root hold now. at: with a time zone."""
        root = self.root
        if not root.not_valid_before_utc <= at <= root.not_valid_after_utc:
            raise UserError(
                f"Myndighetens rotsertifikat gjelder fra {root.not_valid_before_utc:%d.%m.%Y} "
                f"til {root.not_valid_after_utc:%d.%m.%Y}, ikke nå.",
                "Se etter om datoen på maskinen er riktig. Er den det, trengs en nyere utgave "
                "av programmet.",
            )
        if at > self.expires:
            raise UserError(
                f"Nøkkellista gikk ut {self.expires:%d.%m.%Y}.",
                f"{FETCH_AGAIN} Se også etter om datoen på maskinen er riktig.",
            )
        if at < self.issued:
            raise UserError(
                f"Nøkkellista er datert {self.issued:%d.%m.%Y}, etter dagens dato på maskinen.",
                "Se etter om datoen og klokken på maskinen er riktig.",
            )

    def key(self, year: int, role: Role) -> KeyEntry | None:
        """The key of a year and role: the one in force, else a revoked one, else None."""
        found = [each for each in self.entries if (each.year, each.role) == (year, role)]
        return min(found, key=lambda each: each.revoked, default=None)

    def choose(self, year: int, at: datetime) -> list[TrustedKey]:
        """The keys to seal a data year's export to, the bureau's first.

        at: now, with a time zone. Raises UserError when the year has none for the bureau, and
        when one of the year's keys is revoked or not valid now.
        """
        found = [entry for role in Role if (entry := self.key(year, role)) is not None]
        if not found or found[0].role is not Role.STATISTIKK:
            self._refuse_year(year)
        return [self.trust(entry, at) for entry in found]

    def trust(self, entry: KeyEntry, at: datetime) -> TrustedKey:
        """A key of this list. Raises UserError when it is revoked or not valid now."""
        if entry.revoked:
            raise revoked(entry.year)
        entry.check_time(at)
        certificate = entry.certificate
        check_usable(certificate, at)
        until = min(self.expires, entry.valid_to)
        digits = fingerprint(certificate)
        return TrustedKey(entry.role, certificate, digits, "liste", self.version, until)

    def _refuse_year(self, year: int) -> NoReturn:
        years = sorted({each.year for each in self.entries if each.role is Role.STATISTIKK})
        listed = f"den gjelder {', '.join(map(str, years))}" if years else "den er uten nøkler"
        raise UserError(
            f"Nøkkellista har ingen nøkkel for dataåret {year}; {listed}.",
            f"Hent nøkkellista for {year} fra myndigheten. Nøkkelen skal være for året "
            "opplysningene gjelder.",
        )


def revoked(year: int) -> UserError:
    """The authority has taken the key back."""
    return UserError(f"Nøkkelen for {year} er trukket tilbake av myndigheten.", FETCH_AGAIN)
