"""What the journal holds of a submission, in words."""

from collections import Counter
from pathlib import Path

from iplos_desktop.catalogue.levels import Level
from iplos_desktop.flow.journal_entry import Entry, SealedTo
from iplos_desktop.gui.pages.nokkelkort import ROLES
from iplos_desktop.gui.text import count, day, grouped, number, size
from iplos_desktop.gui.what_is_sent import HOW
from iplos_desktop.report.heading import NOUNS
from iplos_desktop.sealing.certificate import Role

_MOVED = "Ikke der den ble laget. Den kan være flyttet eller slettet."
_ONE = "Én: alt til Statistisk sentralbyrå"
_TWO = "To: fødselsnumrene til pseudonymforvalteren, resten til Statistisk sentralbyrå"


def entry_facts(entry: Entry, path: Path | None) -> list[tuple[str, str]]:
    """All of it. path: where the sealed file lies, None when it is not known."""
    records = ((name, many) for name, many in entry.records.items() if name != "PERSON")
    return [
        ("Laget", f"{day(entry.created)} kl. {entry.created:%H.%M}"),
        ("Fil", entry.file_name),
        ("Mappe", str(path.parent) if path else _MOVED),
        ("Størrelse", size(entry.size)),
        ("Organisasjonsnummer", entry.organisation_number),
        ("Personer", number(entry.persons)),
        ("Poster", ", ".join(f"{name} {number(many)}" for name, many in records)),
        ("Kontrollen fant", _findings(entry)),
        ("Deler", _TWO if entry.parts > 1 else _ONE),
        *(_key(key) for key in entry.keys),
        ("SHA-256, kryptert fil", grouped(entry.sha256)),
        ("SHA-256, uttrekket", grouped(entry.export_sha256)),
        ("SHA-256, innholdet", grouped(entry.content_sha256)),
        (
            "Laget med",
            f"versjon {entry.program_version}, regelbok {entry.rule_book_version}",
        ),
        ("Årspakke", entry.year_package_version),
    ]


def _findings(entry: Entry) -> str:
    found: Counter[str] = Counter()
    for one in entry.findings.values():
        found[one["level"]] += one["count"]
    told = [count(found[level], *NOUNS[level]) for level in Level if found[level]]
    return ", ".join(told) or "ingenting"


def _key(key: SealedTo) -> tuple[str, str]:
    owner = ROLES[Role(key.role)] if key.role in set(Role) else key.role
    return f"Nøkkelen til {owner}", f"{grouped(key.fingerprint)}, {HOW.get(key.trusted_by, '')}"
