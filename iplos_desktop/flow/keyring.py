"""The one door for keys: what this machine trusts, and what it has seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from iplos_desktop.errors import UserError
from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.policy import Policy, installed
from iplos_desktop.sealing.certificate import (
    Role,
    fingerprint,
    public_key_bytes,
    read_certificate,
    wrong_role,
    wrong_year,
)
from iplos_desktop.sealing.keylist import KeyEntry, KeyList, UnknownRootError, recognise
from iplos_desktop.sealing.roots import check_root, issued_under, shipped_roots
from iplos_desktop.sealing.trust import (
    TrustedKey,
    check_apart,
    confirm_fingerprint,
    trust_by_hand,
)
from iplos_desktop.sealing.yearkeys import revoked

Certificate = Any
"""A certificate as sealing knows it; nothing outside that room looks inside."""


@dataclass(frozen=True)
class Kept:
    """The newest list kept. listed: None when it cannot be verified any more.

    trouble: why it cannot be used now; None when nothing hinders.
    """

    listed: KeyList | None
    trouble: UserError | None


@dataclass(frozen=True)
class Keyring:
    """The roots of this machine, and the lists seen of them.

    The newest list of all trusted roots, by the day it was issued, is the truth.
    named: a root the user named, whose fingerprint was typed.
    """

    policy: Policy
    store: KeyStore
    named: Certificate | None = None

    @cached_property
    def pinned(self) -> list[Certificate]:
        """The roots that ship with the program and those of the machine's policy."""
        return [*shipped_roots(), *self.policy.roots]

    # Lists

    def take(self, data: bytes, now: datetime) -> KeyList:
        """Check a list for use now, and keep it if that can be done.

        Raises UserError when it cannot be trusted, does not hold now, or when a newer one has
        been seen.
        """
        found = self.examine(data, now)
        try:
            self.store.keep(found, data)
        except UserError as error:
            self.store.trouble = (
                f"Nøkkellista kan brukes nå, men blir ikke husket til neste gang. {error.what}"
            )
        return found

    def install(self, data: bytes, now: datetime) -> KeyList:
        """As `take`, but raises UserError also when the list cannot be kept."""
        found = self.examine(data, now)
        self.store.keep(found, data)
        return found

    def examine(self, data: bytes, now: datetime) -> KeyList:
        """The same checks, and nothing kept."""
        found = self._recognised(data)
        for kept in self.known():
            if kept.root != found.root:
                if kept.issued > found.issued:
                    raise _not_newest(kept, found)
            elif kept.age > found.age:
                raise _rolled_back(kept, found)
        found.check_time(now)
        return found

    def known(self) -> list[KeyList]:
        """The lists kept of roots that are trusted, of any time, the newest first."""
        found = []
        for data in self.store.lists():
            try:
                found.append(recognise(data, self._roots))
            except UserError:
                continue  # `kept` tells of it when there is no other
        return sorted(found, key=lambda each: each.issued, reverse=True)

    def kept(self, now: datetime) -> Kept | None:
        """The newest list kept, and whether it can be used; None when there is none."""
        newest = next(iter(self.known()), None)
        try:
            if newest is not None:
                newest.check_time(now)
                return Kept(newest, None)
            for data in self.store.lists():
                self._recognised(data)
        except UserError as error:
            return Kept(newest, error)
        return None

    def trust(self, listed: KeyList, key: TrustedKey) -> TrustedKey:
        """A key of a list, with what its trust rests on."""
        by_hand = self.named is not None and listed.root not in self.pinned
        return replace(key, how="rot") if by_hand else key

    # Keys

    def demand_by_hand(self) -> None:
        """Raise UserError unless a key may be trusted by its fingerprint on this machine."""
        trouble = self.policy.trouble
        if trouble is not None:
            raise UserError(
                "Ingen nøkkel kan bekreftes med fingeravtrykk nå.",
                f"{trouble.what} Be IT-avdelingen rette det.",
            )
        if not self.policy.trust_by_hand:
            raise UserError(
                "På denne maskinen kan ingen nøkkel bekreftes med fingeravtrykk.",
                "IT-avdelingen har bestemt at nøklene skal komme fra myndighetens signerte"
                " nøkkelliste. Hent den, eller spør IT-avdelingen.",
            )

    def by_hand(
        self,
        certificate: Certificate,
        role: Role,
        year: int,
        typed: Iterable[str],
        now: datetime,
    ) -> TrustedKey:
        """A key trusted by its typed fingerprint. Raises UserError."""
        self.demand_by_hand()
        key = trust_by_hand(certificate, role, year, typed, now)
        self.check_against_lists(certificate, role, year)
        return key

    def check_against_lists(self, certificate: Certificate, role: Role | None, year: int) -> None:
        """Raise UserError when the newest list that knows the key says otherwise of it.

        role: None while it is not known.
        """
        entries = self._entries_of(certificate)
        if not entries:
            return
        first = entries[0]
        if first.revoked:
            raise revoked(first.year)
        if role is not None and first.role is not role:
            raise wrong_role(first.role, role)
        if all(entry.year != year for entry in entries):
            raise wrong_year(str(first.year), year)

    def check_set(self, keys: Sequence[TrustedKey], year: int) -> None:
        """Raise UserError unless these keys together may be sealed to.

        No key in both roles, none that the newest list has taken back or left out, and no way back
        to one part: where a list known here has a key for the pseudonym manager, that receiver is
        not left out.
        """
        check_apart(keys)
        for key in keys:
            self.check_against_lists(key.certificate, key.role, year)
            newest = self.known()[:1]
            if key.how != "fingeravtrykk" and not any(_told_by(newest, key.certificate)):
                raise UserError(
                    f"Nøkkelen for {year} står ikke i den nyeste nøkkellista.",
                    f"Hent nøkkellista for {year} på nytt fra myndigheten.",
                )
        if self.parts(year) > len({key.role for key in keys}):
            raise UserError(
                f"Pseudonymforvalterens nøkkel for {year} mangler.",
                "Nøkkellista har en nøkkel for hver av de to mottakerne, og da skal ingen av dem"
                " få alt. Bruk nøkkellista, eller oppgi begge nøklene.",
            )

    def parts(self, year: int) -> int:
        """How many receivers the year has by any list ever seen, at least 1: so no way back."""
        entries = (entry for listed in self.known() for entry in listed.entries)
        return len({entry.role for entry in entries if entry.year == year} | {Role.STATISTIKK})

    def under_root(self, certificate: Certificate) -> bool:
        """Whether a pinned root has issued the certificate; shown, not demanded."""
        return issued_under(certificate, self.pinned)

    # Inside

    @cached_property
    def _roots(self) -> list[Certificate]:
        return [*self.pinned, *([] if self.named is None else [self.named])]

    def _recognised(self, data: bytes) -> KeyList:
        try:
            return recognise(data, self._roots)
        except UnknownRootError:
            if self.policy.trouble is not None:  # its root may stand where we do not look
                raise self.policy.trouble from None
            raise

    def _entries_of(self, certificate: Certificate) -> list[KeyEntry]:
        """What the newest list that knows the key says of it; but once revoked, always revoked."""
        told = _told_by(self.known(), certificate)
        for entries in told:
            if any(one.revoked for one in entries):
                return entries
        return next((entries for entries in told if entries), [])


