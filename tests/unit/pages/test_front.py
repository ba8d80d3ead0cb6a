"""Cover page, title page, and the page about the work."""

from __future__ import annotations

from datetime import date

from fic2epub.dom import EPUB_TYPE
from fic2epub.model import Creator, Kinship, Link, Progress, RelatedWork, Series
from fic2epub.pages.coverpage import cover_page
from fic2epub.pages.folded import folded_page
from fic2epub.pages.preface import preface_page
from fic2epub.pages.title import title_page
from fic2epub.pages.tongues import wording_in
from tests.unit.pages.samples import ARABIC, CHINESE, ENGLISH, chapter, levels, metadata, text, work, xhtml

URL = "https://archiveofourown.org/works/123"


def test_the_cover_page_holds_the_image_alone() -> None:
    root = cover_page(metadata(), ENGLISH, "images/cover.jpg")
    (section,) = root[1]
    (image,) = section
    assert (section.get(EPUB_TYPE), section.get("role")) == ("cover", None)
    assert (image.get("role"), image.get("src")) == ("doc-cover", "../images/cover.jpg")
    assert image.get("alt") == "Cover: Low Water, by fenlark"
    assert text(root[1]) == ""


def test_a_drawn_cover_is_described_by_all_that_it_says() -> None:
    facts = metadata(series=(Series("Lights", "2"),), fandoms=("Harbour Books", "X"))
    image = cover_page(facts, ENGLISH, "images/cover.jpg", drawn=True).find(".//img")
    assert image.get("alt") == "Cover: Low Water, by fenlark. Part 2 of Lights. Harbour Books"


def test_the_covers_description_is_short_enough_to_be_listened_to() -> None:
    root = cover_page(metadata(title="long " * 51), ENGLISH, "images/cover.jpg")
    alt = root.find(".//img").get("alt")
    assert len(alt) < 140
    assert alt.endswith("…")


def test_the_title_page_has_the_one_h1_and_no_aria_role() -> None:
    facts = metadata(
        creators=(
            Creator(name="fenlark"),
            Creator(name="x"),
            Creator(name="gull", archivist="keeper"),
            Creator(name="Cy", role="trl"),
        ),
        fandoms=("Original Work",),
        series=(Series(name="The Harbour Books", position="3"), Series(name="Other", position="1")),
        rating="Mature",
        words=1200,
        progress=Progress(posted=1, planned=2),
    )
    root = title_page(facts, ENGLISH)
    (section,) = root[1]
    assert (section.get(EPUB_TYPE), section.get("role")) == ("titlepage", None)
    assert levels(root) == ["h1"]
    assert [text(child) for child in section] == [
        "Low Water",
        "by fenlark, x and gull",
        "translated by Cy",
        "archived by keeper",
        "",
        "Original Work",
        "Part 3 of The Harbour Books",
        "Mature · 1,200 words · In progress",
    ]
    assert [child.tag for child in section] == ["h1", "p", "p", "p", "hr", "p", "p", "p"]


def test_a_title_page_without_facts_ends_with_the_names() -> None:
    (section,) = title_page(metadata(creators=()), ENGLISH)[1]
    assert [child.tag for child in section] == ["h1"]


def test_a_title_page_names_some_fandoms_and_counts_the_others() -> None:
    (section,) = title_page(metadata(fandoms=("A", "B", "C", "D", "E")), ENGLISH)[1]
    assert [text(line) for line in section.iterfind("p[@class='fandom']")] == ["A", "B", "C", "and 2 more"]


def test_long_titles_are_set_smaller() -> None:
    classes = [
        title_page(metadata(title=("xy z" * 26)[:size]), ENGLISH).find(".//h1").get("class") for size in (40, 41, 101)
    ]
    assert classes == ["work-title", "work-title long", "work-title very-long"]


def test_titles_of_a_long_word_are_set_smaller() -> None:
    """A title is not hyphenated; letters of some scripts may be parted anywhere."""
    words = ("x" * 17, "x" * 18, "Ж" * 27, "灯" * 20)
    classes = [title_page(metadata(title=word), ENGLISH).find(".//h1").get("class") for word in words]
    assert classes == ["work-title", "work-title long", "work-title very-long", "work-title"]


def test_ideographs_are_twice_as_wide_as_letters() -> None:
    classes = [title_page(metadata(title="潮" * size), CHINESE).find(".//h1").get("class") for size in (20, 21, 51)]
    assert classes == ["work-title", "work-title long", "work-title very-long"]


