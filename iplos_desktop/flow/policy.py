"""What the machine's administrator has decided: on trust in keys, and whom to send for.

Read where users cannot write: on Linux from a file that root alone can change, on Windows from the
policies in the registry.
"""

import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iplos_desktop.errors import UserError
from iplos_desktop.flow.sender import SenderForm, machine_sender
from iplos_desktop.sealing.roots import roots_in
from iplos_desktop.sealing.strict_json import load_object

ROOTS, ADDRESS, BY_HAND = "PinnedRoots", "KeyListAddress", "TrustByHand"
PROXY, NETWORK = "Proxy", "Network"
SENDERS = "Senders"

_KINDS: Mapping[str, tuple[type, ...]] = {
    ROOTS: (str, list),
    ADDRESS: (str,),
    BY_HAND: (bool,),
    PROXY: (str,),
    NETWORK: (bool,),
    SENDERS: (str, list),
}
_FILE = Path("/etc/iplos-desktop/policies.json")
_LARGEST = 256 * 1024  # bytes; a root in PEM is some 800
_REGISTRY = r"Software\Policies\IPLOS Desktop"
_STRICTEST = (
    "Så lenge det er slik, gjelder bare det som fulgte med programmet: ingen nøkkel kan bekreftes"
    " for hånd, og ingenting hentes over nettet. Be IT-avdelingen rette det."
)

Read = Callable[[], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Policy:
    """What holds on this machine; without a policy, all that is allowed to a user.

    roots: certificates pinned besides those that ship with the program. key_list_address: a
    place ``{aar}`` in it stands for the data year. proxy: host and port; None for the system's.
    senders: whom the workstation sends for, their numbers alone, and perhaps what they are called.
    unknown: names that were passed over. trouble: why the policy that is there cannot be
    believed; then the strictest holds, so that nobody gains by breaking it.
    """

    roots: tuple[Any, ...] = ()
    key_list_address: str | None = None
    trust_by_hand: bool = True
    proxy: str | None = None
    network: bool = True
    senders: tuple[SenderForm, ...] = ()
    unknown: tuple[str, ...] = ()
    trouble: UserError | None = None


def installed() -> Policy:
    """The policy of this machine."""
    if sys.platform == "win32":
        return _believed(_from_registry, "Innstillingene for maskinen i registeret")
    return read_policy(_FILE)


def read_policy(path: Path, owner: int = 0, top: Path = Path("/")) -> Policy:
    """The policy in a JSON file; all is allowed when there is no file.

    owner, top: who must own it and every folder up to `top`: root, up to the first folder.
    """
    return _believed(lambda: _from_file(path, owner, top), f"Innstillingene for maskinen ({path})")


class _BrokenError(Exception):
    """The policy cannot be believed; its text says why."""


def _believed(read: Read, name: str) -> Policy:
    try:
        return _understood(read() or {})
    except _BrokenError as broken:
        trouble = UserError(f"{name} kan ikke brukes: {broken}.", _STRICTEST)
    except UserError as broken:  # a root that is none
        trouble = UserError(f"{name} kan ikke brukes. {broken.what}", _STRICTEST)
    return Policy(trust_by_hand=False, network=False, trouble=trouble)


def _understood(read: Mapping[str, Any]) -> Policy:
    known = {name.casefold(): name for name in _KINDS}
    found: dict[str, Any] = {}
    for given, value in read.items():
        name = known.get(given.casefold(), given)
        if name in found:
            raise _BrokenError(f"«{name}» står der to ganger")
        if not isinstance(value, _KINDS.get(name, (object,))):
            raise _BrokenError(f"verdien av «{name}» har feil form")
        found[name] = value
    return Policy(
        roots=tuple(roots_in(_text(ROOTS, found))),
        key_list_address=found.get(ADDRESS) or None,
        trust_by_hand=found.get(BY_HAND, True),
        proxy=found.get(PROXY) or None,
        network=found.get(NETWORK, True),
        senders=tuple(_senders(_text(SENDERS, found))),
        unknown=tuple(sorted(found.keys() - _KINDS.keys())),
    )


def _text(name: str, found: Mapping[str, Any]) -> str:
    """Text whole or line by line, as the registry's policies give it."""
    given = found.get(name, "")
    lines = [given] if isinstance(given, str) else given
    if not all(isinstance(line, str) for line in lines):
        raise _BrokenError(f"verdien av «{name}» har feil form")
    return "\n".join(lines)


def _senders(text: str) -> Iterator[SenderForm]:
    seen = set()
    for line in filter(None, map(str.strip, text.splitlines())):
        sender = machine_sender(line)
        if sender is None:
            raise _BrokenError(
                f"«{SENDERS}» har en linje som ikke er kommunenummer;bydel;organisasjonsnummer"
            )
        if sender.place in seen:
            raise _BrokenError(f"«{SENDERS}» har samme kommune og bydel to ganger")
        seen.add(sender.place)
        yield sender


def _from_file(path: Path, owner: int, top: Path) -> Mapping[str, Any] | None:
    try:
        path.parent.lstat()
        folders = [path.parent, *path.parent.parents]
        for folder in folders[: folders.index(top) + 1]:
            _guard(folder.lstat(), owner, stat.S_IFDIR)
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            _guard(os.fstat(descriptor), owner, stat.S_IFREG)
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError:
        raise _BrokenError("fila kan ikke leses") from None
    if len(data) > _LARGEST:
        raise _BrokenError("fila er altfor stor")
    try:
        return load_object(data)
    except ValueError:
        raise _BrokenError("fila er ikke et JSON-objekt med hvert navn én gang") from None


def _guard(found: os.stat_result, owner: int, kind: int) -> None:
    """Believe only what nobody but the owner can have put there; so no link either."""
    if stat.S_IFMT(found.st_mode) != kind:
        raise _BrokenError("fila eller en mappe over den er en lenke")
    if found.st_uid != owner or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise _BrokenError("andre enn root kan endre fila eller en mappe over den")


def _from_registry() -> Mapping[str, Any] | None:
    """What group policies have laid there; both views of a 64-bit Windows. Untried there."""
    found: dict[str, Any] = {}
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - not on Linux

        for view in (winreg.KEY_WOW64_64KEY, winreg.KEY_WOW64_32KEY):
            try:
                access = winreg.KEY_READ | view
                with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _REGISTRY, 0, access) as key:
                    for number in range(winreg.QueryInfoKey(key)[1]):
                        name, value, kind = winreg.EnumValue(key, number)
                        switch = kind == winreg.REG_DWORD and value in {0, 1}
                        found.setdefault(name, bool(value) if switch else value)
            except FileNotFoundError:
                continue
            except OSError:
                raise _BrokenError("de kan ikke leses") from None
    return found
