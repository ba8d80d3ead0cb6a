"""`fic2epub inspect SOURCE`: what is sure, guessed and missing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from fic2epub.errors import SourceError
from fic2epub.options import Options

if TYPE_CHECKING:
    from fic2epub.model import Html, Work

__all__ = ["inspect"]

_NAMED = 10
"""How many sources are named where one was wanted."""


@click.command(short_help="Say what is known of a work.")
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="As JSON, for other programs.")
@click.option("--join", "kind", flag_value="join", help="As what the sources of a work are together.")
@click.option("--omnibus", "kind", flag_value="omnibus", help="As the omnibus of all works in the sources.")
@click.option("--partial", is_flag=True, help="Take a file whose end is cut off, as far as it goes.")
def inspect(sources: tuple[str, ...], kind: str | None, *, as_json: bool, partial: bool) -> int:
    """
    Say what is known of a work, and how well: sure, guessed or missing.

    SOURCE is a file, or a folder or an archive with one work in it; several with --join or --omnibus. Nothing is
    written. - is standard input.
    """
    from fic2epub.cli.outline import outlined  # noqa: PLC0415 - --help does not want it
    from fic2epub.cli.report import report  # noqa: PLC0415 - the same

    work, name = _read(sources, kind, Options(partial=partial))
    found = report(work, name)
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else "\n".join(outlined(found)))
    return 0


def _read(words: tuple[str, ...], kind: str | None, options: Options) -> tuple[Work[Html], str]:
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
