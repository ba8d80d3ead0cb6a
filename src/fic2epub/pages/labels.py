"""The words of the frame: their English, in one table, and the names and sentences made of them.

Nothing else in the pages holds a word that a reader sees. The English is what the catalogues of other languages call a
message by (`fic2epub.pages.tongues`); a book in English, or in a language that we have no words of, needs this module
alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from fic2epub.languages import base_of
from fic2epub.model import Kinship

if TYPE_CHECKING:
    from collections.abc import Sized
    from datetime import date

    from fic2epub.model import Chapter, Creator, Metadata, Series, Work, Xhtml

__all__ = ["COUNTED", "ENGLISH", "MESSAGES", "Wording", "length_class", "visible", "wording_for"]

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
LINKS = "Links"
FOLDED = "Archive Warnings"

OWN_TITLES = (COVER, TITLE_PAGE, CONTENTS, ABOUT, ABOUT_SERIES, ABOUT_BOOK, AFTERWORD, NOTES, WORK_TEXT, FOLDED)
"""Titles of the documents that are ours; a work may bear one of them too."""

NOTHING_KNOWN = "Nothing else is known of this work: what it was made from is its text alone."
NOTHING_POSTED = "No chapter of this work was posted when it was saved."
SEE_CHAPTER_END = "See the end of the chapter for notes."
SEE_CHAPTER_END_TOO = "See the end of the chapter for more notes."
SEE_WORK_END = "See the end of the work for notes."
SEE_WORK_END_TOO = "See the end of the work for more notes."
COMMENT_LINE = "If you enjoyed this work, you can tell its author so: {link}."
COMMENT_LINK = "leave a comment on {site}"
READ_ONLINE = "This work on {site}"
READ_SERIES_ONLINE = "This series on {site}"
SHOW_WARNINGS = "Show the warnings"
BACK = "Back"
COMPLETE = "Complete"
IN_PROGRESS = "In progress"

CHAPTER = "Chapter {number}"
NAMED = "{label}: {name}"
"""What a chapter is called in the contents; in its heading, what stands between the two is hidden."""
NOTED = "{label} (author’s note)"
STORY = "{title} (story)"
PART = "Part {position}"
PART_OF = "Part {position} of {series}"
COVER_OF = "Cover: {title}"
COVER_BY = "Cover: {title}, by {names}"
TERM = "{label}:"
CHAPTERS_OF = "{posted} of {planned}"
PROMPT_IN = "{prompter} in {collection}"
TITLE_BY = "{title} by {names}"
ABOUT_TIME = "about {time}"

BY_ROLE = {
    "aut": "by {names}",
    "trl": "translated by {names}",
    "nrt": "read by {names}",
    "ill": "illustrated by {names}",
}
"""MARC relator → the words around names."""
ARCHIVED_BY = "archived by {names}"
CHAPTER_BY = "Chapter by {names}"

KINSHIP = {
    Kinship.INSPIRED_BY: "Inspired by {work}",
    Kinship.TRANSLATION_OF: "A translation of {work}",
    Kinship.TRANSLATED_AS: "Translation available: {work}",
    Kinship.INSPIRED: "{work}",
}
"""The words around a related work (otwarchive app/views/works/_associations.html.erb)."""
TRANSLATED_INTO = "Translation into {language} available: {work}"

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
READING_TIME = "Reading Time"

ONE_OR_MORE = {
    "warnings": ("Archive Warning", "Archive Warnings"),
    "categories": ("Category", "Categories"),
    "fandoms": ("Fandom", "Fandoms"),
    "relationships": ("Relationship", "Relationships"),
    "characters": ("Character", "Characters"),
    "collections": ("Collection", "Collections"),
}
"""What a row is called when it holds one name, and when more (otwarchive config/locales/views/en.yml, `downloads:`)."""
_WORD_COUNT = ("{count} word", "{count} words")
_MORE = ("{count} more", "{count} more")
_AND_MORE = ("and {count} more", "and {count} more")

COUNTED = (*ONE_OR_MORE.values(), _WORD_COUNT, _MORE, _AND_MORE)
"""Messages that a number chooses the form of."""
MESSAGES = (
    *(*OWN_TITLES, LANDMARKS, SUMMARY, END_NOTES, TAGS, PUBLICATION, RELATED, INSPIRED, LINKS, NOTHING_KNOWN),
    *(NOTHING_POSTED, SEE_CHAPTER_END, SEE_CHAPTER_END_TOO, SEE_WORK_END, SEE_WORK_END_TOO, COMMENT_LINE, COMMENT_LINK),
    *(READ_ONLINE, READ_SERIES_ONLINE, SHOW_WARNINGS, BACK, COMPLETE, IN_PROGRESS, CHAPTER, NAMED, NOTED, STORY, PART),
    *(PART_OF, COVER_OF, COVER_BY, TERM, CHAPTERS_OF, PROMPT_IN, TITLE_BY, ABOUT_TIME, *BY_ROLE.values(), ARCHIVED_BY),
    *(CHAPTER_BY, *list(KINSHIP.values())[:3], TRANSLATED_INTO, RATING, ADDITIONAL_TAGS, LANGUAGE, SERIES, GIFT),
    *(PROMPT, PUBLISHED, COMPLETED, UPDATED, CHAPTERS, WORKS, WORDS, READING_TIME),
)
"""All other messages."""

_MOST_NAMES = 6
"""Names on a cover."""
_LONG, _VERY_LONG = 40, 100
"""Characters from which a title is set smaller; ideographs, kana, hangul and emoji count twice."""
_LONG_WORD, _VERY_LONG_WORD = 17, 26
"""The same of letters in one word, which is not hyphenated in a title, and would be torn by the edge of the page."""
_WORD = "[A-Za-z\u00c0-\u052f]+"
"""A word in letters that stay together: Latin, Greek, Cyrillic; those of other scripts may be parted anywhere."""
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_PER_MINUTE = 250
"""Words that a grown-up reads: 238 of essays, 260 of stories (Brysbaert, Journal of Memory and Language 109, 2019)."""
_CHARACTERS_PER_MINUTE = 500
"""Of Chinese and Japanese, which the archive counts instead of words (help.medium.com, "Read time")."""
_BY_CHARACTER = frozenset("zh cmn hak lzh nan wuu yue ja".split())
_UNTIMED = frozenset("th lo km my bo mul und zxx".split())
"""Languages whose words are not counted, and for whose characters nobody tells a pace; and what is no language."""
_HOUR, _HOURS = 60, 600
"""Minutes from which hours are told as well, and from which alone."""
_STEP = 5
"""Minutes that an hour and more is told to."""


class Wording:
    """
    English words, numbers and dates; in other languages what `fic2epub.pages.tongues` makes of it.

    Numbers are plain (1000), dates are days; what comes out is what a reader sees.
    """

    tag = "en"
    """BCP 47."""
    direction = "ltr"
    """Which way these words run: `ltr` or `rtl`."""

    def speaks(self, language: str) -> bool:
        """Whether these words need no mark in a book of this language (BCP 47)."""
        return base_of(language) == "en"

    def say(self, message: str) -> str:
        """The message in this language, its places (`{names}`) still open."""
        return message

    def credit(self, message: str, count: int) -> str:  # noqa: ARG002 - in English the same for all
        """The message in this language as it credits so many people: `автор` or `авторы`."""
        return self.say(message)

    def counted(self, one: str, more: str, count: int) -> str:
        """The form of a message that goes with a number, its places still open."""
        return one if count == 1 else more

    def number(self, count: int) -> str:
        """`12,345`."""
        return f"{count:,}"

    def day(self, value: date) -> str:
        """`2 March 2014`; months by our own table, for those of `strftime` depend on the machine's locale."""
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"

    def borders(self, names: list[str]) -> list[str]:
        """What stands between these names: `, ` and ` and `."""
        return [", "] * (len(names) - 2) + [" and "] * (len(names) > 1)

    def minutes(self, count: int) -> str:
        """`12 minutes`, `3 hours 20 minutes`."""
        hours, rest = divmod(count, _HOUR)
        told = [f"{n} {unit}{'s' * (n != 1)}" for n, unit in ((hours, "hour"), (rest, "minute")) if n]
        return " ".join(told)

    def few_minutes(self, count: int) -> str:
        """`12 min`, as short as can be."""
        return f"{count} min"

    def site(self, metadata: Metadata) -> str:
        """The archive in the midst of a sentence."""
        return f"the {metadata.archive}" if " " in metadata.archive else metadata.archive

    def joined(self, names: list[str]) -> str:
        """`A`, `A and B`, `A, B and C`."""
        between = [*self.borders(names), ""] if names else []
        return "".join(name + border for name, border in zip(names, between, strict=True))

    def few(self, names: list[str], shown: int) -> list[str]:
        """The names, or of many the first and how many more there are."""
        left = len(names) - shown
        if left <= 1:
            return names
        return [*names[:shown], self.counted(*_MORE, left).format(count=self.number(left))]

    def byline(self, creators: tuple[Creator, ...]) -> str:
        """
        The names as one plain line: `Ann and Ben, translated by Cy`; empty when nobody is named.

        Of the many that only an omnibus has, the first: `Ann, Ben, …, Fay and 24 more`.
        """
        lines = []
        for role, message in BY_ROLE.items():
            names = [creator.name for creator in creators if creator.role == role]
            if names:
                line = self.joined(self.few(names, _MOST_NAMES))
                lines.append(line if role == "aut" else self.credit(message, len(names)).format(names=line))
        return self.borders(["", "", ""])[0].join(lines)

    def chapter_parts(self, chapter: Chapter[Xhtml], work: Work[Xhtml]) -> tuple[str, str]:
        """
        The label and the name of a chapter, one of which may be empty: `("Chapter 3", "The Ledger")`.

        A one-shot is called what its work is called. A title that itself begins with this chapter's own number
        ("Chapter 3: The Ledger"), in English or in this language, is not numbered twice.
        """
        if work.one_shot:
            return "", work.metadata.title
        label = self.say(CHAPTER).format(number=chapter.number)
        name = visible(chapter.title)
        if name in {"", label}:
            return label, ""
        numbered = _begins_with(name, label) or _begins_with(name, CHAPTER.format(number=chapter.number))
        return ("", name) if numbered else (label, name)

    def chapter_label(self, chapter: Chapter[Xhtml], work: Work[Xhtml]) -> str:
        """What a chapter is called in headings and contents: `Chapter 3: The Ledger`, `Chapter 4`; never empty."""
        label, name = self.chapter_parts(chapter, work)
        return self.say(NAMED).format(label=label, name=name) if label and name else label or name

    def noted_entry(self, label: str) -> str:
        """What the contents call a chapter that is but a note: `Chapter 3 (author’s note): Hiatus`."""
        words = self.say(NOTED).format(label="").strip(" ()（）")
        if words.casefold() in label.casefold().replace("'", "’"):
            return label
        ours = self.ours_in(label)
        return self.say(NOTED).format(label=label[:ours]) + label[ours:] if ours else label

    def ours_in(self, title: str) -> int:
        """How much of an entry of the contents, from its beginning, is our own words: `Chapter 3` and what is added."""
        if title in self.own_titles:
            return len(title)
        number = re.escape(self.say(CHAPTER)).replace(r"\{number\}", r"\d+")
        noted = re.escape(self.say(NOTED)).replace(r"\{label\}", "")
        between = re.escape(self.say(NAMED).format(label="", name="").rstrip()) or r"\s"
        found = re.match(rf"{number}(?:{noted})?(?={between}|$)", title)
        return found.end() if found else 0

    @property
    def own_titles(self) -> frozenset[str]:
        """What our own documents are called."""
        return frozenset(map(self.say, OWN_TITLES))

    def document_title(self, label: str) -> str:
        """The `title` of a chapter's document, which no other document bears (Standard Ebooks manual 5.4)."""
        return self.say(STORY).format(title=label) if label in self.own_titles else label

    def term(self, label: str) -> str:
        """A label before what it names, with the blank between them: `Fandoms: `; a wide colon brings its own."""
        term = self.say(TERM).format(label=label)
        return term if term.endswith("：") else f"{term} "

    def state(self, metadata: Metadata) -> str:
        """Whether a work is finished; empty when that is not known."""
        progress = metadata.progress
        return "" if progress is None else self.say(COMPLETE if progress.complete else IN_PROGRESS)

    def word_count(self, words: int) -> str:
        """`1 word`, `12,345 words`."""
        return self.counted(*_WORD_COUNT, words).format(count=self.number(words))

    def and_more(self, count: int) -> str:
        """What stands for fandoms that are not named: `and 2 more`."""
        return self.counted(*_AND_MORE, count).format(count=self.number(count))

    def row_label(self, kind: str, names: Sized) -> str:
        """What the row of these names is called: `Fandom`, `Fandoms`."""
        return self.counted(*ONE_OR_MORE[kind], len(names))

    def part_of(self, series: Series) -> str:
        """A work's place in a series: `Part 3 of The Harbour Books`."""
        return self.say(PART_OF).format(position=series.position, series=series.name)

    def part(self, position: str) -> str:
        """What stands above the title of a series' work."""
        return self.say(PART).format(position=position)

    def reading_time(self, words: int | None, language: str) -> str:
        """How long it takes to read so many words of a language (BCP 47); empty when that is not known."""
        minutes = minutes_for(words, language)
        if not minutes:
            return ""
        if minutes >= _HOURS:
            minutes = round(minutes / _HOUR) * _HOUR
        elif minutes >= _HOUR:
            minutes = round(minutes / _STEP) * _STEP
        return self.say(ABOUT_TIME).format(time=self.minutes(minutes))

    def length(self, words: int, language: str) -> str:
        """What the contents say of a chapter: `1,234 words · 5 min`."""
        minutes = minutes_for(words, language)
        return " · ".join([self.word_count(words), *([self.few_minutes(minutes)] if minutes else [])])


