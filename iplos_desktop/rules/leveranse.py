"""The file as a whole: can it be read at all, and is it the right one?"""

from iplos_desktop.catalogue.declare import told
from iplos_desktop.catalogue.levels import ADVARSEL, FEIL, INFO, KRITISK
from iplos_desktop.catalogue.rule import Edit
from iplos_desktop.register.elements import NAMESPACE_35

WHOLE = "*"
"""As the old text of an example: the whole file."""

_LETTER = "Veiledning for innsending av IPLOS-data"
_XML = "XML 1.0"
_FORMAT = "Formatet for IPLOS-uttrekk"


@told(
    "L-01", KRITISK, "Fila er tom.",
    bad=Edit(WHOLE, ""), source=_XML,
)  # fmt: skip
def empty_file() -> None:
    """Fila har ikke noe innhold.

    Eksporten fra EPJ ble trolig avbrutt, eller fila ble ikke kopiert til slutt. Eksporter
    på nytt, eller kopier fila på nytt.
    """


@told(
    "L-02", KRITISK, "Fila er skadet eller er noe annet enn et uttrekk; lesingen stanset her.",
    bad=[Edit("</peKjonn>", "</peAlder>"), Edit(WHOLE, "Dette er ikke XML.")], source=_XML,
)  # fmt: skip
def not_xml() -> None:
    """Fila kan ikke leses.

    Fila er skadet, den er endret for hånd, eller det er valgt en annen fil enn uttrekket.
    Eksporter på nytt fra EPJ. Hjelper ikke det, så meld feilen til leverandøren av EPJ og
    oppgi linjenummeret.
    """


@told(
    "L-03", KRITISK, "Fila slutter før uttrekket er ferdig.",
    bad=Edit("</IPLOS>", ""), source=_XML,
)  # fmt: skip
def cut_off() -> None:
    """Slutten av fila mangler.

    Eksporten eller kopieringen ble avbrutt, for eksempel fordi disken var full. Eksporter
    eller kopier på nytt.
    """


@told(
    "L-04", KRITISK, "Fila begynner med en erklæring som et uttrekk aldri har.",
    bad=Edit("<IPLOS", '<!DOCTYPE x [<!ENTITY a "b">]><IPLOS'), source="Sikkerhet",
)  # fmt: skip
def doctype() -> None:
    """Fila har en erklæring som ikke hører hjemme i et uttrekk.

    Slike erklæringer (DOCTYPE) kan få programmer til å hente andre filer eller gå i stå. Meld
    feilen til leverandøren av EPJ.
    """


@told(
    "L-05", KRITISK, "Fila har tegn som ikke finnes i tegnsettet den oppgir ({found}).",
    bad=Edit('encoding="UTF-8"', 'encoding="US-ASCII"'), source=_XML,
)  # fmt: skip
def wrong_bytes() -> None:
    """Fila er skrevet i et annet tegnsett enn den oppgir.

    Øverst i fila står det hvilket tegnsett den er skrevet i, men innholdet stemmer ikke
    med det. Er fila åpnet og lagret i et annet program, så eksporter på nytt. Meld ellers
    feilen til leverandøren av EPJ.
    """


@told(
    "L-06", KRITISK, "Fila oppgir tegnsettet {found}, og det kan ikke stemme eller er ikke kjent.",
    bad=[Edit('encoding="UTF-8"', 'encoding="UTF-16"'),
         Edit('encoding="UTF-8"', 'encoding="EBCDIC-NO"')], source=_XML,
)  # fmt: skip
def wrong_encoding_name() -> None:
    """Tegnsettet fila oppgir, er ukjent eller stemmer ikke med innholdet.

    Programmet leser UTF-8, ISO-8859-1, windows-1252 og UTF-16. Meld feilen til
    leverandøren av EPJ.
    """


@told(
    "L-07", KRITISK, "Fila begynner med {found}, ikke med IPLOS.",
    bad=Edit(WHOLE, "<html><body>Hei</body></html>"), source=_FORMAT,
)  # fmt: skip
def another_root() -> None:
    """Fila er noe annet enn et IPLOS-uttrekk.

    Det er trolig valgt feil fil. Velg fila som EPJ laget da du eksporterte til IPLOS.
    """


@told(
    "L-08", KRITISK, "Uttrekket har ingen personer.",
    bad=Edit(WHOLE, '<IPLOS versjon="3.3"></IPLOS>'), source=_FORMAT,
)  # fmt: skip
def no_person() -> None:
    """Uttrekket er tomt for personer.

    Se etter i EPJ at perioden og enhetene er riktig valgt, og eksporter på nytt.
    """


