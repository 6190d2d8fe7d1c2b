"""A picture of a window as a small file, for the pages of the repository."""

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

_MOST = 256  # colours of a PNG with a palette


def small_copy(picture: Path, copy: Path) -> None:
    """Write the picture anew with its 256 most used colours: about a third of the size."""
    image = QImage(str(picture)).convertToFormat(QImage.Format.Format_RGB32)
    used = Counter(memoryview(image.constBits()).cast("I"))
    table = [colour for colour, _ in used.most_common(_MOST)]
    flags = Qt.ImageConversionFlag.ThresholdDither
    few = image.convertToFormat(QImage.Format.Format_Indexed8, table, flags)
    few.save(str(copy), quality=0)
