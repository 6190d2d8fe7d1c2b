"""Writes all of tests/vectors/ but its README.md."""

import json
import shutil
import tempfile
from pathlib import Path

from tools.vectors.archives import broken_archives
from tools.vectors.exports import write_exports
from tools.vectors.good import good_files
from tools.vectors.keylists import key_lists
from tools.vectors.keys import make_keys
from tools.vectors.messages import broken_messages

FOLDER = Path(__file__).parents[2] / "tests" / "vectors"


def main() -> None:
    """Make every file, then put them in the place of those there were."""
    with tempfile.TemporaryDirectory(dir=FOLDER.parent, prefix=".vectors-") as name:
        folder = Path(name)
        registry = make_keys(folder)
        exports = write_exports(folder / "exports")
        good = good_files(folder, exports, registry.keys)
        broken = [*broken_messages(registry.keys, good), *broken_archives(registry.keys, good)]
        (folder / "broken").mkdir()
        for each in broken:
            (folder / "broken" / f"{each.name}.p7m").write_bytes(each.data)
        index = {
            "format": 1,
            "keys": {key.name: key.entry() for key in registry.keys.values()},
            "good": [each.entry() for each in good],
            "broken": [each.entry() for each in broken],
            "key_lists": key_lists(folder, registry),
        }
        text = json.dumps(index, ensure_ascii=False, indent=1) + "\n"
        (folder / "index.json").write_text(text, encoding="utf-8")
        _put_in_place(folder)


def _put_in_place(made: Path) -> None:
    FOLDER.mkdir(exist_ok=True)
    for each in made.iterdir():
        target = FOLDER / each.name
        if target.is_dir():
            shutil.rmtree(target)
        each.replace(target)
    files = [each for each in FOLDER.rglob("*") if each.is_file()]
    size = sum(each.stat().st_size for each in files)
    print(f"{len(files)} files, {size // 1024} kB in {FOLDER}")


if __name__ == "__main__":
    main()
