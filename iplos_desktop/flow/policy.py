"""What the machine's administrator has decided: on trust in keys, and how the program is used."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import SplitResult, urlsplit

from iplos_desktop.errors import UserError
from iplos_desktop.flow.managed import (
    ADDRESS,
    BY_HAND,
    BY_NAME,
    LOG_FOLDER,
    NETWORK,
    OUTPUT_FOLDER,
    PROXY,
    ROOTS,
    SENDERS,
    TEST_MODE,
    By,
    Kind,
    Setting,
)
from iplos_desktop.flow.policy_sources import PLACE, BrokenError, Source, read_file
from iplos_desktop.flow.policy_sources import installed as installed_sources
from iplos_desktop.flow.sender import SenderForm, machine_sender
from iplos_desktop.sealing.roots import roots_in

LOCKED = "Styres av IT-avdelingen."
"""What is said beside whatever the user cannot change."""

WHY_UNUSED = "den er ukjent, eller gjelder bare som policy"
"""Of names that were passed over."""

_Value = TypeVar("_Value")
_TYPES: Mapping[Kind, tuple[type, ...]] = {
    Kind.SWITCH: (bool,),
    Kind.TEXT: (str,),
    Kind.FOLDER: (str,),
    Kind.LINES: (str, list),
}
_STRICTEST = (
    "Så lenge det er slik, gjelder det strengeste: bare røttene som fulgte med programmet, ingen"
    " nøkkel bekreftes for hånd, ingenting hentes over nettet, og testmodus er av. Be IT-avdelingen"
    " rette det."
)


@dataclass(frozen=True)
class Policy:
    """What holds on this machine; without a policy, all that is allowed to a user.

    roots: certificates pinned besides those that ship with the program. key_list_address: a
    place ``{aar}`` in it stands for the data year. proxy: host and port; None for the system's.
    senders: whom the workstation sends for, their numbers alone, and perhaps what they are called.
    output_folder, log_folder: None where the user and the program choose. test_mode: whether the
    program can be tried with made-up data. places: where each setting that is decided stands, by
    its name. unknown: names that were passed over. trouble: why the policy that is there cannot
    be believed; then the strictest holds, so that nobody gains by breaking it, and of the rest
    what can be understood.
    """

    roots: tuple[Any, ...] = ()
    key_list_address: str | None = None
    trust_by_hand: bool = True
    proxy: str | None = None
    network: bool = True
    senders: tuple[SenderForm, ...] = ()
    output_folder: Path | None = None
    log_folder: Path | None = None
    test_mode: bool = True
    places: Mapping[str, str] = field(default_factory=dict, compare=False)
    unknown: tuple[str, ...] = ()
    trouble: UserError | None = None

    def folder(self, chosen: Path | None) -> Path | None:
        """Where encrypted files go, made when the machine decides it; else what is chosen.

        Raises UserError when it cannot be made, or another one is chosen.
        """
        decided = self.output_folder
        if decided is None:
            return chosen
        try:
            decided.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise UserError(
                f"Mappa {decided} kan ikke lages.",
                f"Den krypterte fila skal ligge der. {LOCKED} Be dem se på det.",
            ) from None
        if chosen is not None and chosen.resolve() != decided.resolve():
            raise UserError(
                f"På denne maskinen skal den krypterte fila ligge i mappa {decided}.",
                f"{LOCKED} Oppgi den mappa, eller ingen.",
            )
        return decided

    def demand_test_mode(self) -> None:
        """Raise UserError unless made-up data may be used on this machine."""
        if not self.test_mode:
            raise UserError(
                "Testmodus er slått av på denne maskinen.",
                f"{LOCKED} Bruk en annen maskin, eller spør dem.",
            )


def installed() -> Policy:
    """The policy of this machine."""
    return _believed(installed_sources, f"Innstillingene for maskinen {PLACE}")


def read_policy(path: Path, owner: int = 0, top: Path = Path("/")) -> Policy:
    """The policy in a JSON file; all is allowed when there is no file.

    owner, top: who must own it and every folder up to `top`: root, up to the first folder.
    """
    return _believed(lambda: read_file(path, owner, top), f"Innstillingene for maskinen ({path})")


def of_sources(sources: Iterable[Source]) -> Policy:
    """What several places say together, each of them winning over the ones after it."""
    return _believed(lambda: sources, "Innstillingene for maskinen")


def _believed(read: Callable[[], Iterable[Source]], name: str) -> Policy:
    wrong: list[str] = []
    policy = Policy()
    try:
        policy = _understood(read(), wrong)
    except BrokenError as broken:
        wrong.append(f": {broken}.")
    if not wrong:
        return policy
    trouble = UserError(f"{name} kan ikke brukes{wrong[0]}", _STRICTEST)
    return replace(
        policy, roots=(), trust_by_hand=False, network=False, test_mode=False, trouble=trouble
    )


def _understood(sources: Iterable[Source], wrong: list[str]) -> Policy:
    """What the sources say; why something in them cannot be used is laid into `wrong`."""
    found: dict[str, Any] = {}
    places: dict[str, str] = {}
    unknown: set[str] = set()
    for source in sources:
        for given, value in _once(source):
            setting = BY_NAME.get(given.casefold())
            if setting is None:
                unknown.add(given)
            elif setting.by is By.POLICY and not source.is_policy:
                unknown.add(f"{given} i {source.place}")
            elif _tried(partial(_said, setting, value), wrong) and setting.name not in found:
                found[setting.name] = value
                places[setting.name] = source.place
    return Policy(
        roots=tuple(_tried(lambda: roots_in(_text(ROOTS, found)), wrong) or ()),
        key_list_address=_tried(lambda: _address(found.get(ADDRESS.name)), wrong),
        trust_by_hand=found.get(BY_HAND.name, True),
        proxy=_tried(lambda: _proxy(found.get(PROXY.name)), wrong),
        network=found.get(NETWORK.name, True),
        senders=_tried(lambda: tuple(_senders(_text(SENDERS, found))), wrong) or (),
        output_folder=_tried(lambda: _folder(OUTPUT_FOLDER, found), wrong),
        log_folder=_tried(lambda: _folder(LOG_FOLDER, found), wrong),
        test_mode=found.get(TEST_MODE.name, True),
        places=places,
        unknown=tuple(sorted(unknown)),
    )


def _tried(understand: Callable[[], _Value], wrong: list[str]) -> _Value | None:
    """What a setting says; None when it cannot be understood, and why is laid into `wrong`."""
    try:
        return understand()
    except BrokenError as broken:
        wrong.append(f": {broken}.")
    except UserError as broken:  # a root that is none
        wrong.append(f". {broken.what}")
    return None


def _once(source: Source) -> Iterator[tuple[str, Any]]:
    seen = set()
    for name, value in source.values.items():
        if name.casefold() in seen:
            raise BrokenError(f"«{name}» står der to ganger")
        seen.add(name.casefold())
        yield name, value


def _said(setting: Setting, value: Any) -> bool:  # noqa: ANN401 - whatever stands there
    """Whether a value decides anything; an empty one does not."""
    if not isinstance(value, _TYPES[setting.kind]):
        raise BrokenError(f"verdien av «{setting.name}» har feil form")
    return value not in ("", [])


def _text(setting: Setting, found: Mapping[str, Any]) -> str:
    """Text whole or line by line, as the registry's policies give it."""
    given = found.get(setting.name, "")
    lines = [given] if isinstance(given, str) else given
    if not all(isinstance(line, str) for line in lines):
        raise BrokenError(f"verdien av «{setting.name}» har feil form")
    return "\n".join(lines)


