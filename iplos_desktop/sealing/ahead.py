"""Work done one step ahead, in a helper thread: compressing and hashing need but one core."""

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor


def ahead(source: Iterator[bytes]) -> Generator[bytes, None, None]:
    """What `source` gives, each made while the one before is used; its errors come out here.

    Close it (`contextlib.closing`) before what `source` itself reads from.
    """
    with ThreadPoolExecutor(1) as helper:
        coming = helper.submit(next, source, None)
        while (piece := coming.result()) is not None:
            coming = helper.submit(next, source, None)
            yield piece