def test_in_another_language_only_our_own_words_are_english() -> None:
    root = title_page(metadata(title="守潮的钟", fandoms=("A",), words=12), CHINESE)
    english = [text(element) for element in root.iter() if element.get("lang") == "en"]
    assert english == ["Title Page", "by", "12 words"]


def full_work() -> object:
    """A work of which everything is known."""
    return work(
        chapter(),
        summary=xhtml("<p>The sea stays away.</p>"),
        notes=xhtml("<p>For the exchange.</p>"),
        endnotes=xhtml("<p>Thanks.</p>"),
        rating="General Audiences",
        warnings=("No Archive Warnings Apply",),
        categories=("Gen", "Multi"),
        fandoms=("Original Work",),
        relationships=("Marta & the Clock",),
        characters=("Marta", "The Clock"),
        tags=("Tides", "Clocks"),
        language_name="English",
        series=(
            Series(name="The Harbour Books", position="3", url="https://archiveofourown.org/series/7"),
            Series(name="Salt", position="1"),
        ),
        collections=(Link(name="Exchange, the first"),),
        recipients=(Link(name="saltwife"),),
        published=date(2019, 3, 2),
        updated=date(2020, 12, 31),
        progress=Progress(posted=3, planned=3),
        words=24310,
        related=(
            RelatedWork(kinship=Kinship.INSPIRED_BY, title="Lamp", byline="gull", url="https://example.com/5"),
            RelatedWork(kinship=Kinship.INSPIRED_BY, title="a work in an unrevealed collection"),
            RelatedWork(kinship=Kinship.INSPIRED, title="Podfic"),
        ),
        source_url=URL,
    )


def test_the_page_about_the_work_tells_everything_in_order() -> None:
    root = preface_page(full_work(), ENGLISH)
    (section,) = root[1]
    assert (section.get(EPUB_TYPE), section.get("role")) == ("preface", "doc-preface")
    assert levels(root) == ["h2", "h3", "h3", "h3", "h3", "h3", "h3"]
    headings = [text(heading) for heading in root.iter("h2", "h3")]
    assert headings == ["About This Work", "Summary", "Notes", "Tags", "Publication", "Related Works", "Links"]
    assert [text(row) for row in root.iterfind(".//dl/div")] == [
        "Rating: General Audiences",
        "Archive Warning: No Archive Warnings Apply",
        "Categories: Gen, Multi",
        "Fandom: Original Work",
        "Relationship: Marta & the Clock",
        "Characters: Marta, The Clock",
        "Additional Tags: Tides, Clocks",
        "Series: Part 3 of The Harbour Books; Part 1 of Salt",
        "Language: English",
        "Collection: Exchange, the first",
        "A gift for: saltwife",
        "Published: 2 March 2019",
        "Completed: 31 December 2020",
        "Chapters: 3 of 3",
        "Words: 24,310",
    ]
    assert [text(line) for line in root.iterfind(".//li")] == [
        "Inspired by Lamp by gull",
        "Inspired by a work in an unrevealed collection",
        "This work on the Archive of Our Own",
        "Part 3 of The Harbour Books",
    ]


def test_the_time_that_reading_takes_is_told_where_a_languages_pace_is_known() -> None:
    rows = [
        text(row) for row in preface_page(work(chapter(), words=24310, language="en"), ENGLISH).iterfind(".//dl/div")
    ]
    assert rows == ["Words: 24,310", "Reading Time: about 1 hour 35 minutes"]


def test_tags_are_no_links_and_the_work_is_linked_once() -> None:
    root = preface_page(full_work(), ENGLISH)
    assert [link.get("href") for link in root.iter("a")] == [
        "afterword.xhtml#work-end-notes-title",
        "https://example.com/5",
        URL,
        "https://archiveofourown.org/series/7",
    ]


def test_the_ways_out_of_the_book_are_gathered_at_the_end() -> None:
    whole = work(
        chapter(),
        creators=(Creator("Ann", "u:a"), Creator("Ben"), Creator("Cy", "u:c"), Creator("Dee", "u:d", "trl")),
        collections=(Link("Salt", "u:s"), Link("Bread")),
        recipients=(Link("bee", "u:b"),),
    )
    section = preface_page(whole, ENGLISH)[1][0][-1]
    assert section.get("class") == "links"
    assert [text(line) for line in section.iter("li")] == [
        "by Ann and Cy",
        "translated by Dee",
        "Collection: Salt",
        "A gift for: bee",
    ]
    assert [link.get("href") for link in section.iter("a")] == ["u:a", "u:c", "u:d", "u:s", "u:b"]


