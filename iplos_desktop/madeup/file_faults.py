"""The kinds of fault that can be planted in INNHINFO and its contacts, and what they change."""

from collections.abc import Callable
from dataclasses import dataclass

from iplos_desktop.madeup.draft import as_text
from iplos_desktop.madeup.head import Head
from iplos_desktop.madeup.planting import Planted
from iplos_desktop.year import Year

_OLD, _NEW = ("3.3",), ("3.5",)


@dataclass(frozen=True)
class FileFault:
    """A fault in INNHINFO. value: what the element gets, of the year and the first identity.

    contact: the number of the contact whose element it is, None for INNHINFO's own. told:
    the element the finding names, when that is one INNHINFO lacks.
    """

    rule: str
    element: str
    value: Callable[[Year, str], str]
    versions: tuple[str, ...] = ("3.3", "3.5")
    critical: bool = False
    contact: int | None = None
    told: str | None = None

    def spoil(self, head: Head, year: Year, identity: str) -> None:
        """Put it into the head of the file."""
        fields = head.fields if self.contact is None else head.contacts[self.contact]
        fields[self.element] = self.value(year, identity)

    def planted(self, text: str) -> Planted:
        """What was planted. text: the head as it is written."""
        record = "INNHINFO" if self.contact is None or self.told else "iiKontakt"
        element = self.told or self.element
        at = text.index("<INNHINFO>") if self.told else -1
        for _ in range(0 if self.told else 1 + (self.contact or 0)):
            at = text.index(f"<{element}>", at + 1)
        return Planted(self.rule, None, record, None, element, 1 + text[:at].count("\n"))


FILE_FAULTS = (
    FileFault("I-03", "iiBydelsnr", lambda _year, _identity: "77", critical=True),
    FileFault("I-05", "iiTilDato", lambda year, _identity: f"{year.year}1130"),
    FileFault("I-06", "iiLagetDato", lambda year, _identity: as_text(year.last.replace(day=1))),
    FileFault("I-08", "Type", lambda _year, _identity: "3", _NEW, contact=1,
              told="iiKontakt"),
    FileFault("I-09", "Epost", lambda _year, _identity: "bjorn.kommune.example", _NEW, contact=1),
    FileFault("P-10", "iiSysVersjon", lambda _year, identity: identity, _OLD, critical=True),
)  # fmt: skip
"""What can stand wrong together: not I-01 with I-03, I-04 with I-05, nor I-07 with I-06.

Nobody can send for a district there is none of: such a fault hinders.
"""
