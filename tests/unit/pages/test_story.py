"""Chapters and the afterword."""

from __future__ import annotations

from fic2epub.dom import EPUB_TYPE
from fic2epub.model import Creator, Kinship, RelatedWork
from fic2epub.pages.afterword import afterword_page
from fic2epub.pages.chapter import chapter_page
from tests.unit.pages.samples import CHINESE, ENGLISH, chapter, levels, text, work, xhtml


def full_chapter() -> object:
    """A chapter with all that one can have."""
    return chapter(
        title="The Ledger",
        summary=xhtml("<p>Marta reads.</p>"),
        notes=xhtml("<p>Hello.</p>"),
        endnotes=xhtml("<p>Bye.</p>"),
        byline=(Creator(name="gull"),),
    )


def test_a_chapter_is_heading_summary_notes_body_and_end_notes() -> None:
    root = chapter_page(full_chapter(), work(), ENGLISH)
    assert root[1].get(EPUB_TYPE) == "bodymatter"
    (section,) = root[1]
    assert (section.get(EPUB_TYPE), section.get("role")) == ("chapter", "doc-chapter")
    assert [(child.tag, child.get("class"), text(child)) for child in section] == [
        ("h2", "chapter-title with-byline", "Chapter 3: The Ledger"),
        ("p", "byline chapter-byline", "Chapter by gull"),
        ("section", "box summary", "SummaryMarta reads."),
        ("section", "box notes", "NotesHello."),
        ("p", "see-also", "See the end of the chapter for more notes."),
        ("div", "chapter-body", "The tide came in."),
        ("section", "box end-notes", "End NotesBye."),
    ]
    assert levels(root) == ["h2", "h3", "h3", "h3"]


def test_the_parts_of_a_chapter_have_roles_that_their_elements_may_have() -> None:
    root = chapter_page(full_chapter(), work(), ENGLISH)
    roles = {element.get("class"): (element.get(EPUB_TYPE), element.get("role")) for element in root.iter("section")}
    assert roles == {
        "chapter": ("chapter", "doc-chapter"),
        "box summary": ("abstract", "doc-abstract"),
        "box notes": (None, None),
        "box end-notes": ("afterword", "doc-afterword"),
    }


def test_headings_in_a_box_stand_below_its_title() -> None:
    notes = xhtml("<h3>Part</h3><h4>a</h4><p>x</p><h5>b</h5><h6>c</h6>")
    page = chapter_page(chapter(notes=notes, body=xhtml("<h3>Scene</h3>")), work(), ENGLISH)
    assert levels(page) == ["h2", "h3", "h4", "h5", "h6", "h6", "h3"]


def test_inner_links_of_a_chapter_lead_somewhere_and_sections_are_named() -> None:
    root = chapter_page(full_chapter(), work(), ENGLISH)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(name.startswith("chapter-3-") for name in ids)
    titles = {name for name in ids if name.endswith("-title")}
    assert {link.get("href") for link in root.iter("a")} == {"#chapter-3-end-notes-title"}
    assert {section.get("aria-labelledby") for section in root.iter("section")} == titles
    parts = ("text", "summary", "notes", "end-notes")
    assert set(ids) == titles | {f"chapter-3-{part}" for part in parts}


def test_label_and_name_are_one_heading_that_can_be_parted() -> None:
    heading = chapter_page(full_chapter(), work(), ENGLISH).find(".//h2")
    assert [(part.get("class"), part.text) for part in heading] == [
        ("label", "Chapter 3"),
        ("sep", ": "),
        ("name", "The Ledger"),
    ]


def test_a_chapter_without_a_name_has_its_label_for_one() -> None:
    heading = chapter_page(chapter(), work(), CHINESE).find(".//h2")
    assert [(part.get("class"), part.text, part.get("lang")) for part in heading] == [
        ("name number", "Chapter 3", "en")
    ]


def test_a_one_shot_is_headed_by_the_works_title() -> None:
    root = chapter_page(chapter(1), work(one_shot=True, title="Contents"), ENGLISH)
    assert text(root.find(".//h2")) == "Contents"
    assert root.findtext("head/title") == "Contents (story)"


def test_the_afterword_has_notes_works_and_the_way_to_comment() -> None:
    inspired = RelatedWork(kinship=Kinship.INSPIRED, title="Podfic", byline="reader", url="https://example.com/8")
    parent = RelatedWork(kinship=Kinship.INSPIRED_BY, title="Lamp")
    url = "https://archiveofourown.org/works/123"
    root = afterword_page(work(endnotes=xhtml("<p>Bye.</p>"), related=(parent, inspired), source_url=url), ENGLISH)
    assert root is not None
    (section,) = root[1]
    assert (section.get(EPUB_TYPE), section.get("role")) == ("afterword", "doc-afterword")
    assert [text(child) for child in section] == [
        "Afterword",
        "End NotesBye.",
        "Works Inspired by This OnePodfic by reader",
        "If you enjoyed this work, you can tell its author so: leave a comment on the Archive of Our Own.",
    ]
    assert [link.get("href") for link in root.iter("a")] == ["https://example.com/8", f"{url}/comments/new"]
    assert root.find(".//*[@id='work-end-notes-title']") is not None


def test_an_afterword_with_nothing_to_say_is_not_written() -> None:
    assert afterword_page(work(chapter()), ENGLISH) is None


def test_notes_at_the_end_are_more_notes_only_where_some_stood_before() -> None:
    root = chapter_page(chapter(endnotes=xhtml("<p>Bye.</p>")), work(), ENGLISH)
    assert text(root.find(".//p[@class='see-also']")) == "See the end of the chapter for notes."


def test_an_afterword_may_have_one_part_alone() -> None:
    notes = afterword_page(work(endnotes=xhtml("<p>Bye.</p>")), ENGLISH)
    works = afterword_page(work(related=(RelatedWork(kinship=Kinship.INSPIRED, title="Podfic"),)), ENGLISH)
    comment = afterword_page(work(source_url="https://archiveofourown.org/works/1"), ENGLISH)
    parts = [[child.get("class") for child in root[1][0]] for root in (notes, works, comment) if root is not None]
    assert parts == [["page-title", "box end-notes"], ["page-title", "related"], ["page-title", "comment"]]
