"""The table of findings: what is asked for is shown, and nothing from a file is drawn as markup."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.catalogue.group import Detail, Group, Shown
from iplos_desktop.catalogue.levels import ADVARSEL, FEIL, KRITISK
from iplos_desktop.catalogue.rule import BOOK
from iplos_desktop.gui.arrange import Column, Index, Wish
from iplos_desktop.gui.facts import advice
from iplos_desktop.gui.findings_model import FindingsModel
from iplos_desktop.gui.text import plain
from iplos_desktop.report.heading import summary
from iplos_desktop.watch import Watch
from tests.gui.support import Story

MARKUP = "<b>x</b><img src=file:///etc/passwd>\u202e\n<i>y"


def group(rule: str, level: object, many: int, found: str = "99") -> Group:
    """Findings of a rule, one each on persons 1, 2, 3 …, the last person first in the file."""
    values = {"element": found, "label": "navn", "found": found, "expected": "annet"}
    detail = Detail({**values, "day": Shown(found, "dato")}, found, "noe annet")
    made = Group(BOOK[rule], level, "PERSON", "peKjonn", lambda _: detail)  # type: ignore[arg-type]
    for person in range(many):
        made.add(person + 1, person + 1, 10 * (many - person), found)
    return made


def rows(index: Index, **wish: object) -> list[tuple[str, str | None]]:
    chosen = index.arrange(Wish(**wish), Watch())  # type: ignore[arg-type]
    return [(index[number].rule, index[number].person) for number in chosen]


INDEX = Index([group("S-01", FEIL, 3), group("K-03", ADVARSEL, 2), group("L-01", KRITISK, 1)])


def test_the_gravest_come_first_then_as_in_the_file() -> None:
    found = [
        ("L-01", "1"),
        ("S-01", "3"),
        ("S-01", "2"),
        ("S-01", "1"),
        ("K-03", "2"),
        ("K-03", "1"),
    ]
    assert rows(INDEX) == found


def test_filter_by_level_and_rule() -> None:
    assert {rule for rule, _ in rows(INDEX, levels=frozenset([FEIL]))} == {"S-01"}
    assert {rule for rule, _ in rows(INDEX, rule="K-03")} == {"K-03"}
    assert rows(INDEX, rule="K-03", levels=frozenset([FEIL])) == []


def test_sort_by_person_is_by_number() -> None:
    index = Index([group("S-01", FEIL, 11)])
    persons = [person for _, person in rows(index, column=Column.PERSON)]
    assert persons == [str(number) for number in range(1, 12)]
    assert rows(index, column=Column.PERSON, descending=True)[0] == ("S-01", "11")


@pytest.mark.parametrize("column", list(Column))
def test_every_column_sorts(column: Column) -> None:
    assert sorted(rows(INDEX, column=column)) == sorted(rows(INDEX))


def test_search_takes_every_word_wherever_it_stands() -> None:
    assert rows(INDEX, search="S-01 linje") == []
    assert rows(INDEX, search="s-01 30") == [("S-01", "1")]
    assert rows(INDEX, search="kritisk") == [("L-01", "1")]


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = FindingsModel()
    model.show_rows(INDEX, INDEX.arrange(Wish(), Watch()))
    qtmodeltester.check(model)


def test_two_hundred_thousand_findings_are_usable() -> None:
    index = Index([group(rule, FEIL, 50_000) for rule in ("S-01", "S-02", "S-03", "S-04")])
    model = FindingsModel()
    model.show_rows(index, index.arrange(Wish(), Watch()))
    assert model.rowCount() == 200_000
    assert all(model.index(150_000, column).data() is not None for column in Column)


def test_text_from_a_file_is_never_markup(story: Story) -> None:
    table = story.kontroll.table
    story.window.stack.setCurrentWidget(story.kontroll)
    table.show()
    table.show_index(Index([group("S-01", FEIL, 1, MARKUP)]))
    story.until_listed()
    shown = table.model.index(0, Column.FOUND)
    assert shown.data() == plain(MARKUP)
    assert "\n" not in shown.data()
    assert "\u202e" not in shown.data()
    tip = shown.data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip
    assert "<img" not in tip
    assert "&lt;b&gt;" in tip
    assert "<b>x</b>" in table.explanation.text.replace("\u200b", "")


def test_no_label_may_guess_at_markup(story: Story, faulty: Path) -> None:
    story.to_kontroll(faulty)
    labels = story.window.findChildren(QLabel)
    assert len(labels) > 30
    for one in labels:
        assert one.textFormat() is Qt.TextFormat.PlainText or not one.text(), one.text()


def test_filter_search_and_explanation_on_the_page(story: Story, faulty: Path) -> None:
    story.to_kontroll(faulty)
    table = story.kontroll.table
    whole = table.model.rowCount()
    rule = table.model.finding(0).rule
    assert BOOK[rule].explanation in table.explanation.text.replace("\u200b", "")
    table.rule.setCurrentIndex(table.rule.findData(rule))
    story.until_listed()
    assert 0 < table.model.rowCount() < whole
    assert f"av {whole}" in table.shown.text().replace("\N{NO-BREAK SPACE}", " ")
    table.rule.setCurrentIndex(0)
    story.write(table.search, "finnes det ikke et ord som dette")
    story.until_listed()
    assert table.model.rowCount() == 0
    table.search.clear()
    story.until_listed()
    assert table.model.rowCount() == whole


def test_the_list_is_saved_as_excel(story: Story, faulty: Path, tmp_path: Path) -> None:
    story.to_kontroll(faulty)
    story.answers.path = tmp_path / "feilliste.xlsx"
    story.press(story.kontroll.save)
    story.until_idle()
    assert "lagret" in story.kontroll.saved.text
    book = openpyxl.load_workbook(story.answers.path)
    assert book.sheetnames
    book.close()


def test_the_list_is_saved_as_a_web_page(story: Story, faulty: Path, tmp_path: Path) -> None:
    story.to_kontroll(faulty)
    story.answers.path = tmp_path / "feilliste.html"
    story.press(story.kontroll.save)
    story.until_idle()
    assert "lagret" in story.kontroll.saved.text
    assert story.answers.path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_list_that_cannot_be_saved_is_told(story: Story, faulty: Path, tmp_path: Path) -> None:
    story.to_kontroll(faulty)
    story.answers.path = tmp_path / "finnes-ikke" / "feilliste.xlsx"
    story.press(story.kontroll.save)
    story.until_idle()
    assert story.kontroll.saved.text.startswith("Feil:")


def test_check_again_reads_the_new_export(story: Story, clean: Path, tmp_path: Path) -> None:
    path = tmp_path / "uttrekk.xml"
    path.write_text("")
    story.to_kontroll(path)
    path.write_bytes(clean.read_bytes())
    story.press(story.kontroll.again)
    story.bot.waitUntil(lambda: not story.window.road.busy)
    story.until_listed()
    assert "kan sendes" in story.kontroll.summary.text


def test_what_was_not_checked_is_told_and_nobody_says_no_faults() -> None:
    findings = Findings([], [("K-03", "Fila kunne ikke leses til slutt.")])
    assert "Ingen feil" not in summary(findings)
    assert advice(findings)[1] == "warning"
    assert summary(Findings([], [])) == "Ingen feil"


def test_rows_are_copied(story: Story, faulty: Path, qtbot: QtBot) -> None:
    story.to_kontroll(faulty)
    view = story.kontroll.table.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().count("\t") == len(Column) - 1
