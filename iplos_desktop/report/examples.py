"""The examples of a rule in words, for those who read about it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from iplos_desktop.catalogue.batch import UNREADABLE
from iplos_desktop.catalogue.findings import Shown
from iplos_desktop.catalogue.rule import DERIVED, Edit, Rule
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
    "outdated_service": "utgått tjenestetype",
    "identity": "identitetsnummer",
    "born": "født",
}
_WHOLE, _IDENT = "*", "ident"  # as the old text of an edit: the whole file, the ident message


def in_words(rule: Rule, example: Any) -> str:  # noqa: ANN401 - an example is as its rule wants it
    """One example; empty where there is nothing to tell."""
    if isinstance(example, Edit):
        return hide_numbers(_edit(example))
    return hide_numbers(_Telling(rule.over[0] if rule.over else {}).told(example))


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

    def __init__(self, taken: Mapping[str, str]) -> None:
        self._taken = taken
        self._letters: dict[str, str] = {}

    def told(self, example: Any) -> str:  # noqa: ANN401
        if isinstance(example, Mapping):
            return ", ".join(self._parts(example))
        if isinstance(example, Sequence) and not isinstance(example, str):
            return "; så ".join(filter(None, map(self.told, example)))
        return str(Shown(example, ""))

    def _parts(self, example: Mapping[str, Any]) -> Iterator[str]:
        for name, value in example.items():
            element = _elements().get(self._taken.get(name, name))
            if isinstance(value, Mapping):
                yield self.told(value)
            elif name in DERIVED or element is None:
                yield f"{_WORDS.get(name, name)}: {_value(value)}"
            elif not element.secret:
                yield f"{element.label}: {_value(value)}"
            elif not (isinstance(value, str) and value.strip()):
                yield f"{element.label}: tomt"
            elif not DERIVED.keys() & example.keys():
                letter = self._letters.setdefault(value, chr(ord("A") + len(self._letters)))
                yield f"{element.label}: nummer {letter}"


def _value(value: Any) -> str:  # noqa: ANN401
    match value:
        case None | "":
            return "tomt"
        case bool():
            return "på" if value else "av"
        case Identity():
            born = f", født {value.born:%d.%m.%Y}" if value.born else ""
            sex = {True: ", mann", False: ", kvinne", None: ""}[value.male]
            made_up = ", oppdiktet" if value.synthetic else ""
            return f"{_KINDS[value.kind]}{born}{sex}{made_up}" if value.valid else "ikke gyldig"
        case _ if value is UNREADABLE:
            return "kan ikke leses"
        case _:
            return str(Shown(value, ""))


@cache
def _elements() -> dict[str, Element]:
    found: dict[str, Element] = {}
    for form in FORMATS:
        for record in form.judged.values():
            found |= record.by_name
    return found
