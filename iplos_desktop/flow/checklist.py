"""What is left to do with a sealed file, point by point; the PIN is never asked for here."""

from dataclasses import dataclass

from iplos_desktop.flow.help import phones
from iplos_desktop.year.package import Addresses


@dataclass(frozen=True)
class Sealed:
    """What the list needs to know. email: None when it is no longer known."""

    file_name: str
    sha256: str
    municipality: str
    district: str
    organisation_number: str
    email: str | None = None


@dataclass(frozen=True)
class Point:
    """One thing to do. facts: what is to be typed or looked for, name by name."""

    title: str
    text: str
    facts: tuple[tuple[str, str], ...] = ()


def checklist(sealed: Sealed, at: Addresses) -> list[Point]:
    """All that is left, in order. Source: the letter of 2 November 2015."""
    receiver = f" til {sealed.email}" if sealed.email else ""
    return [
        Point(
            "Ta den krypterte fila ut av sikker sone",
            "Gjør det slik dere pleier i kommunen. Ta med den krypterte fila, aldri uttrekket.",
            (("Fil", sealed.file_name),),
        ),
        Point(
            "Åpne Sendemodul",
            "Skriv adressen i nettleseren på en maskin med internett.",
            (("Adresse", at.upload),),
        ),
        Point("Logg inn", "Alle fire må være riktige.", _login(sealed)),
        Point("Last opp fila", "Merk av i programmet når det er gjort."),
        Point(
            "Se etter kvitteringen",
            f"Den kommer på e-post{receiver} klokka 08.00 dagen etter at fila er lastet opp. Kommer"
            " den ikke, så se blant uønsket e-post. Er den ikke der heller, så spør SSB:"
            f" {at.submission}, telefon {phones(at)}.",
        ),
        Point(
            "Slett uttrekket og feillistene",
            "Gjør det når kvitteringen er kommet. Makuler det du har skrevet ut.",
        ),
    ]


def _login(sealed: Sealed) -> tuple[tuple[str, str], ...]:
    return (
        ("Kommunenummer", sealed.municipality),
        ("Bydel", sealed.district),
        ("Organisasjonsnummer", sealed.organisation_number),
        ("PIN-kode", "KOSTRA-kontakten i kommunen har den. Den lagres ikke her."),
    )
