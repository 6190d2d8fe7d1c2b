"""Qt's own words in bokmål, which Qt does not ship: buttons, menus and the file dialog."""

import json

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from iplos_desktop.shipped import resource


class Bokmal(QTranslator):
    """Looks Qt's English up in `resources/bokmal/qt.json`, by the part of Qt that says it."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        text = resource("bokmal", "qt.json").read_text(encoding="utf-8")
        self._words: dict[str, dict[str, str]] = json.loads(text)

    def isEmpty(self) -> bool:
        """Qt asks none that is empty."""
        return False

    def translate(self, context: str, text: str, *_: object) -> str | None:
        """The words in bokmål; None leaves Qt's own, such as the names of keys."""
        return self._words.get(context, {}).get(text)


def speak_bokmal(app: QCoreApplication) -> None:
    """Let all that Qt itself says, numbers and days too, be in bokmål."""
    QLocale.setDefault(QLocale(QLocale.Language.NorwegianBokmal))
    app.installTranslator(Bokmal(app))
