"""The English words of the frame, in one table, and the names made of them.

Nothing else in the pages holds a word that a reader sees, so a book in another language differs in this module alone.
Every element that carries one of these words says `lang="en"` when the book itself is not in English.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.model import Kinship

if TYPE_CHECKING:
    from collections.abc import Sized
    from datetime import date

    from fic2epub.model import Chapter, Creator, Metadata, Progress, RelatedWork, Series, Work, Xhtml

__all__ = [
    "ONE_OR_MORE",
    "OWN_TITLES",
    "about_omnibus",
    "and_more",
    "byline",
    "chapter_label",
    "chapter_parts",
    "day",
    "document_title",
    "facts",
    "few",
    "kinship_words",
    "leave_comment",
    "length_class",
    "noted_entry",
    "part",
    "part_of",
    "read_online",
    "read_series_online",
    "row_label",
    "visible",
    "word_count",
]

COVER = "Cover"
TITLE_PAGE = "Title Page"
CONTENTS = "Contents"
LANDMARKS = "Landmarks"
ABOUT = "About This Work"
ABOUT_SERIES = "About This Series"
ABOUT_BOOK = "About This Book"
WORK_TEXT = "Work Text"
AFTERWORD = "Afterword"
SUMMARY = "Summary"
NOTES = "Notes"
END_NOTES = "End Notes"
TAGS = "Tags"
PUBLICATION = "Publication"
RELATED = "Related Works"
INSPIRED = "Works Inspired by This One"
AND = " and "
BY = "by"
CHAPTER = "Chapter"
AUTHORS_NOTE = "author’s note"
NOTHING_KNOWN = "Nothing else is known of this work: what it was made from is its text alone."
NOTHING_POSTED = "No chapter of this work was posted when it was saved."
SEE_CHAPTER_END = "See the end of the chapter for notes."
SEE_CHAPTER_END_TOO = "See the end of the chapter for more notes."
SEE_WORK_END = "See the end of the work for notes."
SEE_WORK_END_TOO = "See the end of the work for more notes."
COMMENT_LEAD = "If you enjoyed this work, you can tell its author so: "
COMPLETE = "Complete"
IN_PROGRESS = "In progress"

OWN_TITLES = frozenset((COVER, TITLE_PAGE, CONTENTS, ABOUT, ABOUT_SERIES, ABOUT_BOOK, AFTERWORD, NOTES, WORK_TEXT))
"""Titles of the documents that are ours; a work may bear one of them too."""

BY_ROLE = {"aut": BY, "trl": "translated by", "nrt": "read by", "ill": "illustrated by"}
"""MARC relator → the words before a name."""
ARCHIVED_BY = "archived by"
CHAPTER_BY = "Chapter by"

ONE_OR_MORE = {
    "warnings": ("Archive Warning", "Archive Warnings"),
    "categories": ("Category", "Categories"),
    "fandoms": ("Fandom", "Fandoms"),
    "relationships": ("Relationship", "Relationships"),
    "characters": ("Character", "Characters"),
    "collections": ("Collection", "Collections"),
}
"""What a row is called when it holds one name, and when more (otwarchive config/locales/views/en.yml, `downloads:`)."""
RATING = "Rating"
ADDITIONAL_TAGS = "Additional Tags"
LANGUAGE = "Language"
SERIES = "Series"
GIFT = "A gift for"
PROMPT = "For a prompt by"
PUBLISHED = "Published"
COMPLETED = "Completed"
UPDATED = "Updated"
CHAPTERS = "Chapters"
WORKS = "Works"
WORDS = "Words"

_KINSHIP = {
    Kinship.INSPIRED_BY: "Inspired by ",
    Kinship.TRANSLATION_OF: "A translation of ",
    Kinship.TRANSLATED_AS: "Translation available: ",
    Kinship.INSPIRED: "",
}
_MOST_NAMES = 6
"""Names on a cover."""
_LONG, _VERY_LONG = 40, 100
"""Characters from which a title is set smaller."""
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def chapter_parts(chapter: Chapter[Xhtml], work: Work[Xhtml]) -> tuple[str, str]:
    """
    The label and the name of a chapter, one of which may be empty: `("Chapter 3", "The Ledger")`.

    A one-shot is called what its work is called. A title that itself begins with this chapter's own number
    ("Chapter 3: The Ledger") is not numbered twice.
    """
    if work.one_shot:
        return "", work.metadata.title
    label = f"{CHAPTER} {chapter.number}"
    name = visible(chapter.title)
    if re.match(rf"{label}(?!\d)", name, re.IGNORECASE):
        return "", name
    return label, name


def chapter_label(chapter: Chapter[Xhtml], work: Work[Xhtml]) -> str:
    """What a chapter is called in headings and contents: `Chapter 3: The Ledger`, `Chapter 4`; never empty."""
    return ": ".join(part for part in chapter_parts(chapter, work) if part)


def noted_entry(label: str) -> str:
    """What the contents call a chapter that is but a note: `Chapter 3 (author’s note): Hiatus`."""
    if AUTHORS_NOTE in label.casefold().replace("'", "’"):
        return label
    return re.sub(rf"^({CHAPTER} \d+)(?=:|$)", rf"\1 ({AUTHORS_NOTE})", label)


def visible(title: str) -> str:
    """The title without white space around it; empty when nothing of it is drawn, as of joiners and soft hyphens."""
    return title.strip() if any(sign.isprintable() and not sign.isspace() for sign in title) else ""


def document_title(label: str) -> str:
    """The `title` of a chapter's document, which no other document of the book bears (Standard Ebooks manual 5.4)."""
    return f"{label} (story)" if label in OWN_TITLES else label


