"""What must be read out of a rendered page: every fact that it shows, and no other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.ao3.facts import LANGUAGES, ChapterFacts, Facts, facts_of
from tests.ao3.pages.age import Age
from tests.ao3.pages.associations import shown_relations
from tests.ao3.pages.menu import option_text
from tests.ao3.pages.shown import Shown
from tests.ao3.pages.viewer import Viewer
from tests.ao3.works import Era, State

if TYPE_CHECKING:
    from tests.ao3.works import FakeChapter, FakeWork, Relation

__all__ = ["PageFacts", "page_facts"]

_VISITOR = Viewer()
_MIRRORS = ("archiveofourown", "ao3.org", "transformativeworks")


@dataclass(frozen=True, kw_only=True)
class PageFacts(Facts):
    """What pages tell more than downloads."""

    form: str
    """`Form`'s name: `PAGE` or `CHAPTER_PAGE`."""
    chapter_ids: tuple[str | None, ...]
    listed: tuple[tuple[int, str, str], ...]
    """Position, title and id of each chapter in the index."""
    recipients: tuple[str, ...]
    prompts: tuple[tuple[str, str], ...]
    """Prompter and collection."""
    restricted: bool
    reception: tuple[int | None, int | None, int | None, int | None]
    """Comments, kudos, bookmarks, hits."""
    skin: str
    codes: frozenset[str] = frozenset()
    """Notices that the viewer's settings bring about."""


def page_facts(work: FakeWork, age: Age, at: int | None = None, viewer: Viewer = _VISITOR) -> PageFacts:
    """What a reader of `render_page(work, age, at, viewer)` can know."""
    shown = Shown(work, age, at, viewer)
    start, end = shown.has_start, shown.has_end and (not viewer.preview or bool(work.endnotes))
    base = facts_of(work, Era.D11)
    language = work.language if age >= Age.A2014_04 else ""
    several = work.planned != 1 or work.posted_count > 1
    return PageFacts(
        **{
            **{name: getattr(base, name) for name in Facts.__dataclass_fields__},
            "chapters": tuple(_chapter(chapter, shown) for chapter in shown.chapters),
            "one_shot": work.posted_count == work.planned == 1 and not _has_head(shown),
            "warnings": () if viewer.hides_warnings else work.warnings,
            "tags": () if viewer.hides_freeforms else work.tags,
            "language": LANGUAGES.get(language, "und"),
            "language_name": language or None,
            "series": tuple(
                (str(position), entry.title)
                for position, entry in zip(viewer.positions or base_positions(work), work.series, strict=True)
            ),
            "updated": (work.revised or None) if several else None,
            "source_url": f"{_site(work.host)}/works/{work.work_id}",
            "related": _related(shown) if start or end else (),
            "summary": work.summary if start else "",
            "notes": work.notes if start else "",
            "endnotes": work.endnotes if end else "",
        },
        form="CHAPTER_PAGE" if at is not None and work.posted_count > 1 else "PAGE",
        chapter_ids=tuple(_chapter_id(chapter, shown) for chapter in shown.chapters),
        listed=_listed(shown),
        recipients=tuple(name.shown for name in work.recipients) if start or age < Age.A2010_10 else (),
        prompts=_prompts(work) if start and age >= Age.A2010_10 else (),
        restricted=work.restricted,
        reception=(work.comments or None, work.kudos or None, work.bookmarks or None, work.hits),
        skin="" if viewer.hides_skin or age < Age.A2011_11 else work.skin.strip(),
        codes=frozenset(_codes(shown)),
    )


def base_positions(work: FakeWork) -> tuple[int, ...]:
    """The stored positions in the work's series."""
    return tuple(entry.position for entry in work.series)


def _site(host: str) -> str:
    return "https://archiveofourown.org" if any(sign in host for sign in _MIRRORS) else f"https://{host}"


