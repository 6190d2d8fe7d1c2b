"""A look that fails is a line of its own, so that the page always comes."""

from collections.abc import Callable, Iterable

from iplos_desktop.flow.ready.line import Line, State

_ADVICE = "Se etter tilgangen til filene og mappene. Er den i orden, så meld feilen."


def guarded(area: str, looked: Callable[[], Iterable[Line]]) -> list[Line]:
    """The lines of a look, as far as it came."""
    lines: list[Line] = []
    try:
        lines.extend(looked())
    except OSError as error:
        why = f"{error.strerror or type(error).__name__}: {error.filename or 'ukjent fil'}"
        lines.append(Line(area, State.WRONG, f"Kunne ikke undersøkes ({why}).", _ADVICE))
    except Exception as error:  # noqa: BLE001 - it is the machine that is under suspicion
        why = type(error).__name__
        lines.append(Line(area, State.WRONG, f"Kunne ikke undersøkes ({why}).", _ADVICE))
    return lines
