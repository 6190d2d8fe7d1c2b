"""The classes of an IPLOS export with their elements, for each version of the format.

Source: the public description of the IPLOS extract, versions 3.3 and 3.5. What was only
inferred there carries `inferred`: its absence is told as an advarsel, never as a feil.
"""

from collections.abc import Iterable

from iplos_desktop.register.model import Element, Format, RecordClass
from iplos_desktop.register.types import Codes, Day, Integer, Month, Number, Text

NAMESPACE_35 = "http://www.npr.no/xmlstds/iplos/2018"
ROOT = "IPLOS"
IDENT_NAMESPACE = "http://www.npr.no/xmlstds/53_1_2_ide"

__all__ = [
    "FORMATS",
    "FORMAT_33",
    "FORMAT_35",
    "IDENT",
    "IDENT_NAMESPACE",
    "NAMESPACE_35",
    "ROOT",
    "Element",
    "Format",
    "RecordClass",
]


def _day(name: str, label: str, *, required: bool = True) -> Element:
    return Element(name, label, Day(), required)


def _code(name: str, label: str, codes: str, *, required: bool = True) -> Element:
    return Element(name, label, Codes(tuple(codes)), required)


def _id(name: str, label: str) -> Element:
    return Element(name, label, Integer(32), attribute=True)


def _info(*, new: bool) -> RecordClass:
    contact = RecordClass(
        "iiKontakt",
        "kontaktperson",
        (
            _code("Type", "type kontaktperson", "123"),
            Element("Navn", "navn", Text()),
            Element("Telefon", "telefon", Text()),
            Element("Epost", "e-post", Text()),
        ),
        least=2,
        most=3,
    )
    number = Element("iiLopenr", "løpenummer", Text())
    return RecordClass(
        "INNHINFO",
        "opplysninger om uttrekket",
        (
            _code("iiInnhType", "type innhold", "P"),
            Element("iiKomnr", "kommunenummer", Text(4, 4)),
            Element("iiBydelsnr", "bydelsnummer", Text(2, 2)),
            _day("iiFraDato", "perioden fra"),
            _day("iiTilDato", "perioden til"),
            _day("iiLagetDato", "dato for uttrekket"),
            Element("iiSysID", "fagsystem", Text(0, 15)),
            Element("iiSysVersjon", "versjon av fagsystemet", Text(0, 15)),
            *((number,) if new else ()),
        ),
        least=1,
        most=1,
        children=(contact,) if new else (),
        after="iiBydelsnr",
    )


def _personoppl(*, new: bool) -> RecordClass:
    needed = {"required": not new}
    received = "123" if new else "1239"

    def coded(name: str, label: str, codes: str) -> Element:
        return Element(name, label, Codes(tuple(codes)), not new, inferred=not new)

    def month(name: str, label: str) -> Element:
        return Element(name, label, Month(), inferred=not new, **needed)

    def day(name: str, label: str) -> Element:
        return _day(name, label, required=False)

    return RecordClass(
        "PERSONOPPL",
        "opplysninger om personen",
        (
            _id("poPeID", "personens lokale nummer"),
            _id("poPoID", "opplysningens nummer"),
            coded("poHusstand", "husstand", "123"),
            coded("poOmsorgBarn", "omsorg for barn", "12"),
            coded("poPrivHjelp", "privat hjelp", "123456"),
            coded("poBoligTilr", "bolig tilrettelagt", "12"),
            month("poVurdTann", "vurdert av tannlege"),
            month("poVurdLege", "vurdert av lege"),
            coded("poIndPlan", "individuell plan", "1239"),
            coded("poHarKoordinator", "har koordinator", "129"),
            coded("poArbBistBehov", "behov for bistand til arbeid", "129"),
            coded("poArbBistMottar", "mottar bistand til arbeid", received),
            coded("poArbTranspBehov", "behov for transport til arbeid", "129"),
            coded("poArbTranspMottar", "mottar transport til arbeid", received),
            coded("poFriBistBehov", "behov for bistand til fritid", "129"),
            coded("poFriBistMottar", "mottar bistand til fritid", received),
            coded("poFriTranspBehov", "behov for transport til fritid", "129"),
            coded("poFriTranspMottar", "mottar transport til fritid", received),
            coded("poLegeMiddGj", "legemiddelgjennomgang", "129"),
            day("poLegeMiddGjDato", "dato for legemiddelgjennomgang"),
            coded("poErnKartlagt", "ernæring kartlagt", "129"),
            day("poErnKartlagtDato", "dato for kartlagt ernæring"),
            coded("poErnRisiko", "risiko for underernæring", "129"),
            day("poErnRisikoDato", "dato for vurdert ernæringsrisiko"),
            coded("poErnPlan", "ernæringsplan", "129"),
            day("poErnPlanDato", "dato for ernæringsplan"),
            day("poFraDato", "opplysningen gjelder fra"),
            day("poTilDato", "opplysningen gjelder til"),
        ),
        person_id="poPeID",
        own_id="poPoID",
        least=0 if new else 1,
    )


