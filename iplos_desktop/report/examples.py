"""The examples of a rule in words, for those who read about it."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any

from iplos_desktop.catalogue.batch import UNREADABLE
from iplos_desktop.catalogue.context import CONTEXT
from iplos_desktop.catalogue.counts import Counts
from iplos_desktop.catalogue.rule import DERIVED, Edit, Rule
from iplos_desktop.catalogue.shown import Shown
from iplos_desktop.register.elements import FORMATS, Element
from iplos_desktop.register.identity import Identity, Kind, hide_numbers

_LONGEST = 140
_KINDS = {
    Kind.FNR: "fødselsnummer",
    Kind.DNR: "D-nummer",
    Kind.HNR: "H-nummer",
    Kind.FHN: "FH-nummer",
    Kind.DUF: "DUF-nummer",
    Kind.OTHER: "et annet nummer",
}
_WORDS = {
    "today": "dagen i dag",
    "test": "testmodus",
    "own_municipality": "kommunen du sender for",
    "own_email": "e-postadressen din",
    "organisations": "årets organisasjonsnumre",
    "serial": "løpenummeret i identmeldingen",
    "last_sent": "forrige innsending",
    "counts": "uttrekket",
    "outdated_service": "utgått tjenestetype",
    "identity": "identitetsnummer",
    "born": "født",
}
_WHOLE, _IDENT = "*", "ident"  # as the old text of an edit: the whole file, the ident message


def word_for_many(rule: Rule) -> dict[str, str]:
    """What to call a parameter that stands for several elements with different names."""
    sets = [[*taken.items()] for taken in rule.over]
    if len(sets) < 2 or any(len(one) != 1 for one in sets):  # noqa: PLR2004
        return {}
    labels = {known.label for [(_, name)] in sets if (known := _elements().get(name))}
    return {sets[0][0][0]: "verdien"} if len(labels) > 2 else {}  # noqa: PLR2004


def in_words(rule: Rule, example: Any) -> str:  # noqa: ANN401 - an example is as its rule wants it
    """One example; empty where there is nothing to tell."""
    if isinstance(example, Edit):
        return hide_numbers(_edit(example))
    taken = rule.over[0] if rule.over else {}
    return hide_numbers(_Telling(taken, word_for_many(rule)).told(example))


def _edit(example: Edit) -> str:
    old, new = example.old, example.new.replace("{fnr}", "(fødselsnummer)")
    if old == new:
        return ""
    if old in {_WHOLE, _IDENT}:
        what = "Hele fila" if old == _WHOLE else "Identmeldingen"
        return f"{what}: {_cut(new)}" if new else f"{what} er tom"
    return f"{_cut(old)} er blitt til {_cut(new)}" if new else f"{_cut(old)} er borte"


def _cut(text: str) -> str:
    text = text.strip()
    return f"«{text if len(text) <= _LONGEST else f'{text[:_LONGEST]} …'}»"


class _Telling:
    """One example being told; identity numbers become number A, number B."""

    def __init__(self, taken: Mapping[str, str], many: Mapping[str, str]) -> None:
        self._taken = taken
        self._many = many
        self._letters: dict[str, str] = {}

    def told(self, example: Any) -> str:  # noqa: ANN401
        if isinstance(example, Mapping):
            return ", ".join(filter(None, self._parts(example)))
        if isinstance(example, Sequence) and not isinstance(example, str):
            return "; og så ".join(filter(None, map(self.told, example)))
        return str(Shown(example, ""))

    def _parts(self, example: Mapping[str, Any]) -> Iterator[str]:
        for name, value in example.items():
            element = _elements().get(self._taken.get(name, name))
            if name in CONTEXT and isinstance(value, Mapping):
                yield self.told(value)
            elif name in DERIVED or element is None:
                yield f"{_WORDS.get(name, name)}: {_value(value)}"
            elif not element.secret:
                yield f"{self._many.get(name, element.label)}: {_value(value)}"
            elif not (isinstance(value, str) and value.strip()):
                yield f"{element.label}: tomt"
            elif not DERIVED.keys() & example.keys():
                letter = self._letters.setdefault(value, chr(ord("A") + len(self._letters)))
                yield f"{element.label}: nummer {letter}"


def _value(value: Any) -> str:  # noqa: ANN401, PLR0911 - a kind of value each
    match value:
        case None | "":
            return "tomt"
        case bool():
            return "på" if value else "av"
        case Identity():
            return _identity(value)
        case Counts():
            return _counts(value)
        case Mapping():
            times = (f"{_value(one)} ({many} ×)" for one, many in value.items())
            return ", ".join(times) or "ingen"
        case AbstractSet():
            return _joined(sorted(map(_value, value), key=lambda one: (len(one), one)))
        case _ if value is UNREADABLE:
            return "kan ikke leses"
        case _:
            return str(Shown(value, "")).strip() or "tomt"


def _identity(value: Identity) -> str:
    if not value.valid:
        return "ikke gyldig"
    born = f", født {value.born:%d.%m.%Y}" if value.born else ""
    sex = {True: ", mann", False: ", kvinne", None: ""}[value.male]
    made_up = ", oppdiktet" if value.synthetic else ""
    return f"{_KINDS[value.kind]}{born}{sex}{made_up}"


def _joined(words: Sequence[str]) -> str:
    if len(words) < 2:  # noqa: PLR2004
        return words[0] if words else "ingen"
    return f"{', '.join(words[:-1])} og {words[-1]}"


def _counts(value: Counts) -> str:
    records = (f"{many} {record}" for record, many in value.records.items() if record != "PERSON")
    services = (f"{many} av tjenestetype {code}" for code, many in value.services.items())
    return ", ".join([f"{value.persons} personer", *records, *services])


@cache
def _elements() -> dict[str, Element]:
    found: dict[str, Element] = {}
    for form in FORMATS:
        for record in form.judged.values():
            found |= record.by_name
    return found