def test_warnings_can_stand_behind_one_tap() -> None:
    folding = ENGLISH._replace(folded="warnings.xhtml")
    whole = work(chapter(), warnings=("Major Character Death",))
    row = preface_page(whole, folding).find(".//div[@class='row row-warnings']")
    link = row.find("dd/a")
    assert text(row) == "Archive Warning: Show the warnings"
    assert (link.get(EPUB_TYPE), link.get("role"), link.get("href")) == (
        *("noteref", "doc-noteref"),
        "warnings.xhtml#warnings",
    )
    page = folded_page(whole.metadata, folding, "about.xhtml")
    note = page.find(".//aside")
    assert (note.get(EPUB_TYPE), note.get("role"), note.get("id")) == ("footnote", "doc-footnote", "warnings")
    assert text(note) == "Major Character Death Back"
    back = note.find(".//a")
    assert (back.get("role"), back.get("href")) == ("doc-backlink", f"about.xhtml#{link.get('id')}")


def test_the_way_to_the_end_notes_can_be_left_out() -> None:
    root = preface_page(full_work(), ENGLISH, end_notes_href=None)
    assert root.find(".//p[@class='see-also']") is None


def test_what_is_not_known_has_no_row_and_no_heading() -> None:
    root = preface_page(work(chapter()), ENGLISH)
    assert levels(root) == ["h2"]
    assert root.find(".//dl") is None


def test_the_page_about_a_work_is_never_empty() -> None:
    words = "Nothing else is known of this work: what it was made from is its text alone."
    assert text(preface_page(work(chapter()), ENGLISH)).endswith(words)
    for known in ({"rating": "Mature"}, {"source_url": URL}, {"words": 3}):
        assert words not in text(preface_page(work(chapter(), **known), ENGLISH))


def test_an_unfinished_work_was_updated_and_not_completed() -> None:
    facts = {"updated": date(2020, 12, 31), "progress": Progress(posted=1, planned=None)}
    root = preface_page(work(chapter(), **facts), ENGLISH)
    assert [text(row) for row in root.iterfind(".//dl/div")] == ["Updated: 31 December 2020", "Chapters: 1 of ?"]


def test_a_work_without_chapters_says_so() -> None:
    words = "No chapter of this work was posted when it was saved."
    assert words in text(preface_page(work(), ENGLISH))
    assert words not in text(preface_page(work(chapter()), ENGLISH))


def test_every_section_is_named_by_its_own_heading() -> None:
    root = preface_page(full_work(), ENGLISH)
    for section in root.iter("section"):
        heading = section[0]
        assert heading.tag in {"h2", "h3"}
        assert section.get("aria-labelledby") == heading.get("id")


def test_from_the_right_numbers_keep_their_order() -> None:
    root = preface_page(full_work(), ARABIC)
    count = next(row for row in root.iterfind(".//dl/div") if text(row).startswith("Chapters"))
    assert [count.get("dir"), *[cell.get("dir") for cell in count]] == ["ltr", None, "ltr"]


def test_words_that_run_as_the_book_does_say_nothing_of_it() -> None:
    words = wording_in("ar")
    assert words is not None
    root = preface_page(full_work(), ARABIC._replace(wording=words))
    rows = {row.get("class"): (row.get("dir"), row[1].get("dir")) for row in root.iterfind(".//dl/div")}
    assert rows["row row-chapters"] == rows["row row-words"] == rows["row row-published"] == (None, None)
    assert rows["row row-rating"] == (None, "ltr")
    assert rows["row row-fandoms"] == (None, "auto")
    assert {line.get("dir") for line in root.iterfind(".//ul/li")} == {None}


def test_notes_at_the_end_of_the_work_are_pointed_to() -> None:
    bye = {"endnotes": xhtml("<p>Bye.</p>")}
    without = preface_page(work(chapter(), **bye), ENGLISH)
    assert text(without.find(".//p[@class='see-also']")) == "See the end of the work for notes."
    with_notes = preface_page(full_work(), ENGLISH)
    assert text(with_notes.find(".//p[@class='see-also']")) == "See the end of the work for more notes."


def test_a_link_to_a_work_whose_title_is_not_told_shows_its_address() -> None:
    related = (RelatedWork(kinship=Kinship.INSPIRED_BY, title=" ", byline="cloud", url=URL),)
    root = preface_page(work(related=related), ENGLISH)
    assert text(root.find(f".//a[@href='{URL}']")) == URL