def joined(names: list[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return ", ".join(names) if len(names) <= 1 else ", ".join(names[:-1]) + AND + names[-1]


def few(names: list[str], shown: int) -> list[str]:
    """The names, or of many the first and how many more there are."""
    return names if len(names) <= shown + 1 else [*names[:shown], f"{len(names) - shown} more"]


def byline(creators: tuple[Creator, ...]) -> str:
    """
    The names as one plain line: `Ann and Ben, translated by Cy`; empty when nobody is named.

    Of the many that only an omnibus has, the first: `Ann, Ben, …, Fay and 24 more`.
    """
    lines = []
    for role, words in BY_ROLE.items():
        names = [creator.name for creator in creators if creator.role == role]
        if names:
            line = joined(few(names, _MOST_NAMES))
            lines.append(line if role == "aut" else f"{words} {line}")
    return ", ".join(lines)


def facts(metadata: Metadata) -> list[str]:
    """The quiet line of the title page: rating, words, whether it is finished; what is not known is left out."""
    progress = metadata.progress
    state = "" if progress is None else COMPLETE if progress.complete else IN_PROGRESS
    words = word_count(metadata.words) if metadata.words else ""
    return [fact for fact in (metadata.rating, words, state) if fact]


def word_count(words: int) -> str:
    """`1 word`, `12,345 words`."""
    return "1 word" if words == 1 else f"{words:,} words"


def chapter_count(progress: Progress) -> str:
    """`3 of 10`, and `3 of ?` as the archive says when the end is not known."""
    return f"{progress.posted:,} of {'?' if progress.planned is None else f'{progress.planned:,}'}"


def day(value: date) -> str:
    """`2 March 2014`; months by our own table, for those of `strftime` depend on the machine's locale."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def row_label(kind: str, names: Sized) -> str:
    """What the row of these names is called: `Fandom`, `Fandoms`."""
    return ONE_OR_MORE[kind][len(names) > 1]


def part_of(series: Series) -> str:
    """What stands before the name of a series."""
    return f"Part {series.position} of"


def part(position: str) -> str:
    """What stands above the title of a series' work."""
    return f"Part {position}"


def and_more(count: int) -> str:
    """What stands for fandoms that are not named."""
    return f"and {count} more"


def read_online(metadata: Metadata) -> str:
    """The link to where the work was posted."""
    return f"This work on {_site(metadata)}"


def about_omnibus(metadata: Metadata) -> str:
    """What the page about all works of a book is called."""
    return ABOUT_SERIES if metadata.source_url else ABOUT_BOOK


def read_series_online(metadata: Metadata) -> str:
    """The link to where the works of a series were posted."""
    return f"This series on {_site(metadata)}"


def leave_comment(metadata: Metadata) -> str:
    """The link to where its author can be told, which ends a sentence."""
    return f"leave a comment on {_site(metadata)}"


def _site(metadata: Metadata) -> str:
    return f"the {metadata.archive}" if " " in metadata.archive else metadata.archive


def length_class(title: str) -> str:
    """The class that sets a long title smaller, so that it does not run over a small page, after a blank."""
    if len(title) > _VERY_LONG:
        return " very-long"
    return " long" if len(title) > _LONG else ""


def kinship_words(related: RelatedWork) -> str:
    """What stands before the title of a related work (otwarchive app/views/works/_associations.html.erb)."""
    if related.kinship is Kinship.TRANSLATED_AS and related.language:
        return f"Translation into {related.language} available: "
    return _KINSHIP[related.kinship]
