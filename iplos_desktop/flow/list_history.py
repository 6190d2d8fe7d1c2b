"""What the key lists seen on this machine say: of a list that comes, and of a key."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.certificate import Role, public_key_bytes
from iplos_desktop.sealing.keylist import KeyEntry, KeyList
from iplos_desktop.sealing.naming import receiver, wrong_role, wrong_year
from iplos_desktop.sealing.yearkeys import revoked


def check_newest(found: KeyList, seen: Sequence[KeyList]) -> None:
    """Raise UserError when a newer list has been seen, or another one of the same version."""
    for kept in seen:
        if kept.root != found.root:
            if kept.issued > found.issued:
                raise _not_newest(kept, found)
        elif kept.version > found.version:
            raise _rolled_back(kept, found)
        elif kept.version == found.version and kept != found:
            raise _two_alike(found)


def check_key(
    certificate: Any,  # noqa: ANN401 - a certificate as sealing knows it
    role: Role | None,
    year: int,
    seen: Sequence[KeyList],
    now: datetime,
) -> None:
    """Raise UserError when the lists say otherwise of a key.

    role: None while it is not known. seen: the newest list first. The newest list that knows the
    key tells whose it is and for how long; what any list has taken back stays so; and where the
    newest list of all, in force now, has another key in its place, that one is to be used.
    """
    told = [entries for listed in seen if (entries := entries_of(listed, certificate))]
    taken_back = next((one for entries in told for one in entries if one.revoked), None)
    if taken_back is not None:
        raise revoked(taken_back.year)
    if told:
        _check_told(told[0], role, year, now)
    if seen and role is not None:
        _check_none_in_its_place(seen[0], certificate, role, year, now)


def entries_of(listed: KeyList, certificate: Any) -> list[KeyEntry]:  # noqa: ANN401
    """What a list has on a key."""
    wanted = public_key_bytes(certificate)
    return [one for one in listed.entries if public_key_bytes(one.certificate) == wanted]


def parts(year: int, seen: Sequence[KeyList]) -> int:
    """How many receivers the year has by any list ever seen, at least 1: so no way back."""
    entries = (entry for listed in seen for entry in listed.entries)
    return len({entry.role for entry in entries if entry.year == year} | {Role.STATISTIKK})


def _check_told(entries: list[KeyEntry], role: Role | None, year: int, now: datetime) -> None:
    first = entries[0]
    if role is not None and first.role is not role:
        raise wrong_role(first.role, role)
    of_year = [entry for entry in entries if entry.year == year]
    if not of_year:
        raise wrong_year(str(first.year), year)
    of_year[0].check_time(now)  # there is one; a second would have been taken back


def _check_none_in_its_place(
    newest: KeyList,
    certificate: Any,  # noqa: ANN401
    role: Role,
    year: int,
    now: datetime,
) -> None:
    other = newest.key(year, role)
    if other is None or public_key_bytes(other.certificate) == public_key_bytes(certificate):
        return
    try:
        newest.check_time(now)
        newest.trust(other, now)
    except UserError:  # it has none that could be used
        return
    raise UserError(
        f"Nøkkellista har en annen nøkkel for {receiver(role)} for {year}.",
        "Bruk nøkkelen i nøkkellista. Er det den andre som står i brevet fra myndigheten, må du"
        " spørre myndigheten før noe sendes.",
    )


def _rolled_back(kept: KeyList, found: KeyList) -> UserError:
    return UserError(
        f"Nøkkellista (versjon {found.version}) er eldre enn den som er sett før (versjon"
        f" {kept.version}).",
        "Hent den nyeste nøkkellista fra myndigheten. Den gamle kan ha nøkler som siden er trukket"
        " tilbake.",
    )


def _two_alike(found: KeyList) -> UserError:
    return UserError(
        f"Det er kommet to ulike lister med samme versjon ({found.version}).",
        "Bruk ingen av dem. Si fra til myndigheten, og be om en ny liste.",
    )


def _not_newest(kept: KeyList, found: KeyList) -> UserError:
    return UserError(
        f"Nøkkellista er fra {found.issued:%d.%m.%Y}, og en nyere, fra {kept.issued:%d.%m.%Y} og"
        " signert med en annen rot, er sett før.",
        "Bruk den nyeste. Har du bare den gamle, hent den nyeste nøkkellista fra myndigheten.",
    )
