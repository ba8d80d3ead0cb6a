"""The record of a book: what is written is read again, and what is none of ours is not believed."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from fic2epub.model import Creator, Kinship, Link, Metadata, Progress, Prompt, Reception, RelatedWork, Series
from fic2epub.options import CHOICES, Options
from fic2epub.recalling import Damaged, edits_of, read_record
from fic2epub.records import FILE, Trace, record_of
from tests.unit.books import chapter, work

_FULL: dict[str, Any] = {
    "title": 'A "quoted" \\ title,\nin two lines \U0001f30a',
    "creators": (Creator("ann", "https://example.org/ann", "trl", "bee"), Creator("ben")),
    "fandoms": ("Original Work",),
    "relationships": ("A/B",),
    "characters": ("A",),
    "tags": ("古い、タグ",),
    "warnings": ("No Archive Warnings Apply",),
    "categories": ("Gen",),
    "rating": "Mature",
    "language": "pt-BR",
    "language_name": "Português brasileiro",
    "published": date(2019, 3, 4),
    "updated": date(2021, 5, 6),
    "words": 12,
    "progress": Progress(2, None),
    "series": (Series("Tides", "2", "https://example.org/s", visible=True),),
    "collections": (Link("Salt, Bread"),),
    "recipients": (Link("cy", "https://example.org/cy"),),
    "prompts": (Prompt("Anonymous", Link("salt")),),
    "related": (RelatedWork(Kinship.TRANSLATED_AS, "Calme", "fay", None, "Français"),),
    "source_url": "https://archiveofourown.org/works/5",
    "work_id": "5",
    "restricted": True,
    "reception": Reception(1, 2, 3, 4),
    "summary": "One.\nTwo.",
}
_OPTIONS = Options(
    language="pt-BR",
    title="Told",
    cover="poster",
    subjects=("rating",),
    shelf="Fics",
    ui_language="de",
    css="p { margin: 0 }",
    lengths=True,
    **{name: words[-1] for name, words in CHOICES.items()},
)


def _told(known: dict[str, Any], options: Options, **trace: Any) -> bytes:
    given = work(chapter(1, title="One"), chapter(3), known=known)
    return record_of(given, options, (Trace(trace),))


def test_every_fact_and_option_is_read_as_it_was_written() -> None:
    assert set(_FULL) == {one.name for one in fields(Metadata)} - {"own_title"}, "a new fact wants its reader"

    record = read_record(_told(_FULL, _OPTIONS))

    assert record.work.metadata == Metadata(**_FULL)
    assert record.options == replace(_OPTIONS, template=Options().template)
    assert [(one.number, one.title) for one in record.work.chapters] == [(1, "One"), (3, "")]


def test_traces_are_read_as_they_were_written() -> None:
    traces: dict[str, Any] = {
        "links": {"3": "https://example.org/works/5#a"},
        "typed": ["c1"],
        "lowest": {"c1n": [0, 2]},
        "divisions": {"c1": [1]},
        "moved": {"c1": [[1, 4, 0, 2]]},
        "parted": {"chapter-0001": [2, 3]},
    }

    assert read_record(_told(_FULL, Options(), **traces)).work.trace.plain() == traces


def test_what_is_as_usual_is_not_told() -> None:
    told = json.loads(_told({}, Options(template="{id}", partial=True)))

    assert told["options"] == {}
    assert "trace" not in told


def test_a_cover_out_of_a_file_does_not_tell_where_that_lay() -> None:
    told = _told({}, Options(cover="/home/ann/pictures/sea.png"))

    assert b"ann" not in told
    assert read_record(told).options.cover == FILE


def test_the_works_own_title_is_told_where_the_options_gave_another() -> None:
    told = _told({"title": "Given", "own_title": "Its own"}, Options(title="Given"))

    assert read_record(told).work.metadata.title == "Its own"


def test_a_text_that_no_file_can_hold_is_told() -> None:
    """And not believed, for no page could hold it."""
    told = _told({"tags": ("\udc80",)}, Options())

    assert b"\\udc80" in told
    with pytest.raises(Damaged):
        read_record(told)


_GOOD: dict[str, Any] = {"fic2epub": 1, "metadata": {"title": "A"}}


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"[" * 100_000,
        b'{"fic2epub": 1}',
        *(
            json.dumps(_GOOD | change).encode()
            for change in (
                {"fic2epub": 2},
                {"metadata": {"title": 3}},
                {"metadata": {"title": "A", "no such fact": 1}},
                {"metadata": {"title": "A", "published": "soon"}},
                {"metadata": {"title": "A", "words": True}},
                {"metadata": {"title": "A", "tags": "one"}},
                {"metadata": {"title": "A", "related": [{"kinship": "aunt", "title": "B"}]}},
                {"options": {"theme": "gothic"}},
                {"options": {"subjects": [3]}},
                {"options": {"lengths": "yes"}},
                {"options": {"template": "{id}"}},
                {"chapters": [{"title": "no number"}]},
                {"one_shot": 1},
                {"trace": {"links": []}},
                {"trace": {"what": {}}},
                {"trace": {"moved": {"c1": [[0, 4, 0, -7]]}}},
                {"parts": 3},
                {"parts": [[]]},
            )
        ),
    ],
)
def test_what_is_no_record_is_not_believed(told: bytes) -> None:
    with pytest.raises(Damaged):
        read_record(told)


def test_a_record_without_anything_but_a_title_is_one() -> None:
    assert read_record(json.dumps(_GOOD).encode()).work.metadata == Metadata(title="A")


def test_what_somebody_changed_in_a_package_is_told_from_what_was_written() -> None:
    made = Metadata(title="The  Sea", creators=(Creator("ann", "https://example.org/ann"), Creator("ben")))
    said = {"title": ["The Sea"], "creator": ["ann", "ben"], "subject": ["A"]}

    assert edits_of(said, made, ("A",)) == (None, None, None)
    assert edits_of(said | {"title": ["Sea"]}, made, None).title == "Sea"
    assert edits_of(said | {"creator": ["ann", "cy"]}, made, None).creators == (made.creators[0], Creator("cy"))
    assert edits_of(said | {"subject": ["A", "B"]}, made, ("A",)).subjects == ("A", "B")
    assert edits_of({}, made, None) == (None, None, None)


def test_a_book_of_nobody_says_unknown_and_nobody_changed_that() -> None:
    assert edits_of({"title": ["A"], "creator": ["Unknown"]}, Metadata(title="A"), None) == (None, None, None)
