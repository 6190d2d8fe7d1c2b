"""The start of an export: everything up to and with the root's start tag."""

import re
from dataclasses import dataclass
from pyexpat import ExpatError, ParserCreate

from iplos_desktop.intake.thorough import ALWAYS_ALLOWED
from iplos_desktop.intake.unusable import Unusable
from iplos_desktop.register.elements import FORMAT_33, FORMAT_35, FORMATS, Format

_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_NAME = re.compile(r"<([^\s/>]+)")
_VERSION = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})")
_BEGINS = 8 * 1024  # characters after the root; the first person begins well within
_IN_33, _IN_35 = "peFnr", ("iiKontakt", "iiLopenr", "tjVeID")
LONGEST = 1024 * 1024  # characters before and after the root; no export comes near it


@dataclass(frozen=True)
class Head:
    """The root's start tag.

    name: its local name. namespace: "" for none. version: its `versjon`, None if absent.
    unknown: its attributes that no export has. prefix: a start tag with the same
    namespaces, to parse its children under. length: characters up to its end. lines: line
    ends in them. line: where the tag starts. loose: text before it and in it that belongs
    to no value, with its line. empty: the tag is its own end. begins: some text after it.
    """

    name: str
    namespace: str
    version: str | None
    unknown: tuple[str, ...]
    prefix: str
    length: int
    lines: int
    line: int
    loose: tuple[tuple[str, int], ...]
    empty: bool
    begins: str = ""

    @property
    def form(self) -> Format:
        """The format to read by: what the file says it is, or else what it is nearest to."""
        for form in FORMATS:
            if self.version in form.versions:
                return form
        if self.namespace == FORMAT_35.namespace:
            return FORMAT_35
        if _IN_33 in self.begins or any(name in self.begins for name in _IN_35):
            return FORMAT_33 if _IN_33 in self.begins else FORMAT_35
        number = _VERSION.fullmatch(self.version or "")
        later = number is not None and (int(number[1]), int(number[2])) > (3, 3)
        return FORMAT_35 if later else FORMAT_33


class _Root(Exception):  # noqa: N818 - stops the parser when the root has come
    pass


class _Start:
    """One use of the parser, up to the root."""

    def __init__(self) -> None:
        parser = self._parser = ParserCreate(namespace_separator="}")
        self._spaces: list[tuple[str, str]] = []
        self._loose: list[tuple[str, int]] = []
        parser.StartElementHandler = self._root
        parser.StartDoctypeDeclHandler = self._doctype
        parser.CommentHandler = self._keep
        parser.ProcessingInstructionHandler = lambda *both: self._keep(" ".join(both))
        parser.StartNamespaceDeclHandler = self._namespace

    def read(self, text: str) -> Head | None:
        try:
            self._parser.Parse(text, False)  # noqa: FBT003 - expat's own signature
        except _Root as root:
            return self._head(text, *root.args)
        except ExpatError as error:
            raise Unusable("xml", error.lineno) from None
        return None

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        self._keep(name, *attributes, *attributes.values())
        parser = self._parser  # it goes on without handlers, so ask now where it stands
        raise _Root(name, attributes, parser.CurrentByteIndex, parser.CurrentLineNumber)

    def _doctype(self, *_: object) -> None:
        raise Unusable("doctype", self._parser.CurrentLineNumber)

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        self._spaces.append((prefix or "", uri or ""))
        self._keep(prefix or "", uri or "")

    def _keep(self, *texts: str) -> None:
        self._loose += [(text, self._parser.CurrentLineNumber) for text in texts]

    def _head(self, text: str, name: str, attributes: dict[str, str], at: int, line: int) -> Head:
        tag = _TAG.match(text, len(text.encode()[:at].decode()))
        own_name = _NAME.match(tag[0]) if tag else None
        if tag is None or own_name is None:  # the parser has read it, so it is there
            raise Unusable("xml", line)
        namespace, _, local = name.rpartition("}")
        names = ("{" * ("}" in each) + each for each in attributes)
        return Head(
            name=local,
            namespace=namespace,
            version=attributes.get("versjon"),
            unknown=tuple(each for each in names if each not in {"versjon", *ALWAYS_ALLOWED}),
            prefix=f"<{own_name[1]}{''.join(map(_declared, self._spaces))}>",
            length=tag.end(),
            lines=text.count("\n", 0, tag.end()),
            line=line,
            loose=tuple(self._loose),
            empty=tag[0].endswith("/>"),
            begins=text[tag.end() : tag.end() + _BEGINS],
        )


def _declared(space: tuple[str, str]) -> str:
    prefix, uri = space
    value = "".join(f"&#{ord(sign)};" if sign in '&<"\r\n\t' else sign for sign in uri)
    return f' xmlns{":" + prefix if prefix else ""}="{value}"'


def read_head(text: str) -> Head | None:
    """The head of a document, or None when the text does not reach so far.

    Raises Unusable when it is no XML or holds a DOCTYPE.
    """
    head = _Start().read(text)
    if head is None and len(text) > LONGEST:
        raise Unusable("stor")
    return head
