"""A message in its parts, so that any one of them can be made as it should not be."""

import os
from dataclasses import dataclass, replace
from typing import Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from iplos_desktop.sealing import framing
from tools.vectors.der import OCTETS, SEQUENCE, SET, algorithm, oid, tlv
from tools.vectors.shape import Key
from tools.vectors.wrapped import recipient_of

AUTH_ENVELOPED_DATA = oid("1.2.840.113549.1.9.16.1.23")
DATA = oid("1.2.840.113549.1.7.1")
AES_256_GCM, AES_128_GCM = "2.16.840.1.101.3.4.1.46", "2.16.840.1.101.3.4.1.6"
_PIECE = 256 * 1024


@dataclass(frozen=True)
class Tag:
    """How much of the tag is written, and ICVlen; without one it means 12."""

    length: int = 16
    stated: int | None = 16


WHOLE = Tag()


@dataclass(frozen=True)
class Parts:
    """A message: each field as it stands in the file, tag and length with it, but for `pieces`.

    attributes: authAttrs, before the tag. more: unauthAttrs, after it.
    """

    recipients: bytes
    cipher: bytes
    pieces: tuple[bytes, ...]
    tag: bytes
    kind: bytes = AUTH_ENVELOPED_DATA
    version: bytes = b"\x02\x01\x00"
    originator: bytes = b""
    content_type: bytes = DATA
    attributes: bytes = b""
    more: bytes = b""

    @classmethod
    def honest(
        cls, content: bytes, key: Key, *, null: bool = True, named_curve: bool = False
    ) -> Self:
        """A message as it should be. null, named_curve: two ways others may write a key."""
        secret = os.urandom(32)
        info = recipient_of(key, secret, null=null, named_curve=named_curve)
        return cls.sealed(content, secret, tlv(SET, info))

    @classmethod
    def sealed(  # noqa: PLR0913, PLR0917 - each is one thing to get wrong
        cls,
        content: bytes,
        secret: bytes,
        recipients: bytes,
        nonce_bytes: int = 12,
        attributes: bytes = b"",
        tag: Tag = WHOLE,
    ) -> Self:
        """Content under a key that `recipients` holds.

        attributes: as a SET, which the tag then covers (RFC 5083 section 2.2).
        """
        nonce = os.urandom(nonce_bytes)
        both = AESGCM(secret).encrypt(nonce, content, attributes or None)
        data, whole = both[:-16], both[-16:]
        return cls(
            recipients,
            gcm(nonce, tag.stated, AES_256_GCM if len(secret) == 32 else AES_128_GCM),  # noqa: PLR2004
            tuple(data[at : at + _PIECE] for at in range(0, len(data), _PIECE)),
            tlv(OCTETS, whole[: tag.length]),
            attributes=b"\xa1" + attributes[1:] if attributes else b"",
        )

    def cut(self, size: int) -> Self:
        """The same content in pieces of so many bytes."""
        data = b"".join(self.pieces)
        return replace(self, pieces=tuple(data[i : i + size] for i in range(0, len(data), size)))

    def encoded(self, *, definite: bool = False) -> bytes:
        """The message: with indefinite lengths around the pieces as ours, or with none."""
        if definite:
            content = tlv(framing.PRIMITIVE_0, *self.pieces)
            around = tlv
        else:
            content = _open(framing.EXPLICIT_0, *(tlv(OCTETS, each) for each in self.pieces))
            around = _open
        encrypted = around(SEQUENCE, self.content_type, self.cipher, content)
        before = self.version + self.originator + self.recipients
        inside = around(SEQUENCE, before, encrypted, self.attributes, self.tag, self.more)
        return around(SEQUENCE, self.kind, around(framing.EXPLICIT_0, inside))


def _open(tag: int, *inside: bytes) -> bytes:
    return framing.open_ended(tag) + b"".join(inside) + framing.END_OF_CONTENTS


def gcm(nonce: bytes, stated: int | None = 16, cipher: str = AES_256_GCM) -> bytes:
    """The cipher's AlgorithmIdentifier, RFC 5084; a length of None is left out and means 12."""
    length = b"" if stated is None else tlv(framing.INTEGER, bytes([stated]))
    return algorithm(cipher, tlv(SEQUENCE, tlv(OCTETS, nonce), length))