@told(
    "L-09", KRITISK, "Fila er ikke bygd som et uttrekk; lesingen stanset her.",
    bad=Edit("<peKjonn>K</peKjonn>", "<x>" * 60 + "</x>" * 60), source="Sikkerhet",
)  # fmt: skip
def no_such_build() -> None:
    """Fila er bygd på en måte som ikke noe uttrekk er.

    Opplysninger ligger svært dypt inni hverandre, eller én person fyller mange millioner
    tegn. Velg fila som EPJ laget, eller meld feilen til leverandøren av EPJ.
    """


@told(
    "L-10", ADVARSEL, "Uttrekket oppgir versjon {found}. Programmet kjenner {expected}.",
    bad=Edit('versjon="3.3"', 'versjon="2.9"'), source=_FORMAT,
)  # fmt: skip
def unknown_version() -> None:
    """Versjonen av formatet er ukjent eller mangler.

    Fila er lest som den versjonen den ligner mest på. Spør leverandøren av EPJ om riktig
    versjon for dataåret.
    """


@told(
    "L-11", ADVARSEL, "Uttrekket er merket «{found}», ventet «{expected}».",
    bad=Edit('versjon="3.3"', 'versjon="3.3" xmlns="http://example.org/x"'),
    source=_FORMAT,
)  # fmt: skip
def unexpected_namespace() -> None:
    """Uttrekket er merket på en annen måte enn versjonen skal være.

    Det hindrer ikke innsending. Meld det til leverandøren av EPJ.
    """


@told(
    "L-12", ADVARSEL, "Fila oppgir tegnsettet {found}, men er trolig skrevet i UTF-8.",
    bad=Edit('encoding="UTF-8"', 'encoding="ISO-8859-1"'), source=_XML,
)  # fmt: skip
def mislabelled() -> None:
    """Bokstavene æ, ø og å blir trolig feil hos mottakeren.

    Fila oppgir ett tegnsett, men ser ut til å være skrevet i et annet. Meld det til
    leverandøren av EPJ.
    """


@told(
    "L-13", ADVARSEL, "Programmet har ikke reglene for dataåret {found}; {expected} er brukt.",
    bad=Edit("<iiFraDato>20150101", "<iiFraDato>20300101"), source=_LETTER,
)  # fmt: skip
def no_package_for_the_year() -> None:
    """Fila er kontrollert med reglene for et annet år.

    Se etter at det er riktig fil. Er den det, så be IT-avdelingen om en nyere utgave av
    programmet.
    """


@told(
    "L-14", FEIL, "Et uttrekk i versjon 3.5 skal ha en identmelding ved siden av, og den mangler.",
    bad=Edit('versjon="3.3"', f'versjon="3.5" xmlns="{NAMESPACE_35}"'),
    source="Formatet for IPLOS-uttrekk, 3.5",
)  # fmt: skip
def ident_message_missing() -> None:
    """Identmeldingen er ikke valgt.

    Fra dataåret 2018 står fødselsnumrene i en egen fil, identmeldingen, som EPJ lager
    sammen med uttrekket. Velg den også.
    """


@told(
    "L-16", KRITISK, "Identmeldingen kan ikke leses; lesingen stanset på linje {found} i den.",
    bad=Edit("ident", "skadet"), source="Formatet for IPLOS-uttrekk, 3.5",
)  # fmt: skip
def ident_message_unusable() -> None:
    """Fila som er valgt som identmelding, er skadet eller er noe annet.

    Velg fila EPJ laget sammen med uttrekket, eller eksporter begge på nytt.
    """


@told(
    "L-15", INFO, "Prøvedata: testmodus er på. Fila er ikke til innsending.",
    bad=Edit("IPLOS", "IPLOS"), source="Programmet",
)  # fmt: skip
def test_mode() -> None:
    """Programmet står i testmodus.

    I testmodus godtas bare oppdiktede fødselsnumre, og den krypterte fila merkes TEST.
    """


@told(
    "L-24", ADVARSEL, "Uttrekket er i versjon {found}. For dataåret ventes versjon {expected}.",
    bad=Edit("<iiFraDato>20150101", "<iiFraDato>20180101"), source="Formatet for IPLOS-uttrekk",
)  # fmt: skip
def version_of_another_year() -> None:
    """Uttrekket er laget i en annen versjon av formatet enn dataåret har.

    Mottakeren venter den andre versjonen. Spør leverandøren av EPJ om riktig versjon.
    """
