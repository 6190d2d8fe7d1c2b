"""What the first page says of the deadline, out of the years' calendars."""

from dataclasses import dataclass
from datetime import date

from iplos_desktop.flow.session import Session
from iplos_desktop.flow.years import Years
from iplos_desktop.gui.text import count, day
from iplos_desktop.year import Year


@dataclass(frozen=True)
class Deadline:
    """A headline and a line below it. year: the data year it is about. near: time to act."""

    year: Year
    headline: str
    more: str
    near: bool = False


def year_at_hand(session: Session) -> Year:
    """The year of the file, and without one the year whose deadline is next."""
    return session.year or deadline(session.clock().date(), session.years).year


def deadline(today: date, packages: Years) -> Deadline:
    """The deadline that matters on a day; says so when it is not known."""
    years = [packages.load(year) for year in packages.available()]
    for year in years:
        calendar = year.calendar
        if calendar.opens.year > today.year + 1:
            continue
        if today <= calendar.deadline:
            return _ahead(year, today)
        if today < calendar.corrected_before:
            return _corrections(year, today)
    last = years[-1]
    return Deadline(
        last,
        "Fristen for årets innsending er ikke kjent",
        f"Programmet kjenner kalenderen til og med dataåret {last.year}, som hadde frist"
        f" {day(last.calendar.deadline)}. Se årets frist på SSBs side om IPLOS:"
        f" {last.addresses.guide}",
    )


def _ahead(year: Year, today: date) -> Deadline:
    calendar = year.calendar
    left = (calendar.deadline - today).days
    when = "i dag" if left == 0 else f"om {count(left, 'dag', 'dager')}"
    opens = f" Innsendingen åpner {day(calendar.opens)}." if today < calendar.opens else ""
    return Deadline(
        year,
        f"Dataåret {year.year}: frist {when}, {day(calendar.deadline)}",
        f"{_assumed(year, 'frist')}{opens} Data skal sendes selv om de ikke er komplette."
        f" Rettede data som sendes før {day(calendar.corrected_before)}, kommer også med.".strip(),
        near=True,
    )


def _corrections(year: Year, today: date) -> Deadline:
    calendar = year.calendar
    left = (calendar.corrected_before - today).days
    return Deadline(
        year,
        f"Dataåret {year.year}: fristen var {day(calendar.deadline)}",
        f"{_assumed(year, 'rettet_for')} Rettede data må sendes før"
        f" {day(calendar.corrected_before)} for å komme med i juni. Det er"
        f" {count(left, 'dag', 'dager')} til.".strip(),
        near=True,
    )


def _assumed(year: Year, name: str) -> str:
    if name not in year.calendar.assumed:
        return ""
    return "Dagen er ikke kunngjort; den er antatt lik andre år."
