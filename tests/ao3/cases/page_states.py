"""Works and viewers in odd states: drafts, previews, other hosts, what imitates a page, related works."""

from __future__ import annotations

from dataclasses import replace

from tests.ao3.cases.case import chapter, one, several
from tests.ao3.cases.pagecase import CREATOR, READER, PageCase, full_work, page_case
from tests.ao3.pages import Age, Viewer
from tests.ao3.works import Name, Relation, State, pseud

__all__ = ["CASES"]

_ANONYMOUS = (Name(shown="Anonymous"),)
_NAMESAKES = (
    '<p>See <a href="/works/777000111">that one</a> and <a href="https://archiveofourown.org/works/777000222">this</a>.'
    '</p><div class="chapter"><h3 class="title"><a href="/works/777000333/chapters/1">Chapter 9</a></h3></div>'
    '<h3 class="landmark heading">Chapter Text</h3><dl class="work meta group"><dt class="rating tags">Rating:</dt>'
    '<dd class="rating tags"><a href="/tags/x">Mature</a></dd></dl>'
    '<div class="afterword preface group"><div class="end notes module"><blockquote class="userstuff"><p>Not an end '
    "note.</p></blockquote></div></div>"
)
_RELATED = one(
    "Of Others",
    parents=(
        Relation(kind="inspired_by", title="Rain, or Not", byline=pseud("cloud", "c_c")),
        Relation(
            kind="inspired_by",
            title="Paper & Ink",
            byline=Name(shown="Somebody, of a place, J. R."),
            path="/external_works/77",
        ),
        Relation(kind="translation_of", title="Regen", byline=pseud("wolke"), state=State.RESTRICTED),
        Relation(kind="inspired_by", state=State.UNREVEALED),
        Relation(kind="translation_of", state=State.DELETED),
    ),
    translations=(
        Relation(kind="translated_to", title="Pluie", byline=pseud("nuage"), path="/works/4202"),
        Relation(
            kind="translated_to", title="Hujan", byline=pseud("awan"), state=State.RESTRICTED, language=("Suomi", "fi")
        ),
        Relation(kind="translated_to", state=State.UNREVEALED, language=("日本語", "ja")),
    ),
    inspired=(
        Relation(kind="inspired", title="Harder Rain", byline=pseud("hail"), path="/works/4203"),
        Relation(kind="inspired", title="Soft", byline=pseud("ada"), state=State.RESTRICTED),
    ),
)

_STYLED = (
    '<p class="note">A note.</p><p class="gone">Hidden.</p><blockquote class="letter"><p>Dear Ines,</p></blockquote>'
)
_LEFTOVERS = (
    "#workskin .note &gt; em {\n  font-weight: bold;\n}\n\n/* of long ago */\n"
    "#workskin .gone {\n  display: none;\n}\n\n"
    "@media (max-width: 42em) {\n#workskin .note {\n  width: 100%;\n}\n}\n\n#workskin .letter {\n  background: "
    'url("https://example.com/paper.png");\n  text-align: center;\n}'
)

CASES: tuple[PageCase, ...] = (
    page_case("creator", full_work(Age.A2026_06), viewer=CREATOR),
    page_case("creator-anonymous", several("Masks", chapter(1), chapter(2), bylines=_ANONYMOUS), viewer=CREATOR),
    page_case("anonymous", several("Masks", chapter(1), chapter(2), bylines=_ANONYMOUS)),
    page_case(
        "draft-chapter",
        several("Gaps", chapter(1), chapter(2), chapter(3, "Draft"), chapter(4), posted=3, planned=None),
        viewer=replace(CREATOR, drafts=(3,)),
    ),
    page_case(
        "draft-chapter-unseen",
        several("Gaps", chapter(1), chapter(2), chapter(3, "Draft"), chapter(4), posted=3, planned=None),
        viewer=Viewer(drafts=(3,)),
    ),
    page_case("draft-work", one("A Draft"), viewer=replace(CREATOR, draft_work=True)),
    page_case(
        "preview-single",
        one("A Preview", endnotes="<p>The end.</p>"),
        viewer=replace(CREATOR, preview=True),
        work_id=None,
        source_url=None,
        codes=frozenset({"R012", "R020"}),
    ),
    page_case("preview-several", several("Previews", chapter(1), chapter(2)), viewer=replace(CREATOR, preview=True)),
    page_case("restricted", one("For Members", restricted=True), viewer=READER),
    page_case("restricted-2011", one("For Members", restricted=True), Age.A2011_11, viewer=READER),
    page_case(
        "other-host",
        several("Elsewhere", chapter(1), chapter(2), host="squidgeworld.org"),
        resave=lambda page: page.replace(b'href="/works', b'href="https://squidgeworld.org/works'),
    ),
    page_case("mirror", several("A Mirror", chapter(1), chapter(2), host="ao3.org"), Age.A2011_11),
    page_case("namesakes", several("Others", chapter(1, body=_NAMESAKES), chapter(2))),
    page_case("namesakes-single", one("Others", _NAMESAKES)),
    page_case(
        "landmark-by-author",
        several("Landmarks", chapter(1, body='<h3 class="landmark heading">Chapter Text</h3><p>Mine.</p>')),
    ),
    page_case("kudos-id-alone", one("By Kudos"), viewer=Viewer(downloads=False, shares=False)),
    page_case("skin-leftovers", replace(one("Old Style", _STYLED), skin=_LEFTOVERS)),
    *(
        page_case(f"related-{age.label}", _RELATED, age)
        for age in (Age.A2010_10, Age.A2013_09, Age.A2023_06, Age.A2026_06)
    ),
    page_case("related-logged-in", _RELATED, viewer=READER),
)
