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
    """The settings are damaged, or may not be read."""


@dataclass
class SettingsFile:
    """The settings on disk. trouble: what went wrong when they were read, None if nothing."""

    folder: Path = field(
        default_factory=lambda: platformdirs.user_config_path(_APP, appauthor=False)
    )
    trouble: str | None = None

    @property
    def path(self) -> Path:
        """The file itself."""
        return self.folder / "innstillinger.json"

    def load(self) -> Settings:
        """The settings; the built-in ones when there are none.

        A file that cannot be read is set aside, never written over.
        """
        try:
            return self.read()
        except UnreadableError:
            self._set_aside()
            return Settings()

    def read(self) -> Settings:
        """The settings as they stand; nothing is changed. Raises UnreadableError."""
        try:
            return _read(json.loads(self.path.read_text(encoding="utf-8")))
        except (FileNotFoundError, NotADirectoryError):
            return Settings()
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise UnreadableError from error

    def save(self, settings: Settings) -> None:
        """Write the settings whole or not at all; only what differs from the built-in ones.

        A folder that cannot be written to is no hindrance: `trouble` says so.
        """
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
        except (OSError, UserError):
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
    settings = Settings(senders=senders, draft=draft and _sender(draft), **kept)
    for text in (settings.import_folder, settings.output_folder, settings.columns):
        if text is not None and not isinstance(text, str):
            raise TypeError
    return settings


def _sender(kept: dict[str, Any]) -> SenderForm:
    sender = SenderForm(**kept)
    if not all(isinstance(value, str) for value in asdict(sender).values()):
        raise TypeError
    return sender
