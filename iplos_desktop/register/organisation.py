"""Organisation numbers, as Brønnøysundregistrene gives them."""

_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def organisation_check_digit(eight: str) -> str | None:
    """The ninth digit for the first eight; None when no number begins so."""
    remainder = sum(int(d) * w for d, w in zip(eight, _WEIGHTS, strict=True)) % 11
    check = (11 - remainder) % 11
    return None if check == 10 else str(check)  # noqa: PLR2004


def is_organisation_number(number: str) -> bool:
    """Whether nine digits, the first 8 or 9, with the right check digit."""
    plain = len(number) == 9 and number.isascii() and number.isdecimal()  # noqa: PLR2004
    return plain and number[0] in "89" and organisation_check_digit(number[:8]) == number[8]
