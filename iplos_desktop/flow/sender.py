"""Who sends: the fields she fills in, each checked as it is typed."""

import re
from dataclasses import asdict, dataclass

from iplos_desktop.flow.checked import Checked
from iplos_desktop.register.email import is_among, is_email
from iplos_desktop.register.identity import holds_identity
from iplos_desktop.register.organisation import is_organisation_number
from iplos_desktop.sealing.package import Sender
from iplos_desktop.year import Year

_PHONE = re.compile(r"\+?[0-9][0-9 ]{6,18}[0-9]")
_LONGEST = 100  # characters of a name
_LONGEST_CALLED = 60  # characters of what a sender is called here

_ANOTHER = "I-02"  # the rule on an export of another municipality than the one sent for before

Place = tuple[str, str]
"""A municipality's number and a district's, "00" for the whole municipality."""


@dataclass(frozen=True)
class SenderForm:
    """The fields of the page Avsender, as typed.

    called: what it is called in the list of senders here; it is never sent.
    """

    municipality: str = ""
    district: str = "00"
    organisation_number: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    called: str = ""

    @property
    def place(self) -> Place:
        """What it sends for."""
        return self.municipality.strip(), self.district.strip()

    def problems(self, year: Year | None) -> dict[str, str]:
        """What is wrong with each field, in a sentence; empty when all is well.

        year: the data year, whose municipalities and districts hold; None if unknown.
        """
        found = {
            "municipality": _municipality(self.municipality, year),
            "district": _district(self.district, self.municipality, year),
            "organisation_number": _organisation(self.organisation_number),
            "name": _name(self.name),
            "email": _email(self.email),
            "phone": _phone(self.phone),
        }
        for field in ("name", "email", "phone"):
            if holds_identity(getattr(self, field)):
                found[field] = "Her står et fødselsnummer. Det skal aldri stå i følgebrevet."
        return {field: text for field, text in found.items() if text}

    def sender(self) -> Sender:
        """The sender as sealing takes it; only when there are no problems."""
        typed = {field: text.strip() for field, text in asdict(self).items()}
        typed.pop("called")
        number = typed.pop("organisation_number").replace(" ", "")
        phone = typed.pop("phone") or None
        return Sender(organisation_number=number, phone=phone, **typed)


def machine_sender(line: str) -> SenderForm | None:
    """A sender of the machine's policy; None when it is none.

    line: such as ``0301;00;974760673``, perhaps with what it is called after a third semicolon.
    """
    numbers = [part.strip() for part in line.split(";", 3)]
    called = numbers.pop() if len(numbers) == 4 else ""  # noqa: PLR2004
    if len(numbers) != 3:  # noqa: PLR2004
        return None
    municipality, district, organisation_number = numbers
    sender = SenderForm(municipality, district, organisation_number, called=called)
    wrong = sender.problems(None).keys() & {"municipality", "district", "organisation_number"}
    return None if wrong or wrong_name(sender.called) else sender


def wrong_name(called: str) -> str | None:
    """What is wrong with what a sender is called here, in a sentence; None when nothing is."""
    if len(called) > _LONGEST_CALLED:
        return f"Navnet er for langt. Bruk høyst {_LONGEST_CALLED} tegn."
    if holds_identity(called):
        return "Her står et fødselsnummer. Bruk navnet på kommunen eller bydelen."
    return None


def notes(sender: SenderForm, checked: Checked) -> dict[str, str]:
    """What is worth a word in each field, and no fault: the export says something else."""
    file, told = checked.file, {}
    if file.municipality not in {None, sender.municipality.strip()}:
        told["municipality"] = (
            f"Uttrekket er for kommune {file.municipality}. Er det riktig fil og riktig avsender?"
        )
    elif _ANOTHER in checked.findings.counts:
        told["municipality"] = (
            f"Kontrollen meldte feil {_ANOTHER}, for du har ikke sendt for denne kommunen før. Skal"
            " du det nå, så fyll ut her, gå tilbake til Kontroll og kontroller på nytt."
        )
    elif file.district not in {None, sender.district.strip()}:
        told["district"] = (
            f"Uttrekket er for bydel {file.district}. Er det riktig fil og riktig avsender?"
        )
    if checked.contacts and not is_among(sender.email, checked.contacts):
        told["email"] = (
            "Adressen står ikke blant kontaktpersonene i uttrekket. Det kan være riktig."
        )
    return told


def _municipality(number: str, year: Year | None) -> str | None:
    if not re.fullmatch(r"[0-9]{4}", number.strip()):
        return "Skriv kommunenummeret med fire sifre."
    if year is not None and number.strip() not in year.municipalities:
        return f"Kommunenummeret fantes ikke i dataåret {year.year}."
    return None


def _district(number: str, municipality: str, year: Year | None) -> str | None:
    number = number.strip()
    if not re.fullmatch(r"[0-9]{2}", number):
        return "Skriv bydelen med to sifre. 00 betyr hele kommunen."
    known = year.districts.get(municipality.strip(), {}) if year is not None else {}
    if number != "00" and year is not None and number not in known:
        return "Kommunen har ikke denne bydelen. Bruk 00 hvis noe annet ikke er avtalt med SSB."
    return None


def _organisation(number: str) -> str | None:
    plain = number.replace(" ", "")
    if not re.fullmatch(r"[0-9]{9}", plain):
        return "Skriv kommunens organisasjonsnummer med ni sifre."
    if not is_organisation_number(plain):
        return "Organisasjonsnummeret er ikke gyldig. Se etter at alle sifrene er riktige."
    return None


def _name(name: str) -> str | None:
    if not name.strip():
        return "Skriv navnet på kontaktpersonen."
    return "Navnet er for langt." if len(name) > _LONGEST else None


def _email(address: str) -> str | None:
    if not address.strip():
        return "Skriv e-postadressen som kvitteringen skal sendes til."
    if not is_email(address):
        return "E-postadressen ser ikke riktig ut. Den skal se ut som navn@kommune.no."
    return None


def _phone(number: str) -> str | None:
    if number.strip() and not _PHONE.fullmatch(number.strip()):
        return "Telefonnummeret ser ikke riktig ut. Feltet kan stå tomt."
    return None