def _has_head(shown: Shown) -> bool:
    """Whether the only chapter's head says more than its number."""
    if not shown.in_chapters or not shown.chapters:
        return False
    one = shown.chapters[0]
    return any((one.title, one.summary, one.notes, one.endnotes, one.bylines))


def _chapter(chapter: FakeChapter, shown: Shown) -> ChapterFacts:
    if not shown.in_chapters:
        return ChapterFacts(number=1, title="", body=chapter.body)
    own_number = f"Chapter {chapter.position}: "
    title = chapter.title
    while title.startswith(own_number):
        title = title.removeprefix(own_number)
    hidden = shown.work.anonymous and shown.age >= Age.A2013_09
    return ChapterFacts(
        number=chapter.position,
        title=title,
        body=chapter.body,
        summary=chapter.summary,
        notes=chapter.notes,
        endnotes=chapter.endnotes,
        byline=() if hidden else tuple(name.shown for name in chapter.bylines),
    )


def _chapter_id(chapter: FakeChapter, shown: Shown) -> str | None:
    linked = shown.in_chapters and (shown.age >= Age.A2017_01 or shown.of_chapter)
    return chapter.chapter_id if linked else None


def _listed(shown: Shown) -> tuple[tuple[int, str, str], ...]:
    """The index is on pages of one chapter of several, since 2011-11."""
    posted = [chapter for chapter in shown.work.chapters if chapter.position not in shown.viewer.drafts]
    if not shown.of_chapter or shown.age < Age.A2011_11 or len(posted) < 2 or shown.viewer.preview:
        return ()
    found = []
    for chapter in posted:
        text = option_text(replace(chapter, title=chapter.title)).removeprefix(f"{chapter.position}. ")
        plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        found.append((chapter.position, "" if plain == f"Chapter {chapter.position}" else plain, chapter.chapter_id))
    return tuple(found)


def _prompts(work: FakeWork) -> tuple[tuple[str, str], ...]:
    return tuple((prompter.shown, collection.title) for prompter, collection in work.prompts)


def _related(shown: Shown) -> tuple[tuple[str, str, str], ...]:
    """Translations and parents on the first page, inspired works on the last."""
    found: list[tuple[str, str, str]] = []
    if shown.has_start and shown.age >= Age.A2010_10:
        translations = shown_relations(shown.work.translations, shown.age)
        found += [("translated as", *_titled(relation, "A work", shown)) for relation in translations]
        for relation in shown_relations(shown.work.parents, shown.age):
            kind = "translation of" if relation.kind == "translation_of" else "inspired by"
            found.append((kind, *_titled(relation, "a work", shown)))
    if shown.has_end and not shown.viewer.preview:
        found += [("inspired", *_titled(relation, "A work", shown)) for relation in shown.work.inspired]
    return tuple(found)


def _titled(relation: Relation, some_work: str, shown: Shown) -> tuple[str, str]:
    if relation.state is State.DELETED:
        return "a deleted work", ""
    if relation.state is State.UNREVEALED:
        return f"{some_work} in an unrevealed collection", ""
    hidden = relation.state is State.RESTRICTED and not shown.viewer.logged_in
    return ("[Restricted Work]" if hidden else relation.title), relation.byline.shown if relation.byline else ""


def _codes(shown: Shown) -> list[str]:
    viewer, work = shown.viewer, shown.work
    told = {
        "R010": shown.age < Age.A2014_04 or not work.language,
        "R017": viewer.hides_warnings or viewer.hides_freeforms,
        "R018": shown.of_chapter and work.posted_count > 1,
        "R020": bool(
            viewer.preview
            or viewer.draft_work
            or viewer.unrevealed
            or viewer.hidden_by_admin
            or (viewer.is_creator and viewer.drafts)
        ),
        "R021": bool(viewer.flash),
        "R023": bool(viewer.hides_skin and work.skin),
        "R025": bool(work.series),
    }
    return [code for code, is_told in told.items() if is_told]
