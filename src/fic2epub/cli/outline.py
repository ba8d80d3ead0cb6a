"""A report on a work, line by line, for people."""

from __future__ import annotations

import sys
import unicodedata
from shutil import get_terminal_size
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from fic2epub.model import Form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["outlined"]

_KNOWN = 9
"""Columns for how well a fact is known: the longest word is `guessed`, and `not given` is never shown."""
_LABEL = 14
_CODE = 4
_TITLE = 56
"""Columns for the title of a chapter, at most."""
_ENDLESS = 1 << 30

_SPELLED = {"device": "for"}
"""Options that the command line calls otherwise."""


def outlined(found: dict[str, Any]) -> Iterator[str]:
    """The lines of a report (`fic2epub.cli.report`), parted at the width of the terminal, if there is one."""
    source = found["source"]
    form = Form[source["form"].upper()].value if source["form"] else ""
    era = f"printed {source['era']}" if source["era"] else ""
    made_by = f"made by {source['made_by']}" if source["made_by"] else ""
    yield from _line("", "source", source["name"])
    yield from _line("", "form", ", ".join(filter(None, (form, era, made_by))))
    yield from _line("", "saved", source["saved"] or "")
    if "made_with" in found:
        yield from _line("", "made with", ", ".join(_chosen(found["made_with"])) or "the usual options")
    yield from _work(found)


def _chosen(options: dict[str, Any]) -> Iterator[str]:
    """Options as the command line has them; rules and flags by their name alone."""
    for name, value in options.items():
        said = ",".join(value) if isinstance(value, list | tuple) else value
        yield f"--{_SPELLED.get(name, name).replace('_', '-')}" + ("" if value is True or name == "css" else f" {said}")


def _work(found: dict[str, Any]) -> Iterator[str]:
    spoken = found["facts"]["language_name"]["value"]
    for name, fact in found["facts"].items():
        if name == "language_name":
            continue
        shown = _SHOWN.get(name, _plain)(fact["value"])
        if name == "language" and spoken:
            shown = f"{spoken} ({shown or 'und'})"
        if shown or fact["known"] in {"guessed", "missing"}:
            yield from _line(fact["known"], name.replace("_", " "), shown)
    yield from _line("sure", "notes", ", ".join(_part(part) for part in found["has"] if part != "summary"))
    yield from _things(found)
    yield from _tree(found["chapters"]["tree"])
    yield from _not_here(found["chapters"])
    for number, part in enumerate(found["parts"], 1):
        yield from ("", f"PART {number}")
        yield from _work(part)
    for number, notice in enumerate(found["notices"]):
        if not number:
            yield ""
        where = "" if notice["where"] in {"", "chapters", *found["facts"]} else f" ({notice['where']})"
        yield from _line(notice["severity"], notice["code"], notice["message"] + where, width=_CODE)


def _things(found: dict[str, Any]) -> Iterator[str]:
    """Chapters, words, pictures and style, counted."""
    count = len(found["chapters"]["tree"])
    chapters = f"{count:,}, " if count and not found["one_shot"] else ""
    if count or not found["parts"]:
        yield from _line(
            found["chapters"]["known"], "text", f"{chapters and 'chapters: ' + chapters}{found['words']:,} words"
        )
    kept, linked = found["pictures"]["kept"], found["pictures"]["linked"]
    if kept or linked:
        yield from _line("sure", "pictures", f"{kept:,} in the source, {linked:,} elsewhere")
    yield from _line("sure", "work skin", "yes" if found["work_skin"] else "")


def _tree(chapters: list[dict[str, Any]]) -> Iterator[str]:
    if not chapters:
        return
    yield ""
    width = min(_TITLE, max(_columns(chapter["title"] or "—") for chapter in chapters))
    for chapter in chapters:
        title = chapter["title"] or "—"
        blanks = " " * (width - _columns(title))
        also = f"   {', '.join(_beside(chapter))}" if any(_beside(chapter)) else ""
        yield f"{chapter['number']:>5}  {title}{blanks} {chapter['words']:>8,} words{also}"


def _beside(chapter: dict[str, Any]) -> Iterator[str]:
    yield from map(_part, chapter["has"])
    if chapter["byline"]:
        yield f"by {_names(chapter['byline'])}"
    if chapter["chapter_id"]:
        yield f"id {chapter['chapter_id']}"
    if chapter["published"]:
        yield str(chapter["published"])


def _not_here(chapters: dict[str, Any]) -> Iterator[str]:
    """Chapters that the source names and does not hold."""
    here = {chapter["number"] for chapter in chapters["tree"]}
    gone = [listed for listed in chapters["listed"] if listed["number"] not in here]
    if gone:
        yield ""
        named = ", ".join(f"{one['number']} {one['title']}".strip() for one in gone)
        yield from _line("", "not here", named)


def _part(name: str) -> str:
    return "end notes" if name == "endnotes" else name


def _line(known: str, label: str, text: str, *, width: int = _LABEL) -> Iterator[str]:
    """How well it is known, what it is, and what it says; nothing of what says nothing, if it ought to."""
    if not text and known in {"", "sure"}:
        return
    start = f"{known:<{_KNOWN}} {label:<{width}} "
    room = get_terminal_size().columns if sys.stdout.isatty() else _ENDLESS
    lines = wrap(text, max(room - len(start), 20), break_long_words=False, break_on_hyphens=False) or [""]
    yield (start + lines[0]).rstrip()
    for line in lines[1:]:
        yield " " * len(start) + line


def _columns(text: str) -> int:
    """How wide a terminal draws the text."""
    wide = sum(unicodedata.east_asian_width(sign) in {"F", "W"} for sign in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))


def _plain(value: Any) -> str:  # noqa: ANN401 - as many types as JSON has
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool) or value is None:
        return "yes" if value else ""
    return f"{value:,}" if isinstance(value, int) else " / ".join(str(value).split("\n"))


def _names(named: list[dict[str, Any]]) -> str:
    return ", ".join(one["name"] for one in named)


def _creators(creators: list[dict[str, Any]]) -> str:
    archived = {one["name"]: f" [archived by {one['archivist']}]" for one in creators if one["archivist"]}
    return ", ".join(one["name"] + archived.get(one["name"], "") for one in creators)


def _series(series: list[dict[str, Any]]) -> str:
    counted = {True: " of what could be seen", False: ""}
    return "; ".join(f"{one['name']}, part {one['position']}{counted[one['visible']]}" for one in series)


def _related(related: list[dict[str, Any]]) -> str:
    by = [f" by {one['byline']}" if one["byline"] else "" for one in related]
    return "; ".join(f"{one['kinship']}: {one['title']}{name}" for one, name in zip(related, by, strict=True))


def _prompts(prompts: list[dict[str, Any]]) -> str:
    return ", ".join(f"of {one['prompter']} in {one['collection']['name']}" for one in prompts)


def _progress(progress: dict[str, Any] | None) -> str:
    if progress is None:
        return ""
    planned = "?" if progress["planned"] is None else f"{progress['planned']:,}"
    return f"{progress['posted']:,}/{planned}{', complete' if progress['complete'] else ''}"


def _reception(reception: dict[str, Any] | None) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in (reception or {}).items() if count is not None)


_SHOWN: dict[str, Callable[[Any], str]] = {
    "creators": _creators,
    "recipients": _names,
    "collections": _names,
    "series": _series,
    "related": _related,
    "prompts": _prompts,
    "progress": _progress,
    "reception": _reception,
}
"""How a fact that is no plain text is shown."""
