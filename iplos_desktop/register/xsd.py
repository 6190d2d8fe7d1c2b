"""An XML Schema written from the table of elements, for EPJ vendors to use as it is."""

from collections.abc import Iterable, Iterator
from html import escape

from iplos_desktop.register.elements import ROOT, Element, Format, RecordClass
from iplos_desktop.register.meanings import CODE_LISTS, meanings
from iplos_desktop.register.types import Codes, Day, Integer, Month, Number, Text, ValueType

_NAMED = {
    Day: ("DatoType", "[0-9]{8}", "Dato skrevet ÅÅÅÅMMDD, og en dag som finnes i kalenderen."),
    Month: ("MaanedType", "[0-9]{4}(0[1-9]|1[0-2])", "År og måned skrevet ÅÅÅÅMM."),
}
_INFERRED = (
    "At opplysningen skal være med, er utledet og ikke kunngjort; mangler den, gir IPLOS Desktop"
    " bare en advarsel."
)


def schema(form: Format) -> str:
    """The schema of one version of the format, as text (UTF-8, LF)."""
    return "\n".join(_schema(form)) + "\n"


def _schema(form: Format) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    if form.namespace:
        yield f'           xmlns="{form.namespace}"'
        yield f'           targetNamespace="{form.namespace}"'
    yield '           elementFormDefault="qualified" attributeFormDefault="unqualified"'
    yield f'           version="{form.version}">'
    yield from _indent(2, _note(_about(form)))
    yield f'  <xs:element name="{ROOT}">'
    yield from _indent(4, _note("Et uttrekk for én kommune eller bydel og ett dataår."))
    yield "    <xs:complexType>"
    yield "      <xs:sequence>"
    for record in (form.info, form.person):
        yield f'        <xs:element name="{record.name}" type="{record.name}"{_times(record)}/>'
    yield "      </xs:sequence>"
    yield '      <xs:attribute name="versjon" use="required">'
    yield from _indent(8, _simple(Codes(form.versions), "versjon"))
    yield "      </xs:attribute>"
    yield "    </xs:complexType>"
    yield "  </xs:element>"
    for record in form.classes.values():
        yield from _complex(record)
    yield from _named_types()
    yield "</xs:schema>"


def _about(form: Format) -> str:
    return (
        f"IPLOS-uttrekk, versjon {form.version}. Laget av IPLOS Desktop fra programmets egen tabell"
        " over formatet, og fritt til bruk. Rekkefølgen av elementene har betydning."
    )


def _complex(record: RecordClass) -> Iterator[str]:
    yield f'  <xs:complexType name="{record.name}">'
    yield from _indent(4, _note(_sentence(record.label)))
    yield "    <xs:sequence>"
    for child in record.order:
        if isinstance(child, RecordClass):
            yield f'      <xs:element name="{child.name}" type="{child.name}"{_times(child)}/>'
        else:
            yield from _indent(6, _typed("element", child))
    yield "    </xs:sequence>"
    for attribute in record.attributes:
        yield from _indent(4, _typed("attribute", attribute))
    yield "  </xs:complexType>"


def _times(record: RecordClass) -> str:
    most = "unbounded" if record.most is None else str(record.most)
    low = "" if record.least == 1 else f' minOccurs="{record.least}"'
    high = "" if most == "1" else f' maxOccurs="{most}"'
    return low + high


def _typed(kind: str, element: Element) -> Iterator[str]:
    named = _type_name(element.type)
    of_type = f' type="{named}"' if named else ""
    needed = ' use="required"' if element.attribute else ""
    if not element.required:
        needed = ' minOccurs="0"'
    yield f'<xs:{kind} name="{element.name}"{of_type}{needed}>'
    yield from _indent(2, _note(_explained(element)))
    if not named:
        yield from _indent(2, _simple(element.type, element.name))
    yield f"</xs:{kind}>"


def _explained(element: Element) -> str:
    parts = [_sentence(element.label)]
    if element.name in CODE_LISTS:
        parts.append(f"Kodeverk {CODE_LISTS[element.name]}.")
    if element.inferred:
        parts.append(_INFERRED)
    return " ".join(parts)


def _sentence(label: str) -> str:
    return f"{label[0].upper()}{label[1:]}."


def _type_name(kind: ValueType) -> str | None:
    if isinstance(kind, Integer):
        return "xs:short" if kind.bits == 16 else "xs:int"  # noqa: PLR2004 - xs:short is 16 bits
    if kind == Text():
        return "xs:string"
    return _NAMED[type(kind)][0] if isinstance(kind, (Day, Month)) else None


def _simple(kind: ValueType, name: str) -> Iterator[str]:
    base = "xs:decimal" if isinstance(kind, Number) else "xs:string"
    known = meanings(name)
    yield "<xs:simpleType>"
    yield f'  <xs:restriction base="{base}">'
    for facet, value in _facets(kind):
        meaning = known.get(str(value)) if facet == "enumeration" else None
        if meaning is None:
            yield f'    <xs:{facet} value="{value}"/>'
        else:
            yield f'    <xs:{facet} value="{value}">'
            yield from _indent(6, _note(_sentence(meaning)))
            yield f"    </xs:{facet}>"
    yield "  </xs:restriction>"
    yield "</xs:simpleType>"


def _facets(kind: ValueType) -> Iterator[tuple[str, int | str]]:
    match kind:
        case Number():
            yield "totalDigits", kind.digits
            yield "fractionDigits", kind.fraction
        case Codes():
            yield from (("enumeration", code) for code in kind.codes)
        case Text(longest=int() as longest):
            if kind.shortest == longest:
                yield "length", longest
            else:
                yield "maxLength", longest


def _named_types() -> Iterator[str]:
    for name, pattern, note in _NAMED.values():
        yield f'  <xs:simpleType name="{name}">'
        yield from _indent(4, _note(note))
        yield '    <xs:restriction base="xs:string">'
        yield f'      <xs:pattern value="{pattern}"/>'
        yield "    </xs:restriction>"
        yield "  </xs:simpleType>"


def _note(text: str) -> Iterator[str]:
    yield "<xs:annotation>"
    yield f'  <xs:documentation xml:lang="nb">{escape(text, quote=False)}</xs:documentation>'
    yield "</xs:annotation>"


def _indent(by: int, lines: Iterable[str]) -> Iterator[str]:
    return (" " * by + line for line in lines)
