"""The look: colours that are seen by all, marks that are told apart, distances on one scale."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import (
    QLabel,
)
from pytestqt.qtbot import QtBot

import iplos_desktop
from iplos_desktop.gui import spacing
from iplos_desktop.gui.button import Button
from iplos_desktop.gui.colours import (
    BLACK,
    DARK,
    LIGHT,
    SHAPES_ON,
    TEXT_ON,
    WHITE,
    Colours,
    contrast,
    of_palette,
)
from iplos_desktop.gui.look import Look, app_icon, choose, palette_of
from iplos_desktop.gui.panel import Panel
from iplos_desktop.gui.sheet import style_sheet
from iplos_desktop.shipped import resource
from tests.gui.support import Story

GUI = Path(iplos_desktop.__file__).parent / "gui"
LOOKS = {"light": LIGHT, "dark": DARK, "black": BLACK, "white": WHITE}
THEMES = {
    # The contrast themes of Windows 11: window, text, link, disabled, chosen and the text upon it.
    "aquatic": ("#202020", "#ffffff", "#75e9fc", "#a6a6a6", "#8ee3f0", "#263b50"),
    "desert": ("#fffaef", "#3d3d3d", "#1c5e75", "#676767", "#903909", "#fff5e3"),
    "dusk": ("#2d3236", "#ffffff", "#70ebde", "#a6a6a6", "#a1bfde", "#212d3b"),
    "night sky": ("#000000", "#ffffff", "#8080ff", "#a6a6a6", "#d6b4fd", "#2b2b2b"),
}
every_look = pytest.mark.parametrize("colours", LOOKS.values(), ids=LOOKS)


@pytest.fixture(autouse=True)
def as_before(dressed: Look) -> Iterator[None]:
    yield
    dressed.wear(None)
    dressed.set_scale(1)


def theme(name: str) -> QPalette:
    """The palette of a system whose user has chosen a contrast theme."""
    window, text, link, disabled, chosen, on_chosen = THEMES[name]
    palette = QPalette(QColor(window))
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    for one, colour in (
        (role.Window, window),
        (role.Base, window),
        (role.WindowText, text),
        (role.Text, text),
        (role.Link, link),
        (role.Highlight, chosen),
        (role.HighlightedText, on_chosen),
    ):
        palette.setColor(one, QColor(colour))
    palette.setColor(group.Disabled, role.WindowText, QColor(disabled))
    return palette


def too_faint(colours: Colours) -> list[str]:
    named = colours.named()
    return [
        f"{front} on {back}: {contrast(named[front], named[back]):.2f}"
        for pairs, least in ((TEXT_ON, 4.5), (SHAPES_ON, 3.0))
        for front, back in pairs
        if contrast(named[front], named[back]) < least
    ]


def test_the_measure_of_contrast_is_that_of_wcag() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert contrast("#123456", "#123456") == 1


@every_look
def test_text_and_shapes_are_seen_in_every_look(colours: Colours) -> None:
    assert too_faint(colours) == []


@pytest.mark.parametrize("name", THEMES)
def test_text_and_shapes_are_seen_in_every_contrast_theme(name: str) -> None:
    assert too_faint(of_palette(theme(name))) == []


@every_look
def test_the_palette_is_of_the_same_colours(colours: Colours) -> None:
    """What Qt draws by itself: text, fields, chosen text, links, placeholders, tooltips."""
    palette, role = palette_of(colours), QPalette.ColorRole
    for front, back in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button),
        (role.HighlightedText, role.Highlight),
        (role.Link, role.Base),
        (role.LinkVisited, role.Base),
        (role.PlaceholderText, role.Base),
        (role.ToolTipText, role.ToolTipBase),
    ):
        assert contrast(palette.color(front).name(), palette.color(back).name()) >= 4.5, front


@every_look
def test_the_style_sheet_has_no_colour_of_its_own(colours: Colours) -> None:
    sheet = resource("style", "window.qss").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(", sheet) == []
    made = style_sheet(colours, 1.5)
    assert "@" not in made
    assert set(re.findall(r"#[0-9a-f]{6}", made)) <= set(colours.named().values())
    for place in re.findall(r'url\("(.+?)"\)', made):
        assert Path(place).is_file()


def test_the_web_page_of_a_report_has_the_same_colours() -> None:
    sheet = resource("style", "report.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.+?)\}", sheet, re.DOTALL)[:2]
    for rules, colours in ((light, LIGHT), (dark, DARK)):
        named = colours.named()
        for name, colour in re.findall(r"--([\w-]+): (#\w+)", rules):
            ours = f"{name}_text" if f"{name}_text" in named else name.replace("-", "_")
            assert named[ours] == colour, name


def test_a_system_that_asks_for_contrast_gets_it() -> None:
    assert choose(dark=False, high=False) is LIGHT
    assert choose(dark=True, high=False) is DARK
    assert choose(dark=False, high=True) is WHITE
    assert choose(dark=True, high=True) is BLACK


def test_the_colours_a_user_of_windows_has_chosen_are_left_as_they_are() -> None:
    colours = choose(dark=False, high=True, palette=theme("desert"))
    assert set(colours.named().values()) == set(THEMES["desert"])


_FOLLOWING = """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from iplos_desktop.gui.look import Look

