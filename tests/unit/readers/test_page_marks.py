"""Pages that were cut off, changed, or saved elsewhere, and what they tell besides the work."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import fic2epub
from fic2epub.errors import ReadingError
from fic2epub.model import Form
from tests.ao3.cases.case import chapter, one, several
from tests.ao3.cases.pagecase import full_work
from tests.ao3.download import render
from tests.ao3.pages import Age, Viewer, render_page
from tests.unit.readers.bodies import inside, read, text


@pytest.mark.parametrize("age", list(Age), ids=lambda age: age.label)
def test_bodies_are_the_same_trees_as_in_a_download(age: Age) -> None:
    made = full_work(age)
    page, download = read(render_page(made, age)), read(render(made, age.era))

    assert len(page.chapters) == len(download.chapters)
    for ours, theirs in zip((page, *page.chapters), (download, *download.chapters), strict=True):
        for part in ("body", "summary", "notes", "endnotes"):
            assert inside(getattr(ours, part, None)) == inside(getattr(theirs, part, None)), part


@pytest.mark.parametrize("age", list(Age), ids=lambda age: age.label)
def test_the_years_of_a_page_are_told(age: Age) -> None:
    origin = read(render_page(full_work(age), age)).origin

    assert origin is not None
    since, _, until = origin.era.replace(" or later", " to 2099-01").rpartition(" to ")
    assert (since or "2000-01") <= age.label <= until
    assert until != "2099-01" or age is Age.A2026_06


def test_a_mixture_of_years_is_told_as_none() -> None:
    page = render_page(full_work(Age.A2026_06), Age.A2026_06).replace(b'"work meta group"', b'"work meta"')

    origin = read(page).origin
    assert origin is not None
    assert origin.era == ""


@pytest.mark.parametrize("age", [Age.A2010_10, Age.A2011_11, Age.A2025_12, Age.A2026_06], ids=lambda age: age.label)
@pytest.mark.parametrize("at", [None, 3])
def test_a_page_that_was_cut_off_is_refused_wherever_it_was(age: Age, at: int | None) -> None:
    whole = render_page(full_work(age), age, at)
    # Pages of before 2011-11 have nothing around preface and text that could be left open.
    closing = rb"<!--/main-->" if age < Age.A2011_11 else rb"  </div>\n(</div>\n<!-- END work -->|  <!-- END work skin)"
    match = re.search(closing, whole)
    assert match is not None
    first, last = whole.index(b'id="chapters"') + 20, match.start()

    for end in range(first, last, 97):
        with pytest.raises(ReadingError):
            read(whole[:end])


def test_a_page_that_was_cut_off_is_read_as_far_as_it_goes_when_asked() -> None:
    whole = render_page(full_work(Age.A2026_06), Age.A2026_06)
    cut = whole[: whole.index(b'id="chapter-4"') - 12]

    work = fic2epub.read(cut, fic2epub.Options(partial=True))

    assert [found.number for found in work.chapters] == [1, 2, 3]
    assert {"R019", "R030"} <= {notice.code for notice in work.notices}


def test_a_page_that_was_cut_off_after_the_work_is_whole() -> None:
    whole = render_page(full_work(Age.A2017_01), Age.A2017_01)

    assert len(read(whole[: whole.index(b"kudo[commentable_id]")]).chapters) == 4


def test_a_page_that_was_cut_off_in_a_chapters_head_has_that_chapter_without_text() -> None:
    whole = render_page(full_work(Age.A2026_06), Age.A2026_06)
    cut = whole[: whole.index(b"<!--main content-->", whole.index(b'id="chapter-2"'))]

    work = fic2epub.read(cut, fic2epub.Options(partial=True))

    assert [(found.number, found.title) for found in work.chapters] == [(1, ""), (2, "The Ledger")]
    assert text(work.chapters[1].body) == ""
    assert text(work.chapters[1].notes) == "Mind the stairs."


def _signs_of_id(page: bytes) -> list[bytes]:
    """The page with ever fewer places that tell the work's id, the most trusted first."""
    steps = (
        (rb'href="/works/40000001/chapters/', b'href="/nowhere/'),
        (rb'(href|action)="/(?:works|downloads)/40000001', b'\\1="/nowhere'),
        (rb'value="40000001"', b'value=""'),
        (rb'action="/works/40000001/comments"', b""),
    )
    pages = [page]
    for pattern, instead in steps:
        pages.append(re.sub(pattern, instead, pages[-1]))
    return pages


