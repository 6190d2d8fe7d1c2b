"""Ways to spoil what PERSON tells of someone: her number, age, gender, home and death."""

from datetime import timedelta

from iplos_desktop.madeup.draft import OPEN_END, as_text
from iplos_desktop.madeup.planting import Spot
from iplos_desktop.madeup.spoil import put
from iplos_desktop.register.identity import Identity, check_digits, identify

_D_DAYS = 4
_ANOTHER_NUMBER = 500_000_000
_OLDEST = 1900


def another_person(spot: Spot) -> bool:
    """Give a person and all her records another local number."""
    number = str(spot.who.number + _ANOTHER_NUMBER)
    for fields in (spot.person.fields, *(fields for _, fields in spot.person.records)):
        for key in fields:
            if key[0] == "@" and key.endswith("PeID"):
                fields[key] = number
    return True


def other_gender(spot: Spot) -> str | None:
    """The one her number does not tell; None when it tells none."""
    male = _told(spot).male
    return None if male is None else "K" if male else "M"


def other_age(spot: Spot) -> str | None:
    """Five years more than her number tells."""
    return None if _told(spot).born is None else str(int(spot.fields["peAlder"]) + 5)


def before_birth(spot: Spot) -> str | None:
    """A day some weeks before her birth."""
    born = _told(spot).born
    return None if born is None or born.year <= _OLDEST else as_text(born - timedelta(40))


def wrong_check_digit(identity: str) -> str:
    """A number with another last digit."""
    return f"{identity[:-1]}{(int(identity[-1]) + 1) % 10}"


def as_d_number(identity: str) -> str | None:
    """Another number for the same day of birth and gender, that nobody has."""
    nine = identity[:9]
    digits = check_digits(f"{int(nine[0]) + _D_DAYS}{nine[1:]}")
    if identify(identity).born is None or int(nine[0]) >= _D_DAYS or digits is None:
        return None
    return f"{int(nine[0]) + _D_DAYS}{nine[1:]}{digits}"


def tells_birth(spot: Spot) -> bool:
    """Someone whose number tells when she was born."""
    return _told(spot).born is not None


def undated_number(spot: Spot) -> str | None:
    """An FH-number, which tells neither birth nor gender; None where the digits give none."""
    nine = f"9{spot.who.number:08}"
    digits = check_digits(nine)
    return None if digits is None else nine + digits


def elsewhere(spot: Spot) -> bool:
    """Let her live in another municipality of the year, one without districts."""
    fields, year = spot.fields, spot.year
    fields["peKomnr"] = next(
        number
        for number in year.municipalities
        if number not in {*year.districts, fields["peKomnr"]}
    )
    fields["peBydelsnr"] = "00"
    return True


def let_die(spot: Spot) -> bool:
    """Let someone who lived out the year die on its last day, and her services end then."""
    person, day = spot.person.fields, as_text(spot.year.last)
    if "peDodDato" in person:
        return True
    changed = person.pop("peEndrDato")
    person |= {"peDodDato": day, "peEndrDato": changed}
    for service in spot.of_class("TJENESTE"):
        if service["tjVedtak"] == "1" and service.get("tjTilDato", OPEN_END) > day:
            service["tjTilDato"] = day
    return True


def died_before_the_year(spot: Spot) -> bool:
    """Let someone have died the year before."""
    day = spot.year.first - timedelta(50)
    return spot.who.born < day and let_die(spot) and put("peDodDato", as_text(day))(spot)


def first_day(spot: Spot) -> str:
    """The first day of the year that she is there."""
    return as_text(spot.who.first)


def _told(spot: Spot) -> Identity:
    return identify(spot.who.identity)
