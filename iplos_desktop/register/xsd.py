"""An XML Schema written from the table of elements, for EPJ vendors to use as it is."""

from collections.abc import Iterator

from iplos_desktop.register.elements import ROOT, Element, Format, RecordClass
from iplos_desktop.register.types import Codes, Day, Integer, Month, Number, Text, ValueType

_NAMED = {Day: "DatoType", Month: "MaanedType"}


def schema(form: Format) -> str:
    """The schema of one version of the format, as text (UTF-8, LF)."""
    return "\n".join(_schema(form)) + "\n"


def _schema(form: Format) -> Iterator[str]:
    target = f' targetNamespace="{form.namespace}"' if form.namespace else ""
    own = f' xmlns="{form.namespace}"' if form.namespace else ""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"{own}{target}'
        f' elementFormDefault="qualified" version="{form.version}">'
    )
    yield "  <xs:annotation>"
    yield f'    <xs:documentation xml:lang="nb">IPLOS-uttrekk, versjon {form.version}. Laget av'
    yield "      IPLOS Desktop fra programmets egen tabell over formatet.</xs:documentation>"
    yield "  </xs:annotation>"
    yield f'  <xs:element name="{ROOT}">'
    yield "    <xs:complexType>"
    yield "      <xs:sequence>"
    for record in (form.info, form.person):
        yield f'        <xs:element name="{record.name}" type="{record.name}"{_times(record)}/>'
    yield "      </xs:sequence>"
    yield '      <xs:attribute name="versjon" use="required">'
    yield from _indent(8, _simple(Codes(form.versions)))
    yield "      </xs:attribute>"
    yield "    </xs:complexType>"
    yield "  </xs:element>"
    for record in form.classes.values():
        yield from _complex(record)
    yield from _named_types()
    yield "</xs:schema>"


def _complex(record: RecordClass) -> Iterator[str]:
    yield f'  <xs:complexType name="{record.name}">'
    yield from _indent(4, _note(record.label))
    yield "    <xs:sequence>"
    for child in record.order:
        if isinstance(child, RecordClass):
            yield f'      <xs:element name="{child.name}" type="{child.name}"{_times(child)}/>'
        else:
            yield from _indent(6, _element(child))
    yield "    </xs:sequence>"
    for attribute in record.attributes:
        yield from _indent(4, _attribute(attribute))
    yield "  </xs:complexType>"


def _times(record: RecordClass) -> str:
    most = "unbounded" if record.most is None else str(record.most)
    low = "" if record.least == 1 else f' minOccurs="{record.least}"'
    high = "" if most == "1" else f' maxOccurs="{most}"'
    return low + high


def _element(element: Element) -> Iterator[str]:
    least = "" if element.required else ' minOccurs="0"'
    yield from _typed("element", element, least)


def _attribute(element: Element) -> Iterator[str]:
    yield from _typed("attribute", element, ' use="required"')


def _typed(kind: str, element: Element, extra: str) -> Iterator[str]:
    named = _type_name(element.type)
    of_type = f' type="{named}"' if named else ""
    yield f'<xs:{kind} name="{element.name}"{of_type}{extra}>'
    yield from _indent(2, _note(element.label))
    if not named:
        yield from _indent(2, _simple(element.type))
    yield f"</xs:{kind}>"


def _type_name(kind: ValueType) -> str | None:
    if isinstance(kind, Integer):
        return "xs:short" if kind.bits == 16 else "xs:int"  # noqa: PLR2004 - xs:short is 16 bits
    if isinstance(kind, Text) and kind == Text():
        return "xs:string"
    return _NAMED.get(type(kind))


def _simple(kind: ValueType) -> Iterator[str]:
    base = "xs:decimal" if isinstance(kind, Number) else "xs:string"
    yield "<xs:simpleType>"
    yield f'  <xs:restriction base="{base}">'
    for facet, value in _facets(kind):
        yield f'    <xs:{facet} value="{value}"/>'
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
    patterns = {"DatoType": "[0-9]{8}", "MaanedType": "[0-9]{4}(0[1-9]|1[0-2])"}
    for name, pattern in patterns.items():
        yield f'  <xs:simpleType name="{name}">'
        yield '    <xs:restriction base="xs:string">'
        yield f'      <xs:pattern value="{pattern}"/>'
        yield "    </xs:restriction>"
        yield "  </xs:simpleType>"


def _note(text: str) -> Iterator[str]:
    yield (
        f'<xs:annotation><xs:documentation xml:lang="nb">{text}</xs:documentation></xs:annotation>'
    )


def _indent(by: int, lines: Iterator[str]) -> Iterator[str]:
    return (" " * by + line for line in lines)
