"""Messages with one fault each, whose archive is as it should be."""

import base64
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cryptography.hazmat.primitives import padding as blocks
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from iplos_desktop.sealing.framing import INTEGER
from tools.vectors.der import OCTETS, SEQUENCE, SET, algorithm, oid, tlv
from tools.vectors.good import content_of
from tools.vectors.parts import WHOLE, Parts, Tag, gcm
from tools.vectors.shape import Broken, Good, Key, Outcome
from tools.vectors.wrapped import (
    OAEP_SHA_1,
    PKCS1,
    agreement,
    named,
    oaep,
    recipient_of,
    transport,
)

_ATTRIBUTE = tlv(SEQUENCE, oid("1.2.840.113549.1.9.3"), tlv(SET, oid("1.2.840.113549.1.7.1")))

_HARMLESS = {
    *("added-at-end", "twice", "version-1", "originator-info", "auth-attributes"),
    *("unauth-attributes", "content-type", "empty-piece", "two-recipients", "nonce-of-16"),
    *("length-not-shortest", "recipients-open", "tag-in-pieces", "piece-in-piece"),
    *("oaep-mask-sha1", "oaep-label", "named-by-key-identifier", "transport-version-2"),
    *("ukm", "compressed-point", "agreement-version-2", "icvlen-12"),
}
"""Not as they should be, but what comes out is whole and the key was wrapped well."""


def broken_messages(keys: Mapping[str, Key], good: Sequence[Good]) -> list[Broken]:
    """All of them, each to the key it is told of."""
    rsa, curve = _Maker(keys["bureau-rsa"], good), _Maker(keys["bureau-p256"], good)
    return [
        *curve.changed_bytes(),
        *curve.tags(),
        *curve.frames(),
        *curve.encodings(),
        *curve.ciphers(),
        *rsa.transports(keys["manager-rsa"]),
        *curve.agreements(),
    ]


