"""Which way languages run, and how their lines break."""

from __future__ import annotations

import pytest

from fic2epub.languages import base_of, direction_of, is_hyphenated, is_upright, script_of


@pytest.mark.parametrize(
    ("tag", "base", "script"),
    [
        ("pt-BR", "pt", ""),
        ("EN", "en", ""),
        ("zh-Hant-TW", "zh", "hant"),
        ("zh-yue-Hant", "zh", "hant"),
        ("de-1996", "de", ""),
        ("", "", ""),
    ],
)
def test_a_tag_has_a_language_and_perhaps_a_script(tag: str, base: str, script: str) -> None:
    assert (base_of(tag), script_of(tag)) == (base, script)


@pytest.mark.parametrize("tag", "ar arc dv fa he ota ps ur ug yi AR ar-EG und-Arab und-Hebr az-Arab ku-Arab".split())
def test_from_the_right(tag: str) -> None:
    assert direction_of(tag) == "rtl"


@pytest.mark.parametrize("tag", ["en", "und", "", "ja", "az", "ku", "ha", "ar-Latn", "en-US"])
def test_from_the_left(tag: str) -> None:
    assert direction_of(tag) == "ltr"


@pytest.mark.parametrize(
    ("tag", "upright"),
    [("ja", True), ("ja-JP", True), ("zh", True), ("zh-Hans", True), ("yue", True), ("lzh", True)]
    + [(tag, False) for tag in ("ko", "en", "und", "ja-Latn", "mn", "")],
)
def test_from_top_to_bottom_run_japanese_and_chinese(tag: str, upright: object) -> None:
    assert is_upright(tag) is upright


@pytest.mark.parametrize("tag", ["en", "en-GB", "de", "pt-BR", "ru", "tr", "hu", "la", "eo", "el", "hi", "ka"])
def test_words_are_parted_where_dictionaries_of_syllables_exist(tag: str) -> None:
    assert is_hyphenated(tag)


@pytest.mark.parametrize(
    "tag", "und mul zxx art ja zh-Hant yue ko th lo km my ar fa he ur ug yi am chr tlh qya art-x-navi az-Arab".split()
)
def test_no_hyphen_is_put_into_words_of_other_languages(tag: str) -> None:
    assert not is_hyphenated(tag)