def test_the_work_is_known_by_any_of_its_marks() -> None:
    pages = _signs_of_id(render_page(full_work(Age.A2026_06), Age.A2026_06))

    assert [read(page).metadata.work_id for page in pages] == ["40000001"] * len(pages)
    without = pages[-1].replace(b"/works/40000001/hit_count", b"/nowhere")
    assert read(without).metadata.work_id is None


@pytest.mark.parametrize(
    "mark",
    [
        b"<!-- saved from url=(0044)https://archiveofourown.org/works/40000001 -->",
        b"<!-- Mirrored from archiveofourown.org/works/40000001 by HTTrack Website Copier/3.x, Tue -->",
        b'<base href="https://archiveofourown.org/collections/bread/works/40000001/chapters/3">',
        b'<link rel="canonical" href="https://archiveofourown.org/works/40000001?view_full_work=true">',
        b"<!-- saved from url=(99)https://web.archive.org/web/2015/http://archiveofourown.org/works/40000001 -->",
    ],
)
def test_the_work_is_known_by_where_its_page_was_saved(mark: bytes) -> None:
    page = _signs_of_id(render_page(full_work(Age.A2026_06), Age.A2026_06))[-1]
    page = page.replace(b"/works/40000001/hit_count", b"/nowhere").replace(b"<head>", b"<head>" + mark)

    assert read(page).metadata.source_url == "https://archiveofourown.org/works/40000001"


def test_old_rows_of_tags_tell_the_work() -> None:
    page = render_page(full_work(Age.A2010_10), Age.A2010_10)
    start, end = page.index(b'<dl class="work meta"'), page.index(b"</dl>")
    rows = page[start:end]
    page = re.sub(rb"40000001", b"", page.replace(rows, b"@@@")).replace(b"@@@", rows)

    assert read(page).metadata.work_id == "40000001"


def test_who_saved_the_page_is_told() -> None:
    page = render_page(one("Saved"), Age.A2026_06)
    marks = {
        "a browser": b"<!-- saved from url=(0044)https://archiveofourown.org/works/40000001 --><html",
        "SingleFile": b"<html><!--\n Page saved with SingleFile \n url: https://archiveofourown.org/works/1 \n--><html",
        "": b"<html",
    }

    found = {name: read(page.replace(b"<html", mark, 1)).origin for name, mark in marks.items()}
    assert {name: origin and origin.made_by for name, origin in found.items()} == {name: name for name in marks}


def test_another_archive_keeps_its_host() -> None:
    body = '<p><a href="/users/ada" rel="nofollow">Ada</a> <img src="/images/map.png" alt="map" /></p>'
    page = render_page(several("Away", chapter(1, body=body), chapter(2), host="squidgeworld.org"), Age.A2017_01)
    saved = page.replace(b"<html", b"<!-- saved from url=(0038)https://squidgeworld.org/works/40000001 --><html", 1)

    work = read(saved)

    assert work.metadata.source_url == "https://squidgeworld.org/works/40000001"
    assert work.metadata.archive == "squidgeworld.org"
    assert 'href="https://squidgeworld.org/users/ada"' in inside(work.chapters[0].body)
    assert 'src="https://squidgeworld.org/images/map.png"' in inside(work.chapters[0].body)
    assert work.metadata.creators[0].url == "https://squidgeworld.org/users/lampkeeper/pseuds/lampkeeper"


def test_a_page_of_another_name_without_any_host_says_so() -> None:
    page = render_page(several("Away", chapter(1), chapter(2), host="squidgeworld.org"), Age.A2017_01)

    notices = {notice.code: notice for notice in read(page).notices}
    assert notices["R024"].where == "source_url"


