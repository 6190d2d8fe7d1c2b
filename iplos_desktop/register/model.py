"""What makes up a format of the register: elements, classes of records, versions."""

from dataclasses import dataclass
from functools import cached_property

from iplos_desktop.register.types import ValueType


@dataclass(frozen=True)
class Element:
    """One child element or attribute of a class.

    label: its name in bokmål, for people.
    required: the schema demands it. inferred: that demand is inferred, not read.
    secret: it holds an identity number, which is never shown, kept or logged.
    """

    name: str
    label: str
    type: ValueType
    required: bool = True
    inferred: bool = False
    attribute: bool = False
    secret: bool = False


@dataclass(frozen=True, eq=False)
class RecordClass:
    """One class of records: attributes and children in the order of the format.

    person_id, own_id: the attributes that point at the person and name the record.
    least: how many of it its parent must hold; most: None for any number.
    children: classes that stand inside it.
    after: the element its child classes follow; None when they follow all elements.
    """

    name: str
    label: str
    elements: tuple[Element, ...]
    person_id: str | None = None
    own_id: str | None = None
    least: int = 0
    most: int | None = None
    children: tuple["RecordClass", ...] = ()
    after: str | None = None

    @cached_property
    def by_name(self) -> dict[str, Element]:
        """Elements and attributes by local name."""
        return {element.name: element for element in self.elements}

    @cached_property
    def attributes(self) -> tuple[Element, ...]:
        """The attributes alone."""
        return tuple(element for element in self.elements if element.attribute)

    @cached_property
    def leaves(self) -> tuple[Element, ...]:
        """The child elements that hold a value, in their order."""
        return tuple(element for element in self.elements if not element.attribute)

    @cached_property
    def order(self) -> "tuple[Element | RecordClass, ...]":
        """All children in the order the format demands."""
        if self.after is None:
            return (*self.leaves, *self.children)
        at = [element.name for element in self.leaves].index(self.after) + 1
        return (*self.leaves[:at], *self.children, *self.leaves[at:])


@dataclass(frozen=True, eq=False)
class Format:
    """One version of the export format.

    ident: the class of the ident message that goes with it, None when it needs none.
    """

    version: str
    namespace: str | None
    versions: tuple[str, ...]
    info: RecordClass
    person: RecordClass
    ident: RecordClass | None = None

    @cached_property
    def judged(self) -> dict[str, RecordClass]:
        """The classes and, where identities come in a message of their own, those of it."""
        return self.classes | ({} if self.ident is None else {self.ident.name: self.ident})

    @property
    def has_identities(self) -> bool:
        """Whether identity numbers stand in the export itself."""
        return self.ident is None

    @cached_property
    def classes(self) -> dict[str, RecordClass]:
        """Every record class by name."""
        found = (self.info, *self.info.children, self.person, *self.person.children)
        return {record.name: record for record in found}
