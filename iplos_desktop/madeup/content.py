"""Puts together a whole made-up person as the file tells of her."""

from datetime import timedelta

from iplos_desktop.madeup.details import diagnoses, personoppl, round_the_clock
from iplos_desktop.madeup.draft import Draft, as_text
from iplos_desktop.madeup.markup import Fields, Person
from iplos_desktop.madeup.scores import scores
from iplos_desktop.madeup.services import services
from iplos_desktop.madeup.spread import RESERVED

_KNOWN_FOR = timedelta(8 * 365)
WHOLE_MUNICIPALITY = "00"


def person(draft: Draft, municipality: str, district: str) -> Person:
    """A person with all her records, of a municipality and one of its districts."""
    reserved = draft.chance(RESERVED)
    made = Person(_own(draft, municipality, district, reserved=reserved))
    made.records += (("PERSONOPPL", fields) for fields in personoppl(draft))
    made.records += (("FUNKSJON", fields) for fields in scores(draft))
    made.records += (("TJENESTE", fields) for fields in services(draft))
    if not reserved:
        made.records += (("DIAGNOSE", fields) for fields in diagnoses(draft))
    made.records += (("DOGNTILBUD", fields) for fields in round_the_clock(draft))
    return made


def _own(draft: Draft, municipality: str, district: str, *, reserved: bool) -> Fields:
    who = draft.who
    fields = {"@pePeID": str(who.number)}
    if not draft.new:
        fields["peFnr"] = who.identity
    districts = draft.year.districts.get(municipality)
    if district == WHOLE_MUNICIPALITY and districts:
        district = draft.rng.choice([*districts])
    fields |= {
        "peAlder": str(who.age_at(draft.year.last)),
        "peKjonn": "M" if who.male else "K",
        "peKomnr": municipality,
        "peBydelsnr": district,
    }
    if not draft.new:
        fields["peDiagReserv"] = "1" if reserved else "2"
    fields["peFraDato"] = as_text(draft.day(who.first - _KNOWN_FOR, who.first))
    if who.died:
        fields["peDodDato"] = as_text(who.died)
    fields["peEndrDato"] = as_text(draft.day(who.first, draft.year.last))
    return fields
