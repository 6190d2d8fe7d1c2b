"""No false alarm: whatever a right export looks like, the rule book has nothing against it."""

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from iplos_desktop.catalogue.levels import INFO
from iplos_desktop.flow.check import check
from iplos_desktop.flow.checked import Checked, Order
from iplos_desktop.watch import Watch
from tests.madeup.right_exports import RightExport, right_exports

# One folder serves all examples, each writing over the one before. A failing file is not made
# smaller, which takes minutes: what is told of it says what is wrong.
QUIET = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


@QUIET
@given(right_exports("3.3"))
def test_of_version_3_3(tmp_path: Path, right: RightExport) -> None:
    only_the_infos_expected(tmp_path, right)


@QUIET
@given(right_exports("3.5"))
def test_of_version_3_5(tmp_path: Path, right: RightExport) -> None:
    only_the_infos_expected(tmp_path, right)


def only_the_infos_expected(folder: Path, right: RightExport) -> None:
    checked = checked_in(folder, right)
    assert [one for one in checked.findings if one.level is not INFO] == []
    told = [(f.rule, f.person, f.record) for f in checked.findings if f.person is not None]
    assert sorted(told) == sorted(right.infos)
    of_the_file = {f.rule for f in checked.findings if f.person is None}
    assert of_the_file == {"L-15"}
    assert checked.findings.not_checked == []


def checked_in(folder: Path, right: RightExport) -> Checked:
    export, ident = folder / "uttrekk.xml", folder / "ident.xml"
    export.write_bytes(right.export)
    if right.ident is not None:
        ident.write_bytes(right.ident)
    now = datetime.combine(right.today, datetime.min.time(), UTC)
    order = Order(export, ident if right.ident else None, test=True)
    checked = check(order, Watch(), now)
    assert checked.year.year == right.year
    return checked
