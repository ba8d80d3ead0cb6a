"""
Books of works that somebody sent, made in a process of its own: `python -m fic2epub.serving.workshop PARENT`.

It ends with the process of that number, which asked. What it is asked stands on standard input, what it answers on
standard output, both as a line of JSON and the bytes behind it. It may use so much memory and time, and write no file.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from threading import Thread
from time import sleep
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from fic2epub.errors import Fic2EpubError, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fic2epub.errors import Notice
    from fic2epub.model import Source
    from fic2epub.options import Options
    from fic2epub.sources import Found

__all__ = ["MEMORY", "SECONDS", "Answer", "Sent", "answered", "packed", "unpacked"]

MEMORY = 2 << 30
"""Bytes of address space; the longest works of the archive want a fifth of it."""
SECONDS = 120
"""Of a processor."""
_BOOKS = 100
"""Books of one request."""
_DECIDED = ("M", "C")
"""Letters of the codes that are about markup and style."""


class Sent(NamedTuple):
    """A file that somebody sent."""

    name: str
    content: bytes


class Answer(NamedTuple):
    """What came of it: books with what is to be said of them, or what is wrong."""

    books: tuple[Sent, ...]
    notices: tuple[tuple[str, ...], ...]
    """Sentences, of each book."""
    error: tuple[str, str] = ("", "")
    """The sentence and the hint of an error; empty when there are books."""


def answered(files: Sequence[Sent], options: Options) -> Answer:
    """Make a book of each work in these files; several of them may be one work, and a zip archive several files."""
    from fic2epub import gathering, pipeline  # noqa: PLC0415 - within the limits of memory, as all that it brings
    from fic2epub.naming import file_name  # noqa: PLC0415 - the same
    from fic2epub.targets import bearable, target_named  # noqa: PLC0415 - the same

    left_out: list[tuple[str, Fic2EpubError]] = []

    def refuse(error: Fic2EpubError, found: Found) -> None:
        left_out.append((found.name, error))

    try:
        gathered = gathering.gather(list(_sources(files, left_out)), options, refuse)
        if not gathered.given and left_out:
            raise left_out[0][1]
        books: list[Sent] = []
        notices = []
        for one in gathering.joined(gathered, options)[:_BOOKS]:
            book = pipeline.build(one.work, options)
            name = file_name(book.metadata, options.template)
            books.append(Sent(bearable(name, target_named(options.device)), pipeline.content_of(book)))
            notices.append(tuple(_said(book.notices)))
    except Fic2EpubError as error:
        said = f"“{error.where}”: {error.message}" if error.where else error.message
        return Answer((), (), (said, error.hint))
    except (MemoryError, RecursionError):
        return Answer(
            (), (), ("this is more than the library can make a book of", "make it at a computer: fic2epub FILE")
        )
    notices[0] = (*(f"left out: {name}: {error.message}" for name, error in left_out), *notices[0])
    return Answer(tuple(books), tuple(notices))


def _sources(files: Iterable[Sent], left_out: list[tuple[str, Fic2EpubError]]) -> Iterator[Source]:
    """The files, and those in archives."""
    from fic2epub.model import Source  # noqa: PLC0415 - as above
    from fic2epub.sources.archives import is_epub, saves_in  # noqa: PLC0415 - the same
    from fic2epub.sources.kinds import is_packed  # noqa: PLC0415 - the same

    for name, content in files:
        source = Source(data=content, name=name)
        if not is_packed(content) or is_epub(content, name):
            yield source
            continue
        for member, opened in saves_in(source):
            try:
                yield opened()
            except Fic2EpubError as error:
                left_out.append((member, error))


def _said(notices: Iterable[Notice]) -> Iterator[str]:
    """A sentence for each kind of notice; what was decided on markup and style as it was meant to be is left out."""
    kinds: dict[str, list[Notice]] = {}
    for notice in notices:
        if notice.code[0] not in _DECIDED or notice.severity is not Severity.INFO:
            kinds.setdefault(notice.code, []).append(notice)
    for code, same in kinds.items():
        where = f" ({same[0].where}{', …' if len(same) > 1 else ''})" if same[0].where else ""
        yield f"{same[0].severity.value}, {code}: {same[0].message}{where}"


def packed(head: dict[str, Any], files: Iterable[Sent]) -> bytes:
    """A line of JSON, and the files' bytes behind it."""
    files = tuple(files)
    line = json.dumps({**head, "files": [[name, len(content)] for name, content in files]})
    return b"".join((line.encode(), b"\n", *(content for _, content in files)))


def unpacked(stream: IO[bytes]) -> tuple[dict[str, Any], tuple[Sent, ...]]:
    """What `packed` made; raises `ValueError` when it is not whole."""
    head = json.loads(stream.readline())
    files = tuple(Sent(name, stream.read(size)) for name, size in head.pop("files"))
    if stream.read(1):
        raise ValueError("there is more than was said")
    return head, files


def _limit() -> None:
    """Bound this process; Windows has no such bounds."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - see above

        for limit, most in (
            (resource.RLIMIT_AS, MEMORY),
            (resource.RLIMIT_CPU, SECONDS),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            hard = resource.getrlimit(limit)[1]
            with suppress(OSError, ValueError):  # macOS knows some only by name
                resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _end_with(parent: int) -> None:
    """End this process soon after the one that asked: there is nobody to answer then."""
    while os.getppid() == parent:
        sleep(1)
    os._exit(1)


def _main() -> None:
    """Answer one request."""
    _limit()
    Thread(target=_end_with, args=(int(sys.argv[1]),), daemon=True).start()
    from fic2epub.options import Options  # noqa: PLC0415 - within the limits

    head, files = unpacked(sys.stdin.buffer)
    answer = answered(files, Options(**head))
    said = {"notices": answer.notices, "error": answer.error}
    sys.stdout.buffer.write(packed(said, answer.books))


if __name__ == "__main__":
    _main()
