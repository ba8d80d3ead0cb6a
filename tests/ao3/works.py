"""What a fake work is made of: the archive's own record of it, before any template prints it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

__all__ = ["Collection", "Era", "FakeChapter", "FakeWork", "Name", "Relation", "Series", "State", "pseud"]


class Era(IntEnum):
    """
    When otwarchive's download templates changed for a reader of the file; later eras compare greater.

    Each is named with the commit that began it and its date.
    """

    D1 = 10
    """12cdf68e23, 2010-12."""
    D1A = 11
    """65274825bf, 2011-11-03: chapter heads get classes."""
    D1B = 12
    """78baf99acc, to 2011-11-28: snapshots without chapter heads."""
    D1C = 13
    """2b64a655e1, 2013-12-28: no chapter byline on anonymous works."""
    D2 = 20
    """ac067ef0fe, 2014-06-28: userstuff in userstuff."""
    D2A = 21
    """7a5b7857eb, 2016-10-05: meta charset."""
    D2B = 22
    """04db7500f0, 2017-08: site-relative byline links, until f6fff7d636."""
    D2C = 23
    """bb5ce6cbef, 2018-08-11: related works as a list."""
    D3 = 30
    """3463d1a8f9, 2019-01-31: #preface and #afterword."""
    D4 = 40
    """0716fca45e, 2022-06-12: Language row."""
    D4A = 41
    """b674f2b485, 2023-02-20: works without posted chapters."""
    D5 = 50
    """2f325f9079, 2023-04-07: Words before Chapters, always both."""
    D5A = 51
    """ed3c063dc7, 2023-04-12: thousands separators."""
    D6 = 60
    """86b711593a, 2023-10-29: plural labels, Archive and creator."""
    D6A = 61
    """d87652399d, 2023-10-31: translations in the preface's list."""
    D7 = 70
    """27b763518f, 2025-05-29: no newlines between joined links."""
    D7A = 71
    """def2683130, 2025-08-28: user content serialized as HTML 5."""
    D8 = 80
    """d60b7fdab1, 2025-10-12: headings always numbered."""
    D9 = 90
    """a60a0fe452, 2025-12-08: https."""
    D10 = 100
    """7e8272c612, 2026-02-10: "1/?" in chapter form."""
    D11 = 110
    """19d32d9aa7, 2026-06-09: deleted parents shown."""

    @property
    def label(self) -> str:
        """`d1`, `d2c`, `d11`."""
        return self.name.lower()


@dataclass(frozen=True, kw_only=True)
class Name:
    """One creator of a byline; without `user` it is text and no link."""

    shown: str
    """As the byline shows it: `pseud` or `pseud (user)`; for an archivist's import the external name."""
    user: str | None = None
    archivist: str | None = None
    """The pseud that brought the work, for `shown [archived by archivist]`; the link is then the archivist's."""


def pseud(name: str, user: str | None = None) -> Name:
    """A registered creator: `name` alone when it is the account's own, else `name (user)`."""
    account = user or name
    return Name(shown=name if account == name else f"{name} ({account})", user=account)


@dataclass(frozen=True, kw_only=True)
class Series:
    """A series and the work's place in it; position 0 and gaps exist."""

    title: str
    position: int = 1
    key: int = 71


@dataclass(frozen=True, kw_only=True)
class Collection:
    """A collection: its title, and the name in its address."""

    title: str
    name: str = "a_collection"


class State(IntEnum):
    """How much of a related work the archive shows."""

    REVEALED = 0
    RESTRICTED = 1
    UNREVEALED = 2
    DELETED = 3


@dataclass(frozen=True, kw_only=True)
class Relation:
    """Another work that this one is a remix or translation of, that translates it, or that it inspired."""

    kind: str
    """One of `inspired_by`, `translation_of`, `translated_to`, `inspired`: otwarchive's names of the relations."""
    title: str = ""
    byline: Name | None = None
    state: State = State.REVEALED
    path: str = "/works/4200"
    """`/works/ID` or `/external_works/ID`."""
    language: tuple[str, str] = ("Français", "fr")
    """Name and code, for `translated_to`."""


@dataclass(frozen=True, kw_only=True)
class FakeChapter:
    """A posted chapter. All HTML is as the archive's cleaner stored it."""

    position: int
    body: str
    title: str = ""
    """As typed, as plain text."""
    summary: str = ""
    notes: str = ""
    endnotes: str = ""
    bylines: tuple[Name, ...] = ()
    """Only when it is not the work's own."""
    key: str = ""
    """The archive's number of the chapter, which only pages print; empty: one made from the position."""

    @property
    def chapter_id(self) -> str:
        """The number that pages print."""
        return self.key or str(91_000_000 + self.position)


@dataclass(frozen=True, kw_only=True)
class FakeWork:
    """A work as the archive's database has it; `download.render` prints it as any era would."""

    title: str
    chapters: tuple[FakeChapter, ...]
    planned: int | None = 1
    """None is `?`."""
    posted: int | None = None
    """What the Stats cell says; None: as many as there are."""
    work_id: str = "40000001"
    bylines: tuple[Name, ...] = field(default=(Name(shown="lampkeeper", user="lampkeeper"),))
    rating: str | None = "General Audiences"
    warnings: tuple[str, ...] = ("No Archive Warnings Apply",)
    """Under their modern names."""
    categories: tuple[str, ...] = ("Gen",)
    fandoms: tuple[str, ...] = ("Invented Lighthouse Stories",)
    relationships: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = "English"
    series: tuple[Series, ...] = ()
    collections: tuple[Collection, ...] = ()
    published: str = "2012-12-08"
    revised: str = ""
    """Day of the last chapter; empty when it is the day of publication."""
    words: int | None = 1234
    """None prints nothing after `Words:`."""
    summary: str = ""
    notes: str = ""
    endnotes: str = ""
    parents: tuple[Relation, ...] = ()
    translations: tuple[Relation, ...] = ()
    inspired: tuple[Relation, ...] = ()
    empty_inspired_list: bool = False
    """The list of works inspired by this one is printed with its label alone: all are translations."""
    recipients: tuple[Name, ...] = ()
    """Gifts, and all that follows up to `skin`, are printed by pages only."""
    prompts: tuple[tuple[Name, Collection], ...] = ()
    """Who prompted the work, and in which challenge; `Name(shown="Anonymous")` for a hidden one."""
    restricted: bool = False
    comments: int | None = None
    """None and 0 print no row."""
    kudos: int | None = None
    bookmarks: int | None = None
    hits: int | None = 321
    skin: str = ""
    """The work skin's style sheet as stored: every selector begins with `#workskin`."""
    host: str = "archiveofourown.org"
    collection_path: str = ""
    """`/collections/NAME` in front of the work's path."""

    @property
    def posted_count(self) -> int:
        """How many chapters the Stats cell counts."""
        return len(self.chapters) if self.posted is None else self.posted

    @property
    def anonymous(self) -> bool:
        """Whether the byline hides the creators."""
        return any(name.shown == "Anonymous" and name.user is None for name in self.bylines)

    def in_chapters(self, era: Era) -> bool:
        """Whether an era prints chapter heads: several posted, or (D10) several to be."""
        return len(self.chapters) > 1 or (era >= Era.D10 and len(self.chapters) == 1 and self.planned != 1)
