"""Writes the export of a municipality whose people do not exist."""

from html import escape
from pathlib import Path
from typing import Literal

from iplos_desktop.madeup.content import WHOLE_MUNICIPALITY, person
from iplos_desktop.madeup.draft import draft
from iplos_desktop.madeup.head import info, opening
from iplos_desktop.madeup.markup import Markup
from iplos_desktop.madeup.organisations import Organisations
from iplos_desktop.madeup.page import new_page
from iplos_desktop.madeup.people import people
from iplos_desktop.watch import Watch
from iplos_desktop.year import load_year

Version = Literal["3.3", "3.5"]
YEARS = {"3.3": 2015, "3.5": 2018}
"""The data year made when none is asked for."""

_TOLD_EVERY = 50


def write_export(  # noqa: PLR0913 - one argument for each thing that can be chosen
    path: Path,
    *,
    persons: int,
    version: Version = "3.3",
    year: int | None = None,
    municipality: str = "0301",
    district: str = WHOLE_MUNICIPALITY,
    seed: int = 1,
    pretty: bool = True,
    encoding: str = "UTF-8",
    watch: Watch | None = None,
) -> None:
    """Write an export of so many persons, the same bytes for the same arguments.

    Raises UserError when the file is there already or cannot be written, Cancelled by the
    watch; then no file is left.
    """
    data, new, markup = load_year(year or YEARS[version]), version == "3.5", Markup(pretty=pretty)
    municipality, district = escape(municipality), escape(district)
    places, watch = Organisations(persons, seed), watch or Watch()
    with new_page(path, encoding) as page:
        fields = info(data, municipality, district, seed, new=new)
        page.write(opening(markup, fields, encoding, new=new))
        for done, who in enumerate(people(persons, data, seed)):
            if done % _TOLD_EVERY == 0:
                watch.tell(done, persons)
            made = person(draft(who, data, places, seed, new=new), municipality, district)
            page.write(markup.person(made))
        page.write(markup.end("IPLOS", 0))
    watch.tell(persons, persons)
