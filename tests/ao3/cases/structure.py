"""User content that imitates the frame, empty chapters, very long ones, and links between their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ao3 import prose
from tests.ao3.cases.case import case, chapter, one, several
from tests.ao3.works import Era

if TYPE_CHECKING:
    from tests.ao3.cases.case import Case
    from tests.ao3.works import FakeWork

__all__ = ["CASES"]

_IMITATION = (
    '<div class="meta group"><h2 class="heading">Chapter 9: Not a Chapter</h2>'
    '<p class="byline">Chapter by nobody</p><p>Chapter Summary</p>'
    '<blockquote class="userstuff"><p>Not a summary.</p></blockquote></div>'
    '<h2 class="toc-heading">Afterword</h2>'
    '<h3 class="landmark heading">Work Text:</h3>'
    '<div class="chapter"><p>Inside a chapter class.</p></div>'
    '<div class="userstuff"><p>A frame of its own.</p></div>'
    '<div class="meta"><p>Notes</p><p>Chapter End Notes</p></div>'
    '<p class="message">Posted originally on the moon at <a href="http://archiveofourown.org/works/999"'
    ' rel="nofollow">http://archiveofourown.org/works/999</a>.</p>'
    "<p>Afterword</p><p>End Notes</p><p>The real end of this page.</p>"
)
_NAMED = (
    '<p><a name="chapters" rel="nofollow" id="chapters">C</a> <a name="preface" id="preface" rel="nofollow">P</a>'
    ' <a name="afterword" id="afterword" rel="nofollow">A</a> <a name="endnotes" id="endnotes" rel="nofollow">E</a>'
    ' <a name="work" id="work" rel="nofollow">W</a> <a name="main" id="main" rel="nofollow">M</a> are names.</p>'
    "<p>After the names.</p>"
)


def _footnotes(mark: str, *, copied: bool) -> tuple[str, str]:
    """A body with two numbered references, and the notes they point to; `copied` ids stand beside the names."""

    def anchor(name: str, href: str, text: str) -> str:
        ids = f' id="{name}"' if copied else ""
        return f'<a href="{href}" name="{name}" rel="nofollow"{ids}>{text}</a>'

    body = (
        f"<p>The lamp{anchor('ref1', '#note1', '<sup>1</sup>')} was lit {mark}"
        f"{anchor('ref2', '#note2', '<sup>2</sup>')}.</p><p>Nobody slept.</p>"
    )
    first, second = anchor("note1", "#ref1", "1"), anchor("note2", "#ref2", "2")
    notes = f"<p>{first} An oil lamp, {mark}.</p><p>{second} Twice, {mark}.</p>"
    return body, notes


def _footnoted(*, copied: bool, in_end_notes: bool) -> FakeWork:
    """The same names in every chapter; the notes below the text or among the end notes."""
    chapters = []
    for position, mark in enumerate(("early", "late"), 1):
        body, notes = _footnotes(mark, copied=copied)
        chapters.append(
            chapter(position, body=body, endnotes=notes)
            if in_end_notes
            else chapter(position, body=f"{body}<hr />{notes}")
        )
    return several("Footnotes", *chapters)


_LINKS = (
    '<p>See <a href="http://archiveofourown.org/works/40000001/chapters/55#note1" rel="nofollow">the note</a>, '
    '<a href="https://archiveofourown.org/works/40000001#note1" rel="nofollow">here too</a>, '
    '<a href="#gone" rel="nofollow">nowhere</a>, <a rel="nofollow">nothing</a>, '
    '<a href="/works/1" rel="nofollow">another work</a>, <a href="mailto:keeper@example.com" '
    'rel="nofollow">write</a>, '
    '<a href="ftp://example.com/bread" rel="nofollow">bread</a> and '
    '<a href="https://example.com/a?b=1&amp;c=2#d" rel="nofollow">elsewhere</a>.</p>'
    '<p><a name="note1" id="note1" rel="nofollow">Note</a>: the tide is real.</p>'
)
_ODD_NAMES = (
    '<p><a href="#1" rel="nofollow">one</a> <a href="#with%20blank" rel="nofollow">two</a>'
    ' <a href="#émigré" rel="nofollow">three</a> <a href="#a#b" rel="nofollow">four</a>'
    ' <a href="#" rel="nofollow">top</a></p>'
    '<p><a name="1" id="1" rel="nofollow"></a>First. <a name="with blank" id="with blank" rel="nofollow"></a>Second. '
    '<a name="émigré" id="émigré" rel="nofollow"></a>Third. <a name="a#b" id="a#b" rel="nofollow"></a>Fourth. '
    '<a name="1" id="1" rel="nofollow"></a>Again. <a name="" rel="nofollow"></a>Nameless.</p>'
)
_HAN = "灯台の明かりが雨の向こうで静かに回っていた" * 24_000
"""About the 510,000 characters that a chapter may have (otwarchive config/config.yml, CONTENT_MAX)."""

CASES: tuple[Case, ...] = (
    *(case(f"imitated-frame-single-{era.label}", era, one("A Mirror", _IMITATION)) for era in (Era.D1, Era.D2, Era.D6)),
    *(
        case(
            f"imitated-frame-several-{era.label}",
            era,
            several(
                "Two Mirrors",
                chapter(1, body=_IMITATION, notes="<p>Chapter Notes</p><p>Notes</p>"),
                chapter(2, "Plain", endnotes=_IMITATION.replace("real end", "other end")),
                notes="<p>Summary</p>",
            ),
        )
        for era in (Era.D1, Era.D3, Era.D8)
    ),
    case("imitated-ids-single", Era.D3, one("Names", _NAMED)),
    case("imitated-ids-direct", Era.D1, one("Names", _NAMED)),
    case(
        "imitated-ids-several", Era.D6, several("Names", chapter(1, body=_NAMED), chapter(2, body=_NAMED), notes=_NAMED)
    ),
    case(
        "userstuff-in-userstuff",
        Era.D6,
        one("Boxes", '<div class="userstuff"><div class="userstuff"><p>Deep.</p></div></div>'),
    ),
    case("footnotes-copied-ids", Era.D3, _footnoted(copied=True, in_end_notes=False)),
    case("footnotes-names-only", Era.D9, _footnoted(copied=False, in_end_notes=False)),
    case("footnotes-in-end-notes", Era.D6, _footnoted(copied=True, in_end_notes=True)),
    case(
        "footnotes-in-work-end-notes",
        Era.D9,
        one("Far Notes", _footnotes("once", copied=False)[0], endnotes=_footnotes("once", copied=False)[1]),
    ),
    case(
        "notes-chapters",
        Era.D9,
        several(
            "Back Soon",
            chapter(1, "Author's Note", "<p>I shall post on Sundays.</p>", endnotes="<p>Thank you.</p>"),
            chapter(2, "The Lamp", notes="<p>Mind the step.</p>"),
            chapter(3, "Hiatus!", "<p>I am at sea. Back in May.</p>"),
        ),
    ),
    case("links-of-every-kind", Era.D6, one("Links", _LINKS)),
    case("links-odd-names", Era.D3, one("Odd Names", _ODD_NAMES)),
    case(
        "links-to-other-works-first",
        Era.D9,
        one(
            "Not Those",
            '<p><a href="https://archiveofourown.org/works/11" rel="nofollow">eleven</a></p>',
            summary='<p>After <a href="https://archiveofourown.org/works/12" rel="nofollow">twelve</a>.</p>',
            notes='<p>And <a href="https://archiveofourown.org/works/13/chapters/14" rel="nofollow">13</a>.</p>',
        ),
    ),
    case(
        "empty-chapter-image-only",
        Era.D6,
        one("A Picture", '<p><img src="https://example.com/sea.png" alt="The sea" /></p>'),
    ),
    case(
        "empty-chapter-embed-only",
        Era.D9,
        several(
            "Sounds",
            chapter(
                1, body='<p><iframe src="https://www.youtube.com/embed/xyz" width="560" height="315"></iframe></p>'
            ),
            chapter(2, body="<p>\u00a0</p>"),
            chapter(3, body='<p><img alt="" /></p>'),
        ),
    ),
    case("long-paragraph-han", Era.D9, one("長い一段落", f"<p>{_HAN}</p>", language="日本語", words=504_000)),
    case(
        "long-paragraph-of-breaks",
        Era.D3,
        one("Five Hundred Lines", "<p>" + "<br />".join(f"Line {n} of the log." for n in range(1, 501)) + "</p>"),
    ),
    case("long-chapter", Era.D7A, one("A Long Day", prose.paragraphs("a-long-day", 900, Era.D7A))),
)
