"""Files people choose by mistake where a certificate is wanted, each told apart."""

import re
from typing import NoReturn

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_der_private_key

from iplos_desktop.errors import UserError

_KEY_LIST = re.compile(rb"eyJ[\w-]*\.[\w-]+\.[\w-]*\s*", re.ASCII)
_ASK = "Velg sertifikatet fra myndigheten; det heter gjerne noe med .pem, .cer eller .crt."
# A PKCS#12 file is a SEQUENCE that opens with version 3 (RFC 7292 section 4).
_PKCS12 = re.compile(
    rb"\x30(?:[\x00-\x7f]|\x80|\x81.|\x82..|\x83...|\x84....)\x02\x01\x03", re.DOTALL
)


def refuse_other_kinds(data: bytes) -> None:
    """Raise UserError for an empty file, a private key, a PKCS#12 or a key list."""
    if not data.strip():
        raise UserError("Fila er tom.", "Hent sertifikatet på nytt, og velg den nye fila.")
    if b"PRIVATE KEY" in data or _is_private_der(data):
        raise UserError(
            "Fila inneholder en privat nøkkel. Den skal bare mottakeren ha.",
            f"{_ASK} Er nøkkelen ikke din egen, må du si fra til den som ga deg fila.",
        )
    if _PKCS12.match(data):
        raise UserError(
            "Fila er en nøkkelpakke (.p12 eller .pfx) med en privat nøkkel i, ikke et sertifikat.",
            f"{_ASK} En nøkkelpakke skal bare mottakeren ha.",
        )
    if _KEY_LIST.fullmatch(data):
        raise UserError(
            "Fila er en nøkkelliste, ikke et sertifikat.",
            "Last den inn som nøkkelliste, uten å oppgi hvem nøkkelen gjelder.",
        )


def refuse_garbage() -> NoReturn:
    """Raise UserError for a file that is nothing known."""
    raise UserError(
        "Fila er verken en nøkkelliste eller et sertifikat, eller så er den skadet.",
        "Velg nøkkellista fra SSB; navnet slutter på .jws. Har du fått en enkelt nøkkel, så velg"
        " sertifikatet; navnet slutter på .pem, .cer eller .crt.",
    )


def _is_private_der(data: bytes) -> bool:
    try:
        load_der_private_key(data, None)
    except TypeError:  # it is one, locked with a passphrase
        return True
    except (ValueError, UnsupportedAlgorithm):
        return False
    return True