def _funksjon(*, new: bool) -> RecordClass:
    return RecordClass(
        "FUNKSJON",
        "bistandsbehov",
        (
            _id("fnPeID", "personens lokale nummer"),
            _id("fnFnID", "skårens nummer"),
            Element("fnFunkType", "funksjon", Integer(16)),
            _code("fnFunkVerdi", "skår", "123459"),
            _day("fnFraDato", "skåren gjelder fra"),
            _day("fnTilDato", "skåren gjelder til"),
        ),
        person_id="fnPeID",
        own_id="fnFnID",
        least=0 if new else 1,
    )


def _tjeneste(*, new: bool) -> RecordClass:
    decision = (_id("tjVeID", "vedtakets nummer"), _id("tjVeNrID", "nummer i vedtaksrekken"))
    return RecordClass(
        "TJENESTE",
        "tjeneste",
        (
            _id("tjPeID", "personens lokale nummer"),
            _id("tjTjID", "tjenestens nummer"),
            *(decision if new else ()),
            Element("tjTjenType", "tjenestetype", Integer(16)),
            Element("tjTjenUnderType", "undertype av tjenesten", Integer(16), required=False),
            _day("tjSoknadDato", "dato for søknad", required=False),
            _day("tjVedtDato", "dato for vedtak"),
            _code("tjVedtak", "vedtak", "12", required=False),
            Element("tjTimerUke", "timer per uke", Number(5, 2), required=False),
            Element("tjResTimerUke", "reserverte timer per uke", Number(5, 2), required=False),
            _code("tjRullerende", "rullerende opphold", "12", required=False),
            Element("tjInstOrgnr", "organisasjonsnummer", Text(0, 9), required=False),
            _day("tjFraDato", "tjenesten gjelder fra", required=False),
            _day("tjTilDato", "tjenesten gjelder til", required=False),
            _day("tjKlageMottatt", "klage mottatt", required=False),
            _day("tjKlageBesvart", "klage besvart", required=False),
        ),
        person_id="tjPeID",
        own_id="tjTjID",
        least=0 if new else 1,
    )


_DIAGNOSE = RecordClass(
    "DIAGNOSE",
    "diagnose",
    (
        _id("diPeID", "personens lokale nummer"),
        _id("diDiID", "diagnosens nummer"),
        Element("diKodeVersjon", "kodeverk", Codes(("ICPC-2", "ICD-10"))),
        Element("diDiagKode", "diagnosekode", Text(0, 10)),
        _day("diFraDato", "diagnosen gjelder fra"),
        _day("diTilDato", "diagnosen gjelder til"),
    ),
    person_id="diPeID",
    own_id="diDiID",
)

_DOGNTILBUD = RecordClass(
    "DOGNTILBUD",
    "døgntilbud",
    (
        _id("dgPeID", "personens lokale nummer"),
        _id("dgDgID", "døgntilbudets nummer"),
        Element("dgInstOrgnr", "organisasjonsnummer", Text(9, 9)),
        _day("dgFraDato", "tilbudet gjelder fra"),
        _day("dgTilDato", "tilbudet gjelder til"),
    ),
    person_id="dgPeID",
    own_id="dgDgID",
)


IDENT = RecordClass(
    "PasientIdent",
    "identitet",
    (
        Element("pid", "personens lokale nummer", Integer(32), attribute=True),
        Element("fid", "fødselsnummer", Text(), attribute=True, secret=True),
        Element("typeID", "type identitet", Text(), attribute=True),
    ),
    person_id="pid",
)
"""A person of the ident message 53.1.2, which goes with a 3.5 export."""


def _person(*, new: bool) -> RecordClass:
    identity = Element("peFnr", "fødselsnummer", Text(), secret=True)
    reserved = _code("peDiagReserv", "reservert mot diagnose", "12")
    return RecordClass(
        "PERSON",
        "person",
        (
            _id("pePeID", "personens lokale nummer"),
            *(() if new else (identity,)),
            Element("peAlder", "alder", Integer(16)),
            _code("peKjonn", "kjønn", "MK"),
            Element("peKomnr", "personens kommunenummer", Text(4, 4)),
            Element("peBydelsnr", "personens bydelsnummer", Text(2, 2)),
            *(() if new else (reserved,)),
            _day("peFraDato", "registrert fra"),
            _day("peDodDato", "dødsdato", required=False),
            _day("peEndrDato", "sist endret"),
        ),
        person_id="pePeID",
        least=1,
        children=(
            _personoppl(new=new),
            _funksjon(new=new),
            _tjeneste(new=new),
            _DIAGNOSE,
            _DOGNTILBUD,
        ),
    )


def _format(version: str, namespace: str | None, versions: Iterable[str], *, new: bool) -> Format:
    ident = IDENT if new else None
    return Format(version, namespace, tuple(versions), _info(new=new), _person(new=new), ident)


FORMAT_33 = _format("3.3", None, ("3.0", "3.1", "3.2", "3.3"), new=False)
FORMAT_35 = _format("3.5", NAMESPACE_35, ("3.5",), new=True)
FORMATS = (FORMAT_33, FORMAT_35)