def test_a_link_to_the_page_itself_leads_into_the_page() -> None:
    page = render_page(one("Links", '<p><a href="#note1">1</a> <a name="note1">Note</a></p>'), Age.A2026_06)
    url = b"https://archiveofourown.org/works/40000001?view_full_work=true"
    saved = page.replace(b'href="#note1"', b'href="' + url + b'#note1"')
    saved = saved.replace(b"<html", b"<!-- saved from url=(0063)" + url + b" --><html", 1)

    assert '<a href="#note1">' in inside(read(saved).chapters[0].body)


def test_hidden_tags_are_unknown() -> None:
    viewer = Viewer(logged_in=True, hides_warnings=True, hides_freeforms=True)
    for age in (Age.A2010_10, Age.A2017_01, Age.A2026_06):
        work = read(render_page(full_work(age), age, None, viewer))

        assert (work.metadata.warnings, work.metadata.tags) == ((), ())
        assert [notice.where for notice in work.notices if notice.code == "R017"] == ["warnings", "tags"]


def test_only_the_style_before_the_work_is_its_own() -> None:
    made = replace(one("Styles"), skin="#workskin .a { color: red; }")
    page = render_page(made, Age.A2017_01).replace(b'<div id="main"', b'<style>#workskin p {}</style><div id="main"')
    between = page.replace(b'<div id="workskin">', b'<p class="notice">x</p><div id="workskin">')

    assert [sheet.css for sheet in read(page).styles] == ["#workskin .a { color: red; }"]
    assert read(between).styles == ()
    assert read(page.replace(b"#workskin .a", b".extension")).styles == ()


def test_a_page_of_one_chapter_says_how_to_get_the_rest() -> None:
    work = read(render_page(full_work(Age.A2026_06), Age.A2026_06, 3))

    (notice,) = (notice for notice in work.notices if notice.code == "R018")
    assert "chapter 3 of 4" in notice.message
    assert "Entire Work" in notice.message
    assert work.origin is not None
    assert work.origin.form is Form.CHAPTER_PAGE


def test_the_page_of_the_only_chapter_is_the_whole_work() -> None:
    finished = several("Alone", chapter(1), hits=None)
    begun = replace(finished, planned=5)

    work, wip = (read(render_page(made, Age.A2026_06, 1)) for made in (finished, begun))
    assert (work.one_shot, wip.one_shot) == (True, False)
    assert work.origin is not None
    assert work.origin.form is Form.PAGE
    assert [notice.code for notice in (*work.notices, *wip.notices)] == []


def test_fewer_chapters_than_posted_are_told() -> None:
    page = render_page(several("Short", chapter(1), chapter(2), posted=5, planned=9), Age.A2026_06)

    (notice,) = read(page).notices
    assert notice.code == "R019"
    assert "5" in notice.message
    assert "2" in notice.message


def test_what_the_archive_said_is_passed_on() -> None:
    sorry = "Sorry, we couldn't find the chapter you were looking for."
    work = read(render_page(one("Found"), Age.A2026_06, None, Viewer(flash=sorry)))

    (notice,) = work.notices
    assert notice.code == "R021"
    assert sorry in notice.message


def test_titles_in_the_chapter_index_are_cut_as_the_archive_cuts_them() -> None:
    long = "In Which the Keeper Counts Every Single Gull on the Roof"
    made = several("Index", chapter(1, long), chapter(2), chapter(4, "Chapter 4: Doubled"))
    listed = read(render_page(made, Age.A2026_06, 2)).listed

    assert [(entry.number, entry.title) for entry in listed] == [(1, f"{long[:48]}..."), (2, ""), (4, "Doubled")]


def test_addresses_are_absolute() -> None:
    known = read(render_page(full_work(Age.A2026_06), Age.A2026_06)).metadata

    urls = [
        *(creator.url for creator in known.creators),
        *(link.url for link in (*known.recipients, *known.collections)),
        *(entry.url for entry in known.series),
        *(prompt.collection.url for prompt in known.prompts),
        *(other.url for other in known.related if other.url),
    ]
    assert len(urls) == 2 + 2 + 2 + 2 + 2 + 4
    assert all(url and url.startswith("https://archiveofourown.org/") for url in urls)


