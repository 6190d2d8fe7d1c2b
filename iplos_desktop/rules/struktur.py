"""The make-up of the export: what the format's schema forbids."""

from iplos_desktop.catalogue.declare import told
from iplos_desktop.catalogue.levels import ADVARSEL, FEIL, KRITISK
from iplos_desktop.catalogue.rule import Edit

_SCHEMA = "Formatet for IPLOS-uttrekk (XML-skjemaet)"
_INFERRED = "Formatet for IPLOS-uttrekk 3.3; kravet er utledet og ikke kunngjort"


@told(
    "S-01", FEIL, "«{element}» hører ikke hjemme her.",
    bad=[Edit("<peAlder>", "<peHoyde>170</peHoyde><peAlder>"),
         Edit("<fnFunkType>", "<fnType>1</fnType><fnFunkType>"),
         Edit("</IPLOS>", "<SLUTT/></IPLOS>")], source=_SCHEMA, structure=True,
)  # fmt: skip
def unknown_element() -> None:
    """Uttrekket har en opplysning som formatet ikke kjenner.

    Feilen ligger i hvordan EPJ lager fila. Meld den til leverandøren av EPJ.
    """


@told(
    "S-02", FEIL, "{element} ({label}) mangler.",
    bad=[Edit("<peKjonn>K</peKjonn>", ""), Edit("<tjVedtDato>20150302</tjVedtDato>", "")],
    source=_SCHEMA, structure=True,
)  # fmt: skip
def missing_element() -> None:
    """En opplysning som skal være med, mangler.

    Fyll ut opplysningen i EPJ og eksporter på nytt. Er den fylt ut i EPJ, så meld feilen
    til leverandøren.
    """


@told(
    "S-03", FEIL, "{element} ({label}) står på feil plass, ventet {expected}.",
    bad=[Edit("<peAlder>81</peAlder><peKjonn>K</peKjonn>",
              "<peKjonn>K</peKjonn><peAlder>81</peAlder>")], source=_SCHEMA, structure=True,
)  # fmt: skip
def wrong_order() -> None:
    """Opplysningene står i feil rekkefølge.

    Feilen ligger i hvordan EPJ lager fila. Meld den til leverandøren av EPJ.
    """


@told(
    "S-04", FEIL, "{element} ({label}) skal stå {expected}, men står {found}.",
    bad=Edit("<peKjonn>K</peKjonn>", "<peKjonn>K</peKjonn><peKjonn>K</peKjonn>"),
    source=_SCHEMA, structure=True,
)  # fmt: skip
def repeated_element() -> None:
    """Den samme opplysningen står flere ganger.

    Feilen ligger i hvordan EPJ lager fila. Meld den til leverandøren av EPJ.
    """


@told(
    "S-05", FEIL, "{element} ({label}) mangler.",
    bad=[Edit(' fnFnID="7001"', ""), Edit(' fnPeID="1001"', "")],
    source=_SCHEMA, structure=True,
)  # fmt: skip
def missing_attribute() -> None:
    """Et nummer som binder opplysningene sammen, mangler.

    Feilen ligger i hvordan EPJ lager fila. Meld den til leverandøren av EPJ.
    """


@told(
    "S-06", FEIL, "«{element}» hører ikke hjemme her.",
    bad=Edit(' fnFnID="7001"', ' fnFnID="7001" x="1"'),
    source=_SCHEMA, structure=True,
)  # fmt: skip
def unknown_attribute() -> None:
    """En gruppe av opplysninger har et tillegg den ikke skal ha.

    Feilen ligger i hvordan EPJ lager fila. Meld den til leverandøren av EPJ.
    """


@told(
    "S-07", FEIL, "{element} ({label}) har feil form: «{found}». Det skal være {expected}.",
    bad=[Edit("<peFraDato>20130501", "<peFraDato>01.05.2013"),
         Edit("<peAlder>81", "<peAlder>åttien"), Edit("<tjTimerUke>3.5", "<tjTimerUke>3,5")],
    source=_SCHEMA, structure=True,
)  # fmt: skip
def wrong_form() -> None:
    """En opplysning er skrevet på feil måte.

    Rett opplysningen i EPJ og eksporter på nytt. Ser den riktig ut i EPJ, så meld feilen
    til leverandøren.
    """


