"""An export file: gives its batches in one read and knows afterwards what it was."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from iplos_desktop.catalogue.batch import Batch, Told
from iplos_desktop.intake.builder import Builder
from iplos_desktop.intake.head import Head
from iplos_desktop.intake.reader import Reader
from iplos_desktop.intake.source import Source
from iplos_desktop.intake.unusable import Unusable
from iplos_desktop.register.elements import Format
from iplos_desktop.watch import Watch

_CHARACTERS = 8 * 1024 * 1024  # in a batch; 24 000 records of a real export take five million


class Export:
    """One export file, read once.

    While `batches` is walked through, and after it, the other members say what has been
    seen so far. unusable: why the reading stopped before the end, None if it did not.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.unusable: Unusable | None = None
        self._source = Source(path)
        self._builder = Builder()

    @property
    def head(self) -> Head | None:
        """The root's start tag; None until it has been seen."""
        return self._builder.root

    @property
    def version(self) -> str | None:
        """The text of `versjon`, as it stands; None when there is none."""
        return self.head.version if self.head else None

    @property
    def namespace(self) -> str | None:
        """The root's namespace, as it stands; None when it has none."""
        return (self.head.namespace or None) if self.head else None

    @property
    def form(self) -> Format:
        """The version of the format it is read by."""
        return self._builder.form

    @property
    def records(self) -> dict[str, int]:
        """How many records of each class there are."""
        return self._builder.records

    @property
    def outside(self) -> list[tuple[Told, int]]:
        """Faults of structure outside all records, each with its line."""
        return self._builder.outside

    @property
    def sha256(self) -> str:
        """Of the file's bytes, lower-case hex."""
        return self._source.sha256

    @property
    def size(self) -> int:
        """Bytes read."""
        return self._source.size

    @property
    def encoding(self) -> str | None:
        """The encoding it is read in; None before anything is read."""
        return self._source.encoding

    @property
    def looks_mislabelled(self) -> bool:
        """Whether it calls itself a one-byte encoding but is UTF-8 throughout."""
        return self._source.looks_mislabelled

    def batches(self, watch: Watch) -> Iterator[Batch]:
        """Every batch: INNHINFO first where it stands first, then persons.

        Raises UserError when the file cannot be read, Cancelled by the watch. A file
        that is no export ends early, with `unusable` set.
        """
        builder, told = self._builder, 0
        try:
            for length in self._read(watch):
                told += length
                if (info := builder.take_info()) is not None:
                    yield info
                if builder.is_full or told >= _CHARACTERS:
                    told = 0
                    yield builder.take()
            yield builder.take()
            if not builder.records.get("PERSON"):
                self.unusable = Unusable("ingen", builder.root.line if builder.root else 1)
        except Unusable as unusable:
            self.unusable = unusable
            yield from self._rest()

    def _rest(self) -> Iterator[Batch]:
        """What had come before the reading stopped, where that can still be told."""
        if (info := self._builder.take_info()) is not None:
            yield info
        with suppress(Unusable):
            yield self._builder.take()

    def _read(self, watch: Watch) -> Iterator[int]:
        """Read the file; gives the length of each text that has been read."""
        reader = Reader(self._builder)
        for text in self._source.text(watch):
            reader.feed(text)
            yield len(text)
        reader.feed("", last=True)
        self._builder.finish()
        yield 0
