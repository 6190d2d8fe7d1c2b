"""Holds the batches of one file against the rules and gives its findings."""

from collections import Counter
from collections.abc import Iterable, Mapping

from iplos_desktop.catalogue.applied import Applied, applied, in_order, why_not
from iplos_desktop.catalogue.batch import Batch, Cell, Table, Told
from iplos_desktop.catalogue.context import Context
from iplos_desktop.catalogue.counts import Counts
from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.catalogue.notes import Notes
from iplos_desktop.catalogue.rule import BOOK, DERIVED, Book, Look, Rule
from iplos_desktop.catalogue.seen import Seen
from iplos_desktop.catalogue.suspects import Suspects
from iplos_desktop.catalogue.ways import Way, way_of
from iplos_desktop.register.elements import IDENT, Format
from iplos_desktop.register.identity import is_plain

_NO_YEAR = "Fila sier ikke hvilket dataår den gjelder."
_NO_IDENT = "Identmeldingen er ikke lest."


class Judge:
    """Takes the batches of one file. book: the rules to hold against it.

    The batches of an ident message come before those of the export it belongs to.
    """

    def __init__(self, form: Format, context: Context, book: Book = BOOK) -> None:
        self._book = book
        self._form = form
        self._context = context
        self._notes = Notes(book, form, context)
        self._suspects = Suspects(self._notes)
        self._identities: dict[int, int] = {}  # by `pePeID`, out of the ident message
        self._services: Counter[int] = Counter()
        self._records = dict.fromkeys(form.classes, 0)
        self._failed: list[tuple[str, str]] = []
        self._gave_up: str | None = None
        self._no_place: dict[str, str] = {}
        self._rejecting: list[Way] = []
        self._others: list[Way] = []
        self._ident_trouble: str | None = _NO_IDENT
        self._prepare()

    def _prepare(self) -> None:
        rejecting: list[Applied] = []
        for rule in self._book:
            if "year" in rule.parameters and not self._context.year_known:
                self.not_checked(rule.number, _NO_YEAR)
                continue
            found = [*applied(rule, self._form, self._context)]
            if not found and rule.look is not Look.TOLD:
                self._no_place[rule.number] = why_not(rule, self._form, self._context)
            for one in found:
                if rule.rejects:
                    rejecting.append(one)
                else:
                    self._others.append(way_of(one, self._notes))
        self._rejecting = [way_of(one, self._notes) for one in in_order(rejecting)]

    @property
    def counts(self) -> Counts:
        """How much has come so far."""
        persons = self._records[self._form.person.name]
        records = {
            name: number
            for name, number in self._records.items()
            if name == self._form.person.name or self._form.classes[name].person_id
        }
        return Counts(persons, records, dict(sorted(self._services.items())))

    def see(self, batch: Batch) -> None:
        """Judge one more batch."""
        seen = Seen(batch, self._form, self._identities)
        for table in batch.tables.values():
            if table.record == IDENT.name:
                self._know(table)
            if table.record in self._records:
                self._records[table.record] += len(table)
            if table.told:
                place = seen.place(table)
                for told in table.told:
                    self._notes.tell_rows(told, place)
            self._suspects.see(table, seen)
        self._suspects.see_loose(batch.loose)
        services = batch.tables.get("TJENESTE")
        if services is not None:
            self._services.update(_numbers(services.columns["tjTjenType"]))
        for way in (*self._rejecting, *self._others):
            way.see(seen)

    def _know(self, idents: Table) -> None:
        """Remember who the persons of a message are; a number that is no identity tells nothing."""
        if self._ident_trouble == _NO_IDENT:
            self._ident_trouble = None
        for number, text in zip(idents.columns["pid"], idents.columns["fid"], strict=True):
            if isinstance(number, int) and isinstance(text, str) and is_plain(text):
                self._identities[number] = int(text)

    def tell(self, told: Told, line: int) -> None:
        """Take a fault that stands outside all records."""
        self._notes.tell(told, line)

    def not_checked(self, rule: str, why: str) -> None:
        """Note that a rule could not be held against the file."""
        self._failed.append((rule, why))

    def give_up_ident(self, why: str) -> None:
        """The ident message could not be read to its end: nobody's identity is sure to be known."""
        self._ident_trouble = why

    def give_up(self, why: str) -> None:
        """The file could not be read to its end: no rule has been held against all of it."""
        self._gave_up = why

    def finish(self) -> Findings:
        """The findings of all batches, with what was checked and what was not."""
        counts = self.counts
        for way in (*self._rejecting, *self._others):
            if self._can_finish(way.one):
                way.finish(counts)
        if self._suspects.finish():
            self.not_checked("P-10", "Fila har for mange lange tall til at alle kan sjekkes.")
        failed = self._why_not_made()
        no_place = self._places()
        out = {number for number, _ in failed} | no_place.keys()
        made = [rule.number for rule in self._book if rule.number not in out]
        return Findings(self._notes.groups, failed, made, sorted(no_place.items()))

    def _why_not_made(self) -> list[tuple[str, str]]:
        failed = set(self._failed)
        if self._gave_up is not None:
            of_file = {rule.number for rule in self._book if _is_of_the_file(rule)}
            failed |= {
                (rule.number, self._gave_up)
                for rule in self._book
                if rule.number not in of_file and rule.number not in self._no_place
            }
            return sorted(failed)
        for way in (*self._rejecting, *self._others):
            one, unread = way.one, " og ".join(way.unread)
            if self._needs_ident(one) and self._ident_trouble:
                failed.add((one.rule.number, self._ident_trouble))
            elif unread:
                failed.add((one.rule.number, f"Fila har ingen brukbare verdier av {unread}."))
            elif (
                not way.met and one.record == self._form.info.name and one.rule.look is Look.RECORD
            ):
                failed.add((one.rule.number, f"{one.record} mangler i fila."))
        if self._ident_trouble and not self._form.has_identities and "P-10" in self._book:
            failed.add(("P-10", self._ident_trouble))
        return sorted(failed)

    def _can_finish(self, one: Applied) -> bool:
        """Whether enough has been read to judge what is missing and how much there is."""
        if one.rule.look is Look.UNMATCHED and self._ident_trouble:
            return False
        return self._gave_up is None or one.rule.look not in {Look.WHOLE, Look.UNMATCHED}

    def _needs_ident(self, one: Applied) -> bool:
        if self._form.has_identities:
            return False
        derived = any(name in DERIVED and not one.rule.parameters[name] for name in one.parameters)
        return derived or IDENT.name in one.holders

    def _places(self) -> Mapping[str, str]:
        """The rules that have no place in this check, with the reason."""
        late = {way.one.rule.number: way.no_place for way in self._others if way.no_place}
        return self._no_place | late


def _is_of_the_file(rule: Rule) -> bool:
    """Whether a rule is on whether the file can be read: that has been judged in any case."""
    return rule.look is Look.TOLD and rule.chapter == "L"


def _reads_info(one: Applied) -> bool:
    return one.rule.look is Look.RECORD


def _numbers(cells: Iterable[Cell]) -> list[int]:
    return [cell for cell in cells if isinstance(cell, int)]