def _told_by(lists: Iterable[KeyList], certificate: Certificate) -> list[list[KeyEntry]]:
    """What each of the lists has on a key."""
    wanted = public_key_bytes(certificate)
    return [
        [one for one in listed.entries if public_key_bytes(one.certificate) == wanted]
        for listed in lists
    ]


def keyring(root: Path | None = None, typed: Iterable[str] = ()) -> Keyring:
    """This machine's and user's keyring, also with a root whose fingerprint was typed.

    Raises UserError when the file is no root, its fingerprint is another, or a policy forbids it.
    """
    ring = Keyring(installed(), KeyStore())
    if root is None:
        return ring
    ring.demand_by_hand()
    named = read_certificate(root)
    check_root(named)
    confirm_fingerprint(fingerprint(named), typed)
    return replace(ring, named=named)


def _rolled_back(kept: KeyList, found: KeyList) -> UserError:
    return UserError(
        f"Nøkkellista (versjon {found.version}) er eldre enn den som er sett før (versjon"
        f" {kept.version}).",
        "Hent den nyeste nøkkellista fra myndigheten. Den gamle kan ha nøkler som siden er trukket"
        " tilbake.",
    )


def _not_newest(kept: KeyList, found: KeyList) -> UserError:
    return UserError(
        f"Nøkkellista er fra {found.issued:%d.%m.%Y}, og en nyere, fra {kept.issued:%d.%m.%Y} og"
        " signert med en annen rot, er sett før.",
        "Bruk den nyeste. Har du bare den gamle, hent den nyeste nøkkellista fra myndigheten.",
    )
