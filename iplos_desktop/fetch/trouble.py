"""What can go wrong on the way to a server, told in words a user can act on."""

from PySide6.QtNetwork import QNetworkReply

from iplos_desktop.errors import UserError

CARRY = (
    "Du kan også hente fila på en annen maskin og ta den med på en minnepinne. Det er like trygt,"
    " for det er signaturen i den som gir tillit, ikke veien den kom."
)
_IT = "Spør IT-avdelingen."
_FIREWALL = "Åpner en brannmur trafikken, må IT-avdelingen legge inn sertifikatet dens."
_LATER = "Prøv igjen om litt."
_NO_ANSWER = ("Tjeneren «{host}» svarte ikke i tide.", _LATER)
_NOBODY = (
    "Tjeneren «{host}» tar ikke imot.",
    f"{_LATER} Skjer det igjen, kan en brannmur stå i veien: spør IT-avdelingen.",
)
_NO_NETWORK = ("Maskinen er ikke på nettet.", "Se etter om den er koblet til.")
_NO_PROXY = (
    "Mellomtjeneren (proxy) for nettet svarer ikke.",
    "Be IT-avdelingen se på innstillingen for den.",
)
_CLOSED = ("Tjeneren ba om innlogging, og slipper ikke programmet inn.", _IT)
_GONE = (
    "Fila finnes ikke på «{host}» (404).",
    "Kanskje er den ikke lagt ut ennå. Er den det, må IT-avdelingen rette adressen.",
)
_BROKEN = ("Tjeneren «{host}» har en feil.", _LATER)
_UNKNOWN = (
    "Tjeneren «{host}» kunne ikke vise at den er den den gir seg ut for.",
    f"Se etter om datoen på maskinen er riktig. {_FIREWALL}",
)

_E = QNetworkReply.NetworkError
_TOLD = {
    _E.HostNotFoundError: (
        "Fant ikke tjeneren «{host}».",
        "Se etter om maskinen er på nettet. Er den det, må IT-avdelingen rette adressen.",
    ),
    _E.ConnectionRefusedError: _NOBODY,
    _E.NetworkSessionFailedError: _NO_NETWORK,
    _E.TemporaryNetworkFailureError: _NO_NETWORK,
    _E.UnknownNetworkError: _NOBODY,
    _E.TimeoutError: _NO_ANSWER,
    _E.OperationCanceledError: _NO_ANSWER,  # by Qt, after the time without a byte
    _E.RemoteHostClosedError: ("Forbindelsen til «{host}» ble brutt underveis.", _LATER),
    _E.SslHandshakeFailedError: _UNKNOWN,
    _E.ProxyNotFoundError: _NO_PROXY,
    _E.ProxyConnectionRefusedError: _NO_PROXY,
    _E.ProxyConnectionClosedError: _NO_PROXY,
    _E.ProxyTimeoutError: _NO_PROXY,
    _E.UnknownProxyError: _NO_PROXY,
    _E.ProxyAuthenticationRequiredError: (
        "Mellomtjeneren (proxy) for nettet vil ha passord, og programmet har ikke noe.",
        "Be IT-avdelingen slippe programmet gjennom uten, eller med påloggingen til maskinen.",
    ),
    _E.AuthenticationRequiredError: _CLOSED,
    _E.ContentAccessDenied: _CLOSED,
    _E.ContentNotFoundError: _GONE,
    _E.ContentGoneError: _GONE,
    _E.InternalServerError: _BROKEN,
    _E.ServiceUnavailableError: _BROKEN,
    _E.UnknownServerError: _BROKEN,
    _E.InsecureRedirectError: (
        "Tjeneren «{host}» viste videre til en adresse uten kryptering (http).",
        "Den følges ikke. Be IT-avdelingen rette adressen.",
    ),
    _E.TooManyRedirectsError: (
        "Tjeneren «{host}» viste videre for mange ganger.",
        "Be IT-avdelingen rette adressen.",
    ),
}
_ODD = ("Tjeneren «{host}» svarte ikke som ventet.", _LATER)


def told(error: QNetworkReply.NetworkError, host: str) -> UserError:
    """A failure of Qt's as a user meets it."""
    return trouble(*(text.format(host=host) for text in _TOLD.get(error, _ODD)))


def too_late(host: str) -> UserError:
    """All of it took longer than it may."""
    return trouble(f"Det tok for lang tid å hente fila fra «{host}».", _LATER)


def too_large(host: str) -> UserError:
    """More than such a file can hold."""
    return trouble(
        f"Det «{host}» sendte, er altfor stort til å være en nøkkelliste.",
        "Ingenting er tatt vare på. Be IT-avdelingen se etter om adressen er riktig.",
    )


def another_file(host: str) -> UserError:
    """Something came, but not what was asked for; often a network's own page for signing in."""
    return trouble(
        f"Det «{host}» sendte, er ikke en hel nøkkelliste.",
        "Ingenting er tatt vare på. Kanskje vil nettet ha en innlogging først: åpne en nettside og"
        " se etter, og prøv igjen. Ellers må IT-avdelingen se på adressen.",
    )


def trouble(what: str, advice: str) -> UserError:
    """An error whose advice names the other way in."""
    return UserError(what, f"{advice} {CARRY}")
