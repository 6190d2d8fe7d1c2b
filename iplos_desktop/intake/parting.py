"""Parts an export: its identities on one side, all the rest byte for byte on the other."""

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pyexpat import ParserCreate

from iplos_desktop.errors import UserError
from iplos_desktop.intake.encoding import exact_codec
from iplos_desktop.intake.people import People
from iplos_desktop.intake.remains import Remains
from iplos_desktop.intake.spans import Kind, Span, Spans
from iplos_desktop.register.guises import known_by

_PLAIN_NUMBER = re.compile(r'<PERSON pePeID="([^"&<\s]*)">')
_PLAIN_IDENTITY = re.compile(r"<peFnr>([^<&]*)</peFnr>")


class Parting:
    """One reading of a checked export.

    encoding: as the check found it. people: who is who, where a message of its own has told it
    (3.5); else it is learnt from the ``peFnr`` of each person (3.3). Whatever the version, every
    ``peFnr`` is taken out.
    """

    def __init__(self, encoding: str, people: People | None = None) -> None:
        self._encoding = encoding
        self._people = people or People()
        self._is_told = people is not None
        self._strays: set[int | str] = set()  # identities in an export that should hold none
        self._number: str | None = None  # of the person whose identity has not come

    def contents(self, pieces: Iterable[memoryview]) -> Iterator[bytes]:
        """The export without its identities, which are all known at the end.

        Raises ValueError when the bytes are not those of a checked export, and UserError when it
        cannot be told whose an identity is.
        """
        spans, codec = Spans(), ""
        decoder: codecs.IncrementalDecoder | None = None
        for piece in pieces:
            if decoder is None:
                codec = exact_codec(self._encoding, bytes(piece[:2]))
                decoder = codecs.getincrementaldecoder(codec)()
            text = decoder.decode(piece)
            yield self._kept(spans.feed(text)).encode(codec)
        if decoder is not None:
            text = decoder.decode(b"", final=True)
            yield self._kept(spans.feed(text, last=True)).encode(codec)
        self._leave_person()

    def identities(self) -> bytes:
        """``identer.csv``, once the content has been read."""
        return self._people.table()

    def remains(self) -> Remains:
        """What looks for the identities in the content, once it has been read."""
        return Remains(chain(self._people.known_by(), self._strays), self._encoding)

    def _kept(self, spans: Iterator[Span]) -> str:
        kept = []
        for kind, text in spans:
            if kind is Kind.IDENTITY:
                self._take_identity(_identity_in(text))
                continue
            kept.append(text)
            if kind is Kind.PERSON:
                self._leave_person()
                if not text.startswith("</"):
                    self._number = _number_in(text)
                if text.endswith("/>"):  # it is over already
                    self._leave_person()
        return "".join(kept)

    def _take_identity(self, identity: str) -> None:
        if self._is_told:
            known = known_by(identity)
            if known is not None:
                self._strays.add(known)
            return
        if self._number is None:
            raise UserError(
                "Det kan ikke sikkert sies hvem et av fødselsnumrene i fila hører til: en person"
                " mangler lokalt nummer eller har to fødselsnumre.",
                "Ingenting er skrevet. Kontroller fila, rett feilen i EPJ og eksporter på nytt,"
                " eller meld den til leverandøren av EPJ.",
            )
        self._people.add(self._number, identity)
        self._number = None

    def _leave_person(self) -> None:
        """A person whose identity has not come has none."""
        if self._number is not None and not self._is_told:
            self._people.add(self._number, "")
        self._number = None


def _number_in(tag: str) -> str | None:
    """The local number in a start tag of a PERSON."""
    plain = _PLAIN_NUMBER.fullmatch(tag)
    if plain is not None:
        return plain[1]
    whole = tag if tag.endswith("/>") else f"{tag[:-1]}/>"
    found: list[str | None] = []
    parser = ParserCreate()
    parser.StartElementHandler = lambda _name, attributes: found.append(attributes.get("pePeID"))
    parser.Parse(whole, True)  # noqa: FBT003 - expat's own signature
    return found[0]


def _identity_in(element: str) -> str:
    """All text in an element, references and CDATA resolved."""
    plain = _PLAIN_IDENTITY.fullmatch(element)
    if plain is not None:
        return plain[1]
    found: list[str] = []
    parser = ParserCreate()
    parser.CharacterDataHandler = found.append
    parser.Parse(element, True)  # noqa: FBT003 - expat's own signature
    return "".join(found)
