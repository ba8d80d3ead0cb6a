"""Every era, once as a work of one chapter and once with all that a work can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ao3 import prose
from tests.ao3.cases.case import case, chapter
from tests.ao3.works import Collection, Era, FakeChapter, FakeWork, Relation, Series, State, pseud

if TYPE_CHECKING:
    from tests.ao3.cases.case import Case

__all__ = ["CASES", "everything"]


def _single(era: Era) -> FakeWork:
    """A one-shot with summary and notes."""
    return FakeWork(
        title="The Last Loaf",
        chapters=(FakeChapter(position=1, body=prose.paragraphs("the-last-loaf", 5, era)),),
        work_id="40000002",
        bylines=(pseud("flourdust"),),
        fandoms=("The Bakery on Mill Lane",),
        characters=("The Baker", "The Baker's Cat"),
        tags=("Bread", "Early Mornings"),
        words=412,
        summary="<p>There is one loaf left, and two people who want it.</p>",
        notes="<p>For everybody who gets up before the birds.</p>",
        endnotes="<p>The recipe is real; the cat is not.</p>" if era >= Era.D2 else "",
    )


def everything(era: Era) -> FakeWork:
    """Four chapters, and at least one of each kind of metadata."""
    keeper = pseud("lampkeeper")
    chapters = (
        chapter(1, "", prose.paragraphs("storm-one", 4, era), summary="<p>The lamp goes out.</p>"),
        chapter(2, "The Ledger", prose.paragraphs("storm-two", 3, era), notes="<p>Mind the stairs.</p>"),
        chapter(
            3,
            "Bread & Salt",
            prose.paragraphs("storm-three", 3, era),
            endnotes="<p>Salt keeps.</p>",
            bylines=(pseud("sea_glass"),),
        ),
        chapter(4, "", prose.paragraphs("storm-four", 3, era), notes="<p>Almost home.</p>", endnotes="<p>Home.</p>"),
    )
    return FakeWork(
        title="Hard Rain & Soft Bread",
        chapters=chapters,
        planned=6,
        work_id="40000001",
        bylines=(keeper, pseud("Sea Glass", "sea_glass")),
        rating="Teen And Up Audiences",
        warnings=("Creator Chose Not To Use Archive Warnings", "Major Character Death"),
        categories=("Gen", "F/M"),
        fandoms=("Invented Lighthouse Stories", "The Harbour Band"),
        relationships=("Ines & Tobias", "Maren/The Sea"),
        characters=("Ines (Keeper)", "Tobias (Sailor)"),
        tags=("Found Family", "Storms", "Tea"),
        series=(Series(title="Weather & Other Friends", position=2), Series(title="Small Lights", position=7, key=72)),
        collections=(Collection(title="Tide Tables 2012", name="tide_tables"), Collection(title="Bread", name="bread")),
        published="2012-12-08",
        revised="2013-02-01",
        words=11345,
        summary="<p>A storm, a lamp, a ledger.</p><p>And <em>bread</em>.</p>",
        notes="<p>Written by candle light.</p>",
        endnotes="<p>Thank you for reading to the end.</p>",
        parents=(
            Relation(kind="inspired_by", title="Soft Rain", byline=pseud("cloud")),
            Relation(kind="translation_of", title="Regen & Brot", byline=pseud("wolke"), path="/works/4201"),
            Relation(kind="inspired_by", byline=pseud("cloud"), state=State.RESTRICTED),
            Relation(kind="inspired_by", state=State.UNREVEALED),
            Relation(kind="inspired_by", state=State.DELETED),
        ),
        translations=(Relation(kind="translated_to", title="Pluie", byline=pseud("nuage"), path="/works/4202"),),
        inspired=(Relation(kind="inspired", title="Harder Rain", byline=pseud("hail"), path="/works/4203"),),
    )


CASES: tuple[Case, ...] = (
    *(case(f"era-{era.label}-single", era, _single(era)) for era in Era),
    *(case(f"era-{era.label}-several", era, everything(era)) for era in Era),
)
