"""Files that open: sealed by the program itself, and a few as others may write them."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from iplos_desktop.flow.check import check
from iplos_desktop.flow.checked import Order
from iplos_desktop.flow.deliver import Delivery, deliver
from iplos_desktop.flow.sender import SenderForm
from iplos_desktop.sealing import recipient
from iplos_desktop.sealing.manifest import CONTENT, IDENT_MESSAGE, IDENTITIES, INNER
from iplos_desktop.sealing.message import Message, read_layout
from iplos_desktop.watch import Watch
from tools.vectors.exports import Export
from tools.vectors.keys import SEALED_AT
from tools.vectors.parts import Parts
from tools.vectors.shape import Good, Key, Opened

Keys = Mapping[str, Key]

# Name: export, keys, what is to be seen in it.
_SEALED = {
    "one-part-rsa": ("3.3", ["bureau-rsa"], "One part, RSA."),
    "one-part-p256": ("3.3", ["bureau-p256"], "One part, ECDH on P-256."),
    "one-part-3.5": ("3.5", ["bureau-2018-p384"], "One part with ident message, ECDH on P-384."),
    "two-part-rsa": ("3.3", ["bureau-rsa", "manager-rsa"], "Two parts, RSA."),
    "two-part-ec": ("3.3", ["bureau-p256", "manager-p384"], "Two parts, ECDH on both curves."),
    "two-part-3.5": (
        "3.5",
        ["bureau-2018-p384", "manager-2018-p256"],
        "Two parts with ident message; no identity had to be taken out.",
    ),
    "two-part-hard": (
        "3.3-hard",
        ["bureau-p256", "manager-p384"],
        "Two parts; an export in ISO-8859-1 with CRLF and unusual markup around the identities.",
    ),
}
_SENDER = SenderForm(
    municipality="0301",
    district="00",
    organisation_number="999999999",
    name="Kari Oppdiktet",
    email="kari@kommune.example",
)


def good_files(folder: Path, exports: Mapping[str, Export], keys: Keys) -> list[Good]:
    """Every file that opens, written into `folder`."""
    (folder / "good").mkdir()
    good = [
        _seal(folder, name, what, exports[export], [keys[each] for each in used])
        for name, (export, used, what) in _SEALED.items()
    ]
    return good + [_as_others_write(folder, good, keys, name) for name in _OTHERS]


def _seal(folder: Path, name: str, what: str, export: Export, keys: list[Key]) -> Good:
    now = SEALED_AT[export.year]
    checked = check(Order(export.path, export.ident, test=True), Watch(), now)
    trusted = [each.trusted for each in keys]
    delivery = Delivery(checked, _SENDER.sender(), trusted, folder / "good", confirmed=True)
    sealed = deliver(delivery, Watch(), now).path
    file = sealed.rename(sealed.with_name(f"{name}.p7m"))
    return Good(name, what, file, _opened(file.read_bytes(), keys), _expected(export, len(keys)))


def _expected(export: Export, parts: int) -> dict[str, str]:
    found = {CONTENT: export.path if parts == 1 else export.content}
    if export.ident:
        found[IDENT_MESSAGE] = export.ident
    if parts > 1:
        found[IDENTITIES] = export.identities
    return {name: f"exports/{path.name}" for name, path in found.items()}


def _opened(data: bytes, keys: list[Key]) -> Opened:
    """What the last of the keys gets, and what the others find inside that."""
    *others, key = keys
    with zipfile.ZipFile(io.BytesIO(content_of(data, key))) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    inner = _opened(entries[INNER], others) if others else None
    return Opened(key.name, entries, inner)


def content_of(data: bytes, key: Key) -> bytes:
    """The archive in a message."""
    file = io.BytesIO(data)
    layout = read_layout(file)
    message = Message(
        file, layout, recipient.unwrap(layout.recipients, key.certificate, key.private)
    )
    message.verify(lambda _: None)
    return message.plain().read()


_OTHERS = {
    "as-others-definite": (
        "one-part-rsa",
        "Lengths known beforehand, the content in one piece, no NULL after SHA-256: as by openssl.",
    ),
    "as-others-small-pieces": (
        "one-part-p256",
        "Pieces of 1000 bytes, the last shorter, the sender's curve named: as by BouncyCastle.",
    ),
    "as-others-zip64": ("one-part-p256", "Every entry with the Zip64 extra field."),
}


def _as_others_write(folder: Path, good: list[Good], keys: Keys, name: str) -> Good:
    of, what = _OTHERS[name]
    same = next(each for each in good if each.name == of)
    key = keys[same.opened.key]
    content = content_of(same.file.read_bytes(), key)
    if name == "as-others-definite":
        data = Parts.honest(content, key, null=False).encoded(definite=True)
    elif name == "as-others-small-pieces":
        data = Parts.honest(content, key, named_curve=True).cut(1000).encoded()
    else:
        data = Parts.honest(_with_zip64(same.opened.entries), key).encoded()
    file = folder / "good" / f"{name}.p7m"
    file.write_bytes(data)
    return Good(name, what, file, same.opened, same.expected)


def _with_zip64(entries: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            with archive.open(name, "w", force_zip64=True) as target:
                target.write(data)
    return made.getvalue()