ENGLISH = Wording()


def wording_for(metadata: Metadata, asked: str | None = None) -> Wording:
    """
    The words for a book: in the language that is asked for (BCP 47), else in the work's own, else in English.

    A language that there are no words in is passed over.
    """
    for language in (asked, metadata.language):
        if language and base_of(language) == "en":
            return ENGLISH
        if language and base_of(language) != "und":
            from fic2epub.pages.tongues import wording_in  # noqa: PLC0415 - books in English need no catalogue

            found = wording_in(language)
            if found:
                return found
    return ENGLISH


def _begins_with(name: str, label: str) -> bool:
    """Whether a chapter's name begins with a label, and not with that of another number: `chapter 3`, `Chapter 30`."""
    rest = name[len(label) : len(label) + 1]
    return name[: len(label)].casefold() == label.casefold() and not rest.isdecimal()


def minutes_for(words: int | None, language: str) -> int:
    """The minutes, at least 1, that so many words of a language take a reader; 0 when that cannot be told."""
    base = base_of(language)
    if not words or base in _UNTIMED:
        return 0
    return max(1, round(words / (_CHARACTERS_PER_MINUTE if base in _BY_CHARACTER else _PER_MINUTE)))


def about_omnibus(metadata: Metadata) -> str:
    """The message that the page about all works of a book is called by."""
    return ABOUT_SERIES if metadata.source_url else ABOUT_BOOK


def kinship_message(translated_as: Kinship, language: str | None) -> str:
    """The message around the title of a related work."""
    return TRANSLATED_INTO if translated_as is Kinship.TRANSLATED_AS and language else KINSHIP[translated_as]


def visible(title: str) -> str:
    """The title without white space around it; empty when nothing of it is drawn, as of joiners and soft hyphens."""
    return title.strip() if any(sign.isprintable() and not sign.isspace() for sign in title) else ""


def length_class(title: str) -> str:
    """The class that sets a long title smaller, so that it does not run over a small page, after a blank."""
    if len(title) <= _LONG_WORD:
        return ""
    length = len(title) + sum(east_asian_width(sign) in "FW" for sign in title)
    word = max(map(len, title.split()), default=0)
    if word > _LONG_WORD:
        word = max(map(len, re.findall(_WORD, title)), default=0)
    if length > _VERY_LONG or word > _VERY_LONG_WORD:
        return " very-long"
    return " long" if length > _LONG or word > _LONG_WORD else ""
