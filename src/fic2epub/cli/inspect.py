"""`fic2epub inspect WORK.html`: what is sure, guessed and missing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from fic2epub.options import Options

if TYPE_CHECKING:
    from fic2epub.errors import Notice
    from fic2epub.model import Html, Metadata, Work

__all__ = ["inspect"]

_FACTS = (
    "title", "creators", "fandoms", "rating", "warnings", "categories", "relationships", "characters", "tags",
    "language", "series", "collections", "recipients", "related", "published", "updated", "words", "progress",
    "source_url", "work_id",
)  # fmt: skip
"""Fields of `Metadata`, in the order in which they are shown."""


@click.command(short_help="Say what is known of a work.")
@click.argument("work", metavar="WORK.html")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for other programs.")
@click.option("--partial", is_flag=True, help="Take a file whose end is cut off, as far as it goes.")
def inspect(work: str, *, as_json: bool, partial: bool) -> int:
    """
    Say what is known of a work, and how well: sure, guessed or missing.

    Nothing is written. - is standard input.
    """
    from fic2epub import pipeline  # noqa: PLC0415 - brings lxml; --help does not want it

    found = report(pipeline.read(work, Options(partial=partial)))
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        _show(found)
    return 0


def report(work: Work[Html]) -> dict[str, Any]:
    """What was found, in types that JSON knows: `facts`, `chapters`, `notices`."""
    states = {notice.where: notice.severity.value for notice in work.notices}
    return {
        "facts": {
            name: {"value": value, "known": states.get(name, "sure" if value else "not given")}
            for name, value in _plain(work.metadata).items()
        },
        "chapters": [
            {
                "number": chapter.number,
                "title": chapter.title,
                "words": _words(chapter.body),
                "has": [part for part in ("summary", "notes", "endnotes") if getattr(chapter, part) is not None],
            }
            for chapter in work.chapters
        ],
        "notices": [_notice(notice) for notice in work.notices],
    }


def _notice(notice: Notice) -> dict[str, str]:
    return {
        "code": notice.code,
        "severity": notice.severity.value,
        "message": notice.message,
        "where": notice.where,
    }


def _plain(metadata: Metadata) -> dict[str, Any]:
    """The facts as text, numbers and lists."""
    progress = metadata.progress
    return {name: _flat(getattr(metadata, name)) for name in _FACTS} | {
        "language": metadata.language if metadata.language != "und" else None,
        "series": [f"{series.name}, part {series.position}" for series in metadata.series],
        "related": [f"{work.kinship.value}: {work.title} {work.byline}".rstrip() for work in metadata.related],
        "progress": f"{progress.posted}/{progress.planned or '?'}" if progress else None,
    }


def _flat(value: object) -> object:
    if value is None or isinstance(value, str | int):
        return value
    if hasattr(value, "name"):
        return value.name
    return [_flat(one) for one in value] if isinstance(value, tuple) else str(value)


def _words(body: Html) -> int:
    """Runs of characters between blanks: a rough length, for people."""
    return len(" ".join(body.element.itertext("*")).split())


def _show(found: dict[str, Any]) -> None:
    for name, fact in found["facts"].items():
        value = fact["value"]
        shown = ", ".join(map(str, value)) if isinstance(value, list) else value
        if shown not in (None, "") or fact["known"] != "not given":
            click.echo(f"{fact['known']:<9} {name.replace('_', ' '):<14} {'' if shown is None else shown}")
    click.echo("")
    for chapter in found["chapters"]:
        also = f"  ({', '.join(chapter['has'])})" if chapter["has"] else ""
        click.echo(f"{chapter['number']:>5}  {chapter['title'] or '—':<50} {chapter['words']:>8,} words{also}")
    for notice in found["notices"]:
        click.echo(f"{notice['severity']:<9} {notice['code']}  {notice['message']}")
