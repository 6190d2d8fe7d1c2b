"""The table of findings: what is asked for is shown, and nothing from a file is drawn as markup."""

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.catalogue.group import Detail, Finding, Group
from iplos_desktop.catalogue.levels import ADVARSEL, FEIL, KRITISK
from iplos_desktop.catalogue.rule import BOOK
from iplos_desktop.catalogue.shown import Shown
from iplos_desktop.flow.session import Step
from iplos_desktop.gui.arrange import Column, Index, Wish
from iplos_desktop.gui.facts import advice
from iplos_desktop.gui.findings_model import FindingsModel
from iplos_desktop.gui.findings_view import FindingsView
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
    return [(index[number].rule, index[number].person) for number in chosen.lines]


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


def test_filter_by_class() -> None:
    of_the_file = group("L-12", FEIL, 1)
    of_the_file.record = None
    index = Index([group("S-01", FEIL, 2), of_the_file])
    assert rows(index, record="PERSON") == [("S-01", "2"), ("S-01", "1")]
    assert rows(index, record="") == [("L-12", "1")]


def grouped(**wish: object) -> list[tuple[object, int] | str]:
    shown = INDEX.arrange(Wish(**wish), Watch())  # type: ignore[arg-type]
    heads = [shown.head(line) for line in range(len(shown.lines))]
    return [
        (head.key, head.size) if head is not None else INDEX[number].rule
        for head, number in zip(heads, shown.lines, strict=True)
    ]


def test_grouped_by_rule_the_gravest_come_first_and_each_is_closed() -> None:
    assert grouped(group=Column.RULE) == [("L-01", 1), ("S-01", 3), ("K-03", 2)]


def test_a_group_that_is_opened_shows_its_findings() -> None:
    shown = grouped(group=Column.RULE, opened=frozenset(["K-03"]))
    assert shown == [("L-01", 1), ("S-01", 3), ("K-03", 2), "K-03", "K-03"]


def test_grouped_by_person_they_come_by_number() -> None:
    assert grouped(group=Column.PERSON) == [(1, 3), (2, 2), (3, 1)]
    assert grouped(group=Column.PERSON, levels=frozenset([KRITISK])) == [(1, 1)]


@given(
    st.sampled_from(["", "s-01", "1", "30", "kritisk 10", "noe annet", "99 2", "x"]),
    st.sampled_from([None, Column.RULE, Column.PERSON]),
    st.sampled_from(list(Column)),
)
def test_a_search_finds_what_can_be_read_in_the_table_and_nothing_else(
    words: str, by: Column | None, column: Column
) -> None:
    wish = Wish(search=words, group=by, column=column, opened=frozenset(["S-01", 1]))
    shown = INDEX.arrange(wish, Watch())
    expected = [
        number
        for number in range(len(INDEX))
        if all(word in readable(INDEX[number]) for word in words.split())
    ]
    assert shown.findings == len(expected)
    assert {number for number in shown.lines if number >= 0} <= set(expected)


def readable(finding: Finding) -> str:
    parts = [finding.level.word, *map(str, finding[4:]), finding.rule, finding.person]
    return "\n".join(part for part in parts if part).casefold()


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
    finding = table.model.finding(0)
    assert finding is not None
    rule = finding.rule
    assert BOOK[rule].explanation in table.explanation.text.replace("\u200b", "")
    table.filters.rule.setCurrentIndex(table.filters.rule.findData(rule))
    story.until_listed()
    assert 0 < table.model.rowCount() < whole
    assert f"av {whole}" in table.shown.text().replace("\N{NO-BREAK SPACE}", " ")
    table.filters.rule.setCurrentIndex(0)
    story.write(table.filters.search, "finnes det ikke et ord som dette")
    story.until_listed()
    assert table.model.rowCount() == 0
    table.filters.search.clear()
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
    (line,) = QGuiApplication.clipboard().text().splitlines()
    assert line.count("\t") == len(Column) - 2  # nothing is known of the last time
    assert line.split("\t")[1] == view.model().index(0, Column.RULE).data()


def test_all_rows_are_copied_in_their_order_and_the_window_answers_meanwhile(
    story: Story, faulty: Path, qtbot: QtBot
) -> None:
    story.to_kontroll(faulty)
    view = story.kontroll.table.view
    model = view.model()
    many = model.rowCount()
    assert many > 100  # more than are copied in one turn
    wanted = [model.index(row, Column.RULE).data() for row in range(many)]
    view.setFocus()
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == ""  # the rest comes in the turns that follow
    story.write(story.kontroll.table.filters.search, "S-01")  # and is not changed by what she does
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() != "")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[1] for line in lines] == wanted


