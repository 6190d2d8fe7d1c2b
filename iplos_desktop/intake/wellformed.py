"""Holds a whole document, piece by piece, against the rules of XML itself."""

from collections.abc import Callable
from pyexpat import ExpatError, ParserCreate, XMLParserType, errors

from iplos_desktop.intake.unusable import Unusable

_CUT_OFF = {
    errors.codes[name]
    for name in (
        errors.XML_ERROR_NO_ELEMENTS,
        errors.XML_ERROR_UNCLOSED_TOKEN,
        errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        errors.XML_ERROR_PARTIAL_CHAR,
    )
}

_CONTROL = bytes({*range(0x20)} - {*b"\t\n\r"})


class WellFormed:
    """A parser that says no. Raises Unusable at the first fault, with its line.

    handlers: given the parser once, to have it tell of more than faults.
    """

    def __init__(self, handlers: Callable[[XMLParserType], None] | None = None) -> None:
        self._parser = ParserCreate(namespace_separator="}")
        self._parser.StartDoctypeDeclHandler = self._doctype
        if handlers is not None:
            handlers(self._parser)
        self._blank = True

    def feed(self, text: str, *, last: bool = False) -> None:
        """Take the next piece; `last` when the document ends with it."""
        self._blank = self._blank and not text.strip()
        try:
            self._parser.Parse(text, last)
        except ExpatError as error:
            if last and self._blank:
                raise Unusable("tom") from None
            cut_off = last and error.code in _CUT_OFF
            raise Unusable("kuttet" if cut_off else "xml", error.lineno) from None

    def _doctype(self, *_: object) -> None:
        raise Unusable("doctype", self._parser.CurrentLineNumber)


class Signs:
    """Looks for signs that may not stand in text (XML 1.0, 2.2 and 2.4), piece by piece."""

    def __init__(self) -> None:
        self._end = ""

    def are_fine(self, text: str) -> bool:
        """Whether this piece, with the end of the one before, holds none of them."""
        together = self._end + text[:2]
        self._end = text[-2:]
        return (
            "]]>" not in text
            and "]]>" not in together
            and "\ufffe" not in text
            and "\uffff" not in text
            and not _has_control_signs(text)
        )


def _has_control_signs(text: str) -> bool:
    raw = text.encode("utf-8", "surrogatepass")
    return len(raw.translate(None, _CONTROL)) != len(raw)
