"""Columns of a table that end where the window does."""

from PySide6.QtWidgets import QTableView

_LEAST = 8  # letters; a column with room for fewer goes on beyond the edge


def end_at_the_edge(table: QTableView) -> None:
    """Let the column that the edge would cut end there, so that its texts end in "…"."""
    header, room = table.horizontalHeader(), table.viewport().width()
    least = table.fontMetrics().averageCharWidth() * _LEAST
    for column in range(header.count()):
        start, wide = header.sectionPosition(column), header.sectionSize(column)
        if not header.isSectionHidden(column) and start < room < start + wide:
            if room - start >= least:
                header.resizeSection(column, room - start)
            return
