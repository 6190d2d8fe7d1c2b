"""Whether what the program keeps for this user can be read; it is left as it is."""

from collections.abc import Iterator

from iplos_desktop.flow.journal import Journal
from iplos_desktop.flow.journal_file import DamagedError, RefusedError, rows
from iplos_desktop.flow.ready.folders import AREA
from iplos_desktop.flow.ready.line import Line, State
from iplos_desktop.flow.settings import SettingsFile, UnreadableError


def kept() -> Iterator[Line]:
    """A line for what is damaged; nothing for what can be read or is not there yet."""
    settings, journal = SettingsFile().path, Journal().path
    try:
        SettingsFile().read()
    except UnreadableError:
        yield Line(
            AREA,
            State.WRONG,
            f"Innstillingene i {settings} kan ikke leses.",
            "Se etter tilgangen. Er fila skadet, legges den til side neste gang vinduet åpnes, og"
            " avsender må fylles ut på nytt.",
        )
    try:
        rows(journal, "SELECT id FROM sealings", {})
    except DamagedError:
        yield Line(
            AREA,
            State.WRONG,
            f"Journalen i {journal} er skadet.",
            "Hent den fra sikkerhetskopi. Ellers legges den til side neste gang vinduet åpnes, og"
            " en ny begynnes.",
        )
    except RefusedError as refused:
        yield Line(AREA, State.WRONG, f"Journalen kan ikke brukes: {refused.why}.", refused.advice)
