"""Which keys lie on this machine, and how long they hold."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.keyring import Keyring
from iplos_desktop.flow.keys import grouped, shown_keys
from iplos_desktop.flow.policy import Policy
from iplos_desktop.flow.ready.line import Line, State

AREA = "Nøkler"
_SOON = timedelta(days=30)


def keys(policy: Policy, now: datetime) -> Iterator[Line]:
    """The roots trusted, the newest list kept by this user, and each key in it."""
    ring = Keyring(policy, KeyStore())
    roots = len(ring.pinned)
    if roots:
        yield Line(AREA, State.OK, f"Røtter som godtas: {roots}")
    else:
        yield Line(
            AREA,
            State.NOTE,
            "Ingen røtter godtas, så ingen nøkkelliste kan brukes.",
            "Legg inn myndighetens rot i PinnedRoots.",
        )
    yield Line(AREA, State.OK, f"Lister for alle på maskinen leses fra {ring.store.machine}")
    kept = ring.kept(now)
    if ring.store.trouble is not None:
        yield Line(AREA, State.WRONG, ring.store.trouble, "Se etter tilgangen til mappa og filene.")
    if kept is None:
        yield Line(
            AREA,
            State.NOTE,
            "Ingen nøkkelliste er lagt inn, verken for maskinen eller brukeren.",
            "Legg den i mappa for alle, eller last den inn i vinduet.",
        )
        return
    if kept.trouble is not None:
        yield Line(AREA, State.WRONG, kept.trouble.what, kept.trouble.advice)
    if kept.listed is None:
        return
    listed = kept.listed
    over, soon = listed.expires <= now, listed.expires - now < _SOON
    yield Line(
        AREA,
        State.NOTE if soon else State.OK,
        f"Nøkkelliste, versjon {listed.version}, gjelder til {listed.expires:%d.%m.%Y}",
        f"Den {'er gått ut' if over else 'går snart ut'}. Hent en nyere." if soon else "",
    )
    shown = [*shown_keys(listed, now, ring)]
    if now.year - 1 not in {year for year, _ in shown}:
        yield Line(
            AREA,
            State.NOTE,
            f"Lista har ingen nøkkel for dataåret {now.year - 1}.",
            "Hent en nyere liste før innsendingen i januar.",
        )
    for year, key in shown:
        role = key.role.value if key.role else "ukjent mottaker"
        text = (
            f"{role} {year}: gjelder {key.valid_from:%d.%m.%Y}–{key.valid_to:%d.%m.%Y},"
            f" fingeravtrykk {grouped(key.fingerprint)}"
        )
        if key.refused is None:
            yield Line(AREA, State.OK, text)
        else:
            yield Line(AREA, State.NOTE, f"{text}. {key.refused.what}", key.refused.advice)
