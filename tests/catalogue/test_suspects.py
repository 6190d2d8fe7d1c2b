"""What could be somebody's identity is kept until all identities have come, in little room.

Why: a vendor's own id in every record looks like a passport number; a large file has millions.
"""

import tracemalloc
from datetime import date

from iplos_desktop.catalogue.batch import Suspect
from iplos_desktop.catalogue.context import Context
from iplos_desktop.catalogue.notes import Notes
from iplos_desktop.catalogue.suspects import Suspects
from iplos_desktop.register.elements import FORMAT_33
from iplos_desktop.rules import BOOK
from iplos_desktop.year import load_year


def test_an_id_in_every_record_takes_a_few_hundred_bytes_each() -> None:
    suspects = Suspects(Notes(BOOK, FORMAT_33, Context(load_year(2015), date(2016, 1, 5))))
    many = 20_000
    tracemalloc.start()
    for one in range(many):
        words = frozenset({f"ab{one:06}"})
        suspects.see_loose([Suspect(frozenset(), words, "guid", None, one)])
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 200 * many
