"""``iplos diagnose``: whether this workstation is ready, on one page."""

import argparse
from datetime import datetime
from typing import Any

from iplos_desktop.cli.terminal import FINDINGS_HINDER, NOTHING_HINDERS, out, show_json
from iplos_desktop.flow.ready.line import as_json, as_page, is_ready
from iplos_desktop.flow.ready.look import look
from iplos_desktop.flow.ready.window import window


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse's own
    """Add the command to the grammar."""
    command = commands.add_parser("diagnose", help="vis om maskinen er klar, for IT-avdelingen")
    command.add_argument("--json", action="store_true", help="skriv svaret som JSON")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Look, and say what was found; the window is tried in a process of its own."""
    lines = [*look(datetime.now().astimezone()), *window()]
    if chosen.json:
        show_json(as_json(lines))
    else:
        out(as_page(lines))
    return NOTHING_HINDERS if is_ready(lines) else FINDINGS_HINDER