class _Maker:
    def __init__(self, key: Key, good: Sequence[Good]) -> None:
        same = next(each for each in good if each.opened.key == key.name and not each.opened.inner)
        self.key = key
        self.content = content_of(same.file.read_bytes(), key)
        self.honest = Parts.honest(self.content, key)

    def told(
        self, name: str, what: str, made: Parts | bytes, outcome: Outcome = "damaged"
    ) -> Broken:
        data = made if isinstance(made, bytes) else made.encoded()
        return Broken(name, self.key.name, what, outcome, data, name not in _HARMLESS)

    def sealed(
        self,
        recipients: bytes = b"",
        secret: bytes = b"",
        tag: Tag = WHOLE,
        nonce_bytes: int = 12,
    ) -> Parts:
        """The same content sealed anew, with another nonce or tag, or for other recipients."""
        secret = secret or os.urandom(32)
        recipients = recipients or tlv(SET, recipient_of(self.key, secret))
        return Parts.sealed(self.content, secret, recipients, nonce_bytes, tag=tag)

    def changed_bytes(self) -> Iterator[Broken]:
        honest, whole = self.honest, self.honest.encoded()
        for name, what, part in (
            ("bit-in-content", "One bit of the content is changed.", honest.pieces[0]),
            ("bit-in-tag", "One bit of the tag is changed.", honest.tag),
            ("bit-in-nonce", "One bit of the nonce is changed.", honest.cipher[-6:]),
            ("bit-in-wrapped-key", "One bit of the wrapped key is changed.", honest.recipients),
        ):
            at = whole.index(part) + len(part) - 4
            yield self.told(name, what, whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        yield self.told("cut-in-content", "The file ends inside the content.", whole[:500])
        yield self.told("cut-at-end", "The last two bytes are missing.", whole[:-2])
        yield self.told("added-at-end", "A zero byte stands after the end.", whole + b"\0")
        yield self.told("twice", "The file holds the same message twice.", whole * 2)
        armoured = base64.encodebytes(whole)
        pem = b"-----BEGIN CMS-----\n" + armoured + b"-----END CMS-----\n"
        yield self.told("pem", "The message is PEM and not binary.", pem, "not-ours")

    def tags(self) -> Iterator[Broken]:
        for name, what, tag in (
            ("tag-of-12", "A tag of 12 bytes, and ICVlen 12.", Tag(12, 12)),
            ("tag-of-12-by-default", "A tag of 12 bytes, ICVlen left out.", Tag(12, None)),
            ("tag-of-4", "A tag of 4 bytes, and ICVlen 4.", Tag(4, 4)),
            ("tag-cut-to-12", "A tag of 12 bytes, but ICVlen 16.", Tag(12, 16)),
            ("tag-cut-to-1", "A tag of one byte, but ICVlen 16.", Tag(1, 16)),
            ("tag-empty", "An empty tag, but ICVlen 16.", Tag(0, 16)),
            ("icvlen-12", "A tag of 16 bytes, but ICVlen 12.", Tag(16, 12)),
        ):
            yield self.told(name, what, self.sealed(tag=tag))
        yield self.told("nonce-of-16", "A nonce of 16 bytes.", self.sealed(nonce_bytes=16))

    def _secret(self) -> tuple[bytes, bytes]:
        secret = os.urandom(32)
        return secret, tlv(SET, recipient_of(self.key, secret))

    def frames(self) -> Iterator[Broken]:
        honest = self.honest
        one = tlv(INTEGER, b"\1")
        yield self.told("version-1", "CMSVersion 1.", replace(honest, version=one))
        originator = replace(honest, originator=tlv(0xA0))
        yield self.told("originator-info", "An empty originatorInfo.", originator)
        secret, recipients = self._secret()
        attributes = tlv(SET, _ATTRIBUTE)
        covered = Parts.sealed(self.content, secret, recipients, attributes=attributes)
        yield self.told("auth-attributes", "Authenticated attributes, rightly covered.", covered)
        more = replace(honest, more=tlv(0xA2, _ATTRIBUTE))
        yield self.told("unauth-attributes", "Unauthenticated attributes.", more)
        signed = replace(honest, content_type=oid("1.2.840.113549.1.7.2"))
        yield self.told("content-type", "The content is said to be SignedData.", signed)
        empty = replace(honest, pieces=(honest.pieces[0], b""))
        yield self.told("empty-piece", "The last piece of the content is empty.", empty)
        secret = os.urandom(32)
        twice = tlv(SET, recipient_of(self.key, secret), recipient_of(self.key, secret))
        several = self.sealed(twice, secret)
        yield self.told("two-recipients", "Two recipients, both this key.", several)
        no_one = replace(honest, recipients=tlv(SET))
        yield self.told("no-recipient", "No recipient.", no_one)

    def encodings(self) -> Iterator[Broken]:
        honest = self.honest
        longer = b"\x04\x81\x10" + honest.tag[2:]
        yield self.told(
            "length-not-shortest",
            "The tag's length is written in two bytes where one is enough.",
            replace(honest, tag=longer),
        )
        recipients = honest.recipients
        head = len(recipients) - int.from_bytes(recipients[2:3], "big")
        inside = recipients[head:]
        yield self.told(
            "recipients-open",
            "RecipientInfos of indefinite length; only the frame around the content may be.",
            replace(honest, recipients=b"\x31\x80" + inside + b"\0\0"),
        )
        halves = tlv(0x24, tlv(OCTETS, honest.tag[2:10]), tlv(OCTETS, honest.tag[10:]))
        yield self.told(
            "tag-in-pieces", "The tag is a constructed OCTET STRING.", replace(honest, tag=halves)
        )
        whole = honest.encoded()
        piece = tlv(OCTETS, honest.pieces[0])
        nested = whole.replace(piece, tlv(0x24, piece))
        yield self.told("piece-in-piece", "A piece of the content is constructed.", nested)

    def ciphers(self) -> Iterator[Broken]:
        secret = os.urandom(16)
        small = self.sealed(tlv(SET, recipient_of(self.key, secret)), secret)
        yield self.told("aes-128", "AES-128-GCM.", small)
        secret, recipients = self._secret()
        padder, vector = blocks.PKCS7(128).padder(), os.urandom(16)
        padded = padder.update(self.content) + padder.finalize()
        cipher = Cipher(algorithms.AES(secret), modes.CBC(vector)).encryptor()
        enveloped = Parts(
            recipients,
            algorithm("2.16.840.1.101.3.4.1.42", tlv(OCTETS, vector)),
            (cipher.update(padded) + cipher.finalize(),),
            tag=b"",
            kind=oid("1.2.840.113549.1.7.3"),
            version=tlv(INTEGER, b"\2"),
        )
        yield self.told(
            "enveloped-data", "EnvelopedData with AES-256-CBC, no tag.", enveloped, "not-ours"
        )
        yield self.told(
            "gcm-said-to-be-128",
            "AES-256-GCM that is said to be AES-128-GCM.",
            replace(self.honest, cipher=gcm(os.urandom(12), 16, "2.16.840.1.101.3.4.1.6")),
        )

    def transports(self, other: Key) -> Iterator[Broken]:
        secret = os.urandom(32)
        for name, what, way in (
            ("oaep-sha1", "OAEP with its defaults, SHA-1.", OAEP_SHA_1),
            ("oaep-mask-sha1", "OAEP with SHA-256, but MGF1 with SHA-1.", oaep(mask_sha1=True)),
            ("oaep-label", "OAEP with a label.", oaep(label=True)),
            ("pkcs1-v1.5", "RSA with PKCS #1 v1.5.", PKCS1),
        ):
            made = transport(self.key, secret, way)
            yield self.told(name, what, self.sealed(tlv(SET, made), secret))
        identifier = tlv(0x80, os.urandom(20))
        made = transport(self.key, secret, oaep(), identifier, 2)
        yield self.told(
            "named-by-key-identifier",
            "The recipient is named by a subject key identifier.",
            self.sealed(tlv(SET, made), secret),
        )
        made = transport(self.key, secret, oaep(), version=2)
        yield self.told(
            "transport-version-2",
            "KeyTransRecipientInfo of version 2.",
            self.sealed(tlv(SET, made), secret),
        )
        made = transport(self.key, os.urandom(16), oaep())
        yield self.told("key-of-16", "A content key of 16 bytes.", self.sealed(tlv(SET, made)))
        whole = self.honest.encoded()
        at = whole.index(self.honest.recipients) + len(self.honest.recipients) - 4
        yield self.told(
            "bit-in-rsa-wrapped-key",
            "One bit of the key wrapped by RSA is changed.",
            whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :],
        )
        yield self.told(
            "another-certificate",
            "To another certificate with the same key.",
            self.sealed(tlv(SET, transport(self.key, secret, oaep(), named(self.key, 7))), secret),
            "other-recipient",
        )
        yield self.told(
            "another-key",
            "To another receiver.",
            Parts.honest(self.content, other),
            "other-recipient",
        )

    def agreements(self) -> Iterator[Broken]:
        secret = os.urandom(32)
        for name, what, made in (
            ("kdf-sha1", "The key derivation uses SHA-1.", agreement(self.key, secret, sha1=True)),
            ("wrap-128", "AES-128 key wrap.", agreement(self.key, secret, wrap_bytes=16)),
            ("ukm", "User keying material.", agreement(self.key, secret, ukm=os.urandom(16))),
            (
                "compressed-point",
                "The sender's point is compressed.",
                agreement(self.key, secret, compressed=True),
            ),
            (
                "agreement-version-2",
                "KeyAgreeRecipientInfo of version 2.",
                agreement(self.key, secret, version=2),
            ),
        ):
            yield self.told(name, what, self.sealed(tlv(SET, made), secret))
