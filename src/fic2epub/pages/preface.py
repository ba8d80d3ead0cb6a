"""The page about the work: summary and notes first, then its tags, when it was published, what it is related to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fic2epub.dom import sub
from fic2epub.model import Kinship
from fic2epub.pages import labels
from fic2epub.pages.boxes import add_notes, add_see_also, add_summary, notes_ident
from fic2epub.pages.frame import append_text, heading, in_english, in_order, isolated, own_page
from fic2epub.pages.related import add_related

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Metadata, Series, Work, Xhtml
    from fic2epub.pages.frame import Setting

__all__ = ["add_about", "preface_page", "series_page"]


class _Row(NamedTuple):
    """One pair of a description list."""

    label: str
    values: tuple[str, ...]
    english: bool = True
    """Whether the values are the archive's or our own words, and not an author's."""


def preface_page(
    work: Work[Xhtml], setting: Setting, *, end_notes_href: str | None = "afterword.xhtml#work-end-notes-title"
) -> _Element:
    """
    The document about the work; takes the trees of its summary and notes over.

    `end_notes_href` leads from here to those of the work's notes that stand elsewhere; None leaves the line out.
    """
    root, body = own_page(labels.ABOUT, setting, body_type="frontmatter")
    section = sub(body, "section", epub_type="preface", role="doc-preface", class_="about")
    heading(section, "h2", labels.ABOUT, "about-title", setting).set("class", "page-title")
    add_about(section, work, setting, end_notes_href)
    if len(section) == 1:
        _add_our_words(section, labels.NOTHING_KNOWN, setting)
    return root


def add_about(section: _Element, work: Work[Xhtml], setting: Setting, end_notes_href: str | None) -> None:
    """
    All that is said of a work below its title; takes the trees of its summary and notes over.

    Tags are text and no links, so that nobody opens the archive by turning a page.
    """
    _add_words_of_the_author(section, work, setting, end_notes_href)
    if not work.chapters:
        _add_our_words(section, labels.NOTHING_POSTED, setting)
    metadata = work.metadata
    _add_tags(section, metadata, setting)
    _add_publication(section, metadata, setting)
    parents = [related for related in metadata.related if related.kinship is not Kinship.INSPIRED]
    if parents:
        add_related(section, labels.RELATED, parents, "about-related-title", setting)
    _add_source(section, labels.read_online(metadata), metadata, setting)


def _add_our_words(section: _Element, words: str, setting: Setting) -> None:
    """A line that says why there is nothing to be said."""
    line = sub(section, "p", class_="nothing")
    in_order(in_english(sub(line, "span", words, class_="ours"), setting), setting)


def series_page(work: Work[Xhtml], setting: Setting) -> _Element:
    """The document about an omnibus: what is said of the series, and of its works together; takes its trees over."""
    metadata = work.metadata
    title = labels.about_omnibus(metadata)
    root, body = own_page(title, setting, body_type="frontmatter")
    section = sub(body, "section", epub_type="preface", role="doc-preface", class_="about")
    heading(section, "h2", title, "about-title", setting).set("class", "page-title")
    _add_words_of_the_author(section, work, setting, None)
    count = _Row(labels.WORKS, (f"{len(work.parts):,}",))
    fandoms = _Row(labels.row_label("fandoms", metadata.fandoms), metadata.fandoms, english=False)
    rows = [row for row in (count, fandoms, *_publication_rows(metadata)) if row.values]
    _add_rows(_open_list(section, labels.PUBLICATION, "publication", setting), rows, setting)
    _add_source(section, labels.read_series_online(metadata), metadata, setting)
    return root


def _add_source(section: _Element, words: str, metadata: Metadata, setting: Setting) -> None:
    """The link to where all of it was posted, if that is known."""
    if metadata.source_url:
        line = sub(section, "p", class_="source")
        link = sub(line, "a", words, href=metadata.source_url)
        in_order(in_english(link, setting), setting)


def _add_words_of_the_author(
    section: _Element, work: Work[Xhtml], setting: Setting, end_notes_href: str | None
) -> None:
    """Summary, notes, and the way to the notes that stand elsewhere."""
    if work.summary is not None:
        add_summary(section, work.summary, "work", setting)
    before = setting.notes == "around" or not end_notes_href
    if before and work.notes is not None:
        add_notes(section, work.notes, "work", setting)
    if end_notes_href and notes_ident(work, "work", setting):
        words = labels.SEE_WORK_END_TOO if before and work.notes is not None else labels.SEE_WORK_END
        add_see_also(section, words, end_notes_href, setting)


def _tag_rows(metadata: Metadata) -> list[_Row]:
    """The archive's order of tags (otwarchive app/views/downloads/_download_preface.html.erb)."""
    return [
        _Row(labels.RATING, (metadata.rating,) if metadata.rating else ()),
        _Row(labels.row_label("warnings", metadata.warnings), metadata.warnings),
        _Row(labels.row_label("categories", metadata.categories), metadata.categories),
        _Row(labels.row_label("fandoms", metadata.fandoms), metadata.fandoms, english=False),
        _Row(labels.row_label("relationships", metadata.relationships), metadata.relationships, english=False),
        _Row(labels.row_label("characters", metadata.characters), metadata.characters, english=False),
        _Row(labels.ADDITIONAL_TAGS, metadata.tags, english=False),
    ]


