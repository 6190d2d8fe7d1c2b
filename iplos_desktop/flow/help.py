"""The texts of help: of each page, and of each word; one file serves window and guide."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from iplos_desktop.flow.steps import Step
from iplos_desktop.shipped import resource
from iplos_desktop.year.package import Addresses


@dataclass(frozen=True)
class PageHelp:
    """What a page is for. how: what to do there. ask: whom to. pictures: their names."""

    step: Step
    what: str
    how: tuple[str, ...]
    ask: str
    pictures: tuple[str, ...]


@dataclass(frozen=True)
class Help:
    """All of it.

    before: what to have ready. topics: a heading and its paragraphs each. words: what each
    means, in alphabetical order.
    """

    introduction: str
    before: tuple[str, ...]
    pages: Mapping[Step, PageHelp]
    topics: Mapping[str, tuple[str, ...]]
    words: Mapping[str, str]


def read_help(at: Addresses) -> Help:
    """The texts, with the year's addresses put in."""
    told = tomllib.loads(resource("help", "veiledning.toml").read_text(encoding="utf-8"))
    put = {
        "innsending": at.submission,
        "telefon": phones(at),
        "andre": at.other,
        "veiledning": at.guide,
        "sendemodul": at.upload,
    }

    def text(given: str) -> str:
        return given.format_map(put).strip()

    return Help(
        text(told["innledning"]),
        tuple(map(text, told["forberedelser"])),
        {
            Step[page["steg"]]: PageHelp(
                Step[page["steg"]],
                text(page["hva"]),
                tuple(map(text, page["slik"])),
                text(page["spor"]),
                tuple(page["bilder"]),
            )
            for page in told["side"]
        },
        {one["tittel"]: tuple(map(text, one["avsnitt"])) for one in told["emne"]},
        {word: text(meaning) for word, meaning in told["ord"].items()},
    )


def phones(at: Addresses) -> str:
    """Where to ring; a number is not broken at the end of a line."""
    *most, last = (one.replace(" ", "\N{NO-BREAK SPACE}") for one in at.phones)
    return f"{', '.join(most)} eller {last}" if most else last


def contacts(at: Addresses) -> list[tuple[str, str]]:
    """What one may ask about, and whom."""
    return [
        ("Innsending og kvittering", f"SSB, {at.submission}, telefon {phones(at)}"),
        ("Organisasjonsnumre", f"SSB, {at.submission}"),
        ("Nøkler og brev", f"SSBs side om IPLOS: {at.guide}"),
        ("PIN-kode til Sendemodul", "KOSTRA-kontakten i kommunen"),
        ("Eksport og retting i EPJ", "Den som har ansvaret for EPJ i kommunen"),
        ("Andre spørsmål om IPLOS", f"Helsedirektoratet, {at.other}"),
    ]
