"""A sealed message, written as it goes: CMS AuthEnvelopedData with AES-256-GCM.

RFC 5083 and RFC 5084; BER of indefinite length, since the content's size is not known.
"""

import io
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from cryptography.hazmat import asn1 as der
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from iplos_desktop.sealing import asn1, framing
from iplos_desktop.sealing.recipient import KEY_BYTES

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

CHUNK = 256 * 1024  # bytes; measured: past 1 MiB slower and unsteady
NONCE_BYTES = 12
TAG_BYTES = 16
_VERSION = bytes((framing.INTEGER, 1, 0))  # CMSVersion 0, RFC 5083 section 2.1


class Sink(Protocol):
    """Where bytes go: a raw file, or an entry of an archive."""

    def write(self, data: bytes | memoryview, /) -> int | None:
        """Take some of the bytes and say how many."""


@dataclass(frozen=True, slots=True)
class ContentKey:
    """The key and nonce of one message, never used for another."""

    key: bytes = field(repr=False)
    nonce: bytes = field(repr=False)

    @classmethod
    def fresh(cls) -> "ContentKey":
        """A new random key and nonce."""
        return cls(os.urandom(KEY_BYTES), os.urandom(NONCE_BYTES))


def content_encryption(nonce: bytes) -> bytes:
    """The AlgorithmIdentifier (DER) of AES-256-GCM with this nonce and the full tag."""
    parameters = asn1.GCMParameters(nonce=nonce, tag_length=TAG_BYTES)
    return der.encode_der(asn1.ContentEncryption(algorithm=asn1.AES_256_GCM, parameters=parameters))


def write_all(sink: Sink, data: bytes | bytearray | memoryview) -> None:
    """Write everything, though a raw file may take only a part at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[sink.write(rest) :]


class EnvelopeWriter(io.RawIOBase):
    """A writable, unseekable stream; what is written to it reaches `sink` encrypted.

    recipients: RecipientInfos as `recipient.wrap` gives it, for the same key.
    Whatever `sink.write` raises goes through; the message is then unusable.
    """

    def __init__(self, sink: Sink, recipients: bytes, content_key: ContentKey) -> None:
        self._sink = sink
        mode = modes.GCM(content_key.nonce)
        self._cipher = Cipher(algorithms.AES(content_key.key), mode).encryptor()
        self._plain = memoryview(bytearray(CHUNK))
        self._filled = 0
        # A whole chunk goes out in one write, its tag and length before it.
        self._head = framing.header(framing.OCTET_STRING, CHUNK)
        self._piece = memoryview(bytearray(self._head) + bytearray(CHUNK))
        write_all(sink, _opening(recipients, content_key.nonce))

    def writable(self) -> bool:
        """It is; there is no seeking and no reading."""
        return True

    def write(self, data: "ReadableBuffer", /) -> int:
        """Encrypt bytes of the content; gives their number, which is always all."""
        view = memoryview(data).cast("B")
        taken = 0
        while taken < len(view):
            count = min(CHUNK - self._filled, len(view) - taken)
            self._plain[self._filled : self._filled + count] = view[taken : taken + count]
            self._filled += count
            taken += count
            if self._filled == CHUNK:
                self._send()
        return len(view)

    def finish(self) -> None:
        """Write what is left, the end of every open element, and the tag."""
        if self._filled:
            self._send()
        self._cipher.finalize()
        write_all(
            self._sink,
            2 * framing.END_OF_CONTENTS  # the content, EncryptedContentInfo
            + framing.header(framing.OCTET_STRING, TAG_BYTES)
            + self._cipher.tag
            + 3 * framing.END_OF_CONTENTS,  # AuthEnvelopedData, [0], ContentInfo
        )

    def _send(self) -> None:
        start = len(self._head)
        self._cipher.update_into(self._plain[: self._filled], self._piece[start:])
        if self._filled == CHUNK:
            write_all(self._sink, self._piece)
        else:
            write_all(self._sink, framing.header(framing.OCTET_STRING, self._filled))
            write_all(self._sink, self._piece[start : start + self._filled])
        self._filled = 0


def _opening(recipients: bytes, nonce: bytes) -> bytes:
    return b"".join(
        (
            framing.open_ended(framing.SEQUENCE),  # ContentInfo
            der.encode_der(asn1.AUTH_ENVELOPED_DATA),
            framing.open_ended(framing.EXPLICIT_0),
            framing.open_ended(framing.SEQUENCE),  # AuthEnvelopedData
            _VERSION,
            recipients,
            framing.open_ended(framing.SEQUENCE),  # EncryptedContentInfo
            der.encode_der(asn1.DATA),
            content_encryption(nonce),
            framing.open_ended(framing.EXPLICIT_0),  # the content, [0] IMPLICIT
        )
    )
