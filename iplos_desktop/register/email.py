"""E-mail addresses, as far as their form goes."""

import re
from collections.abc import Iterable

_LONGEST = 100  # characters
_ADDRESS = re.compile(r"[^@\s,;<>\"]+@[A-Za-z0-9ÆØÅæøå-]+(\.[A-Za-z0-9ÆØÅæøå-]+)+")


def is_email(address: str) -> bool:
    """Whether a text has the form of one address, white space around it apart."""
    return len(address) <= _LONGEST and _ADDRESS.fullmatch(address.strip()) is not None


def is_among(address: str, others: Iterable[str]) -> bool:
    """Whether an address is one of others, capital letters and white space apart."""
    return address.strip().casefold() in {other.strip().casefold() for other in others}
