"""The page about the rules, generated from the rule book."""

from collections.abc import Iterator

from iplos_desktop.catalogue.levels import Level
from iplos_desktop.catalogue.rule import BOOK, Rule
from iplos_desktop.report.about_rule import about, chapters
from iplos_desktop.rules import RULE_BOOK_VERSION


def rule_page() -> str:
    """``docs/RULES.md``, as text."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Reglene"
    yield ""
    yield "Denne siden er laget av programmet fra reglene selv. Ikke rett i den: rett i"
    yield "`iplos_desktop/rules/` og kjør `make generated`."
    yield ""
    yield f"Regelbok versjon {RULE_BOOK_VERSION}, {len(BOOK)} regler. Hver regel har en fast"
    yield "adresse: nummeret etter `#`, som i `RULES.md#T-04`. Et nummer blir aldri brukt på nytt."
    yield ""
    yield "| Nivå | Hva skjer nå |"
    yield "|---|---|"
    for level in Level:
        yield f"| {level.word} | {level.meaning} |"
    yield ""
    yield "En regel av slaget *struktur* gjelder det skjemaet for formatet forbyr; de andre gjelder"
    yield "innholdet."
    yield ""
    yield "## Innhold"
    for title, rules in chapters():
        yield ""
        yield f"{title}"
        yield ""
        for rule in rules:
            yield f"- [{rule.number}](#{rule.number}) {_escaped(rule.title)} ({rule.level.word})"
    for title, rules in chapters():
        yield ""
        yield f"## {title}"
        for rule in rules:
            yield from _about(rule)


def _about(rule: Rule) -> Iterator[str]:
    told = about(rule)
    yield ""
    yield f'### <a id="{rule.number}"></a>{rule.number} {_escaped(rule.title)}'
    yield ""
    yield f"**{rule.level.word}** · {rule.kind}"
    yield ""
    yield _escaped(rule.explanation)
    yield ""
    for word, value in told.facts:
        yield f"- {word}: {_escaped(value)}"
    for word, examples in (("Feil", told.bad), ("Riktig", told.good)):
        for example in examples:
            yield f"- {word}: {_escaped(example)}"


def _escaped(text: str) -> str:
    for sign in "\\`*_[]|":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("<", "&lt;")
