"""A small export that has nothing wrong with it, for tests to spoil.

Its only person was refused a service: so one score is enough, and no organisation is named.
"""

from datetime import UTC, datetime
from pathlib import Path

from iplos_desktop.flow.check import check
from iplos_desktop.flow.checked import Checked, Order
from iplos_desktop.register.elements import FORMAT_33
from iplos_desktop.watch import Watch

WOMAN = "12853400023"
"""A synthetic number (Tenor): a woman born 12 May 1934."""

NOW = datetime(2016, 1, 5, 12, 0, tzinfo=UTC)

_ANSWERS = {
    **dict.fromkeys(("poVurdTann", "poVurdLege"), "201503"),
    **dict.fromkeys(("poLegeMiddGj", "poErnKartlagt", "poErnRisiko", "poErnPlan"), "2"),
}
_PERSONOPPL = "".join(
    f"<{element.name}>{_ANSWERS.get(element.name, '1')}</{element.name}>"
    for element in FORMAT_33.classes["PERSONOPPL"].leaves
    if element.required
)
SMALL = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<IPLOS versjon="3.3">\n'
    "<INNHINFO><iiInnhType>P</iiInnhType><iiKomnr>0301</iiKomnr><iiBydelsnr>00</iiBydelsnr>"
    "<iiFraDato>20150101</iiFraDato><iiTilDato>20151231</iiTilDato>"
    "<iiLagetDato>20160104</iiLagetDato><iiSysID>Prøve-EPJ</iiSysID>"
    "<iiSysVersjon>1.0</iiSysVersjon></INNHINFO>\n"
    f'<PERSON pePeID="1001"><peFnr>{WOMAN}</peFnr><peAlder>81</peAlder><peKjonn>K</peKjonn>'
    "<peKomnr>0301</peKomnr><peBydelsnr>00</peBydelsnr><peDiagReserv>2</peDiagReserv>"
    "<peFraDato>20130501</peFraDato><peEndrDato>20151101</peEndrDato>\n"
    f'<PERSONOPPL poPeID="1001" poPoID="6001">{_PERSONOPPL}</PERSONOPPL>\n'
    '<FUNKSJON fnPeID="1001" fnFnID="7001"><fnFunkType>1</fnFunkType>'
    "<fnFunkVerdi>3</fnFunkVerdi><fnFraDato>20150101</fnFraDato>"
    "<fnTilDato>20151231</fnTilDato></FUNKSJON>\n"
    '<TJENESTE tjPeID="1001" tjTjID="8001"><tjTjenType>1</tjTjenType>'
    "<tjVedtDato>20150302</tjVedtDato><tjVedtak>2</tjVedtak><tjTimerUke>3.5</tjTimerUke>"
    "</TJENESTE>\n"
    '<DIAGNOSE diPeID="1001" diDiID="9001"><diKodeVersjon>ICPC-2</diKodeVersjon>'
    "<diDiagKode>A01</diDiagKode><diFraDato>20150101</diFraDato>"
    "<diTilDato>20151231</diTilDato></DIAGNOSE>\n"
    "</PERSON>\n"
    "</IPLOS>\n"
)


def check_text(
    folder: Path,
    text: str,
    *,
    test: bool = True,
    year: int | None = None,
    ident: str | None = None,
) -> Checked:
    """Check a text as if it were a file, in test mode unless said otherwise."""
    path = folder / "uttrekk.xml"
    path.write_bytes(text.encode())
    ident_path = None
    if ident is not None:
        ident_path = folder / "ident.xml"
        ident_path.write_bytes(ident.encode())
    return check(Order(path, ident_path, test=test, year=year), Watch(), NOW)


def rules_told(checked: Checked) -> set[str]:
    """The numbers of the rules that found something."""
    return set(checked.findings.counts)
