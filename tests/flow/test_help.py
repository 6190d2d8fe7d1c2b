"""Help is there for every page, and every address in it is that of the year."""

import re

import pytest

from iplos_desktop.flow.help import contacts, phones, read_help
from iplos_desktop.flow.steps import Step
from iplos_desktop.year import available_years, load_year

ADDRESSES = load_year(2015).addresses
TEXTS = read_help(ADDRESSES)
_ORDER = {letter: at for at, letter in enumerate("abcdefghijklmnopqrstuvwxyzæøå")}


@pytest.mark.parametrize("step", Step)
def test_each_page_is_explained_in_few_words_and_says_whom_to_ask(step: Step) -> None:
    page = TEXTS.pages[step]
    assert 20 <= len(page.what.split()) <= 80
    assert all(sentence.endswith((".", "?")) for sentence in (page.what, page.ask, *page.how))
    assert re.search(r"@|EPJ", page.ask)


@pytest.mark.parametrize("year", available_years())
def test_nothing_is_left_to_be_put_in(year: int) -> None:
    texts = read_help(load_year(year).addresses)
    for text in (
        *(page.what + page.ask + " ".join(page.how) for page in texts.pages.values()),
        *(meaning for meaning in texts.words.values()),
        *texts.before,
        *(" ".join(topic) for topic in texts.topics.values()),
    ):
        assert not re.search(r"[{}\\\n]|  ", text), text


def test_the_words_stand_in_alphabetical_order() -> None:
    words = [[_ORDER.get(letter, -1) for letter in word.casefold()] for word in TEXTS.words]
    assert words == sorted(words)


def test_the_words_of_the_forms_are_explained() -> None:
    for word in ("Uttrekk", "EPJ", "Nøkkelliste", "Sendemodul", "SHA-256", "Bydel", "Sikker sone"):
        assert TEXTS.words[word]


def test_phones_read_as_a_sentence() -> None:
    told = phones(ADDRESSES).replace("\N{NO-BREAK SPACE}", " ")
    assert told == "21 09 45 49, 21 09 46 93, 21 09 42 11 eller 409 02 433"


def test_each_question_has_someone_to_ask() -> None:
    asked = dict(contacts(ADDRESSES))
    assert ADDRESSES.submission in asked["Innsending og kvittering"]
    assert ADDRESSES.other in asked["Andre spørsmål om IPLOS"]
    assert "KOSTRA-kontakten" in asked["PIN-kode til Sendemodul"]
