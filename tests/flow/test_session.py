"""The wizard without a window: what may come next, and what goes when something changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from iplos_desktop.errors import UserError
from iplos_desktop.flow.demo import Demo, make_demo
from iplos_desktop.flow.history import History
from iplos_desktop.flow.journal import Journal
from iplos_desktop.flow.key_store import KeyStore
from iplos_desktop.flow.organisations import OrganisationStore
from iplos_desktop.flow.sender import SenderForm, notes
from iplos_desktop.flow.session import Session, Step
from iplos_desktop.flow.settings import Settings, SettingsFile
from iplos_desktop.watch import Watch
from iplos_desktop.year import load_year
from tests.support import SMALL, check_text

KARI = SenderForm("0301", "00", "974760673", "Kari Nordmann", "kari@kommune.no", "22 22 22 22")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return make_demo(tmp_path_factory.mktemp("demo"), persons=10)


def new_session(home: Path) -> Session:
    return Session(
        settings_file=SettingsFile(folder=home / "config"),
        key_store=KeyStore(folder=home / "keys"),
        organisations=OrganisationStore(home / "orgnr"),
        history=History(folder=home / "history"),
        journal=Journal(folder=home / "journal"),
        clock=lambda: datetime.now(UTC),
    )


def checked_session(home: Path, demo: Demo) -> Session:
    session = new_session(home)
    session.begin(corrected=False)
    session.choose_test_mode(test=True)
    session.choose_file(demo.export)
    session.take_check(session.run_check(session.order(), Watch()))
    return session


def whole_session(home: Path, demo: Demo) -> Session:
    session = checked_session(home, demo)
    session.keep_sender(KARI)
    (offered,) = session.choice.load(demo.key)
    session.choice.confirm(offered, demo.fingerprint[-19:])
    session.folder = home
    return session


def test_each_step_opens_the_next(tmp_path: Path, demo: Demo) -> None:
    session = new_session(tmp_path)
    assert not session.reachable(Step.KONTROLL)
    session = checked_session(tmp_path, demo)
    assert session.reachable(Step.AVSENDER)
    assert not session.reachable(Step.NOKKEL)
    session.keep_sender(KARI)
    assert session.reachable(Step.NOKKEL)
    assert not session.reachable(Step.KRYPTER)
    session = whole_session(tmp_path, demo)
    assert session.reachable(Step.KRYPTER)
    assert not session.reachable(Step.FERDIG)
    session.take_receipt(session.run_seal(session.delivery(), Watch()))
    assert session.step is Step.FERDIG
    assert session.receipt is not None
    assert session.receipt.path.exists()


def test_a_sealing_is_noted_whatever_the_journal_says_it_goes_on(
    tmp_path: Path, demo: Demo
) -> None:
    session = whole_session(tmp_path, demo)
    receipt = session.run_seal(session.delivery(), Watch())
    (made,) = session.journal.entries()
    assert (made.delivery_id, made.test) == (receipt.delivery_id, True)
    session.journal = Journal(demo.export)  # a file in the folder's place
    session.clock = lambda: receipt.created + timedelta(seconds=2)
    assert session.run_seal(session.delivery(), Watch()).path.exists()
    assert session.journal.trouble is not None


def test_another_file_clears_what_followed_from_the_old_and_keeps_what_was_typed(
    tmp_path: Path, demo: Demo
) -> None:
    session = whole_session(tmp_path, demo)
    session.choose_file(demo.export)
    assert session.checked is None
    assert session.keys == []
    assert session.sender == KARI


def test_the_sender_and_the_folders_are_remembered(tmp_path: Path, demo: Demo) -> None:
    whole_session(tmp_path, demo)
    again = checked_session(tmp_path, demo)
    assert again.sender == KARI
    assert again.settings.import_folder == str(demo.export.parent)


def test_unreadable_settings_are_set_aside_and_told(tmp_path: Path) -> None:
    file = SettingsFile(folder=tmp_path)
    tmp_path.joinpath("innstillinger.json").write_text("{søppel", encoding="utf-8")
    assert file.load().senders == ()
    assert file.trouble is not None
    assert tmp_path.joinpath("innstillinger.uleselig").exists()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"draft": false}',
        b'{"columns": "\\ud800"}',
        b'{"output_folder": "a\\u0000b"}',
        b'{"senders": [1]}',
        b'{"columns": 1, "columns": 2}',
    ],
)
def test_settings_of_any_kind_never_stop_the_program(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "innstillinger.json"
    path.write_bytes(data)
    file = SettingsFile(folder=tmp_path)
    assert file.load() == Settings()
    assert file.trouble is not None
    assert path.with_suffix(".uleselig").read_bytes() == data


def test_settings_that_cannot_be_read_now_are_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "innstillinger.json"
    path.mkdir()  # in the place of a file that another program holds
    file, known = SettingsFile(folder=tmp_path), Settings(columns="AAAA")
    assert file.load(known) == known
    assert file.trouble is not None
    file.save(known)
    assert path.is_dir()
    path.rmdir()
    assert file.load(known) == Settings()
    file.save(known)
    assert file.load() == known


def test_a_wrong_fingerprint_is_refused_and_nothing_is_trusted(tmp_path: Path, demo: Demo) -> None:
    session = checked_session(tmp_path, demo)
    (offered,) = session.choice.load(demo.key)
    for typed in ("", "0000 0000 0000 0000", demo.fingerprint[-14:]):
        with pytest.raises(UserError):
            session.choice.confirm(offered, typed)
    assert session.keys == []


def test_made_up_people_never_go_to_a_real_submission(tmp_path: Path, demo: Demo) -> None:
    session = new_session(tmp_path)
    session.begin(corrected=False)
    session.choose_file(demo.export)
    session.take_check(session.run_check(session.order(), Watch()))
    assert session.hindrance(Step.KONTROLL) is not None


def test_a_file_changed_since_the_check_is_not_sealed(tmp_path: Path, demo: Demo) -> None:
    export = tmp_path / "uttrekk.xml"
    export.write_bytes(demo.export.read_bytes())
    session = new_session(tmp_path)
    session.begin(corrected=True)
    session.choose_test_mode(test=True)
    session.choose_file(export)
    session.take_check(session.run_check(session.order(), Watch()))
    session.keep_sender(KARI)
    (offered,) = session.choice.load(demo.key)
    session.choice.confirm(offered, demo.fingerprint[-19:])
    session.folder = tmp_path
    export.write_bytes(export.read_bytes().replace(b"<peAlder>8", b"<peAlder>9", 1))
    with pytest.raises(UserError):
        session.run_seal(session.delivery(), Watch())
    assert not list(tmp_path.glob("*.p7m"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("municipality", "301"),
        ("municipality", "9999"),
        ("district", "0"),
        ("district", "77"),
        ("organisation_number", "974760674"),
        ("name", "  "),
        ("email", "kari@kommune"),
        ("phone", "ring meg"),
        ("name", "Kari 12853400023"),
        ("name", "Kari (128534 00023)"),
        ("email", "12853400023@kommune.no"),
        ("phone", "12853400023"),
    ],
)
def test_each_field_says_what_is_wrong_with_it(field: str, value: str) -> None:
    assert KARI.problems(load_year(2015)) == {}
    problems = replace(KARI, **{field: value}).problems(load_year(2015))
    assert list(problems) == [field]
    assert problems[field].endswith(".")


def test_another_municipality_and_contact_than_the_exports_are_worth_a_word(
    tmp_path: Path,
) -> None:
    checked = replace(check_text(tmp_path, SMALL), contacts=(KARI.email.upper(),))
    assert notes(KARI, checked) == {}
    other = replace(KARI, municipality="1103", email="ola@annen.no")
    assert notes(other, checked).keys() == {"municipality", "email"}
    assert notes(other, replace(checked, contacts=())).keys() == {"municipality"}
    assert notes(replace(KARI, district="01"), checked).keys() == {"district"}
