"""One faulty export of people who do not exist, checked once for all stories."""

import pytest

from iplos_desktop.flow.check import check
from iplos_desktop.flow.checked import Checked, Order
from iplos_desktop.madeup import write_export
from iplos_desktop.watch import Watch
from tests.support import NOW


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    path = tmp_path_factory.mktemp("feil") / "uttrekk.xml"
    write_export(path, persons=200, faults=True)
    return check(Order(path, test=True), Watch(), NOW)