app = QApplication([])
look = Look(app)
for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
    app.styleHints().setColorScheme(scheme)  # as the user does in the system's settings
    app.processEvents()
    print(look.colours.surface, app.palette().base().color().name())
"""


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="needs Xvfb, see tools/setup.sh")
def test_the_look_follows_the_system_while_the_program_runs() -> None:
    """On a desktop that has light and dark, which a screen in memory has not."""
    done = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-c", _FOLLOWING],
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", "QT_QPA_PLATFORMTHEME": "gnome"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    assert done.stdout.split() == [DARK.surface] * 2 + [LIGHT.surface] * 2


def shape(icon: QIcon, side: int) -> list[bool]:
    """Where an icon in black has ink."""
    image = icon.pixmap(QSize(side, side)).toImage()
    inks = (image.pixelColor(x, y) for y in range(side) for x in range(side))
    return [ink.alpha() > 127 and ink.value() < 128 for ink in inks]


def test_levels_and_steps_are_told_apart_by_shape_alone_at_16_pixels(dressed: Look) -> None:
    dressed.wear(WHITE)  # one colour for all
    for names in (("kritisk", "feil", "advarsel", "info", "ferdig"), ("ferdig", "her", "kommer")):
        shapes = {name: shape(dressed.icon(name, "text", "page"), 16) for name in names}
        for one, other in combinations(names, 2):
            differ = sum(a is not b for a, b in zip(shapes[one], shapes[other], strict=True))
            assert differ >= 16, f"{one} and {other} differ in {differ} of 256 pixels"


@every_look
def test_a_level_is_seen_on_a_chosen_row_too(dressed: Look, colours: Colours) -> None:
    dressed.wear(colours)
    for name, tone in (("feil", "danger"), ("advarsel", "warning"), ("info", "info")):
        icon = dressed.icon(name, tone)
        image = icon.pixmap(QSize(32, 32), QIcon.Mode.Selected).toImage()
        inks = [image.pixelColor(x, 26) for x in range(32)]  # where none of the signs is
        whole = [ink.name() for ink in inks if ink.alpha() == 255]
        assert max(contrast(ink, colours.chosen_back) for ink in whole) >= 3


def test_every_icon_is_drawn_on_one_grid() -> None:
    for path in resource("icons").glob("*.svg"):
        drawing = path.read_text(encoding="utf-8")
        grid = "0 0 64 64" if path.stem == "iplos" else "0 0 24 24"
        assert f'viewBox="{grid}"' in drawing, path.name
        widths = set(re.findall(r'stroke-width="([\d.]+)"', drawing))
        if 'fill="none" stroke="currentColor"' in drawing:
            assert widths <= {"2"}, path.name


def test_the_program_has_an_icon_for_every_place() -> None:
    sizes = {(size.width(), size.height()) for size in app_icon().availableSizes()}
    assert {(side, side) for side in (16, 24, 32, 48, 64, 128, 256)} <= sizes


@every_look
def test_a_panel_that_changes_its_tone_changes_its_words_too(
    qtbot: QtBot, dressed: Look, colours: Colours
) -> None:
    dressed.wear(colours)
    panel = Panel("good")
    qtbot.addWidget(panel)
    panel.tell("Fila kan sendes.", "Se gjennom advarslene først.")
    panel.show()
    qtbot.waitExposed(panel)
    for tone in ("warning", "danger", "info", "good"):
        panel.tell("Fila har feil.", "Rett det du kan.", tone)
        for words in panel.findChildren(QLabel):
            if words.text():
                drawn = words.palette().color(QPalette.ColorRole.WindowText).name()
                assert drawn == colours.named()[f"{tone}_text"]


def test_one_button_a_page_is_filled(story: Story, faulty: Path, tmp_path: Path) -> None:
    assert filled(story) == ["Ny innsending"]
    story.begin()
    assert filled(story) == ["Velg fil"]
    story.choose(faulty)
    assert filled(story) == ["Neste"]
    story.next()
    story.until_listed()
    assert filled(story) == ["Neste"]
    wrong = tmp_path / "notat.xml"
    wrong.write_text("ikke et uttrekk", encoding="utf-8")
    story.window.road.choose(wrong)
    story.bot.waitUntil(lambda: not story.window.road.busy)
    assert filled(story) == ["Kontroller på nytt"]


def filled(story: Story) -> list[str]:
    """The buttons that say: this is what to do next."""
    buttons = story.window.findChildren(Button)
    shown = [one for one in buttons if one.isVisible() and one.property("primary") is True]
    return [one.accessibleName() for one in shown]


def test_every_distance_stands_on_the_scale() -> None:
    stray = [
        f"{path.name}:{call.lineno} {ast.unparse(call)}: see gui/spacing.py"
        for path in sorted(GUI.rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and re.fullmatch(r"set\w*Spacing|setContentsMargins|addSpacing", call.func.attr)
        and not all(on_the_scale(part) for part in call.args)
    ]
    assert stray == []


def on_the_scale(part: ast.expr) -> bool:
    """Numbers are; names and sums are somebody's, who got them from there."""
    return not isinstance(part, ast.Constant) or part.value in spacing.SCALE
