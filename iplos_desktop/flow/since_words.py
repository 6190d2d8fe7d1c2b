"""What has changed since the last check, in words."""

from collections.abc import Mapping, Sequence

from iplos_desktop.flow.since_last import SinceLast
from iplos_desktop.report.safe import number

_SHOWN = 8  # rules named before the rest are counted


def sentence(since: SinceLast) -> str:
    """Such as "3 funn er borte, 1 er nytt, 12 er som før."."""
    gone, new, same = (sum(counts.values()) for counts in (since.gone, since.new, since.remaining))
    if not gone and not new:
        if same:
            return f"Ingen funn er borte, ingen er nye. {_same(same)}."
        return "Ingen funn da, og ingen nå." if not since.unsure else "Funnene er andre enn sist."
    words = "1 funn er borte" if gone == 1 else f"{_many(gone, 'Ingen')} funn er borte"
    words += ", 1 er nytt" if new == 1 else f", {_many(new, 'ingen')} er nye"
    return f"{words}, {_same(same)}."


def _same(same: int) -> str:
    return f"{_many(same, 'ingen')} er som før"


def _many(count: int, none: str) -> str:
    return number(count) if count else none


def notes(since: SinceLast) -> list[str]:
    """What the numbers do not say; empty when they say it all."""
    told = []
    if since.changed:
        told.append(
            "Reglene eller kodelistene er endret siden sist. Det kan være grunnen til at funn er"
            " kommet eller gått."
        )
    if since.limited:
        told.append(
            f"Av {_named(since.limited)} er det så mange funn at bare antallet er sammenlignet."
        )
    if unsure := [rule for rule in since.unsure if rule not in since.limited]:
        told.append(
            f"{_named(unsure, begins=True)} ble ikke kontrollert helt begge ganger. Programmet"
            " kan ikke si sikkert hvilke av disse funnene som er borte eller nye."
        )
    return told


def of_rules(counts: Mapping[str, int]) -> str:
    """Such as "T-04 (2), S-01 (1)", those with the most findings first."""
    most = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    words = [f"{rule} ({count})" for rule, count in most[:_SHOWN]]
    if len(most) > _SHOWN:
        words.append(f"og {len(most) - _SHOWN} regler til")
    return ", ".join(words)


def _named(rules: Sequence[str], *, begins: bool = False) -> str:
    named = ", ".join(rules[:_SHOWN])
    more = f" og {len(rules) - _SHOWN} til" if len(rules) > _SHOWN else ""
    word = "regel" if len(rules) == 1 else "reglene"
    return f"{word.title() if begins else word} {named}{more}"
