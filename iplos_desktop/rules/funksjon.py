"""FUNKSJON: scores of what a person needs help with."""

from iplos_desktop.catalogue.declare import rule
from iplos_desktop.catalogue.levels import FEIL
from iplos_desktop.year import Year


@rule(
    "F-01", FEIL, "Funksjonen {fnFunkType} finnes ikke i dataåret {year.year}.",
    expected="en kode i kodeliste 9111", source="Kodeliste 9111",
    bad=[{"fnFunkType": 18}, {"fnFunkType": 0}], good={"fnFunkType": 17},
)  # fmt: skip
def unknown_function(fnFunkType: int, year: Year) -> bool:
    """Koden for funksjon finnes ikke i dataåret.

    Rett bistandsbehovet i EPJ og eksporter på nytt. Er koden riktig i EPJ, så meld feilen
    til leverandøren.
    """
    return fnFunkType not in year.functions
