"""The preface: bylines, tags, series, collections, stats, notes and related works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ao3.cases.case import case, chapter, one, several
from tests.ao3.works import Collection, Era, Name, Relation, Series, State, pseud

if TYPE_CHECKING:
    from tests.ao3.cases.case import Case

__all__ = ["CASES"]

_ANONYMOUS = Name(shown="Anonymous")
_ORPHAN = Name(shown="orphan_account", user="orphan_account")
_TAG_150 = ("Everybody in this harbour is kind to each other " * 4)[:148] + "ok"
_ODD_TAGS = (
    "Tea - Freeform",
    "Salt & Bread",
    "Ines/Tobias",
    "Rain | Regen",
    'The "Good" Loaf',
    "🌊",
    "古い、タグ",
    "Is It? #1 a.m.",
    "No，Really",
)


_BYLINES: tuple[Case, ...] = (
    case("byline-pseud-of-account", Era.D3, one("Two Names", bylines=(pseud("Sea Glass", "sea_glass"),))),
    case("byline-several", Era.D6, one("Three Hands", bylines=(pseud("ada"), pseud("Bee", "b_b"), pseud("cy")))),
    case("byline-anonymous", Era.D5, one("Nobody Knows", bylines=(_ANONYMOUS,))),
    case("byline-orphan", Era.D2, one("Left Behind", bylines=(_ORPHAN,))),
    case("byline-orphan-with-pseud", Era.D9, one("Left a Name", bylines=(pseud("lampkeeper", "orphan_account"),))),
    case(
        "byline-archived",
        Era.D4,
        one(
            "From the Old Harbour",
            bylines=(Name(shown="Old Salt", user="harbour_archivist", archivist="harbour_archivist"),),
        ),
    ),
    case(
        "byline-archived-by-pseud-of-account",
        Era.D9,
        one("Also Old", bylines=(Name(shown="salt@sea.example", user="hb", archivist="harbour (hb)"), pseud("ada"))),
    ),
    case("byline-non-latin", Era.D6, one("灯台", bylines=(pseud("灯台守"), pseud("Мария", "maria_m")))),
    case(
        "chapter-bylines",
        Era.D6,
        several(
            "By Turns",
            chapter(1, bylines=(pseud("bee"),)),
            chapter(2, bylines=(pseud("cy"), pseud("bee"))),
            chapter(3),
            bylines=(pseud("bee"), pseud("cy")),
        ),
    ),
    case(
        "chapter-byline-leaks-under-anonymous",
        Era.D1A,
        several("Masks", chapter(1, bylines=(pseud("bee"),)), chapter(2), bylines=(_ANONYMOUS,)),
    ),
)

_TAGS: tuple[Case, ...] = (
    case("tags-75", Era.D6, one("All of It", tags=tuple(f"Thing {number} of a Garden" for number in range(1, 76)))),
    case("tags-long", Era.D9, one("Long Tag", tags=(_TAG_150,))),
    case("tags-odd", Era.D3, one("Odd Tags", tags=_ODD_TAGS)),
    case("tags-none", Era.D7, one("Bare", rating=None, warnings=(), categories=(), fandoms=())),
    case("tags-many-fandoms", Era.D5, one("Everywhere", fandoms=("The Train", "The Garden", "The Bakery", "The Sea"))),
    case(
        "tags-plural-labels",
        Era.D6,
        one(
            "Plurals",
            warnings=("Graphic Depictions Of Violence", "Major Character Death"),
            categories=("F/F", "Multi", "Other"),
            relationships=("A/B", "A & C"),
            characters=("A", "B", "C"),
            tags=("Tea",),
        ),
    ),
    case("warning-chosen-not-to-d3", Era.D3, one("Unsaid", warnings=("Creator Chose Not To Use Archive Warnings",))),
    case("warning-chosen-not-to-d9", Era.D9, one("Unsaid", warnings=("Creator Chose Not To Use Archive Warnings",))),
    case("warning-renamed-d6", Era.D6, one("Renamed", warnings=("Underage Sex", "Major Character Death"))),
    case("warning-renamed-d9", Era.D9, one("Renamed", warnings=("Underage Sex", "Major Character Death"))),
    case("language-not-printed", Era.D3, one("Sans mot", language="Français")),
    case("language-brazil", Era.D5, one("O Farol", language="Português brasileiro")),
    case("language-unknown", Era.D9, one("Unknown Tongue", language="Harbourish")),
    case("language-apostrophe", Era.D10, one("Apostrophe", language="Mando’a"), language="art-x-mandoa"),
    case("language-missing", Era.D8, one("No Row", language="")),
    case(
        "series-titles-with-commas",
        Era.D6,
        one("Parts", series=(Series(title="Trains, Part 2 of X", position=3), Series(title="Of Bread", key=73))),
    ),
    case(
        "series-positions",
        Era.D7,
        one(
            "Odd Places",
            series=(Series(title="Zero", position=0), Series(title="Far <3 & Away", position=1204, key=74)),
        ),
    ),
    case("series-one-old", Era.D1, one("Old Part", series=(Series(title="Harbour Tales", position=12),))),
    case(
        "collections-commas",
        Era.D3,
        one(
            "Gathered",
            collections=(Collection(title="Salt, Bread, and Rain"), Collection(title="Big & Bigger", name="big")),
        ),
    ),
    case(
        "collections-dozens",
        Era.D9,
        one(
            "Everywhere at Once",
            collections=tuple(Collection(title=f"Basket {n}", name=f"basket_{n}") for n in range(1, 31)),
        ),
    ),
)

_STATS: tuple[Case, ...] = (
    case("stats-unfinished-d9", Era.D9, several("Begun", chapter(1, "Dawn", notes="<p>Slowly.</p>"), planned=None)),
    case(
        "stats-unfinished-d10",
        Era.D10,
        several("Begun", chapter(1, "Dawn", summary="<p>First light.</p>", endnotes="<p>Slowly.</p>"), planned=None),
    ),
    case("stats-one-of-five-d10", Era.D10, several("Begun", chapter(1), planned=5)),
    case("stats-one-of-five-d3", Era.D3, several("Begun", chapter(1), planned=5, revised="2013-01-01")),
    case("stats-no-chapters", Era.D4A, several("Nothing Yet", planned=None, words=None)),
    case("stats-no-chapters-zero", Era.D9, several("Nothing Yet", planned=None, words=0, summary="<p>Soon.</p>")),
    case("stats-one-day", Era.D6, several("In One Day", *(chapter(n) for n in range(1, 6)))),
    case("stats-completed", Era.D3, several("Done", chapter(1), chapter(2), revised="2014-05-06")),
    case(
        "stats-separators", Era.D5A, several("Big", chapter(1), chapter(2), posted=1001, planned=None, words=1_234_567)
    ),
    case(
        "stats-separators-both",
        Era.D11,
        several("Big", chapter(1), chapter(2), posted=1000, planned=1200, words=10_000),
    ),
    case(
        "stats-no-separators", Era.D3, several("Big", chapter(1), chapter(2), posted=1001, planned=None, words=1234567)
    ),
    case(
        "stats-500-chapters",
        Era.D9,
        several("Every Day", *(chapter(n, body=f"<p>Day {n}: rain.</p>") for n in range(1, 501))),
    ),
)

_NOTES: tuple[Case, ...] = (
    case("notes-end-only-d3", Era.D3, one("Only the End", endnotes="<p>The end of it.</p>")),
    case("notes-end-only-d9", Era.D9, one("Only the End", endnotes="<p>The end of it.</p>")),
    case("notes-start-only", Era.D2, one("Only the Start", notes="<p>To begin with.</p>")),
    case(
        "notes-everywhere",
        Era.D6A,
        several(
            "Many Notes",
            chapter(1, notes="<p>c1 start</p>", endnotes="<p>c1 end</p>", summary="<p>c1 sum</p>"),
            chapter(2, endnotes="<p>c2 end</p>"),
            chapter(3, notes="<p>c3 start</p>"),
            notes="<p>w start</p>",
            endnotes="<p>w end</p>",
            summary="<p>w sum</p>",
        ),
    ),
    case(
        "summary-rich",
        Era.D3,
        one(
            "Rich Summary",
            summary="<p>First.</p><p>Notes</p><ul><li>a</li><li>b</li></ul><blockquote><p>Quoted.</p></blockquote>"
            '<p><a href="https://example.com/" rel="nofollow">a link</a> <img src="https://example.com/p.png" '
            'alt="map" /></p>',
        ),
    ),
    case("summary-absent", Era.D6, one("No Summary")),
    case("summary-inline", Era.D2, one("Inline Summary", summary="Only <em>text</em>, no paragraph.")),
)

_PARENT_KINDS = (
    Relation(kind="inspired_by", title="Rain, or Not", byline=pseud("cloud", "c_c")),
    Relation(kind="translation_of", title="Regen", byline=pseud("wolke"), path="/works/4201"),
    Relation(
        kind="inspired_by",
        title="Paper & Ink",
        byline=Name(shown="Somebody, of a place, by the <sea> & more"),
        path="/external_works/77",
    ),
    Relation(kind="inspired_by", byline=pseud("cloud"), state=State.RESTRICTED),
    Relation(kind="translation_of", byline=pseud("wolke"), state=State.RESTRICTED),
    Relation(kind="inspired_by", state=State.UNREVEALED),
    Relation(kind="translation_of", state=State.UNREVEALED),
    Relation(kind="inspired_by", state=State.DELETED),
    Relation(kind="translation_of", state=State.DELETED),
)
_TRANSLATED = (
    Relation(kind="translated_to", title="Pluie", byline=pseud("nuage"), path="/works/4202"),
    Relation(kind="translated_to", byline=pseud("awan"), state=State.RESTRICTED, language=("Bahasa Indonesia", "id")),
    Relation(kind="translated_to", state=State.UNREVEALED, language=("日本語", "ja")),
)
_INSPIRED = (
    Relation(kind="inspired", title="Harder Rain, Part 2", byline=pseud("hail"), path="/works/4203"),
    Relation(kind="inspired", title="A Work by the Sea", byline=pseud("ada"), path="/works/4204"),
)
_HIDDEN_INSPIRED = (
    Relation(kind="inspired", byline=pseud("hail"), state=State.RESTRICTED),
    Relation(kind="inspired", state=State.UNREVEALED),
)

_RELATED: tuple[Case, ...] = (
    *(
        case(f"related-parents-{era.label}", era, one("Of Other Works", parents=_PARENT_KINDS))
        for era in (Era.D1, Era.D2C, Era.D6, Era.D11)
    ),
    case("related-translations", Era.D6A, one("In Other Words", parents=_PARENT_KINDS[:2], translations=_TRANSLATED)),
    case("related-inspired-d3", Era.D3, one("Seeds", inspired=_INSPIRED)),
    case(
        "related-inspired-d6", Era.D6, one("Seeds", inspired=(*_INSPIRED, *_HIDDEN_INSPIRED), endnotes="<p>Grow.</p>")
    ),
    case(
        "related-inspired-empty-list", Era.D9, one("No Seeds", translations=_TRANSLATED[:1], empty_inspired_list=True)
    ),
)

CASES: tuple[Case, ...] = (*_BYLINES, *_TAGS, *_STATS, *_NOTES, *_RELATED)
