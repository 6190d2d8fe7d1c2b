"""Checks an export against the rule book: one read of the file."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from itertools import chain, islice

from iplos_desktop.catalogue.batch import Batch, Cell, Told
from iplos_desktop.catalogue.context import Context
from iplos_desktop.catalogue.counts import Counts
from iplos_desktop.catalogue.judge import Judge
from iplos_desktop.errors import UserError
from iplos_desktop.flow.checked import REASONS, Checked, FileFacts, Order
from iplos_desktop.intake.export import Export
from iplos_desktop.intake.ident_message import IdentMessage
from iplos_desktop.intake.suspects import masked
from iplos_desktop.register.elements import Format
from iplos_desktop.rules import BOOK
from iplos_desktop.sealing.package import CheckedFile
from iplos_desktop.watch import Watch
from iplos_desktop.year import Year


def check(order: Order, watch: Watch, now: datetime) -> Checked:
    """Check an export; what it is so far is a `FileFacts` on the watch.

    Raises UserError when it cannot be read, and Cancelled.
    """
    export = Export(order.path)
    work = _Check(order, export, now)
    with _no_collections():
        for batch in export.batches(watch):
            work.see(batch, watch)
            watch.so_far = work.facts()
        return work.finish(watch)


@contextmanager
def _no_collections() -> Iterator[None]:
    """Leave Python's search for cycles out of the check, which makes none: a sixth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Check:
    """A check under way; the rules are chosen when the file has said what it is."""

    def __init__(self, order: Order, export: Export, now: datetime) -> None:
        self._order = order
        self._export = export
        self._now = now
        self._info: Mapping[str, Cell] = {}
        self._judge: Judge | None = None
        self._wanted: int | None = order.year
        self._year: Year | None = None
        self._ident: CheckedFile | None = None
        self._contacts: list[str] = []
        self._last: Counts | None = None

    def see(self, batch: Batch, watch: Watch) -> None:
        info = batch.tables.get("INNHINFO")
        if info is not None and not self._info:
            self._info = {name: column[0] for name, column in info.columns.items()}
        contacts = batch.tables.get("iiKontakt")
        if contacts is not None:
            self._contacts += (one for one in contacts.columns["Epost"] if isinstance(one, str))
        self._judged(watch).see(batch)

    def finish(self, watch: Watch) -> Checked:
        judge, export = self._judged(watch), self._export
        assert self._year is not None  # noqa: S101 - chosen together with the judge
        for told, line in export.outside:
            judge.tell(told, line)
        self._tell_of_file(judge, export.form)
        if export.unusable is not None:
            rule = REASONS[export.unusable.reason]
            judge.tell(Told(rule, None, (), export.unusable.found), export.unusable.line)
            judge.give_up("Fila kunne ikke leses til slutt.")
        return Checked(
            self._order,
            self.facts(),
            self._year,
            judge.finish(),
            self._now,
            self._ident,
            judge.counts,
            tuple(self._contacts),
            self._last,
        )

    def _judged(self, watch: Watch) -> Judge:
        """The judge, made when the file has said what it is."""
        if self._judge is None:
            self._year = self._choose_year()
            message = self._ident_message()
            batches = message.batches(watch) if message else iter(())
            first = [*islice(batches, 1)]  # its head has been read then
            self._last = self._order.last(*self._place())
            self._judge = Judge(self._export.form, self._context(self._year, message), BOOK)
            for batch in chain(first, batches):
                self._judge.see(batch)
            if message is not None:
                self._take_message(self._judge, message)
        return self._judge

    def _context(self, year: Year, message: IdentMessage | None) -> Context:
        order = self._order
        return Context(
            year,
            self._now.date(),
            order.test,
            order.municipality,
            self._info,
            order.email(*self._place()),
            order.organisations(year.year),
            message.lopenr if message else None,
            self._last,
            year_known=self._wanted is not None,
        )

    def _ident_message(self) -> IdentMessage | None:
        """Who the persons are, read before them, where that stands in a message of its own."""
        path = self._order.ident_path
        if path is None:
            return None
        if self._export.head is not None and self._export.form.has_identities:
            raise UserError(
                "Et uttrekk i versjon 3.3 har ingen identmelding ved siden av.",
                "Ta bort identmeldingen, eller velg uttrekket i versjon 3.5 som hører til.",
            )
        return IdentMessage(path)

    def _take_message(self, judge: Judge, message: IdentMessage) -> None:
        if message.unusable is not None:
            judge.tell(Told("L-16", None, (), str(message.unusable.line)), 1)
            judge.give_up_ident("Identmeldingen kunne ikke leses til slutt.")
        elif message.more_at is not None:
            judge.tell(Told("M-05", None, (), str(message.more_at)), 1)
        self._ident = CheckedFile(message.path, message.sha256, message.size)

    def _place(self) -> tuple[str, str]:
        """Municipality and district, as far as the file has told them."""
        place = (self._info.get("iiKomnr"), self._info.get("iiBydelsnr"))
        municipality, district = (one if isinstance(one, str) else "" for one in place)
        return municipality, district

    def _choose_year(self) -> Year:
        """The year asked for, else the file's own, else the nearest earlier one.

        That is asked for its lists and levels alone: the period stays the file's own.
        """
        years = self._order.years
        if self._order.year is not None:
            return years.load(self._order.year)
        days = (self._info.get("iiFraDato"), self._info.get("iiTilDato"))
        self._wanted = own = next((day.year for day in days if isinstance(day, date)), None)
        if own is None:
            return self._newest_of_its_format()
        found = years.load(years.nearest(own))
        if own == found.year:
            return found
        return replace(found, first=date(own, 1, 1), last=date(own, 12, 31))

    def _newest_of_its_format(self) -> Year:
        """For a file that does not say its year; rules that need the year are not made then."""
        years = self._order.years
        packages = [years.load(year) for year in reversed(years.available())]
        version = self._export.form.version
        return next((one for one in packages if one.format == version), packages[0])

    def _tell_of_file(self, judge: Judge, form: Format) -> None:
        export = self._export
        assert self._year is not None  # noqa: S101
        if export.head is not None:
            version, namespace, line = export.head.version, export.head.namespace, export.head.line
            if version not in form.versions:
                found = masked(version) if version else "(ikke oppgitt)"
                expected = " eller ".join(form.versions)
                judge.tell(Told("L-10", "versjon", (), found, expected), line)
            if (namespace or None) != form.namespace:
                found, expected = namespace or "(ingenting)", form.namespace or "(ingenting)"
                judge.tell(Told("L-11", None, (), masked(found), expected), line)
            if self._wanted == self._year.year and self._year.format != form.version:
                judge.tell(Told("L-24", "versjon", (), form.version, self._year.format), line)
            if form.namespace and self._order.ident_path is None:
                judge.tell(Told("L-14", None, ()), 1)
        if export.looks_mislabelled:
            judge.tell(Told("L-12", None, (), export.encoding, "UTF-8"), 1)
        if self._wanted is not None and self._wanted != self._year.year:
            judge.tell(Told("L-13", None, (), str(self._wanted), str(self._year.year)), 1)
        if self._order.test:
            judge.tell(Told("L-15", None, ()), 1)

    def facts(self) -> FileFacts:
        """What the file is, as far as it has been read."""
        export, head = self._export, self._export.head
        systems = [_text(self._info.get(name)) for name in ("iiSysID", "iiSysVersjon")]
        first, last = self._info.get("iiFraDato"), self._info.get("iiTilDato")
        return FileFacts(
            version=masked(head.version) if head and head.version else None,
            namespace=masked(head.namespace) if head and head.namespace else None,
            municipality=_text(self._info.get("iiKomnr")),
            district=_text(self._info.get("iiBydelsnr")),
            first=first if isinstance(first, date) else None,
            last=last if isinstance(last, date) else None,
            system=" ".join(text for text in systems if text) or None,
            persons=export.records.get("PERSON", 0),
            records=dict(export.records),
            size=export.size,
            sha256=export.sha256,
            encoding=export.encoding,
            has_identities=export.form.has_identities,
        )


def _text(cell: Cell) -> str | None:
    return masked(cell) if isinstance(cell, str) else None
