"""The guide for users, `docs/brukerveiledning.md`: out of the texts of help, with pictures."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from iplos_desktop.flow.help import Help, PageHelp, contacts, read_help
from iplos_desktop.flow.steps import ROAD
from iplos_desktop.year import available_years, load_year
from tools.small_png import small_copy

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "brukerveiledning.md"
PICTURES = ROOT / "docs" / "pictures"
LOOK = "lys-1024x700-100%"
"""The look of the guide's pictures among all that are made."""


def guide_page() -> str:
    """The whole page, with the addresses of the newest year."""
    return "\n".join(_lines()) + "\n"


def picture(name: str) -> Path:
    """Where a picture of the guide lies. name: as in the texts of help."""
    return PICTURES / f"veiledning-{name}.png"


def write_guide(folder: Path) -> None:
    """Write the page, with pictures from a folder of pictures if the guide's look is there."""
    PAGE.write_text(guide_page(), encoding="utf-8")
    for name in picture_names():
        for made in folder.glob(f"{LOOK}-[0-9][0-9]-{name}.png"):
            small_copy(made, picture(name))


def picture_names() -> list[str]:
    """Every picture the texts name."""
    return [name for page in _texts().pages.values() for name in page.pictures]


def _texts() -> Help:
    return read_help(load_year(max(available_years())).addresses)


def _lines() -> Iterator[str]:
    texts = _texts()
    yield "# Brukerveiledning for IPLOS Desktop"
    yield f"\n{texts.introduction}"
    yield "\nBildene er laget med oppdiktede personer. Derfor står det TEST øverst på noen av dem."
    yield "\n## Før du begynner\n"
    yield from (f"- {one}" for one in texts.before)
    for page in texts.pages.values():
        yield from _page(page)
    for title, paragraphs in texts.topics.items():
        yield f"\n## {title}"
        yield from (f"\n{one}" for one in paragraphs)
    yield "\n## Hvem kan du spørre?\n"
    at = load_year(max(available_years())).addresses
    yield from _table(("Om", "Spør"), contacts(at))
    yield "\n## Ordliste\n"
    yield from _table(("Ord", "Betyr"), texts.words.items())


def _page(page: PageHelp) -> Iterator[str]:
    number = f"{page.step + 1}. " if page.step in ROAD else ""
    yield f"\n## {number}{page.step.title}"
    yield f"\n{page.what}\n"
    yield from (f"{at}. {one}" for at, one in enumerate(page.how, 1))
    for name in page.pictures:
        place = picture(name).relative_to(ROOT / "docs").as_posix()
        yield f"\n![Siden {page.step.title}]({place})"
    yield f"\n{page.ask}"


def _table(heads: tuple[str, str], rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"| {heads[0]} | {heads[1]} |"
    yield "|---|---|"
    yield from (f"| {name} | {value} |" for name, value in rows)
