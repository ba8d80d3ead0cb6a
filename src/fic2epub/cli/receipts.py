"""`--report`: what became of every source, in types that JSON knows (docs/reference/report.schema.json)."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fic2epub.errors import OptionsError, WritingError

if TYPE_CHECKING:
    from fic2epub.errors import Fic2EpubError, Notice
    from fic2epub.options import Options
    from fic2epub.pipeline import Published
    from fic2epub.tally import Receipt

__all__ = ["VERSION", "Report", "told_notice"]

VERSION = 1
"""Of the form of the report; it grows when a program that reads the older form could not read the newer one."""
_STREAM = "-"
_BEGINNING = b'{\n  "fic2epub_report": '
"""Tells a report, which may be renewed, from any other file, which may not."""


class Report:
    """All that is told of one run, in the order in which it happened; one file, whole or not at all."""

    def __init__(self, path: str, options: Options, *, force: bool) -> None:
        """Raises `OptionsError` or `WritingError` before any work is begun, if the report cannot go there."""
        if path == _STREAM:
            raise OptionsError("the report wants a file: standard output is for books and their paths")
        self._path = Path(path)
        self._options = options
        self._works: list[dict[str, Any]] = []
        self._refuse(force=force)

    def _refuse(self, *, force: bool) -> None:
        """Raise `WritingError` if something stands there that is not to go."""
        if not self._path.exists():
            return
        if not self._path.is_file():
            raise WritingError("the report wants a file", where=str(self._path))
        with self._path.open("rb") as file:
            ours = file.read(len(_BEGINNING)) == _BEGINNING
        if not (ours or force):
            hint = "name another file for the report; --force overwrites it"
            raise WritingError("this file exists, and is no report", where=str(self._path), hint=hint)

    def made(self, source: str, published: Published) -> None:
        """A book was made."""
        book = published.book
        self._works.append(
            {
                "source": _text(source),
                "state": "made",
                "book": _text(str(published.path)),
                "title": book.metadata.title,
                "identifier": book.identifier,
                "receipt": None if published.receipt is None else told_receipt(published.receipt),
                "notices": [told_notice(notice) for notice in book.notices],
            }
        )

    def failed(self, error: Fic2EpubError, source: str | None, *, left_out: bool) -> None:
        """A source came to nothing."""
        self._works.append(
            {
                "source": _text(source or error.where),
                "state": "left out" if left_out else "failed",
                "message": _text(error.message),
                "hint": error.hint or None,
                "exit_code": error.exit_code,
            }
        )

    def write(self) -> None:
        """Write it down; raises `WritingError`."""
        from fic2epub.placing import put  # noqa: PLC0415 - as late as the books

        options = {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self._options).items()
        }
        whole = {"fic2epub_report": VERSION, "options": options, "works": self._works}
        put(self._path, f"{json.dumps(whole, ensure_ascii=False, indent=2)}\n".encode())


def told_receipt(receipt: Receipt) -> dict[str, Any]:
    """A receipt in types that JSON knows."""
    return {name: _plain(value) for name, value in receipt._asdict().items()}


def _plain(value: Any) -> Any:  # noqa: ANN401 - as many types as JSON has
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            return {name: _plain(one) for name, one in value._asdict().items()}
        return [_plain(one) for one in value]
    return value


def told_notice(notice: Notice) -> dict[str, str]:
    """A notice in types that JSON knows."""
    return {
        "code": notice.code,
        "severity": notice.severity.value,
        "message": notice.message,
        "where": notice.where,
    }


def _text(name: str) -> str:
    """The name, of which some bytes may be no text (PEP 383)."""
    return name.encode("utf-8", "replace").decode()
