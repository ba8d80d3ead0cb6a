from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fic2epub.serving.asking import address_of, asked_for, narrowed, without
from fic2epub.serving.library import ORDERS, Query
from fic2epub.serving.wording import day, direction, language, pages_near, weight

_NAMES = st.text(st.characters(exclude_categories=("C", "Z")), max_size=40)
_QUERIES = st.builds(
    Query,
    words=_NAMES,
    fandom=_NAMES,
    series=_NAMES,
    author=_NAMES,
    language=_NAMES,
    order=st.sampled_from(ORDERS),
    page=st.integers(1, 9_999),
    size=st.just(Query().size),
)


@given(_QUERIES)
def test_a_query_is_the_same_behind_its_address(query: Query) -> None:
    assert asked_for(dict(parse_qsl(urlsplit(address_of(query)).query))) == query


def test_what_is_as_usual_is_not_in_the_address() -> None:
    assert address_of(Query(size=12)) == "/"
    assert address_of(Query(words="a b&c", page=2)) == "/?words=a+b%26c&page=2"
    assert address_of(Query(author="Wren"), "/browse/fandom") == "/browse/fandom?author=Wren"


@pytest.mark.parametrize(
    "parameters",
    [
        {"page": "0"},
        {"page": "-3"},
        {"page": "9" * 5000},
        {"page": "٣"},
        {"order": "size; DROP TABLE"},
        {"words": "\x00\n\u202e \ud800"},
        {"size": "100000"},
    ],
)
def test_what_makes_no_sense_is_left_out(parameters: dict[str, str]) -> None:
    assert asked_for(parameters) == Query()


def test_names_have_an_end() -> None:
    assert len(asked_for({"author": "x" * 10_000}).author) == 500


def test_narrowing_begins_on_the_first_page_and_a_series_in_its_order() -> None:
    query = Query(words="tide", order="title", page=5)

    assert narrowed(query, "fandom", "Penny Quay") == Query(words="tide", fandom="Penny Quay", order="title")
    assert narrowed(query, "series", "Tides") == Query(words="tide", series="Tides", order="series")
    assert without(narrowed(query, "series", "Tides"), "series") == Query(words="tide")


@pytest.mark.parametrize(
    ("number", "pages", "shown"),
    [
        (1, 1, [1]),
        (1, 4, [1, 2, 3, 4]),
        (1, 209, [1, 2, 3, 0, 209]),
        (100, 209, [1, 0, 98, 99, 100, 101, 102, 0, 209]),
        (209, 209, [1, 0, 207, 208, 209]),
    ],
)
def test_pages_that_are_near_can_be_gone_to(number: int, pages: int, shown: list[int]) -> None:
    assert pages_near(number, pages) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("2024-05-01", "1 May 2024"),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
        ("2024-13-01", "2024-13-01"),
        ("soon-er-or", "soon-er-or"),
    ],
)
def test_days_are_said_as_people_do(said: str, shown: str) -> None:
    assert day(said) == shown


def test_sizes_languages_and_directions() -> None:
    assert [weight(size) for size in (0, 999, 345_678, 1_250_000, 2_000_000_000)] == [
        "0 bytes",
        "999 bytes",
        "346 kB",
        "1.2 MB",
        "2.0 GB",
    ]
    assert [language(tag) for tag in ("de", "zh-Hant", "x-none", "tlh", "not a tag")] == [
        "Deutsch",
        "中文 (繁體)",
        "x-none",
        "tlh",
        "not a tag",
    ]
    assert [direction(text) for text in ("“Tide”", "12. ساعة", "שעון", "潮", "…", "")] == [
        "ltr",
        "rtl",
        "rtl",
        "ltr",
        "ltr",
        "ltr",
    ]
