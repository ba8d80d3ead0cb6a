"""The rows of the page about the work: tags, and when and for whom it was published."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fic2epub.dom import sub
from fic2epub.pages import labels
from fic2epub.pages.frame import append_text, heading, in_english, in_order, in_our_words, isolated, tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lxml.etree import _Element

    from fic2epub.model import Metadata, Progress, Prompt, Series
    from fic2epub.pages.frame import Setting

__all__ = ["add_publication", "add_tags", "add_together"]

_ARCHIVES = ("warnings", "categories")
_AUTHORS = ("fandoms", "relationships", "characters")
"""Rows of tags: words of the archive, which speaks English, and of authors."""


def add_tags(parent: _Element, metadata: Metadata, setting: Setting) -> None:
    """
    The section of the tags in the archive's order; nothing when there is none.

    They are text and no links, so that nobody opens the archive by turning a page
    (order: otwarchive app/views/downloads/_download_preface.html.erb).
    """
    tags = [(name, getattr(metadata, name)) for name in (*_ARCHIVES, *_AUTHORS)]
    if not (metadata.rating or metadata.tags or any(names for _, names in tags)):
        return
    pairs = _open_list(parent, labels.TAGS, "tags", setting)
    if metadata.rating:
        cell = _open_row(pairs, "rating", setting.say(labels.RATING), setting, metadata.rating)
        in_english(cell, setting.lang)
    for name, names in tags:
        if names and name == "warnings" and setting.folded:
            _add_folded(pairs, setting.wording.row_label(name, names), setting)
        elif names:
            cell = _add_names(pairs, name, setting.wording.row_label(name, names), names, setting)
            if name in _ARCHIVES:
                in_english(cell, setting.lang)
    _add_names(pairs, "tags", setting.say(labels.ADDITIONAL_TAGS), metadata.tags, setting)


def add_publication(parent: _Element, metadata: Metadata, setting: Setting) -> None:
    """The section of series, people, dates and counts; nothing when none is known."""
    pairs = _open_list(parent, labels.PUBLICATION, "publication", setting)
    if metadata.series:
        _add_series(pairs, metadata.series, setting)
    _add_known(pairs, metadata, setting)
    if not len(pairs):
        parent.remove(parent[-1])


def add_together(parent: _Element, metadata: Metadata, works: int, setting: Setting) -> None:
    """The section of an omnibus: how many works, their fandoms, and what is said of them together."""
    pairs = _open_list(parent, labels.PUBLICATION, "publication", setting)
    _add_ours(pairs, "works", labels.WORKS, setting.wording.number(works), setting)
    label = setting.wording.row_label("fandoms", metadata.fandoms)
    _add_names(pairs, "fandoms", label, metadata.fandoms, setting)
    _add_known(pairs, metadata, setting)


def _add_known(pairs: _Element, metadata: Metadata, setting: Setting) -> None:
    """Language, people and collections it was made for, dates and counts."""
    wording, progress = setting.wording, metadata.progress
    if metadata.language_name:
        isolated(_open_row(pairs, "language", setting.say(labels.LANGUAGE), setting, metadata.language_name), setting)
    names = [collection.name for collection in metadata.collections]
    if names:
        cell = _open_row(pairs, "collections", wording.row_label("collections", names), setting)
        for place, name in enumerate(names):  # apart, for these may hold commas
            append_text(cell, ", " if place else "")
            _add_name(cell, name, "collection", setting)
    _add_names(pairs, "recipients", setting.say(labels.GIFT), [one.name for one in metadata.recipients], setting)
    _add_prompts(pairs, metadata.prompts, setting)
    _add_day(pairs, "published", labels.PUBLISHED, metadata.published, setting)
    changed = labels.COMPLETED if progress is not None and progress.complete else labels.UPDATED
    _add_day(pairs, "updated", changed, metadata.updated, setting)
    if progress is not None:
        _add_progress(pairs, progress, setting)
    if metadata.words is not None:
        _add_ours(pairs, "words", labels.WORDS, wording.number(metadata.words), setting)
    _add_ours(pairs, "time", labels.READING_TIME, wording.reading_time(metadata.words, metadata.language), setting)


def _open_list(parent: _Element, message: str, ident: str, setting: Setting) -> _Element:
    """A section with a heading, and the description list in it."""
    section = sub(parent, "section", class_=ident)
    heading(section, "h3", message, f"about-{ident}-title", setting).set("class", "part-title")
    return sub(section, "dl", class_="facts-list")


def _open_row(pairs: _Element, name: str, label: str, setting: Setting, words: str = "") -> _Element:
    """
    The cell of a new row; the colon of its term is for where the sheet sets both on one line.

    The row's class says what it holds (`row-fandoms`): whoever reads the book back knows it in every language. It
    runs as its label does, and the sheet keeps it on the page's own side.
    """
    group = in_order(sub(pairs, "div", class_=f"row row-{name}"), setting)
    term = setting.wording.term(label)
    in_our_words(sub(group, "dt", term.rstrip(" ")), setting).tail = " " if term.endswith(" ") else ""
    return sub(group, "dd", words) if words else sub(group, "dd")


def _add_ours(pairs: _Element, name: str, message: str, words: str, setting: Setting) -> None:
    """A row of our own words; none when there are none."""
    if words:
        in_order(in_our_words(_open_row(pairs, name, setting.say(message), setting, words), setting), setting)


def _add_names(pairs: _Element, name: str, label: str, names: Sequence[str], setting: Setting) -> _Element:
    """One list of names, as the archive prints them; a comma is in none of them."""
    if not names:
        return pairs
    return isolated(_open_row(pairs, name, label, setting, ", ".join(names)), setting)


def _add_folded(pairs: _Element, label: str, setting: Setting) -> None:
    """The way to the warnings, which readers that know notes show over the page."""
    cell = _open_row(pairs, "warnings", label, setting)
    link = sub(cell, "a", setting.say(labels.SHOW_WARNINGS), epub_type="noteref", role="doc-noteref", class_="unfold")
    link.set("id", f"{setting.mark}warnings-ref")
    link.set("href", f"{setting.folded}#{setting.mark}warnings")
    in_order(in_our_words(link, setting), setting)


def _add_day(pairs: _Element, name: str, message: str, day: date | None, setting: Setting) -> None:
    """A date in words, and as programs write it."""
    if day is not None:
        cell = in_order(in_our_words(_open_row(pairs, name, setting.say(message), setting), setting), setting)
        sub(cell, "time", setting.wording.day(day), datetime=day.isoformat())


def _add_progress(pairs: _Element, progress: Progress, setting: Setting) -> None:
    """`3 of 10`, and `3 of ?` as the archive says when the end is not known."""
    cell = in_order(in_our_words(_open_row(pairs, "chapters", setting.say(labels.CHAPTERS), setting), setting), setting)
    number = setting.wording.number
    planned = "?" if progress.planned is None else number(progress.planned)
    tell(
        *(cell, labels.CHAPTERS_OF, "", setting),
        posted=lambda: sub(cell, "span", number(progress.posted), class_="posted"),
        planned=lambda: sub(cell, "span", planned, class_="planned"),
    )


def _add_prompts(pairs: _Element, prompts: tuple[Prompt, ...], setting: Setting) -> None:
    """`PROMPTER in COLLECTION`, for each prompt."""
    if not prompts:
        return
    cell = in_order(_open_row(pairs, "prompts", setting.say(labels.PROMPT), setting), setting)
    for place, prompt in enumerate(prompts):
        append_text(cell, ", " if place else "")
        tell(
            *(cell, labels.PROMPT_IN, "in", setting),
            prompter=partial(_add_name, cell, prompt.prompter, "prompter", setting),
            collection=partial(_add_name, cell, prompt.collection.name, "collection", setting),
        )


def _add_series(pairs: _Element, series: tuple[Series, ...], setting: Setting) -> None:
    """The row of the series and the work's place in each."""
    cell = in_order(_open_row(pairs, "series", setting.say(labels.SERIES), setting), setting)
    for place, one in enumerate(series):
        append_text(cell, "; " if place else "")  # some languages have a comma within
        entry = sub(cell, "span", class_="entry")
        message = setting.say(labels.PART_OF).replace("{position}", one.position)
        tell(entry, message, "part", setting, series=partial(_add_name, entry, one.name, "series-name", setting))


def _add_name(parent: _Element, name: str, class_: str, setting: Setting) -> None:
    isolated(sub(parent, "span", name, class_=class_), setting)
