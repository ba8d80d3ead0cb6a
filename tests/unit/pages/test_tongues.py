"""The words of the frame in other languages."""

from __future__ import annotations

import importlib.util
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from fic2epub.model import Creator, Series
from fic2epub.pages import labels, tongues
from fic2epub.pages.labels import BY_ROLE, COUNTED, MESSAGES, TITLE_BY, wording_for
from fic2epub.pages.tongues import LANGUAGES, wording_in
from tests.unit.pages.samples import chapter, metadata, work

if TYPE_CHECKING:
    from types import ModuleType

    from babel.messages.catalog import Catalog

_WORDS = Path(tongues.__file__).parent / "words"
_EQUAL = {
    "ar": {labels.NAMED, labels.TERM},
    "de": {labels.NAMED, labels.TERM, labels.PROMPT_IN, labels.TAGS, labels.LINKS, "Fandom", "Fandoms"},
    "es": {labels.NAMED, labels.TERM, "Fandom", "Fandoms"},
    "fr": {labels.NOTES, labels.TAGS, labels.PUBLICATION, "Collection", "Collections", "Fandom", "Fandoms"},
    "he": {labels.NAMED, labels.TERM},
    "id": {labels.NAMED, labels.TERM, "Fandom"},
    "it": {labels.NAMED, labels.TERM, labels.PROMPT_IN, "Fandom"},
    "ko": {labels.TERM},
    "pl": {labels.TERM, "Fandom"},
    "pt": {labels.NAMED, labels.TERM, labels.TAGS, labels.LINKS, "Fandom", "Fandoms"},
    "ru": {labels.TERM},
}
"""What is said as in English: signs alone, and words that the language has from English, or English from it."""
_DENSE = frozenset(("ja", "ko", "zh-Hans", "zh-Hant"))
"""Languages whose signs are syllables and words: all messages together have 0.3 to 0.5 signs for an English letter."""
_UNVOWELLED = frozenset(("ar", "he"))
"""Languages that write few of their vowels: single words have from 0.3 signs for an English letter, sentences 0.5."""
_SPELT = {"ar": (1, 2), "he": (0,)}
"""Forms that go with one number alone, and tell it in words: `كلمتان` is two words, and is not written with a 2."""
_LONG = 25
"""Letters of a message that is a sentence: the longer, the nearer to the usual measure."""
_BRIEF = {
    "ar": {"رسوم {names}"},
    "id": {"Bab", "Bab {number}"},
    "ja": {"扉", "{names} 画", "{names} 訳", "{label}\u3000{name}"},
    "zh-Hans": {"{names} 绘", "{names} 译", "译自 {work}", "{label}\u3000{name}"},
    "zh-Hant": {"{names} 繪", "{names} 譯", "譯自 {work}", "{label}\u3000{name}"},
}
"""What is whole, though shorter than any other: a word of a single sign, a space for a colon."""


def _catalogue(tag: str) -> Catalog:
    with (_WORDS / f"{tag}.po").open("rb") as file:
        return read_po(file, locale=LANGUAGES[tag])


def _messages(tag: str) -> dict[str, tuple[str, ...]]:
    """English → every form of the translation; what is said of several people is one more."""
    found: dict[str, tuple[str, ...]] = {}
    for message in _catalogue(tag):
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.id:
            english = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
            found[english] = (*found.get(english, ()), *forms)
    return found


def _places(text: str) -> list[str]:
    return sorted(re.findall(r"\{.*?\}", text))


