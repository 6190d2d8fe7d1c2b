"""The one door for keys: what this machine trusts, and what it has seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from iplos_desktop.errors import UserError
from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.list_history import check_key, check_newest, entries_of, parts
from iplos_desktop.flow.policy import Policy, installed
from iplos_desktop.sealing.certificate import (
    Role,
    fingerprint,
    read_certificate,
)
from iplos_desktop.sealing.keylist import KeyList, UnknownRootError, recognise
from iplos_desktop.sealing.roots import check_root, issued_under, shipped_roots
from iplos_desktop.sealing.trust import (
    TrustedKey,
    check_apart,
    check_still_vouched,
    confirm_fingerprint,
    trust_by_hand,
)

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
    _read: dict[bytes, KeyList] = field(init=False, default_factory=dict, repr=False, compare=False)

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
        check_newest(found, self.known())
        found.check_time(now)
        return found

    def known(self) -> list[KeyList]:
        """The lists kept of roots that are trusted, of any time, the newest first."""
        found = []
        for data in self.store.lists():
            try:
                found.append(self._recognise(data))
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
        self.check_against_lists(certificate, role, year, now)
        return key

    def check_against_lists(
        self, certificate: Certificate, role: Role | None, year: int, now: datetime
    ) -> None:
        """Raise UserError when the lists seen say otherwise of a key. role: None if not known."""
        check_key(certificate, role, year, self.known(), now)

    def check_set(self, keys: Sequence[TrustedKey], year: int, now: datetime) -> None:
        """Raise UserError unless these keys together may be sealed to.

        No key in both roles, none whose list has run out, none that the newest list has taken back
        or left out, and no way back to one part: where a list known here has a key for the
        pseudonym manager, that receiver is not left out.
        """
        check_apart(keys)
        seen = self.known()
        for key in keys:
            check_still_vouched(key, now)
            check_key(key.certificate, key.role, year, seen, now)
            if key.how != "fingeravtrykk" and not any(
                entries_of(newest, key.certificate) for newest in seen[:1]
            ):
                raise UserError(
                    f"Nøkkelen for {year} står ikke i den nyeste nøkkellista.",
                    f"Hent nøkkellista for {year} på nytt fra myndigheten.",
                )
        if parts(year, seen) > len({key.role for key in keys}):
            raise UserError(
                f"Pseudonymforvalterens nøkkel for {year} mangler.",
                "Nøkkellista har en nøkkel for hver av de to mottakerne, og da skal ingen av dem"
                " få alt. Bruk nøkkellista, eller oppgi begge nøklene.",
            )

    def parts(self, year: int) -> int:
        """How many receivers the year has by any list ever seen, at least 1."""
        return parts(year, self.known())

    def under_root(self, certificate: Certificate) -> bool:
        """Whether a pinned root has issued the certificate; shown, not demanded."""
        return issued_under(certificate, self.pinned)

    # Inside

    @cached_property
    def _roots(self) -> list[Certificate]:
        return [*self.pinned, *([] if self.named is None else [self.named])]

    def _recognise(self, data: bytes) -> KeyList:
        """The list, verified once a run: there may be many, and they are asked often."""
        if data not in self._read:
            self._read[data] = recognise(data, self._roots)
        return self._read[data]

    def _recognised(self, data: bytes) -> KeyList:
        try:
            return self._recognise(data)
        except UnknownRootError:
            if self.policy.trouble is not None:  # its root may stand where we do not look
                raise self.policy.trouble from None
            raise


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
