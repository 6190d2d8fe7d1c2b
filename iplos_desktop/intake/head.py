"""The start of an export: everything up to and with the root's start tag."""

import re
from dataclasses import dataclass
from pyexpat import ExpatError, ParserCreate

from iplos_desktop.intake.unusable import Unusable

_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_NAME = re.compile(r"<([^\s/>]+)")
_LONGEST = 1024 * 1024  # characters before the root; no export comes near it


@dataclass(frozen=True)
class Head:
    """The root's start tag.

    name: its local name. namespace: "" for none. version: its `versjon`, None if absent.
    attributes: all its attribute names. prefix: a start tag with the same namespaces, to
    parse its children under. length: characters up to its end. lines: line ends in them.
    line: where the tag starts. loose: comments before it and attribute values in it.
    empty: the tag is its own end.
    """

    name: str
    namespace: str
    version: str | None
    attributes: tuple[str, ...]
    prefix: str
    length: int
    lines: int
    line: int
    loose: tuple[str, ...]
    empty: bool


class _Root(Exception):  # noqa: N818 - stops the parser when the root has come
    pass


def read_head(text: str) -> Head | None:
    """The head of a document, or None when the text does not reach so far.

    Raises Unusable when it is no XML or holds a DOCTYPE.
    """
    parser = ParserCreate(namespace_separator="}")
    loose: list[str] = []
    spaces: list[tuple[str | None, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        raise _Root(name, attributes, parser.CurrentByteIndex, parser.CurrentLineNumber)

    def doctype(*_: object) -> None:
        raise Unusable("doctype", parser.CurrentLineNumber)

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    parser.CommentHandler = loose.append
    parser.StartNamespaceDeclHandler = lambda prefix, uri: spaces.append((prefix, uri or ""))
    try:
        parser.Parse(text, False)  # noqa: FBT003 - expat's own signature
    except _Root as root:
        name, attributes, at, line = root.args
        begin = len(text.encode()[:at].decode())
        tag = _TAG.match(text, begin)
        assert tag is not None  # noqa: S101 - the parser has read it
        return _head(name, attributes, tag, line, (*loose, *attributes.values()), spaces)
    except ExpatError as error:
        raise Unusable("xml", error.lineno) from None
    if len(text) > _LONGEST:
        raise Unusable("rot", 1)
    return None


def _head(  # noqa: PLR0913, PLR0917 - what the parser gave, made into one value
    name: str,
    attributes: dict[str, str],
    tag: re.Match[str],
    line: int,
    loose: tuple[str, ...],
    spaces: list[tuple[str | None, str]],
) -> Head:
    namespace, _, local = name.rpartition("}")
    declared = "".join(
        f' xmlns{":" + prefix if prefix else ""}="{_escaped(uri)}"' for prefix, uri in spaces
    )
    return Head(
        name=local,
        namespace=namespace,
        version=attributes.get("versjon"),
        attributes=tuple(attributes),
        prefix=f"<{_NAME.match(tag[0])[1]}{declared}>",  # type: ignore[index]
        length=tag.end(),
        lines=tag.string.count("\n", 0, tag.end()),
        line=line,
        loose=loose,
        empty=tag[0].endswith("/>"),
    )


def _escaped(uri: str) -> str:
    return uri.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
