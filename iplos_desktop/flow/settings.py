"""What is remembered from one time to the next: senders and folders, never data."""

import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import platformdirs

from iplos_desktop.errors import UserError
from iplos_desktop.flow.sender import SenderForm
from iplos_desktop.flow.whole_file import write_whole
from iplos_desktop.sealing.strict_json import load_object

_APP = "iplos-desktop"


@dataclass(frozen=True)
class Settings:
    """What a user has filled in before.

    senders: the latest first. import_folder, output_folder: where files were last chosen
    and written; None until then. columns: how the table of findings was set; None as at first.
    draft: a sender that is not filled in to its end yet; None when there is none.
    """

    senders: tuple[SenderForm, ...] = ()
    import_folder: str | None = None
    output_folder: str | None = None
    columns: str | None = None
    draft: SenderForm | None = None


class UnreadableError(Exception):
    """The settings are damaged; or they may not be read now, and may be in order."""

    def __init__(self, *, damaged: bool) -> None:
        super().__init__(damaged)
        self.damaged = damaged


@dataclass
class SettingsFile:
    """The settings on disk. trouble: what went wrong when they were read, None if nothing."""

    folder: Path = field(
        default_factory=lambda: platformdirs.user_config_path(_APP, appauthor=False)
    )
    trouble: str | None = None
    _held: bool = False  # it could not be read the last time, and is left alone

    @property
    def path(self) -> Path:
        """The file itself."""
        return self.folder / "innstillinger.json"

    def load(self, known: Settings | None = None) -> Settings:
        """The settings; the built-in ones when there are none.

        A damaged file is set aside; one that cannot be read now is left alone and not written
        over. known: what holds then, in place of the built-in ones.
        """
        self._held = False
        try:
            return self.read()
        except UnreadableError as unreadable:
            if unreadable.damaged:
                self._set_aside()
            else:
                self._held = True
                self.trouble = (
                    "Innstillingene fra sist kan ikke leses nå. De blir stående, og det du endrer,"
                    " huskes ikke til neste gang."
                )
            return known or Settings()

    def read(self) -> Settings:
        """The settings as they stand; nothing is changed. Raises UnreadableError."""
        try:
            return _read(load_object(self.path.read_bytes()))
        except (FileNotFoundError, NotADirectoryError):
            return Settings()
        except OSError as error:
            raise UnreadableError(damaged=False) from error
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise UnreadableError(damaged=True) from error

    def save(self, settings: Settings) -> None:
        """Write the settings whole or not at all; only what differs from the built-in ones.

        A folder that cannot be written to is no hindrance: `trouble` says so.
        """
        if self._held:
            return
        kept = {
            one.name: getattr(settings, one.name)
            for one in fields(settings)
            if getattr(settings, one.name) != one.default
        }
        kept["senders"] = [asdict(sender) for sender in settings.senders]
        if settings.draft is not None:
            kept["draft"] = asdict(settings.draft)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, json.dumps(kept, ensure_ascii=False, indent=2).encode())
        except (OSError, UserError, UnicodeEncodeError):
            self.trouble = "Innstillingene kunne ikke lagres. Du må fylle dem ut neste gang også."

    def _set_aside(self) -> None:
        self.trouble = (
            "Innstillingene fra sist kunne ikke leses. De er lagt til side, og du må fylle ut"
            " avsender på nytt."
        )
        try:
            os.replace(self.path, self.path.with_suffix(".uleselig"))  # noqa: PTH105
        except OSError:
            self.trouble = "Innstillingene fra sist kunne ikke leses."


def _read(kept: dict[str, Any]) -> Settings:
    senders = tuple(map(_sender, kept.pop("senders", [])))
    draft = kept.pop("draft", None)
    settings = Settings(senders=senders, draft=None if draft is None else _sender(draft), **kept)
    texts: tuple[object, ...] = (settings.import_folder, settings.output_folder, settings.columns)
    for text in texts:
        if text is not None and (not isinstance(text, str) or "\0" in text):
            raise TypeError
    return settings


def _sender(kept: dict[str, Any]) -> SenderForm:
    sender = SenderForm(**kept)
    if not all(isinstance(value, str) for value in asdict(sender).values()):
        raise TypeError
    return sender
