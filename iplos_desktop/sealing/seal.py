"""A package sealed to its receiver: from the checked export to an encrypted file read back."""

import shutil
import uuid
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.ahead import short_turns
from iplos_desktop.sealing.certificate import (
    Role,
    check_usable,
)
from iplos_desktop.sealing.landing import Landing, sweep
from iplos_desktop.sealing.manifest import CONTENT, INNER, Sending
from iplos_desktop.sealing.naming import check_role, check_year, receiver
from iplos_desktop.sealing.package import Package, file_name
from iplos_desktop.sealing.progress import Progress
from iplos_desktop.sealing.read_back import read_back
from iplos_desktop.sealing.trouble import no_room, writing_to
from iplos_desktop.sealing.trust import How, TrustedKey, check_apart, check_still_vouched
from iplos_desktop.sealing.write import write
from iplos_desktop.watch import Watch

_LEAST_COMPRESSION = 10  # XML of this kind becomes 15 to 20 times smaller
_ROOM_BESIDES = 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Receipt:
    """The encrypted file: size in bytes, SHA-256 in lower-case hex as read back from the disk.

    keys: role, fingerprint and trust of each key it is sealed to. parts: 1 or 2.
    content_sha256: of innhold.xml as the bureau gets it. inner_sha256: of innhold.p7m, None
    when there is no such part.
    """

    path: Path
    size: int
    sha256: str
    keys: tuple[tuple[Role, str, How], ...]
    delivery_id: str
    created: datetime
    parts: int
    content_sha256: str
    inner_sha256: str | None


def seal(package: Package, folder: Path, watch: Watch, now: datetime) -> Receipt:
    """Write the encrypted file into `folder`, read it back, and only then give it its name.

    now: with a time zone; the file is named by it as it stands. watch: told in bytes, once for
    sealing and once for reading back. Raises UserError and Cancelled; nothing is left then.
    """
    return seal_as(package, folder, watch, now, zipfile.ZIP_DEFLATED)


def seal_as(
    package: Package, folder: Path, watch: Watch, now: datetime, compression: int
) -> Receipt:
    """As `seal`; another compression than deflate is for measuring alone."""
    keys = _receivers(package, now)
    name = file_name(package, now)
    sending = Sending(package, keys, str(uuid.uuid4()), now)
    sweep(folder)
    progress = Progress(watch, 2 * _bytes_to_read(package))
    with short_turns(), Landing(folder) as landing:
        _check_room(package, folder)
        with writing_to(folder):
            written = write(landing, sending, progress, compression)
        landing.settle()
        with writing_to(folder):
            size, sha256 = read_back(landing, written, package.parting, progress)
        path = landing.keep(name)
    return Receipt(
        path,
        size,
        sha256,
        tuple((each.role, each.fingerprint, each.how) for each in keys),
        sending.delivery_id,
        now,
        len(keys),
        (written.inner or written).digests[CONTENT],
        written.digests.get(INNER),
    )


def _bytes_to_read(package: Package) -> int:
    return package.export.size + (package.ident.size if package.ident else 0)


def _receivers(package: Package, now: datetime) -> Sequence[TrustedKey]:
    """The keys to seal to, each checked: the bureau's, and the manager's if there is one."""
    for each in package.keys:
        check_still_vouched(each, now)
        check_usable(each.certificate, now)
        check_year(each.certificate, package.year)
        check_role(each.certificate, each.role)
    check_apart(package.keys)
    for role in Role:
        if sum(each.role is role for each in package.keys) > 1:
            raise UserError(
                f"Det er valgt flere nøkler for {receiver(role)}.",
                f"Velg én nøkkel for {receiver(role)}, og prøv igjen.",
            )
    roles = {each.role for each in package.keys}
    if Role.STATISTIKK not in roles:
        raise UserError(
            f"Statistikkbyråets nøkkel for {package.year} mangler.",
            "Velg én nøkkel for statistikkbyrået, og prøv igjen.",
        )
    if (Role.PSEUDONYM in roles) != (package.parting is not None):
        raise ValueError("parting and the manager's key go together")
    return package.keys


def _check_room(package: Package, folder: Path) -> None:
    """Refuse at once what cannot go well; a disk that fills up later is refused then."""
    needed = _bytes_to_read(package) // _LEAST_COMPRESSION
    with writing_to(folder):
        if shutil.disk_usage(folder).free < needed + _ROOM_BESIDES:
            raise no_room(folder)
