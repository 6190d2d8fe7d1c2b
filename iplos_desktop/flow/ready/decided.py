"""What IT staff have decided on this machine, and where it stands."""

from collections.abc import Iterator

from iplos_desktop.flow.managed import SETTINGS, Setting
from iplos_desktop.flow.policy import WHY_UNUSED, Policy
from iplos_desktop.flow.policy_sources import PLACE
from iplos_desktop.flow.policy_words import shown
from iplos_desktop.flow.ready.line import Line, State

AREA = "Innstillinger for maskinen"


def decided(policy: Policy) -> Iterator[Line]:
    """A line for each setting; those nobody has decided, as the program has them."""
    if policy.trouble is not None:
        yield Line(AREA, State.WRONG, policy.trouble.what, policy.trouble.advice)
    elif not policy.places:
        yield Line(AREA, State.OK, f"Ingenting er bestemt {PLACE}.")
    for setting in SETTINGS:
        yield Line(AREA, State.OK, _line(setting, policy))
    for name in policy.unknown:
        yield Line(
            AREA,
            State.NOTE,
            f"«{name}» brukes ikke: {WHY_UNUSED}.",
            "Rett navnet, eller ta det ut.",
        )


def _line(setting: Setting, policy: Policy) -> str:
    place = policy.places.get(setting.name)
    by = f"bestemt i {place}" if place else "standard"
    return f"{setting.nb.title} ({setting.name}): {shown(setting, policy)}; {by}"