def test_groups_are_opened_and_closed_by_keyboard(story: Story, faulty: Path, qtbot: QtBot) -> None:
    story.to_kontroll(faulty)
    table = story.kontroll.table
    table.view.menu.put_together(Column.RULE)
    story.until_listed()
    closed = table.model.rowCount()
    head = table.model.head(1)
    assert head is not None
    assert not head.is_open
    table.view.selectRow(1)
    assert str(head.key) in table.explanation.text
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    story.until_listed()
    assert table.model.rowCount() == closed + head.size
    assert table.view.currentIndex().row() == 1
    qtbot.keyClick(table.view, Qt.Key.Key_Left)
    story.until_listed()
    assert table.model.rowCount() == closed
    qtbot.keyClick(table.view, Qt.Key.Key_Right)
    story.until_listed()
    assert table.model.rowCount() == closed + head.size
    told = table.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "åpen" in told
    qtbot.keyClick(table.view, Qt.Key.Key_Space)
    story.until_listed()
    assert table.model.rowCount() == closed


def test_grouped_by_person_what_is_wrong_with_the_whole_file_comes_first(
    story: Story, faulty: Path
) -> None:
    story.to_kontroll(faulty)
    table = story.kontroll.table
    table.view.menu.put_together(Column.PERSON)
    story.until_listed()
    cells = [table.model.index(0, one).data() for one in (Column.PERSON, Column.TEXT)]
    assert cells == ["", "Hele fila"]


def test_a_list_of_choices_shows_them_whole(story: Story, faulty: Path) -> None:
    story.to_kontroll(faulty)
    for box in story.kontroll.table.filters.boxes:
        if box.isVisible():
            box.showPopup()
            shown, room = box.view(), box.view().viewport()
            assert room.width() >= shown.sizeHintForColumn(0)
            last = shown.visualRect(box.model().index(min(box.count(), 12) - 1, 0))
            assert last.bottom() <= room.height()
            box.hidePopup()


def test_tabs_have_room_for_their_names_after_a_check_on_another_page(
    story: Story, clean: Path, faulty: Path, tmp_path: Path
) -> None:
    export = tmp_path / "uttrekk.xml"
    export.write_bytes(clean.read_bytes())
    story.to_kontroll(export)
    export.write_bytes(faulty.read_bytes())
    story.window.go(Step.FIL)
    story.choose(export)
    story.next()
    bar = story.kontroll.tabs.tabBar()
    shown = [at for at in range(bar.count()) if bar.isTabVisible(at)]
    assert len(shown) == 3
    for at in shown:
        assert bar.tabRect(at).width() > bar.fontMetrics().horizontalAdvance(bar.tabText(at))


def test_ctrl_f_goes_to_the_search_and_escape_clears_it(
    story: Story, faulty: Path, qtbot: QtBot
) -> None:
    story.to_kontroll(faulty)
    table = story.kontroll.table
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert table.filters.search.hasFocus()
    story.write(table.filters.search, "T-04")
    story.until_listed()
    qtbot.keyClick(table.filters.search, Qt.Key.Key_Escape)
    assert table.filters.search.text() == ""


def test_columns_stay_as_she_has_set_them(story: Story, faulty: Path) -> None:
    story.to_kontroll(faulty)
    view = story.kontroll.table.view
    header = view.horizontalHeader()
    with story.bot.waitSignal(view.moved):
        header.resizeSection(Column.PERSON, 222)
        view.hideColumn(Column.EXPECTED)
        header.moveSection(header.visualIndex(Column.LINE), 0)
        header.setSortIndicator(Column.LEVEL, Qt.SortOrder.DescendingOrder)
    again = FindingsView(FindingsModel(), story.session.settings.columns).horizontalHeader()
    assert again.sectionSize(Column.PERSON) == 222
    assert again.isSectionHidden(Column.EXPECTED)
    assert again.logicalIndex(0) == Column.LINE
    assert again.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder  # the gravest first, anew


@pytest.mark.parametrize("kept", ["", "ikke kode", "AAAA", "ÆØÅ"])
@pytest.mark.usefixtures("dressed")
def test_columns_that_cannot_be_read_are_as_at_first(kept: str) -> None:
    header = FindingsView(FindingsModel(), kept).horizontalHeader()
    assert header.logicalIndex(0) == Column.LEVEL
    assert not header.isSectionHidden(Column.TEXT)