def test_places_in_series_are_the_visible_ones() -> None:
    known = read(render_page(full_work(Age.A2026_06), Age.A2026_06, None, Viewer(positions=(1, 3)))).metadata

    assert [(entry.position, entry.visible) for entry in known.series] == [("1", True), ("3", True)]


@pytest.mark.parametrize("field", ["published", "updated"])
def test_a_day_that_is_none_is_told_of_its_own_field(field: str) -> None:
    days = {"published": "published", "updated": "revised"}
    work = read(
        render_page(replace(several("Days", chapter(1), chapter(2)), **{days[field]: "2026-13-45"}), Age.A2026_06)
    )

    assert [(notice.code, notice.where) for notice in work.notices] == [("R013", field)]


def test_a_chapter_that_lost_its_box_keeps_its_words() -> None:
    page = render_page(several("Boxes", chapter(1, "One"), chapter(2)), Age.A2026_06)
    changed = page.replace(b'class="userstuff module"', b'class="reader-view"')

    whole, work = read(page), read(changed)
    assert [found.title for found in work.chapters] == ["One", ""]
    assert all(text(one.body) in text(other.body) for one, other in zip(whole.chapters, work.chapters, strict=True))


def test_a_page_without_its_text_is_refused() -> None:
    page = render_page(one("Empty"), Age.A2026_06)
    with pytest.raises(ReadingError):
        read(page.replace(b'id="chapters"', b'id="gone"'))


def test_a_work_without_posted_chapters_is_read() -> None:
    work = read(render_page(several("Nothing", planned=None, posted=0, words=0), Age.A2026_06))

    assert work.chapters == ()


def test_what_an_extension_writes_after_a_number_is_not_part_of_it() -> None:
    page = render_page(full_work(Age.A2026_06), Age.A2026_06)
    page = page.replace(b"11,345</dd>", b"11,345 (45 minutes)</dd>").replace(b"4/6</dd>", b"4/6 (67 %)</dd>")
    known = read(page).metadata

    assert known.words == 11345
    assert known.progress == (4, 6)


@pytest.mark.parametrize("digits", ["9" * 5000, "9" * 17])
def test_numbers_without_end_are_none(digits: str) -> None:
    page = render_page(several("Endless", chapter(1), chapter(2)), Age.A2026_06)
    for found in (b"1,234</dd>", b'id="chapter-2"', b"2/2</dd>", b"Hits:</dt>"):
        swollen = re.sub(rb"\d+", digits.encode(), found) if found[:1] != b"H" else found + digits.encode()
        assert read(page.replace(found, swollen)).metadata.title == "Endless"
    listing = render_page(several("Endless", chapter(1), chapter(2)), Age.A2026_06, 1)
    assert len(read(listing.replace(b">2. ", f">{digits}. ".encode())).listed) == 1


def test_a_translated_page_keeps_its_titles() -> None:
    page = render_page(several("Daheim", chapter(1, "Morgen"), chapter(2)), Age.A2026_06)
    page = re.sub(rb">Chapter (\d)</a>", rb'><font style="vertical-align: inherit;">Kapitel \1</font></a>', page)

    assert [found.title for found in read(page).chapters] == ["Morgen", ""]


def test_a_page_that_lost_its_preface_is_still_one() -> None:
    page = render_page(full_work(Age.A2026_06), Age.A2026_06)
    start, end = page.index(b'<div class="preface group">'), page.index(b'    <div id="chapters"')
    work = read(page[:start] + page[end:])

    assert work.metadata.rating == "Teen And Up Audiences"
    assert len(work.chapters) == 4
    assert {"R014", "R016"} <= {notice.code for notice in work.notices}


def test_a_piece_that_says_nothing_of_the_work_is_a_fragment() -> None:
    page = render_page(full_work(Age.A2026_06), Age.A2026_06)
    start = page.index(b'    <div id="chapters"')
    end = page.index(b'<div class="afterword')

    origin = read(b'<div id="workskin">' + page[start:end] + b"</div>").origin
    assert origin is not None
    assert origin.form is Form.FRAGMENT
