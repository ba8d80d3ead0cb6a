"""`fic2epub update BOOK SAVE…`: a book is brought to a newer save of its work, and the reader's place is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fic2epub.cli.options import Grouped, as_changes, book_options, given, look_options, option, text_options
from fic2epub.cli.run import STREAM, Asked, Run, write_out
from fic2epub.errors import Fic2EpubError, OptionsError
from fic2epub.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fic2epub.model import Html, Work
    from fic2epub.updating import Change, Updated

__all__ = ["update"]

_UPDATE, _BOOK, _LOOKS, _TEXT, _FILES = "The update", "The book", "Looks", "Text", "Files and words"


@click.command(cls=Grouped, short_help="Bring a book to a newer save of its work, and keep your place in it.")
@click.argument("book", metavar="BOOK")
@click.argument("saves", metavar="SAVE…", nargs=-1, required=True)
@option(_UPDATE, "--keep-removed", is_flag=True, help="Keep chapters that the author removed, and mark them.")
@option(_UPDATE, "--json", "as_json", is_flag=True, help="Print what has changed as JSON, not the path.")
@book_options(_BOOK)
@look_options(_LOOKS)
@text_options(_TEXT)
@option(_FILES, "-o", "--output", metavar="FILE|FOLDER|-", help="Where the book goes; in its own place by default.")
@option(
    _FILES, "--force", is_flag=True, help="Take an older save, or one of another work; overwrite what stands there."
)
@option(_FILES, "--strict", is_flag=True, help="Exit with 3 if anything was guessed, missing or lost.")
@option(_FILES, "--quiet", is_flag=True, help="Say nothing but errors.")
def update(
    book: str,
    saves: tuple[str, ...],
    output: str | None,
    *,
    keep_removed: bool,
    as_json: bool,
    **choices: Any,  # noqa: ANN401 - what the options above declare, for `Options`
) -> int:
    """
    Bring BOOK, which was made here, to a newer SAVE of its work.

    Says which chapters are new, edited, retitled or removed. Places in the book, as e-readers keep them, lead to the
    same sentences. The options are those that it was made with, but for those that are said here. Several pages of
    the work are joined.

    \b
    fic2epub update "My Work.epub" "My Work.html"
    fic2epub update "My Work.kepub.epub" chapter-12.html chapter-13.html --keep-removed
    """  # noqa: D301 - click reads \b as "keep these lines"
    asked = Asked(report=None, **{name: choices.pop(name) for name in Asked._fields if name != "report"})
    changes = given(choices)
    run = Run(Options(), asked)
    if as_json and output == STREAM:
        raise OptionsError("book and JSON cannot both go to standard output", hint="name a file: -o FILE")
    try:
        _one(
            book, saves, output, changes | {"keep_removed": keep_removed, "as_json": as_json, "quiet": asked.quiet}, run
        )
    except Fic2EpubError as error:
        error.where = error.where or book
        run.fail(error)
    return run.end()


def _one(book: str, saves: Sequence[str], output: str | None, changes: dict[str, Any], run: Run) -> None:
    """Update the book, and say what has changed in it."""
    from fic2epub.pipeline import Published, with_notices  # noqa: PLC0415 - brings lxml; --help does not want it
    from fic2epub.restyling import place_of  # noqa: PLC0415 - the same
    from fic2epub.updating import update as updated_by  # noqa: PLC0415 - the same

    keep_removed, as_json, quiet = (changes.pop(name) for name in ("keep_removed", "as_json", "quiet"))
    path = place_of(book, output)
    made = updated_by(
        "-" if book == STREAM else path,
        _work(saves, Options(**changes)),
        changes,
        keep_removed=keep_removed,
        force=run.force,
    )
    if output == STREAM:
        write_out(made.content)
    else:
        path = _written(made, path, output, force=run.force)
        made = made._replace(book=with_notices(made.book, path))
        click.echo(_json(made, path) if as_json else path)
    if not quiet:
        for line in _said(made.changes):
            click.echo(line, err=True)
    run.made(Published(path, made.book, None), book)


def _work(saves: Sequence[str], options: Options) -> Work[Html]:
    """The one work of all saves; raises `OptionsError` when there are several."""
    from fic2epub.gathering import join  # noqa: PLC0415 - brings lxml; --help does not want it
    from fic2epub.pipeline import read  # noqa: PLC0415 - the same

    if len(saves) == 1 and not Path(saves[0]).is_dir():
        return read(saves[0], options)
    works = join(saves, options)
    if len(works) > 1:
        raise OptionsError(f"there are {len(works)} works among these saves", hint="update one book at a time")
    return works[0]


def _written(made: Updated, path: Path, output: str | None, *, force: bool) -> Path:
    """Write the book, and answer where: in its own place, or where else it is wanted."""
    from fic2epub.pipeline import borne  # noqa: PLC0415 - brings lxml; --help does not want it
    from fic2epub.placing import put, refuse_to_replace, stands_there, target_of  # noqa: PLC0415 - the same
    from fic2epub.targets import DEVICES, renamed  # noqa: PLC0415 - the same

    book = made.book
    own = output is None
    if output is None:
        target = renamed(path, DEVICES[book.device])
        own = target == path
    else:
        target, named_by_us = target_of(book.metadata, None, output, made.options)
        target = borne(target, book) if named_by_us else target
        own = target.exists() and path.exists() and target.samefile(path)
    if not stands_there(target, made.content, lambda: None if force or own else refuse_to_replace(target, book)):
        put(target, made.content)
    return target


def _json(made: Updated, path: Path) -> str:
    import json  # noqa: PLC0415 - only when asked for

    told = {
        "path": str(path),
        "changes": [{name: value for name, value in one._asdict().items() if value} for one in made.changes],
        "notices": [one._asdict() | {"severity": one.severity.value} for one in made.book.notices],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _said(changes: Sequence[Change]) -> Iterator[str]:
    """What has changed, in words."""
    for change in changes:
        name = f"chapter {change.number}" + (f": {change.title}" if change.title else "")
        if change.kind == "retitled":
            yield f"retitled: {name} (before: {change.was or 'without a title'})"
        elif change.kind == "edited":
            yield f"edited: {name} ({_counted(change.added)} in, {change.dropped} out)"
        elif change.kind != "moved":
            yield f"{change.kind}: {name}"
    moved = sum(change.kind == "moved" for change in changes)
    if moved:
        yield f"{moved} chapters have other numbers now" if moved > 1 else "1 chapter has another number now"
    if not changes:
        yield "no chapter has changed"


def _counted(lines: int) -> str:
    return f"{lines} line{'s' * (lines != 1)}"


as_changes(update)