def _address(given: str | None) -> str | None:
    """As `fetch` takes it; told here, so that IT staff see it before a user does."""
    parts = _parted(given or "")
    if given is not None and (parts is None or parts.scheme != "https" or parts.username):
        raise BrokenError(f"«{ADDRESS.name}» er ikke en https-adresse")
    return given


def _proxy(given: str | None) -> str | None:
    """Name and port; what stands there is not told, for it may hold a password."""
    parts = _parted(given if given is None or "//" in given else f"http://{given}")
    good = parts is not None and parts.scheme == "http" and parts.port and "@" not in parts.netloc
    if given is not None and not good:
        raise BrokenError(f"«{PROXY.name}» er ikke navn og port, uten bruker og passord")
    return given


def _parted(address: str | None) -> SplitResult | None:
    """The parts of an address with a host; None for any other text."""
    try:
        parts = urlsplit(address or "")
        sound = parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if sound else None


def _folder(setting: Setting, found: Mapping[str, Any]) -> Path | None:
    """A whole path; one that starts nowhere would lie where the program happened to start."""
    if setting.name not in found:
        return None
    given = found[setting.name]
    if "\0" in given:
        raise BrokenError(f"«{setting.name}» er ikke en hel sti til en mappe")
    filled = os.path.expandvars(given) if os.name == "nt" else given
    path = Path(os.path.expanduser(filled))  # noqa: PTH111 - the other raises for a name unknown
    if not path.is_absolute():
        raise BrokenError(f"«{setting.name}» er ikke en hel sti til en mappe")
    return path


def _senders(text: str) -> Iterator[SenderForm]:
    seen = set()
    for line in filter(None, map(str.strip, text.splitlines())):
        sender = machine_sender(line)
        if sender is None:
            raise BrokenError(
                f"«{SENDERS.name}» har en linje som ikke er kommunenummer;bydel;organisasjonsnummer"
            )
        if sender.place in seen:
            raise BrokenError(f"«{SENDERS.name}» har samme kommune og bydel to ganger")
        seen.add(sender.place)
        yield sender
