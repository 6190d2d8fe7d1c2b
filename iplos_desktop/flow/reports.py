"""Saves what a check has found in the form the user asks for."""

from collections.abc import Callable, Iterator, Mapping
from itertools import repeat
from pathlib import Path
from typing import Any, BinaryIO

import iplos_desktop
from iplos_desktop.catalogue.counts import Counts
from iplos_desktop.catalogue.findings import Findings
from iplos_desktop.errors import UserError
from iplos_desktop.flow.checked import Checked
from iplos_desktop.flow.journal_entry import Entry
from iplos_desktop.flow.services import services_beside_last
from iplos_desktop.flow.since_words import sentence
from iplos_desktop.flow.whole_file import write_whole_by
from iplos_desktop.intake.suspects import masked
from iplos_desktop.report.as_json import json_lines
from iplos_desktop.report.heading import Heading, checks
from iplos_desktop.rules import RULE_BOOK_VERSION
from iplos_desktop.watch import Watch


def save_report(checked: Checked, path: Path, watch: Watch) -> None:
    """Write a report, as Excel or as a web page by its ending. Raises UserError and Cancelled."""
    from iplos_desktop.report import as_html, excel  # noqa: PLC0415 - only loaded when needed

    writers: dict[str, Callable[[Heading, Findings, BinaryIO, Watch], None]] = {
        ".xlsx": excel.write_workbook,
        ".html": as_html.write_page,
        ".htm": as_html.write_page,
    }
    write = writers.get(path.suffix.lower())
    if write is None:
        raise UserError(
            "Rapporten kan lagres som Excel eller som nettside.",
            "Gi fila et navn som slutter på .xlsx eller .html.",
        )
    top, findings = heading(checked), checked.findings
    write_whole_by(path, lambda file: write(top, findings, file, watch))


def report_as_json(checked: Checked) -> Iterator[str]:
    """What ``kontroller --json`` writes, piece by piece."""
    return json_lines(
        file_as_json(checked),
        heading(checked),
        checked.findings,
        new=_news(checked),
        more={"program": iplos_desktop.__version__, **comparison_as_json(checked)},
    )


def _news(checked: Checked) -> Iterator[bool | None]:
    """For each finding, whether it is new since the check before; None when that is not known."""
    since, findings = checked.since, checked.findings
    return repeat(None, len(findings)) if since is None else since.news(findings)


def heading(checked: Checked) -> Heading:
    """What stands at the top of a report."""
    file, year, ident = checked.file, checked.year, checked.order.ident_path
    number = file.municipality or "ukjent kommune"
    place = f"{number} {year.municipalities.get(number, '')}".strip()
    lines = (
        ("Kommune", place),
        ("Bydel", _district(checked)),
        ("Periode", f"{_day(file.first)}–{_day(file.last)}"),
        ("Fil", masked(checked.order.path.name)),
        *((("Identmelding", masked(ident.name)),) if ident is not None else ()),
        ("Format", f"IPLOS {file.version}" if file.version else "ukjent"),
        ("EPJ-system", file.system or "ukjent"),
        ("Personer", str(file.persons)),
        ("Kontrollert", f"{checked.at:%d.%m.%Y %H:%M}"),
        ("Kontroller", checks(checked.findings)),
        ("Program", f"IPLOS Desktop {iplos_desktop.__version__}"),
        ("Regelbok", RULE_BOOK_VERSION),
        ("Årspakke", year.version),
        *((("Siden sist", sentence(checked.since)),) if checked.since is not None else ()),
        *((("Testmodus", "Oppdiktede data, ikke til innsending"),) if checked.order.test else ()),
    )
    title, services = f"IPLOS-kontroll {year.year}", services_beside_last(checked)
    return Heading(title, place, lines, checked.at, year, services, checked.order.test)


def _district(checked: Checked) -> str:
    district = checked.file.district
    if district is None:
        return "ukjent"
    names = checked.year.districts.get(checked.file.municipality or "", {})
    return f"{district} {names.get(district, '')}".strip()


def _day(day: Any) -> str:  # noqa: ANN401 - a date or nothing
    return f"{day:%d.%m.%Y}" if day is not None else "ukjent"


def file_as_json(checked: Checked) -> Mapping[str, Any]:
    """The member `file` of ``kontroller --json``."""
    file = checked.file
    return {
        "version": file.version,
        "namespace": file.namespace,
        "municipality": file.municipality,
        "district": file.district,
        "from": file.first.isoformat() if file.first else None,
        "to": file.last.isoformat() if file.last else None,
        "system": file.system,
        "persons": file.persons,
        "records": dict(file.records),
        "bytes": file.size if checked.read_whole else None,
        "sha256": file.sha256 if checked.read_whole else None,
        "encoding": file.encoding,
    }


def comparison_as_json(checked: Checked) -> Mapping[str, Any]:
    """The members of ``kontroller --json`` that hold a check against what was before."""
    since, last = checked.since, checked.last
    return {
        "since_last": None
        if since is None
        else {
            "at": since.at.isoformat(timespec="seconds"),
            "gone": dict(since.gone),
            "new": dict(since.new),
            "remaining": dict(since.remaining),
            "unsure": list(since.unsure),
            "limited": bool(since.limited),
            "rules_changed": since.changed,
        },
        "services": _by_code(checked.counts),
        "last_submission": None
        if last is None
        else {
            **_when(last),
            "persons": last.persons,
            "records": dict(last.records),
            "services": _by_code(last),
        },
    }


def _by_code(counts: Counts) -> dict[str, int]:
    return {str(code): count for code, count in sorted(counts.services.items())}


def _when(last: Counts) -> dict[str, Any]:
    if not isinstance(last, Entry):
        return {}
    at = last.created.isoformat(timespec="seconds")
    return {"at": at, "year": last.data_year, "corrected": last.corrected}