@told(
    "S-08", FEIL, "{element} ({label}) har koden «{found}». Det skal være {expected}.",
    bad=[Edit("<peKjonn>K<", "<peKjonn>X<"), Edit("<fnFunkVerdi>3", "<fnFunkVerdi>7")],
    source=_SCHEMA, structure=True,
)  # fmt: skip
def unknown_code() -> None:
    """En opplysning har en kode som ikke finnes.

    Rett opplysningen i EPJ og eksporter på nytt. Finnes ikke koden i EPJ, så meld feilen
    til leverandøren.
    """


@told(
    "S-09", FEIL, "Det står løs tekst i {element} der det ikke skal stå noe.",
    bad=[Edit("<peAlder>", "Hei<peAlder>"), Edit("<fnFunkType>", "Hei<fnFunkType>")],
    source=_SCHEMA, structure=True,
)  # fmt: skip
def text_between_elements() -> None:
    """Det står løs tekst mellom opplysningene.

    Feilen ligger i hvordan EPJ lager fila. Meld den til leverandøren av EPJ.
    """


@told(
    "S-10", FEIL, "{element} ({label}) inneholder andre opplysninger i stedet for en verdi.",
    bad=Edit("<peKjonn>K</peKjonn>", "<peKjonn><K/></peKjonn>"), source=_SCHEMA, structure=True,
)  # fmt: skip
def elements_in_a_value() -> None:
    """En opplysning inneholder andre opplysninger i stedet for en verdi.

    Feilen ligger i hvordan EPJ lager fila. Meld den til leverandøren av EPJ.
    """


@told(
    "S-11", ADVARSEL, "{element} ({label}) mangler.",
    bad=Edit("<poHusstand>1</poHusstand>", ""), source=_INFERRED, structure=True,
)  # fmt: skip
def missing_in_personoppl() -> None:
    """En opplysning om personen mangler.

    Fyll ut opplysningen i EPJ om den er kjent, og eksporter på nytt. Fila kan sendes uten.
    """


@told(
    "S-12", ADVARSEL, "Personen mangler {label} ({element}).",
    bad=Edit('<TJENESTE tjPeID="1001" tjTjID="8001"><tjTjenType>1</tjTjenType>'
             "<tjVedtDato>20150302</tjVedtDato><tjVedtak>2</tjVedtak>"
             "<tjTimerUke>3.5</tjTimerUke></TJENESTE>", ""),
    source=_INFERRED, structure=True,
)  # fmt: skip
def missing_records() -> None:
    """Personen mangler en hel gruppe av opplysninger.

    Registrer opplysningene i EPJ om de er kjent, og eksporter på nytt. Fila kan sendes
    uten.
    """


@told(
    "S-13", FEIL, "{element} ({label}) har et tillegg som ikke hører hjemme der.",
    bad=Edit("<peKjonn>", '<peKjonn a="1">'), source=_SCHEMA, structure=True,
)  # fmt: skip
def addition_to_a_value() -> None:
    """En opplysning har noe ved siden av verdien.

    Feilen ligger i hvordan EPJ lager fila. Meld den til leverandøren av EPJ.
    """


@told(
    "S-14", KRITISK, "{element} ({label}) er ikke slik at det er sikkert hvem personen er.",
    bad=[Edit(' pePeID="1001"', ""), Edit('pePeID="1001"', 'pePeID="x"'),
         Edit("<peFnr>", "<peFnr>1</peFnr><peFnr>"), Edit("<fnFunkType>", "<peFnr/><fnFunkType>"),
         Edit("<peFnr>", "<peFnr><x/>"),
         Edit("<peAlder>", '<x><PERSON pePeID="1"/></x><peAlder>')],
    source="FOR-2006-02-17-204: registeret er pseudonymt", structure=True,
)  # fmt: skip
def not_certain_who() -> None:
    """Det kan ikke sikkert sies hvem et fødselsnummer hører til.

    En person mangler lokalt nummer (pePeID) eller har et som ikke er et tall, eller feltet for
    fødselsnummer (peFnr) står flere ganger, har andre opplysninger i seg eller står et annet sted
    enn hos personen. Helseopplysninger kan havne på feil person, og derfor kan ikke fila sendes.
    Feilen ligger i hvordan EPJ lager fila. Meld den til leverandøren av EPJ.
    """
