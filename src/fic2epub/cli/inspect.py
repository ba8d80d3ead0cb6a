"""`fic2epub inspect SOURCE`: what is sure, guessed and missing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from fic2epub.cli.options import Grouped, chosen, option, source_options, text_options
from fic2epub.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fic2epub.model import Html, Work
    from fic2epub.options import Options

__all__ = ["inspect", "read_one"]

_STREAM = "-"
_NAMED = 10
"""How many sources are named where one was wanted."""


_SOURCES, _TEXT = "Sources", "Text and style, with --changes"


@click.command(cls=Grouped, short_help="Say what is known of a work.")
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True)
@source_options(
    _SOURCES,
    join="As what the sources of a work are together.",
    omnibus="As the omnibus of all works in the sources.",
)
@text_options(_TEXT, but=("paragraphs", "notes"))
@option("What is said", "--changes", is_flag=True, help="Show what each rule changes, before and after.")
@option("What is said", "--json", "as_json", is_flag=True, help="As JSON, for other programs.")
def inspect(
    sources: tuple[str, ...],
    kind: str | None,
    *,
    changes: bool,
    as_json: bool,
    **choices: Any,  # noqa: ANN401 - what the options above declare, for `Options`
) -> int:
    """
    Say what is known of a work, and how well: sure, guessed or missing.

    SOURCE is a file, or a folder or an archive with one work in it; several with --join or --omnibus. Nothing is
    written. - is standard input.
    """
    from fic2epub.cli.report import report  # noqa: PLC0415 - --help does not want it

    options = chosen(choices)
    work, name = read_one(sources, kind, options)
    found = report(work, name)
    if work.origin is not None and work.origin.made_by == "fic2epub" and sources != (_STREAM,):
        found |= _made_with(sources[0])
    if changes:
        found |= _changes(work, options)
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else "\n".join(_lines(found)))
    return 0


def _made_with(source: str) -> dict[str, Any]:
    """The options of a book that was made here, if it tells them."""
    from fic2epub.restyling import made_with  # noqa: PLC0415 - few sources are such books

    chosen = made_with(source)
    return {} if chosen is None else {"made_with": chosen}


def _changes(work: Work[Html], options: Options) -> dict[str, Any]:
    """What would be done to the work, and all that is to be noticed then."""
    from fic2epub import pipeline  # noqa: PLC0415 - brings lxml; --help does not want it
    from fic2epub.cli.changes import changes_told  # noqa: PLC0415 - only when asked for

    return changes_told(*pipeline.changes(work, options))


def _lines(found: dict[str, Any]) -> Iterator[str]:
    """All of it for people."""
    from fic2epub.cli.outline import outlined  # noqa: PLC0415 - --help does not want it

    yield from outlined(found)
    if "changes" in found:
        from fic2epub.cli.changes import changed_lines  # noqa: PLC0415 - only when asked for

        yield from changed_lines(found)


def read_one(words: tuple[str, ...], kind: str | None, options: Options) -> tuple[Work[Html], str]:
    """The one work that the words mean, and what its source is called."""
    from fic2epub import pipeline  # noqa: PLC0415 - brings lxml; --help does not want it

    if kind == "omnibus":
        return pipeline.omnibus(words, options), ", ".join(words)
    if kind:
        works = pipeline.join(words, options)
        if len(works) > 1:
            raise _too_many([work.metadata.title for work in works], "works", ", ".join(words))
        return works[0], ", ".join(words)
    from fic2epub.sources import find_sources  # noqa: PLC0415 - the same

    found = [one for word in words for one in find_sources(word)]
    if len(found) > 1:
        raise _too_many([one.name for one in found], "sources", ", ".join(words))
    return pipeline.read(found[0].open(), options), found[0].name


def _too_many(names: list[str], kind: str, where: str) -> SourceError:
    listed = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    hint = f"name one of them, or take them together with --join or --omnibus: {listed}"
    return SourceError(f"these are {len(names)} {kind}, and one is looked at", where=where, hint=hint)
