"""The page of what is new from one data year to another, made of the two years' packages."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeVar

from iplos_desktop.year import Year
from iplos_desktop.year.package import FunctionType, ServiceType

_DAYS = (
    ("Innsendingen åpner", "opens", "apner"),
    ("Frist", "deadline", "frist"),
    ("Publiseres", "published", "publiseres"),
    ("Rettede data må være kommet før", "corrected_before", "rettet_for"),
)
_ADDRESSES = (
    ("Sendemodul", "upload"),
    ("Veiledning", "guide"),
    ("Innsending og organisasjonsnumre", "submission"),
    ("Telefon", "phones"),
    ("Andre spørsmål", "other"),
)
_SAME = "Ingen endringer."
_T = TypeVar("_T", ServiceType, FunctionType)


def changes_page(old: Year, new: Year) -> str:
    """What an EPJ vendor should know before the new year, as Markdown."""
    return "\n".join(_lines(old, new)) + "\n"


def _lines(old: Year, new: Year) -> Iterator[str]:
    yield f"# Endringer fra dataåret {old.year} til {new.year}"
    yield ""
    yield "For leverandører av EPJ og for kommunene. Laget av programmet fra årspakkene, versjon"
    yield f"{old.version} og {new.version}."
    yield from _section("Uttrekket", [_from_to("Versjon av formatet", old.format, new.format)])
    yield from _section("Periode og kalender", _calendar(old, new))
    yield from _section("Tjenestetyper (kodeliste 9151)", _codes(old.services, new.services))
    yield from _section("Funksjonstyper (kodeliste 9111)", _codes(old.functions, new.functions))
    yield from _section("Kommuner", _named(old.municipalities, new.municipalities))
    yield from _section("Bydeler", _named(_districts(old), _districts(new)))
    yield from _section("Adresser", _addresses(old, new))
    yield from _section("Regler med et annet nivå enn i regelboka", _levels(old, new))


def _section(title: str, lines: Iterator[str] | list[str]) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    yield ""
    told = [f"- {line}" for line in lines]
    yield from told or [_SAME]


def _from_to(name: str, before: str, after: str) -> str:
    return f"{name}: {after}" + ("" if before == after else f" (før: {before})")


def _calendar(old: Year, new: Year) -> Iterator[str]:
    yield _from_to("Perioden", *(f"{one.first:%d.%m.%Y}–{one.last:%d.%m.%Y}" for one in (old, new)))
    for word, name, key in _DAYS:
        days = [f"{getattr(one.calendar, name):%d.%m.%Y}" for one in (old, new)]
        assumed = key in new.calendar.assumed
        note = "; dagen er ikke kunngjort, men antatt lik andre år" if assumed else ""
        yield _from_to(word, *days) + note


def _codes(old: Mapping[int, _T], new: Mapping[int, _T]) -> Iterator[str]:
    for code in sorted(old.keys() | new.keys()):
        if code not in old:
            yield f"{code} {new[code].text}: ny kode ({', '.join(_demands(new[code]))})"
        elif code not in new:
            yield f"{code} {old[code].text}: koden er tatt ut"
        elif old[code] != new[code]:
            yield f"{code} {new[code].text}: {', '.join(_changed(old[code], new[code]))}"


def _demands(one: ServiceType | FunctionType) -> list[str]:
    """What a code says besides its name."""
    if isinstance(one, FunctionType):
        return ["kreves for alle som får en tjeneste" if one.demanded else "kreves ikke for alle"]
    return [
        f"gruppe: {one.group}",
        "utgått" if one.outdated else "gyldig",
        "gis i timer per uke" if one.by_the_hour else "gis ikke i timer",
        f"organisasjonsnummer: {one.organisation}",
    ]


def _changed(old: ServiceType | FunctionType, new: ServiceType | FunctionType) -> Iterator[str]:
    if old.text != new.text:
        yield f"het før «{old.text}»"
    for before, after in zip(_demands(old), _demands(new), strict=True):
        if before != after:
            yield f"{after} (før: {before})"


def _named(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """New numbers, numbers gone, and names that are another; a moved name is told once."""
    gone = {number: old[number] for number in old if number not in new}
    come = {number: new[number] for number in new if number not in old}
    moved = {
        name: (number, other)
        for number, name in gone.items()
        for other, same in come.items()
        if name == same and _once(name, gone) and _once(name, come)
    }
    for name, (number, other) in moved.items():
        yield f"{name}: nytt nummer {other}, før {number}"
    yield from (f"{number} {name}: ny" for number, name in come.items() if name not in moved)
    yield from (f"{number} {name}: gått ut" for number, name in gone.items() if name not in moved)
    for number, name in new.items():
        if old.get(number, name) != name:
            yield f"{number} {name}: nytt navn, før {old[number]}"


def _once(name: str, among: Mapping[str, str]) -> bool:
    return Counter(among.values())[name] == 1


def _districts(year: Year) -> dict[str, str]:
    return {
        f"{municipality}.{district}": f"{name} ({year.municipality(municipality)})"
        for municipality, districts in year.districts.items()
        for district, name in districts.items()
    }


def _addresses(old: Year, new: Year) -> Iterator[str]:
    for word, name in _ADDRESSES:
        before, after = getattr(old.addresses, name), getattr(new.addresses, name)
        if before != after:
            yield _from_to(word, _one_line(before), _one_line(after))


def _one_line(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _levels(old: Year, new: Year) -> Iterator[str]:
    book = "som i regelboka"
    for rule in sorted(old.levels.keys() | new.levels.keys()):
        before, after = old.levels.get(rule, book), new.levels.get(rule, book)
        if before != after:
            yield _from_to(rule, before, after)