def _publication_rows(metadata: Metadata) -> list[_Row]:
    """Language, people and collections it was made for, dates and counts."""
    progress = metadata.progress
    changed = labels.COMPLETED if progress is not None and progress.complete else labels.UPDATED
    collections = tuple(collection.name for collection in metadata.collections)
    prompts = tuple(f"{prompt.prompter} in {prompt.collection.name}" for prompt in metadata.prompts)
    return [
        _Row(labels.LANGUAGE, (metadata.language_name,) if metadata.language_name else (), english=False),
        _Row(labels.row_label("collections", collections), collections, english=False),
        _Row(labels.GIFT, tuple(recipient.name for recipient in metadata.recipients), english=False),
        _Row(labels.PROMPT, prompts, english=False),
        _Row(labels.PUBLISHED, (labels.day(metadata.published),) if metadata.published else ()),
        _Row(changed, (labels.day(metadata.updated),) if metadata.updated else ()),
        _Row(labels.CHAPTERS, (labels.chapter_count(progress),) if progress else ()),
        _Row(labels.WORDS, (f"{metadata.words:,}",) if metadata.words is not None else ()),
    ]


def _add_tags(parent: _Element, metadata: Metadata, setting: Setting) -> None:
    """The section of the tags; nothing when there is none."""
    rows = [row for row in _tag_rows(metadata) if row.values]
    if rows:
        _add_rows(_open_list(parent, labels.TAGS, "tags", setting), rows, setting)


def _add_publication(parent: _Element, metadata: Metadata, setting: Setting) -> None:
    """The section of series, dates and counts; nothing when none is known."""
    rows = [row for row in _publication_rows(metadata) if row.values]
    if rows or metadata.series:
        pairs = _open_list(parent, labels.PUBLICATION, "publication", setting)
        if metadata.series:
            _add_series(pairs, metadata.series, setting)
        _add_rows(pairs, rows, setting)


def _open_list(parent: _Element, title: str, ident: str, setting: Setting) -> _Element:
    """A section with a heading, and the description list in it."""
    section = sub(parent, "section", class_=ident)
    heading(section, "h3", title, f"about-{ident}-title", setting).set("class", "part-title")
    return sub(section, "dl", class_="facts-list")


def _add_rows(pairs: _Element, rows: list[_Row], setting: Setting) -> None:
    """A pair for each row: one list of its values, as the archive prints them."""
    for row in rows:
        values = sub(_open_row(pairs, row.label, setting), "dd", ", ".join(row.values))
        if row.english:
            in_order(in_english(values, setting), setting)
        else:
            isolated(values, setting)


def _open_row(pairs: _Element, label: str, setting: Setting) -> _Element:
    """A group of one term; its colon is for where the sheet sets both on one line."""
    group = sub(pairs, "div", class_="row")
    in_english(sub(group, "dt", f"{label}:"), setting).tail = " "
    return group


def _add_series(pairs: _Element, series: tuple[Series, ...], setting: Setting) -> None:
    """The row of the series, with their addresses: there the next part is found."""
    values = in_order(sub(_open_row(pairs, labels.SERIES, setting), "dd"), setting)
    for place, one in enumerate(series):
        append_text(values, ", " if place else "")
        in_english(sub(values, "span", labels.part_of(one), class_="part"), setting).tail = " "
        if one.url:
            isolated(sub(values, "a", one.name, href=one.url), setting)
        else:
            append_text(values, one.name)
