"""The command `iplos`."""

import io
import logging
import sys
from collections.abc import Sequence

import iplos_desktop
from iplos_desktop.cli import aarspakke, demo, diagnose, kontroller, krypter, mottak, nokkel, regler
from iplos_desktop.cli.parser import Parser, parse
from iplos_desktop.cli.terminal import CANCELLED, hear_stops, out, say, show_error
from iplos_desktop.errors import Cancelled, UserError
from iplos_desktop.flow.deliver import no_core_dumps
from iplos_desktop.flow.log import note_fault
from iplos_desktop.flow.policy import installed

_COMMANDS = (kontroller, krypter, nokkel, mottak, regler, aarspakke, demo, diagnose)


def main(words: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is one of those in `terminal`."""
    no_core_dumps()
    hear_stops()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = Parser(
        prog="iplos", description="Kontrollerer og krypterer kommunens årlige IPLOS-uttrekk."
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"iplos {iplos_desktop.__version__}",
        help="vis versjonen",
    )
    commands = parser.add_subparsers(title="Kommandoer", metavar="KOMMANDO", required=True)
    for command in _COMMANDS:
        command.add_to(commands)
    chosen = parse(parser, words)
    as_json = getattr(chosen, "json", False)
    try:
        code = int(chosen.run(chosen))
        out()
    except UserError as error:
        return show_error(error, as_json=as_json)
    except Cancelled:
        say("Avbrutt. Ingenting er skrevet.")
        return CANCELLED
    except KeyboardInterrupt:  # between two pieces of work; a report may be written
        say("Avbrutt.")
        return CANCELLED
    except Exception as error:  # noqa: BLE001 - a fault of ours: the place, never the values
        return _unexpected(error, as_json=as_json)
    return code


def _unexpected(error: Exception, *, as_json: bool) -> int:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "ukjent sted"
    if trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        place = f"{name}, linje {trace.tb_lineno}"
    logging.getLogger("iplos").debug("unexpected %s at %s", type(error).__name__, place)
    note_fault(installed(), f"{iplos_desktop.__version__} {type(error).__name__} i {place}")
    fault = UserError(
        f"Uventet feil ({type(error).__name__} i {place}).",
        "Det er en feil i programmet. Ingenting er sendt. Meld feilen til IT-avdelingen med"
        " teksten over.",
    )
    return show_error(fault, as_json=as_json)


if __name__ == "__main__":
    sys.exit(main())
