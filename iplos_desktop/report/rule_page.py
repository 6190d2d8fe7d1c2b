"""The page about the rules, generated from the rule book."""

from collections.abc import Iterator

from iplos_desktop.catalogue.levels import Level
from iplos_desktop.catalogue.rule import BOOK, Rule
from iplos_desktop.rules import CHAPTERS, RULE_BOOK_VERSION


def rule_page() -> str:
    """``docs/RULES.md``, as text."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Reglene"
    yield ""
    yield "Denne siden er laget av programmet fra reglene selv. Ikke rett i den: rett i"
    yield "`iplos_desktop/rules/` og kjør `make generated`."
    yield ""
    yield f"Regelbok versjon {RULE_BOOK_VERSION}, {len(BOOK)} regler."
    yield ""
    yield "| Nivå | Hva skjer nå |"
    yield "|---|---|"
    for level in Level:
        yield f"| {level.word} | {level.meaning} |"
    for letter, title in CHAPTERS.items():
        rules = [rule for rule in BOOK if rule.chapter == letter]
        if rules:
            yield ""
            yield f"## {title}"
            for rule in rules:
                yield from _about(rule)


def _about(rule: Rule) -> Iterator[str]:
    yield ""
    yield f'### <a id="{rule.number}"></a>{rule.number} {rule.title}'
    yield ""
    yield f"**{rule.level.word}**" + (" · struktur" if rule.structure else "")
    yield ""
    yield rule.explanation
    yield ""
    yield f"- Melding: «{_escaped(rule.text)}»"
    if rule.expected:
        yield f"- Ventet: {_escaped(rule.expected)}"
    if elements := _elements(rule):
        yield f"- Leser: {', '.join(f'`{name}`' for name in elements)}"
    yield f"- Grunnlag: {rule.source}"


def _elements(rule: Rule) -> list[str]:
    """What it points at, in every place it is used."""
    if rule.at is None:
        return []
    return [taken.get(rule.at, rule.at) for taken in rule.over] or [rule.at]


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;").replace("|", "\\|")
