"""The command line's grammar, with its help in bokmål."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from iplos_desktop.cli.terminal import WRONG_USE

_WORDS = (
    ("the following arguments are required:", "dette mangler:"),
    ("unrecognized arguments:", "ukjent:"),
    ("ignored explicit argument", "tar ikke imot en verdi:"),
    ("expected one argument", "trenger en verdi"),
    ("expected at least one argument", "trenger minst én verdi"),
    ("invalid choice:", "ukjent valg:"),
    ("choose from", "velg mellom"),
    ("invalid int value:", "ikke et helt tall:"),
    ("not allowed with argument", "kan ikke brukes sammen med"),
    ("argument ", ""),
)


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Any,  # noqa: ANN401 - argparse's own
        groups: Any,  # noqa: ANN401
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Bruk: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argparse parser that speaks bokmål and ends with the promised exit code."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - argparse's own
        options |= {"formatter_class": _Help, "add_help": False, "allow_abbrev": False}
        super().__init__(**options)
        self._positionals.title = "Argumenter"
        self._optionals.title = "Valg"
        self.add_argument("-h", "--help", action="help", help="vis denne hjelpen")

    def error(self, message: str) -> NoReturn:
        """Say what was wrong and end with 2."""
        for english, norwegian in _WORDS:
            message = message.replace(english, norwegian)
        sys.stderr.write(f"feil: {message}\n")
        sys.stderr.write(f"råd: Se «{self.prog} --help».\n")
        sys.exit(WRONG_USE)


def year(text: str) -> int:
    """A data year of four digits."""
    if len(text) != 4 or not text.isdecimal():  # noqa: PLR2004
        raise argparse.ArgumentTypeError(f"«{text}» er ikke et år med fire sifre")
    return int(text)


def municipality(text: str) -> str:
    """A municipality number of four digits."""
    if len(text) != 4 or not text.isdecimal():  # noqa: PLR2004
        raise argparse.ArgumentTypeError(f"«{text}» er ikke et kommunenummer med fire sifre")
    return text


def parse(parser: Parser, words: Sequence[str] | None) -> argparse.Namespace:
    """The words of a command line; without any, the help."""
    words = sys.argv[1:] if words is None else words
    if not words:
        parser.print_help(sys.stderr)
        sys.exit(WRONG_USE)
    return parser.parse_args(words)
