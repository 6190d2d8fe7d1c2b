"""The settings a machine's IT staff may decide, each declared once.

From this table come what the program understands (`policy`), the group policy's templates, the
example for Linux, the page for IT staff, and the list of settings in the window.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a value is, and how a policy holds it: in JSON, and in the Windows registry."""

    SWITCH = "på eller av"  # true or false; REG_DWORD 1 or 0
    TEXT = "en tekst"  # a text; REG_SZ
    FOLDER = "en mappe"  # a text, where ~ and %NAME% are filled in; REG_SZ or REG_EXPAND_SZ
    LINES = "linjer"  # a list of texts, or one of several lines; REG_MULTI_SZ


class By(Enum):
    """Who may set it. Each of them wins over the ones after it."""

    POLICY = "bare policy"  # trust in keys rests on it, so no other place is looked at
    MACHINE = "policy og maskin"
    USER = "policy, maskin og bruker"


@dataclass(frozen=True)
class Words:
    """How a setting is told of. title: a few words. text: a sentence or more, in plain text."""

    title: str
    text: str


@dataclass(frozen=True)
class Setting:
    """One setting. name: in a policy. default: what holds when nobody has decided.

    example: a value that could be given, as JSON holds it. nb, en: its words.
    """

    name: str
    kind: Kind
    by: By
    example: bool | str | tuple[str, ...]
    nb: Words
    en: Words

    @property
    def default(self) -> bool | str | tuple[str, ...]:
        """All is allowed, and nothing is filled in."""
        if self.kind is Kind.SWITCH:
            return True
        return () if self.kind is Kind.LINES else ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The example, line by line."""
        return self.example if isinstance(self.example, tuple) else (str(self.example),)


SENDERS = Setting(
    "Senders",
    Kind.LINES,
    By.USER,
    example=("0301;00;974760673;Oslo", "1103;00;964965226;Stavanger"),
    nb=Words(
        "Avsendere",
        "Hvem arbeidsstasjonen sender for: en linje for hver, med kommunenummer, bydel,"
        " organisasjonsnummer og gjerne et navn, skilt med semikolon. Disse numrene kan brukeren"
        " ikke endre. Kontaktpersonen fyller brukeren ut selv.",
    ),
    en=Words(
        "Senders",
        "Whom this workstation sends for: one line each, with municipality number, district,"
        " organisation number and perhaps a name, separated by semicolons. The user cannot change"
        " these numbers. The contact person is filled in by the user.",
    ),
)
OUTPUT_FOLDER = Setting(
    "OutputFolder",
    Kind.FOLDER,
    By.USER,
    example="~/IPLOS",
    nb=Words(
        "Mappe for krypterte filer",
        "Hvor de krypterte filene legges. Brukeren kan da ikke velge en annen mappe. ~ er brukerens"
        " egen mappe, og på Windows blir for eksempel %USERPROFILE% fylt ut. Mappa lages når den"
        " mangler; brukeren må kunne skrive der. Uten verdi velger brukeren selv.",
    ),
    en=Words(
        "Folder for encrypted files",
        "Where the encrypted files are put. The user can then choose no other folder. ~ is the"
        " user's home folder, and on Windows variables such as %USERPROFILE% are filled in. The"
        " folder is made when it is missing; the user must be able to write to it. Without a value"
        " the user chooses.",
    ),
)
LOG_FOLDER = Setting(
    "LogFolder",
    Kind.FOLDER,
    By.MACHINE,
    example="~/IPLOS/logg",
    nb=Words(
        "Mappe for feillogg",
        "Hvor loggen over uventede feil legges. Den har bare tidspunkt, versjon og sted i"
        " programmet. Hver bruker får sin egen fil i mappa. Uten verdi ligger den i brukerens"
        " egen loggmappe.",
    ),
    en=Words(
        "Folder for the error log",
        "Where the log of unexpected errors is put. It holds nothing but time, version and place"
        " in the program. Each user has a file of their own in the folder. Without a value it lies"
        " in the user's own log folder.",
    ),
)
TEST_MODE = Setting(
    "TestMode",
    Kind.SWITCH,
    By.MACHINE,
    example=False,
    nb=Words(
        "Tillat testmodus",
        "Om programmet kan prøves med oppdiktede data. Slått av er testmodus og prøven på"
        " første side ikke å bruke på denne maskinen.",
    ),
    en=Words(
        "Allow test mode",
        "Whether the program can be tried with made-up data. When disabled, test mode and the trial"
        " on the first page cannot be used on this machine.",
    ),
)
NETWORK = Setting(
    "Network",
    Kind.SWITCH,
    By.MACHINE,
    example=False,
    nb=Words(
        "Tillat nett",
        "Om brukeren kan hente nøkkellista over nettet. Programmet bruker ikke nettet til noe"
        " annet, og aldri av seg selv. Slått av hentes lista på en annen maskin.",
    ),
    en=Words(
        "Allow network",
        "Whether the user can fetch the key list over the network. The program uses the network for"
        " nothing else, and never by itself. When disabled, the list is fetched on another"
        " machine.",
    ),
)
PROXY = Setting(
    "Proxy",
    Kind.TEXT,
    By.MACHINE,
    example="proxy.kommune.no:8080",
    nb=Words(
        "Proxy",
        "Navn og port på proxyen nøkkellista hentes gjennom, uten bruker og passord. Uten verdi"
        " brukes systemets egen.",
    ),
    en=Words(
        "Proxy",
        "Name and port of the proxy the key list is fetched through, without user and password."
        " Without a value the system's own is used.",
    ),
)
ADDRESS = Setting(
    "KeyListAddress",
    Kind.TEXT,
    By.POLICY,
    example="https://nokler.example.no/iplos-nokler-{aar}.jws",
    nb=Words(
        "Adresse for nøkkellista",
        "Hvor på nettet årets nøkkelliste ligger; bare https. {aar} blir til dataåret. Uten verdi"
        " legger brukeren inn lista fra en fil.",
    ),
    en=Words(
        "Address of the key list",
        "Where on the network the key list of the year lies; https only. {aar} becomes the data"
        " year. Without a value the user loads the list from a file.",
    ),
)
ROOTS = Setting(
    "PinnedRoots",
    Kind.LINES,
    By.POLICY,
    example=("-----BEGIN CERTIFICATE-----", "…", "-----END CERTIFICATE-----"),
    nb=Words(
        "Røtter",
        "Rotsertifikater (PEM) som nøkkellister godtas fra, i tillegg til dem som følger med"
        " programmet; flere kan stå etter hverandre.",
    ),
    en=Words(
        "Roots",
        "Root certificates (PEM) that key lists are accepted from, besides those that ship with the"
        " program; several may follow each other.",
    ),
)
BY_HAND = Setting(
    "TrustByHand",
    Kind.SWITCH,
    By.POLICY,
    example=False,
    nb=Words(
        "Tillat fingeravtrykk",
        "Om brukeren kan godta en nøkkel ved å skrive av fingeravtrykket i brevet fra myndigheten."
        " Slått av godtas bare nøkler i en signert nøkkelliste.",
    ),
    en=Words(
        "Allow fingerprints",
        "Whether the user can accept a key by typing its fingerprint from the authority's letter."
        " When disabled, only keys of a signed key list are accepted.",
    ),
)

SETTINGS = (
    SENDERS,
    OUTPUT_FOLDER,
    LOG_FOLDER,
    TEST_MODE,
    NETWORK,
    PROXY,
    ADDRESS,
    ROOTS,
    BY_HAND,
)
BY_NAME = {setting.name.casefold(): setting for setting in SETTINGS}
"""As a policy's name is looked up: whatever its case."""


def free() -> Iterator[Setting]:
    """Those that trust in keys does not rest on."""
    return (setting for setting in SETTINGS if setting.by is not By.POLICY)
