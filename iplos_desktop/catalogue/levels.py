"""How serious a finding is, by what happens next, in the words known from KOSTRA."""

from enum import StrEnum


class Level(StrEnum):
    """The levels, the gravest first."""

    KRITISK = "kritisk"
    FEIL = "feil"
    ADVARSEL = "advarsel"
    INFO = "info"

    @property
    def word(self) -> str:
        """The level as users read it."""
        return _WORDS[self]

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Level).index(self)

    @property
    def meaning(self) -> str:
        """What happens next."""
        return _MEANINGS[self]


_WORDS = {
    Level.KRITISK: "Kritisk feil",
    Level.FEIL: "Feil",
    Level.ADVARSEL: "Advarsel",
    Level.INFO: "Informasjon",
}
_MEANINGS = {
    Level.KRITISK: "Fila kan ikke brukes. Ingenting kan krypteres før dette er rettet.",
    Level.FEIL: "Bør rettes i EPJ og eksporteres på nytt. Kan sendes når du har bekreftet det.",
    Level.ADVARSEL: "Se på det. Fila kan sendes.",
    Level.INFO: "Verdt å vite.",
}
KRITISK, FEIL, ADVARSEL, INFO = Level
