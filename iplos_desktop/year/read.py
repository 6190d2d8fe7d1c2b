"""Makes a data year of the files of a package, once they have been checked."""

from collections.abc import Mapping

from iplos_desktop.year.columns import COLUMNS
from iplos_desktop.year.facts import Facts, read_facts
from iplos_desktop.year.faults import Fault, FaultyPackageError
from iplos_desktop.year.files import FACTS, NAMES
from iplos_desktop.year.package import FunctionType, ServiceType, Year
from iplos_desktop.year.table import Row, read_rows


def read_year(files: Mapping[str, bytes]) -> Year:
    """The data year in a package's files. Raises FaultyPackageError with all that is wrong.

    Whether the rules named in it exist, and may have the level they are given, is for those
    who know the rule book: see `flow.years`.
    """
    missing = [Fault(name, None, "fila mangler") for name in NAMES if name not in files]
    if missing:
        raise FaultyPackageError(missing)
    faults: list[Fault] = []
    facts = read_facts(files[FACTS], faults)
    tables = {name: read_rows(name, files[name], faults) for name in COLUMNS}
    if not any(fault.file == "kommuner.csv" for fault in faults):
        faults += _homeless(tables["bydeler.csv"], tables["kommuner.csv"])
    if faults or facts is None:
        raise FaultyPackageError(faults)
    return _year(facts, tables)


def _homeless(districts: list[Row], municipalities: list[Row]) -> list[Fault]:
    """Districts of a municipality the year does not have."""
    known = {row["kode"] for row in municipalities}
    return [
        Fault("bydeler.csv", row.line, f"kommunen {row['kommune']} står ikke i kommuner.csv")
        for row in districts
        if row["kommune"] not in known
    ]


def _year(facts: Facts, tables: Mapping[str, list[Row]]) -> Year:
    districts: dict[str, dict[str, str]] = {}
    for row in tables["bydeler.csv"]:
        districts.setdefault(row["kommune"], {})[row["bydel"]] = row["navn"]
    return Year(
        year=facts.year,
        version=facts.version,
        format=facts.format,
        first=facts.first,
        last=facts.last,
        calendar=facts.calendar,
        addresses=facts.addresses,
        municipalities={row["kode"]: row["navn"] for row in tables["kommuner.csv"]},
        districts=districts,
        services={int(row["kode"]): _service(row) for row in tables["tjenestetyper.csv"]},
        functions={
            int(row["kode"]): FunctionType(row["tekst"], row["kreves"] == "ja")
            for row in tables["funksjonstyper.csv"]
        },
        levels={row["regel"]: row["nivaa"] for row in tables["regler.csv"]},
    )


def _service(row: Row) -> ServiceType:
    return ServiceType(
        row["tekst"],
        row["gruppe"],
        row["status"] == "utgått",
        row["timer"] == "ja",
        row["orgnr"],
    )
