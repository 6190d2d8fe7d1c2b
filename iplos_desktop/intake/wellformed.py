"""Holds a whole document, piece by piece, against the rules of XML itself."""

from pyexpat import ExpatError, ParserCreate, errors

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


class WellFormed:
    """A parser that only says no. Raises Unusable at the first fault, with its line."""

    def __init__(self) -> None:
        self._parser = ParserCreate(namespace_separator="}")
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, text: str, *, last: bool = False) -> None:
        """Take the next piece; `last` when the document ends with it."""
        try:
            self._parser.Parse(text, last)
        except ExpatError as error:
            reason = "kuttet" if last and error.code in _CUT_OFF else "xml"
            raise Unusable(reason, error.lineno) from None

    def _doctype(self, *_: object) -> None:
        raise Unusable("doctype", self._parser.CurrentLineNumber)
