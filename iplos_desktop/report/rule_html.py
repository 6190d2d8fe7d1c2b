"""What there is to tell about a rule as HTML, for the reports and the rule book."""

from collections.abc import Iterable, Iterator

from iplos_desktop.catalogue.applied import level_of
from iplos_desktop.catalogue.levels import Level
from iplos_desktop.catalogue.rule import Rule
from iplos_desktop.report.about_rule import about, chapters
from iplos_desktop.report.safe import escaped
from iplos_desktop.rules import RULE_BOOK_VERSION
from iplos_desktop.year import Year

_WIDTHS = {
    "Nivå": "some15",
    "Regel": "some9",
    "Person": "some11",
    "Hvor": "some21",
    "Linje": "some9 line",
    "Ventet": "some20",
    "Funn": "count",
    **dict.fromkeys(("Nå", "Sist", "Endring"), "count"),
}
SHAPES = {Level.KRITISK: "◆", Level.FEIL: "■", Level.ADVARSEL: "▲", Level.INFO: "●"}
"""The levels as shapes, near those of the window, for those who do not see the colours."""


def badge(level: Level) -> str:
    """A level by shape, word and colour."""
    return f'<span class="level {level.value}">{SHAPES[level]}&nbsp;{level.word}</span>'


def rule_html(rule: Rule, level: Level, *, briefly: bool = False) -> str:
    """All about a rule, without its heading; briefly without what vendors ask for."""
    told = about(rule)
    facts = [("Kilde", rule.source)] if briefly else told.facts
    rows = [(word, [value]) for word, value in facts]
    if not briefly:
        rows += [("Eksempel på feil", [*told.bad]), ("Eksempel på riktig", [*told.good])]
    lines = [
        f"<p>{badge(level)} {escaped(level.meaning)}</p>",
        f"<p>{escaped(rule.explanation)}</p>",
        '<table class="facts">',
        *(fact_row(word, values) for word, values in rows if values),
        "</table>\n",
    ]
    return "\n".join(lines)


def head(words: Iterable[str]) -> str:
    """The head of a table."""
    cells = (f'<th scope="col" class="{_WIDTHS.get(word, "")}">{word}</th>' for word in words)
    return f"<thead><tr>{''.join(cells)}</tr></thead>\n"


def fact_row(word: str, values: Iterable[str]) -> str:
    """A row of a word and what goes with it, a line each."""
    shown = "<br>".join(map(escaped, values))
    return f'<tr><th scope="row">{escaped(word)}</th><td>{shown}</td></tr>'


def rule_book_html(year: Year) -> Iterator[str]:
    """The body of the rule book for people, piece by piece: contents, then every rule."""
    yield f"<h1>Reglene i dataåret {year.year}</h1>\n"
    yield f"<p>Regelbok versjon {escaped(RULE_BOOK_VERSION)}.</p>\n"
    for title, rules in chapters():
        yield f"<h2>{escaped(title)}</h2>\n<ul>\n"
        for rule in rules:
            yield f'<li><a href="#{rule.number}">{rule.number}</a> {escaped(rule.title)}</li>\n'
        yield "</ul>\n"
    for title, rules in chapters():
        yield f"<h2>{escaped(title)}</h2>\n"
        for rule in rules:
            yield f'<h3><a name="{rule.number}"></a>{rule.number} {escaped(rule.title)}</h3>\n'
            level = level_of(rule, year)
            if level is None:
                yield f"<p>Regelen brukes ikke i dataåret {year.year}.</p>\n"
            yield rule_html(rule, level or rule.level)
