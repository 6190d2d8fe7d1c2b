"""Services by type, beside those of the last submission."""

from iplos_desktop.catalogue.counts import ServiceRow
from iplos_desktop.flow.checked import Checked


def services_beside_last(checked: Checked) -> list[ServiceRow]:
    """Every type that is in the file or was sent last, by its code."""
    now, last, known = checked.counts.services, checked.last, checked.year.services
    codes = now.keys() | (last.services.keys() if last is not None else set())
    return [
        ServiceRow(
            code,
            known[code].text if code in known else "Ukjent type",
            now.get(code, 0),
            None if last is None else last.services.get(code, 0),
        )
        for code in sorted(codes)
    ]
