"""DOGNTILBUD: stays round the clock."""

from datetime import date

from iplos_desktop.catalogue.declare import overlapping
from iplos_desktop.catalogue.levels import ADVARSEL


@overlapping(
    "G-01", ADVARSEL, "Døgntilbudet fra {dgFraDato} gjelder samtidig med et annet døgntilbud.",
    key=(), period=("dgFraDato", "dgTilDato"), at="dgFraDato",
    expected="ett døgntilbud om gangen",
    source="Egen vurdering: en person kan bare være ett sted om gangen",
    bad=[[{"dgFraDato": date(2015, 1, 1), "dgTilDato": date(2015, 1, 9)},
          {"dgFraDato": date(2015, 1, 5), "dgTilDato": date(2015, 1, 7)}]],
    good=[[{"dgFraDato": date(2015, 1, 1), "dgTilDato": date(2015, 1, 5)},
           {"dgFraDato": date(2015, 1, 5), "dgTilDato": date(2015, 1, 7)}]],
)  # fmt: skip
def two_stays_at_once(dgFraDato: date) -> bool:
    """Personen har to døgntilbud samtidig.

    Det ene er trolig ikke avsluttet, eller det er registrert to ganger. Rett datoene i EPJ.
    """
    return True
