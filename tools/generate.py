"""Writes the generated files, or says which of them are stale (--check)."""

import sys
from itertools import pairwise
from pathlib import Path

from iplos_desktop.register.elements import FORMATS
from iplos_desktop.register.xsd import schema
from iplos_desktop.report.rule_page import rule_page
from iplos_desktop.report.year_changes import changes_page
from iplos_desktop.year import available_years, load_year
from tools.guide import PAGE, guide_page
from tools.settings_page import settings_page

ROOT = Path(__file__).parent.parent


def generated() -> dict[Path, str]:
    """Every generated file with what it should hold."""
    files = {
        ROOT / "docs" / "RULES.md": rule_page(),
        PAGE: guide_page(),
        ROOT / "docs" / "innstillinger.md": settings_page(),
    }
    for form in FORMATS:
        files[ROOT / "resources" / "schema" / f"iplos-{form.version}.xsd"] = schema(form)
    for old, new in pairwise(map(load_year, available_years())):
        page = ROOT / "docs" / f"changes-{old.year}-{new.year}.md"
        files[page] = changes_page(old, new)
    return files


def main() -> int:
    """Write, or with --check compare; 1 when something is stale."""
    stale = 0
    for path, text in generated().items():
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        if "--check" in sys.argv:
            print(f"{path.relative_to(ROOT)} is stale: run make generated")
            stale = 1
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
    return stale


if __name__ == "__main__":
    sys.exit(main())
