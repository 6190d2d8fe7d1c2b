"""The page of all settings for IT staff, made from their one table."""

import json

from iplos_desktop.flow.managed import SETTINGS, Kind, Setting
from iplos_desktop.flow.policy_sources import FILE, MACHINE, POLICIES

_HEAD = f"""# Innstillinger for maskinen

Laget av tabellen i `iplos_desktop/flow/managed.py`, som også ADMX, ADML og eksempelet
`policies.json` lages av. Det som er bestemt her, vinner over det brukeren velger, og vises i
vinduet med en lås og «Styres av IT-avdelingen».

Programmet leser dem når det starter. Den første som sier noe, gjelder; en tom verdi sier ingenting:

| | Windows | Linux |
|---|---|---|
| 1. policy | `HKLM\\{POLICIES}`, først visningen for 64 bit, så den for 32 | `{FILE}` |
| 2. maskin | `HKLM\\{MACHINE}`, de samme to | |
| 3. bruker | det brukeren har valgt i vinduet | det samme |
| 4. standard | se under | se under |

Fila på Linux må eies av root og ikke kunne skrives av andre, og det samme gjelder mappene over den.
Kan innstillingene ikke forstås, gjelder det strengeste: ingen nøkkel kan bekreftes for hånd, og
ingenting hentes over nettet. `iplos diagnose` viser hva som gjelder, og hvor det er bestemt.

| navn | hva | verdi | i registeret | hvem kan sette den | standard |
|---|---|---|---|---|---|
"""
_REGISTRY = {
    Kind.SWITCH: "REG_DWORD, 1 eller 0",
    Kind.TEXT: "REG_SZ",
    Kind.FOLDER: "REG_SZ eller REG_EXPAND_SZ",
    Kind.LINES: "REG_MULTI_SZ",
}


def settings_page() -> str:
    """docs/innstillinger.md, whole."""
    return _HEAD + "".join(map(_row, SETTINGS)) + "".join(map(_chapter, SETTINGS))


def _row(one: Setting) -> str:
    cells = (
        f"`{one.name}`",
        one.nb.title,
        one.kind.value,
        _REGISTRY[one.kind],
        one.by.value,
        "på" if one.default is True else "ingen",
    )
    return f"| {' | '.join(cells)} |\n"


def _chapter(one: Setting) -> str:
    given = list(one.example) if isinstance(one.example, tuple) else one.example
    example = json.dumps({one.name: given}, ensure_ascii=False)
    return f"\n## {one.name}\n\n{one.nb.text}\n\n```json\n{example}\n```\n"
