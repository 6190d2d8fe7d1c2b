"""Whatever is given, the answer is what happened and what to do, and nothing is written.

Why: she is alone with it, and a message nobody understands costs a day.
"""

from pathlib import Path

import pytest

from iplos_desktop.flow.demo import Demo, make_demo
from tests.cli.support import Ran, iplos
from tests.cli.test_the_whole_road import SENDER, seal

UNUSABLE = {
    "empty": b"",
    "not XML": b"Kjaere mottaker",
    "another root": b"<html/>",
    "a DOCTYPE": b'<!DOCTYPE IPLOS [<!ENTITY a "aaaa">]><IPLOS versjon="3.3">&a;</IPLOS>',
    "a lying encoding": '<?xml version="1.0" encoding="UTF-8"?><IPLOS a="ø"/>'.encode("latin-1"),
    "an unknown encoding": b'<?xml version="1.0" encoding="EBCDIC"?><IPLOS/>',
    "nobody in it": b'<IPLOS versjon="3.3"></IPLOS>',
}


def nothing_written(folder: Path) -> bool:
    return not [one for one in folder.iterdir() if one.name != "home"]


def told(ran: Ran) -> bool:
    """Whether standard error says what happened and what to do, and nothing of Python."""
    return "feil: " in ran.err and "råd: " in ran.err and "Traceback" not in ran.err


@pytest.mark.parametrize("data", UNUSABLE.values(), ids=UNUSABLE)
def test_an_unusable_file_is_a_kritisk_finding(data: bytes, demo: Demo, tmp_path: Path) -> None:
    path = tmp_path / "fil.xml"
    path.write_bytes(data)
    ran = iplos("kontroller", path, "--test", "--json", home=tmp_path)
    assert ran.code == 1
    assert ran.json["blocked"] is True
    assert [one["level"] for one in ran.json["findings"]].count("kritisk") == 1
    assert ran.json["not_checked"]
    assert seal(path, demo, tmp_path / "ut", "--bekreft-feil").code == 1
    assert nothing_written(tmp_path / "ut")


def test_a_file_cut_off_in_the_middle(demo: Demo, tmp_path: Path) -> None:
    whole = demo.export.read_bytes()
    path = tmp_path / "fil.xml"
    path.write_bytes(whole[: len(whole) // 2])
    ran = iplos("kontroller", path, "--test", "--json", home=tmp_path)
    assert "L-03" in ran.json["counts"]


def test_a_missing_file_and_a_missing_folder(demo: Demo, tmp_path: Path) -> None:
    missing = iplos("kontroller", tmp_path / "borte.xml", "--json", home=tmp_path)
    assert missing.code == 3
    assert told(missing)
    assert set(missing.json["error"]) == {"what", "advice"}
    nowhere = iplos(
        "krypter", demo.export, "--test", "--nokkel", f"statistikk={demo.key}",
        "--fingeravtrykk", demo.fingerprint[-19:], "--ut", tmp_path / "ingen", *SENDER,
        home=tmp_path,
    )  # fmt: skip
    assert nowhere.code == 3
    assert told(nowhere)


def test_a_real_submission_refuses_made_up_people(demo: Demo, tmp_path: Path) -> None:
    ran = iplos("kontroller", demo.export, "--json", home=tmp_path)
    assert ran.code == 1
    assert "P-03" in ran.json["counts"]


def test_keys_that_are_none(demo: Demo, tmp_path: Path) -> None:
    other_year = make_demo(tmp_path / "2018", persons=1, version="3.5")
    garbage = tmp_path / "søppel.pem"
    garbage.write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    wrong = {
        f"statistikk={demo.private}": demo.fingerprint,
        f"statistikk={garbage}": demo.fingerprint,
        f"statistikk={other_year.key}": other_year.fingerprint,
        f"pseudonym={demo.key}": demo.fingerprint,
        f"{demo.key}": demo.fingerprint,
        f"statistikk={demo.key}": other_year.fingerprint,
    }
    folder = tmp_path / "ut"
    folder.mkdir()
    messages = set()
    for key, typed in wrong.items():
        ran = iplos(
            "krypter", demo.export, "--test", "--nokkel", key, "--fingeravtrykk", typed[-19:],
            "--ut", folder, *SENDER, home=tmp_path,
        )  # fmt: skip
        assert ran.code == 3, key
        assert told(ran)
        messages.add(ran.err)
    assert len(messages) == len(wrong), "each has a message of its own"
    assert nothing_written(folder)


def test_a_sender_who_cannot_be_reached(demo: Demo, tmp_path: Path) -> None:
    for field, value in (("--orgnr", "974760674"), ("--epost", "kari"), ("--navn", " ")):
        ran = seal(demo.export, demo, tmp_path / "ut", field, value)
        assert ran.code == 3
        assert told(ran)
    assert nothing_written(tmp_path / "ut")


def test_wrong_use_ends_with_two_and_points_at_the_help(tmp_path: Path) -> None:
    for words in ((), ("tull",), ("kontroller",), ("kontroller", "a", "--aar", "15")):
        ran = iplos(*words, home=tmp_path)
        assert ran.code == 2
        assert ran.out == ""
        assert "iplos" in ran.err


def test_a_value_where_none_belongs_is_told_in_norwegian(tmp_path: Path) -> None:
    ran = iplos("kontroller", "a", "--json=ja", home=tmp_path)
    assert ran.code == 2
    assert "--json: tar ikke imot en verdi: 'ja'" in ran.err


def test_help_is_in_norwegian(tmp_path: Path) -> None:
    for words in (("--help",), ("krypter", "--help"), ("mottak", "apne", "--help")):
        text = iplos(*words, home=tmp_path).out
        assert "Bruk: iplos" in text
        assert "show this help" not in text
        assert "usage" not in text


def test_a_folder_for_the_trial_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    ran = iplos("demo", "--ut", tmp_path / "fil" / "mappe", home=tmp_path)
    assert ran.code == 3
    assert told(ran)
    assert "Mappa «mappe» kan ikke lages der." in ran.err
