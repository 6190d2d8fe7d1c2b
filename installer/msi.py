"""The Windows package: an MSI from a folder, by wixl, or on Windows by WiX 3."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from installer import source, wxs
from installer.tools import run
from installer.tree import HASHES, sha256

_SOURCES = ("product.wxs", "files.wxs")
_PRODUCT = source.HERE / "windows" / "product.wxs"
# What wixl has no elements for is laid in afterwards. "=-*": set when installed, taken away when
# removed, for the whole machine; "[~]": what is there already. 768: the lowest and the highest
# version are themselves among those replaced.
_LAID_IN = """\
DELETE FROM `Upgrade` WHERE `ActionProperty` = 'OLDERFOUND';
INSERT INTO `Upgrade` (`UpgradeCode`, `VersionMin`, `VersionMax`, `Attributes`, `ActionProperty`) \
VALUES ('{{{UpgradeCode}}}', '0.0.0', '{Version}', 768, 'OLDERFOUND');
UPDATE `Property` SET `Value` = 'ADDTOPATH;NEWERFOUND;OLDERFOUND' \
WHERE `Property` = 'SecureCustomProperties';
CREATE TABLE `Condition` (`Feature_` CHAR(38) NOT NULL, `Level` INT NOT NULL, \
`Condition` CHAR(255) PRIMARY KEY `Feature_`, `Level`);
INSERT INTO `Condition` (`Feature_`, `Level`, `Condition`) \
VALUES ('CommandLine', 1, 'ADDTOPATH = "1" OR (PATHBEFORE = "1" AND ADDTOPATH <> "0")');
CREATE TABLE `Environment` (`Environment` CHAR(72) NOT NULL, \
`Name` CHAR(255) NOT NULL LOCALIZABLE, `Value` CHAR(255) LOCALIZABLE, \
`Component_` CHAR(72) NOT NULL PRIMARY KEY `Environment`);
INSERT INTO `Environment` (`Environment`, `Name`, `Value`, `Component_`) \
VALUES ('Path', '=-*PATH', '[~];[ProgramFolder]bin', 'Path');
INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) \
VALUES ('WriteEnvironmentStrings', 5200);
INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) \
VALUES ('RemoveEnvironmentStrings', 3300)"""
_UTC = {"TZ": "UTC"}  # a cabinet and the summary hold local time
# Its own notes of language, identity and time, in place of what wixl makes anew each time.
_SUMMARY = """PropertyId\tValue
i2\tl255
_SummaryInformation\tPropertyId
1\t1252
2\tInstallation Database
3\tIPLOS Desktop {version}
4\tIPLOS Desktop
5\tInstaller
6\tKontrollerer og krypterer IPLOS-uttrekk
7\tx64;1044
9\t{{{package}}}
12\t{time}
13\t{time}
14\t500
15\t2
18\tmsitools
19\t2
"""


def make_msi(root: Path, icon: Path, msi: Path, version: str) -> None:
    """Make an MSI of `root`, by the tools at hand, in the folder above it.

    The product code follows from the content: the same bytes are the same product, and any change
    is an upgrade.
    """
    work = root.parent
    (work / "files.wxs").write_text(wxs.files_wxs(root), encoding="utf-8")
    shutil.copyfile(_PRODUCT, work / "product.wxs")
    content = sha256(root / HASHES)
    values = {
        "Version": version,
        "UpgradeCode": wxs.UPGRADE_CODE,
        "Icon": os.path.relpath(icon, work),
        "ProductCode": wxs.identity(f"product {version} {content}"),
    }
    msi.unlink(missing_ok=True)
    if shutil.which("wixl"):
        _by_wixl(values, work, msi)
        _write_summary(version, wxs.identity(f"package {version} {content}"), work, msi)
    elif shutil.which("candle"):
        _by_wix(values, work, msi)
    else:
        raise SystemExit("Neither wixl nor WiX 3 (candle, light) was found.")


def _by_wixl(values: dict[str, str], work: Path, msi: Path) -> None:
    given = [word for name, value in values.items() for word in ("-D", f"{name}={value}")]
    run("wixl", "-a", "x64", *given, "-o", msi, *_SOURCES, cwd=work, env=_UTC)
    for statement in _LAID_IN.split(";\n"):
        run("msibuild", msi, "-q", statement.format(**values))


def _write_summary(version: str, package: str, work: Path, msi: Path) -> None:
    time = datetime.fromtimestamp(source.epoch(), UTC).strftime("%Y/%m/%d %H:%M:%S")
    text = _SUMMARY.format(version=version, package=package, time=time)
    table = work / "summary.idt"
    table.write_text(text, encoding="ascii", newline="\r\n")
    run("msibuild", msi, "-i", table, env=_UTC)


def _by_wix(values: dict[str, str], work: Path, msi: Path) -> None:
    given = [f"-d{name}={value}" for name, value in {**values, "Wix3": "1"}.items()]
    run("candle", "-nologo", "-arch", "x64", *given, *_SOURCES, cwd=work)
    run("light", "-nologo", "-spdb", "-out", msi, "product.wixobj", "files.wixobj", cwd=work)