def _renew() -> ModuleType:
    path = Path(__file__).parents[3] / "docs" / "renew.py"
    spec = importlib.util.spec_from_file_location("renew", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_constant_of_words_is_a_message() -> None:
    known = {*MESSAGES, *(form for forms in COUNTED for form in forms)}
    public = {name: value for name, value in vars(labels).items() if name.isupper() and not name.startswith("_")}
    said = {value for value in public.values() if isinstance(value, str)}
    assert said - known == set()
    assert len(MESSAGES) == len(set(MESSAGES))


def test_there_is_a_catalogue_for_each_language_and_no_other() -> None:
    assert {path.name for path in _WORDS.iterdir()} == {f"{tag}.{end}" for tag in LANGUAGES for end in ("po", "mo")}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_message_is_in_every_language(tag: str) -> None:
    messages = _messages(tag)
    assert set(messages) == {*MESSAGES, *(one for one, _ in COUNTED)}
    assert [message for message, forms in messages.items() if not all(form.strip() for form in forms)] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_message_and_its_translations_have_the_same_places(tag: str) -> None:
    for message, forms in _messages(tag).items():
        spelt = _SPELT.get(tag, ()) if "{count}" in message else ()
        told = [_places(message) if number not in spelt else [] for number, _ in enumerate(forms)]
        assert [_places(form) for form in forms] == told, message


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_number_has_as_many_forms_as_its_language_has(tag: str) -> None:
    messages = _messages(tag)
    told = {"ar": 6, "he": 2, "de": 2, "es": 2, "fr": 2, "it": 2, "pl": 3, "pt": 2, "ru": 3}.get(tag, 1)
    assert {len(messages[one]) for one, _ in COUNTED} == {told}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_nothing_was_left_in_english(tag: str) -> None:
    english = {form for forms in COUNTED for form in forms} | set(MESSAGES)
    same = {form for message, forms in _messages(tag).items() for form in forms if form in english and form != "{work}"}
    assert same == _EQUAL.get(tag, set())


def _signs(text: str) -> int:
    """Signs without the places."""
    return len(re.sub(r"\{.*?\}", "", text).strip())


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_message_is_shorter_than_its_meaning(tag: str) -> None:
    """A message that was cut, or of which a clause is missing, has far less than half the letters of the English."""
    least, least_of_sentence = (0.14, 0.22) if tag in _DENSE else (0.3, 0.5) if tag in _UNVOWELLED else (0.5, 0.7)
    short = {
        form
        for message, forms in _messages(tag).items()
        for form in forms
        if _signs(form) < (least_of_sentence if _signs(message) >= _LONG else least) * _signs(message)
    }
    assert short == _BRIEF.get(tag, set())


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_sentence_ends_as_the_english_one_does(tag: str) -> None:
    ends = {".": ".。", ":": ":：", ")": ")）"}
    for message, forms in _messages(tag).items():
        for form in forms:
            assert (form[-1] in ends[message[-1]]) if message[-1] in ends else form[-1] not in ".。:：", message


def test_no_line_ends_before_a_colon_in_french() -> None:
    messages = [form for forms in _messages("fr").values() for form in forms if ":" in form]
    assert messages
    assert [form for form in messages if not re.search("\N{NO-BREAK SPACE}:", form)] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_what_gettext_reads_is_what_the_catalogue_says(tag: str) -> None:
    """If not, `python docs/renew.py` makes it so."""
    assert (_WORDS / f"{tag}.mo").read_bytes() == _renew().compiled((_WORDS / f"{tag}.po").read_bytes())


@pytest.mark.parametrize(
    ("language", "tag"),
    [
        ("fr", "fr"),
        ("fr-CA", "fr"),
        ("de-AT", "de"),
        ("pt-PT", "pt"),
        ("PT-br", "pt"),
        ("ar-EG", "ar"),
        ("he", "he"),
        ("fa", "en"),
        ("yi", "en"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-Hans-HK", "zh-Hans"),
        ("yue", "zh-Hant"),
        ("nan-Latn", "en"),
        ("wuu", "zh-Hans"),
        ("en-GB", "en"),
        ("uk", "en"),
        ("und", "en"),
        ("mul", "en"),
    ],
)
def test_a_work_gets_the_words_of_its_language_or_english_ones(language: str, tag: str) -> None:
    assert wording_for(metadata(language=language)).tag == tag


def test_the_language_that_is_asked_for_comes_first_if_there_are_words_in_it() -> None:
    assert wording_for(metadata(language="de"), "ja").tag == "ja"
    assert wording_for(metadata(language="de"), "en-GB").tag == "en"
    assert wording_for(metadata(language="de"), "eo").tag == "de"


@pytest.mark.parametrize(
    ("tag", "language", "speaks"),
    [("pt", "pt-PT", True), ("zh-Hant", "zh-TW", True), ("zh-Hant", "zh", False), ("zh-Hant", "yue", False)],
)
def test_words_need_no_mark_in_a_book_of_their_language(tag: str, language: str, *, speaks: bool) -> None:
    words = wording_in(tag)
    assert words is not None
    assert words.speaks(language) is speaks


@pytest.mark.parametrize(
    ("tag", "day", "words", "three", "time"),
    [
        ("ar", "2 مارس 2014", "12,345 كلمة", "A وB وC", "ساعة و20 دقيقة تقريبًا"),
        ("de", "2. März 2014", "12.345 Wörter", "A, B und C", "etwa 1 Stunde 20 Minuten"),
        ("es", "2 de marzo de 2014", "12.345 palabras", "A, B y C", "aproximadamente 1 hora 20 minutos"),
        ("fr", "2 mars 2014", "12 345 mots", "A, B et C", "environ 1 heure 20 minutes"),
        ("he", "2 במרץ 2014", "12,345 מילים", "A, B ו־C", "בערך שעה ו־20 דקות"),
        ("id", "2 Maret 2014", "12.345 kata", "A, B, dan C", "sekitar 1 jam 20 menit"),
        ("it", "2 marzo 2014", "12.345 parole", "A, B e C", "circa 1 ora 20 minuti"),
        ("ja", "2014年3月2日", "12,345字", "A、B、C", "約40分"),
        ("ko", "2014년 3월 2일", "12,345단어", "A, B 및 C", "약 1시간 20분"),
        ("pl", "2 marca 2014", "12 345 słów", "A, B i C", "mniej więcej 1 godzina 20 minut"),
        ("pt", "2 de março de 2014", "12.345 palavras", "A, B e C", "cerca de 1 hora 20 minutos"),
        ("ru", "2 марта 2014 г.", "12 345 слов", "A, B и C", "примерно 1 час 20 минут"),
        ("zh-Hans", "2014年3月2日", "12,345字", "A、B和C", "约40分钟"),
        ("zh-Hant", "2014年3月2日", "12,345 字", "A、B和C", "約 40 分鐘"),
    ],
)
def test_dates_numbers_and_lists_are_those_of_the_language(
    tag: str, day: str, words: str, three: str, time: str
) -> None:
    wording = wording_in(tag)
    assert wording is not None
    assert _spaced(wording.day(date(2014, 3, 2))) == day
    assert _spaced(wording.word_count(12345)) == words
    assert wording.joined(["A", "B", "C"]) == three
    assert wording.joined(["A"]) == "A"
    assert wording.joined([]) == ""
    assert _spaced(wording.reading_time(20_000, tag)) == time


def _spaced(text: str) -> str:
    """With plain blanks: which kind of them stands in a number is CLDR's to say, and changes."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(("tag", "words"), [("pl", "3 słowa"), ("ru", "3 слова"), ("fr", "3 mots"), ("ja", "3字")])
def test_words_are_counted_in_the_form_that_goes_with_the_number(tag: str, words: str) -> None:
    wording = wording_in(tag)
    assert wording is not None
    assert wording.word_count(3) == words


def test_arabic_has_six_forms_and_hebrew_two() -> None:
    arabic, hebrew = wording_in("ar"), wording_in("he")
    assert arabic is not None
    assert hebrew is not None
    told = ["0 كلمة", "كلمة واحدة", "كلمتان", "3 كلمات", "10 كلمات", "11 كلمة", "100 كلمة", "103 كلمات"]
    assert [arabic.word_count(count) for count in (0, 1, 2, 3, 10, 11, 100, 103)] == told
    assert [hebrew.word_count(count) for count in (0, 1, 2)] == ["0 מילים", "מילה אחת", "2 מילים"]
    assert [arabic.row_label("fandoms", "x" * count) for count in (1, 2, 3)] == ["الفاندوم", "الفاندومان", "الفاندومات"]
    assert [hebrew.row_label("fandoms", "x" * count) for count in (1, 2)] == ["פאנדום", "פאנדומים"]


def test_and_is_written_on_to_what_comes_after_it() -> None:
    """With a hyphen before what is not in Hebrew letters."""
    arabic, hebrew = wording_in("ar"), wording_in("he")
    assert arabic is not None
    assert hebrew is not None
    assert arabic.joined(["ليلى", "سامي"]) == "ليلى وسامي"
    assert hebrew.joined(["דנה", "נועם"]) == "דנה ונועם"
    assert hebrew.joined(["דנה", "Ann"]) == "דנה ו־Ann"
    assert hebrew.joined(hebrew.few([*"אבגד"], 2)) == "א, ב ו־2 נוספים"


def test_a_spaniard_says_e_before_an_i() -> None:
    wording = wording_in("es")
    assert wording is not None
    assert wording.joined(["Ana", "Inés"]) == "Ana e Inés"
    assert wording.joined(["Ana", "Hilda"]) == "Ana e Hilda"
    assert wording.joined(["Ana", "Ian"]) == "Ana y Ian"
    assert wording.joined(["Ana", "Hiedra"]) == "Ana y Hiedra"


@pytest.mark.parametrize(
    ("tag", "label", "noted"),
    [
        ("fr", "Chapitre 3\u00a0: Pause", "Chapitre 3 (note d’auteur)\u00a0: Pause"),
        ("ja", "第3章\u3000お知らせ", "第3章（作者より）\u3000お知らせ"),
        ("ar", "الفصل 3: توقف", "الفصل 3 (ملاحظة المؤلف): توقف"),
        ("he", "פרק 3: הפסקה", "פרק 3 (הערת המחבר): הפסקה"),
        ("ko", "제3장. 공지", "제3장(작가의 말). 공지"),
        ("ru", "Глава 3. От автора", "Глава 3. От автора"),
    ],
)
def test_chapters_are_named_as_in_books_of_the_language(tag: str, label: str, noted: str) -> None:
    wording = wording_in(tag)
    assert wording is not None
    number, name = re.split(r"[\u3000:.]", label.replace("\u00a0", ""), maxsplit=1)
    assert wording.chapter_label(chapter(3, title=name.strip()), work()) == label
    assert wording.noted_entry(label) == noted
    assert label[: wording.ours_in(label)] == number


def test_a_chapter_that_its_author_numbered_is_not_numbered_twice() -> None:
    wording = wording_in("fr")
    assert wording is not None
    titles = {title: wording.chapter_label(chapter(3, title=title), work()) for title in ("Chapitre 3", "Chapter 3: A")}
    assert titles == {"Chapitre 3": "Chapitre 3", "Chapter 3: A": "Chapter 3: A"}


def test_places_in_a_series_and_bylines_are_told_in_the_languages_order() -> None:
    wording = wording_in("ja")
    assert wording is not None
    assert wording.part_of(Series("港", "3")) == "港 第3部"
    assert wording.byline((Creator("灯"), Creator("Cy", role="trl"))) == "灯、Cy 訳"


@pytest.mark.parametrize(
    ("tag", "message", "one", "several"),
    [
        ("ru", TITLE_BY, "{title}, автор: {names}", "{title}, авторы: {names}"),
        ("ru", BY_ROLE["nrt"], "читает {names}", "читают {names}"),
        ("pl", BY_ROLE["nrt"], "czyta {names}", "czytają {names}"),
        ("ru", BY_ROLE["trl"], "перевод: {names}", "перевод: {names}"),
        ("de", TITLE_BY, "{title} von {names}", "{title} von {names}"),
    ],
)
def test_several_people_are_credited_as_such(tag: str, message: str, one: str, several: str) -> None:
    wording = wording_in(tag)
    assert wording is not None
    assert [wording.credit(message, count) for count in (1, 2, 5)] == [one, several, several]
