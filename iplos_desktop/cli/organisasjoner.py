"""Which list of organisation numbers a check uses, and what is said of it."""

from dataclasses import dataclass
from pathlib import Path

from iplos_desktop.cli.terminal import say, watching
from iplos_desktop.flow.organisations import (
    OrganisationStore,
    organisation_faults,
    organisation_notes,
)
from iplos_desktop.intake.organisation_list import OrganisationList, read_organisation_list


@dataclass(frozen=True)
class ChosenList:
    """The list a command names, else the one kept for the data year."""

    store: OrganisationStore
    named: OrganisationList | None
    test: bool

    @classmethod
    def read(cls, path: Path | None, *, test: bool) -> "ChosenList":
        """Read the list that is named, if any. Raises UserError and Cancelled."""
        named = None
        if path is not None:
            with watching("Leser lista") as watch:
                named = read_organisation_list(path, watch)
        return cls(OrganisationStore(), named, test)

    def for_year(self, year: int) -> frozenset[str] | None:
        """The numbers to check by; a list that is named counts for any year."""
        if self.named is not None:
            return frozenset(self.named.numbers)
        return self.store.for_year(year, test=self.test)

    def tell(self, year: int) -> None:
        """Say which list was used, and what is wrong with it."""
        if self.named is not None:
            say(f"Organisasjonsnumre: {len(self.named.numbers)} i lista {self.named.source}")
            for text in organisation_notes(self.named, year):
                say(f"  {text}")
            if self.named.faults:
                say(f"  Utelatt fra lista: {len(self.named.faults)}")
            for text in organisation_faults(self.named):
                say(f"    {text}")
            return
        kept = self.store.kept(year, test=self.test)
        if kept is not None:
            say(f"Organisasjonsnumre: {len(kept.numbers)} i lista for {year} ({kept.source})")
        if self.store.trouble is not None:
            say(self.store.trouble)
