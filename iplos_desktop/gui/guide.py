"""The guide in a window of its own: every page, every word, and whom to ask."""

import html
import re
from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from iplos_desktop.flow.help import Help
from iplos_desktop.gui.book import Book

WORDS = "ordliste"
"""The place of the list of words."""


class Guide(Book):
    """The same texts as `docs/brukerveiledning.md`, without its pictures."""

    about = "veiledningen"
    hint = "Skriv et ord, for eksempel uttrekk"
    missing = "Ordet står ikke i veiledningen."

    def __init__(self, parent: QWidget, texts: Help) -> None:
        self._texts = texts
        super().__init__(parent, "Veiledning og ordliste")

    def html(self) -> str:
        """The pages in their order, then the words."""
        return "".join(_guide(self._texts))

    def anchor(self, typed: str) -> str | None:
        """A word of the list as soon as the whole of it stands there."""
        words = {word.casefold(): place(word) for word in self._texts.words}
        return words.get(typed.strip().casefold())


def place(word: str) -> str:
    """The name of a word's place in the text."""
    return "ord-" + re.sub(r"\W", "-", word.casefold())


def _guide(texts: Help) -> Iterator[str]:
    yield f"<h1>Veiledning</h1><p>{_safe(texts.introduction)}</p>"
    yield f'<p><a href="#{WORDS}">Til ordlista</a></p>'
    yield f"<h2>Før du begynner</h2>{_items(texts.before, 'ul')}"
    for step, page in texts.pages.items():
        yield f'<a name="{step.name}"></a><h2>{step.title}</h2><p>{_safe(page.what)}</p>'
        yield f"{_items(page.how, 'ol')}<p>{_safe(page.ask)}</p>"
    for title, paragraphs in texts.topics.items():
        yield f"<h2>{_safe(title)}</h2>" + "".join(f"<p>{_safe(one)}</p>" for one in paragraphs)
    yield f'<a name="{WORDS}"></a><h2>Ordliste</h2><dl>'
    for word, meaning in texts.words.items():
        yield f'<dt><a name="{place(word)}"></a>{_safe(word)}</dt><dd>{_safe(meaning)}</dd>'
    yield "</dl>"


def _items(texts: tuple[str, ...], kind: str) -> str:
    return f"<{kind}>{''.join(f'<li>{_safe(text)}</li>' for text in texts)}</{kind}>"


def _safe(text: str) -> str:
    return html.escape(text)
