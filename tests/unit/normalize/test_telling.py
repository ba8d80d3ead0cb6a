"""What the letters tell of a whole body and of a whole work."""

from __future__ import annotations

import pytest

from fic2epub.dom import XML_LANG
from fic2epub.model import Chapter, Metadata, Work, Xhtml
from fic2epub.normalize import normalize_work
from fic2epub.options import Options
from tests.unit.normalize.test_work import body

ENGLISH = "<p>The lamp was lit at six, and the boats came home one after the other.</p>"
ARABIC = "<p>كانت المنارة تقف وحدها على الصخرة البعيدة</p>"
HEBREW = "<p>המגדלור עמד לבדו על הסלע הרחוק, והים הקיף אותו מכל עבר.</p>"
YIDDISH = "<p>דער לײַכטטורעם איז געשטאַנען אַלײן</p>"
JAPANESE = "<p>灯台は遠い岩の上にひとりで立っていて、まわりはすべて海だった。</p>"
CHINESE = "<p>燈塔孤零零地站在遠處的岩石上，四面都是大海。</p>"
KOREAN = "<p>등대는 먼 바위 위에 홀로 서 있었고, 사방은 모두 바다였다.</p>"
RUSSIAN = "<p>Маяк стоял один на далёкой скале.</p>"


def done(*bodies: str, language: str = "und", options: Options | None = None, **parts: str) -> Work[Xhtml]:
    """A normalized work of such chapters."""
    chapters = tuple(Chapter(number=number, body=body(html)) for number, html in enumerate(bodies, 1))
    metadata = Metadata(title="T", language=language, language_name=f"name of {language}")
    return normalize_work(
        Work(metadata=metadata, chapters=chapters, **{name: body(html) for name, html in parts.items()}),
        options or Options(),
    )


def codes(work: Work[Xhtml]) -> list[str]:
    return [notice.code for notice in work.notices]


@pytest.mark.parametrize(
    ("html", "language"),
    [
        (JAPANESE, "ja"),
        (KOREAN, "ko"),
        (HEBREW, "he"),
        (YIDDISH, "und-Hebr"),
        (ARABIC, "und-Arab"),
        (JAPANESE + CHINESE, "ja"),
        (HEBREW + "<p>end</p>", "he"),
    ],
)
@pytest.mark.parametrize("written", ["und", "en", "fr"])
def test_the_language_is_told_where_none_is_named_or_the_letters_deny_it(
    html: str, language: str, written: str
) -> None:
    work = done(html * 3, language=written)
    assert work.metadata.language == language
    assert codes(work)[0] == "M040"
    assert (f"name of {written}" in work.notices[0].message) is (written != "und")


@pytest.mark.parametrize(
    ("html", "written"),
    [
        (ENGLISH, "und"),
        (ENGLISH, "ja"),
        (CHINESE, "und"),
        (CHINESE, "en"),
        (RUSSIAN, "und"),
        (RUSSIAN, "en"),
        (JAPANESE, "ja"),
        (JAPANESE, "ain"),
        (YIDDISH, "yi"),
        (YIDDISH, "und-Hebr"),
        (ARABIC, "fa"),
        (ARABIC, "und-Arab"),
        ("<p>Ω</p><p>(´・ω・`)</p>", "und"),
        ("", "und"),
        ("", "fr"),
    ],
)
def test_what_is_not_certain_is_not_told(html: str, written: str) -> None:
    work = done(html, language=written)
    assert work.metadata.language == written
    assert "M040" not in codes(work)


def test_a_language_that_is_named_is_denied_by_nine_letters_in_ten_and_an_unknown_one_told_by_two_in_three() -> None:
    def mixed(own: int, other: int, written: str) -> str:
        return done(f"<p>{'מג' * own} {'ab' * other}</p>", language=written).metadata.language

    assert mixed(91, 10, "en") == "he"
    assert mixed(90, 10, "en") == "en"
    assert mixed(21, 10, "und") == "he"
    assert mixed(20, 10, "und") == "und"


def test_what_the_options_say_is_not_denied() -> None:
    work = done(JAPANESE, language="fr", options=Options(language="fr"))
    assert (work.metadata.language, "M040" in codes(work)) == ("fr", False)


def test_a_first_chapter_in_english_does_not_hide_the_others() -> None:
    assert done(ENGLISH, JAPANESE * 9).metadata.language == "ja"
    assert done(ENGLISH, ENGLISH, JAPANESE * 20).metadata.language == "ja"
    assert done(ENGLISH, ENGLISH, ENGLISH, JAPANESE * 40).metadata.language == "und"


def test_of_a_long_chapter_the_beginning_counts() -> None:
    latin = "<p>" + "word " * 12_000 + "</p>"
    assert done(latin + HEBREW * 3000, language="und").metadata.language == "und"
    assert done(HEBREW * 3000 + latin, language="und").metadata.language == "he"


def test_a_work_without_chapters_keeps_its_language() -> None:
    work = done(language="en", options=Options(vertical=True))
    assert (work.metadata.language, codes(work)) == ("en", [])


@pytest.mark.parametrize(
    ("bodies", "written", "language"),
    [
        ((JAPANESE, JAPANESE), "und", "ja"),
        ((JAPANESE, ENGLISH), "und", "und"),
        ((JAPANESE, KOREAN), "und", "und"),
        ((JAPANESE, JAPANESE), "en", "en"),
    ],
)
def test_an_omnibus_is_in_the_language_of_all_its_works(bodies: tuple[str, ...], written: str, language: str) -> None:
    parts = tuple(Work(metadata=Metadata(title="T"), chapters=(Chapter(number=1, body=body(html)),)) for html in bodies)
    work = normalize_work(Work(metadata=Metadata(title="T", language=written), parts=parts), Options())
    assert work.metadata.language == language
    assert codes(work) == []


@pytest.mark.parametrize(
    ("html", "language", "noted"), [(JAPANESE, "ja", False), (JAPANESE, "und", False), (KOREAN, "ko", True)]
)
def test_lines_from_top_to_bottom_are_refused_to_other_languages(html: str, language: str, *, noted: bool) -> None:
    assert ("M046" in codes(done(html, language=language, options=Options(vertical=True)))) is noted
    assert "M046" not in codes(done(html, language=language))


def container(html: str, language: str) -> dict[str, str]:
    """What the body of a chapter says of itself, in a work whose first chapters are in its language."""
    own = {"en": ENGLISH, "ar": ARABIC, "ja": JAPANESE, "zh": CHINESE}[language] * 9
    element = done(own, own, own, html, language=language).chapters[3].body.element
    return {str(name): str(value) for name, value in element.attrib.items()}


def test_a_body_that_runs_the_other_way_says_so_itself() -> None:
    assert container(ARABIC + ENGLISH[:9] + "</p>", "en") == {"dir": "rtl"}
    assert container(ENGLISH, "ar") == {"dir": "ltr"}
    assert container(ARABIC, "ar") == {}
    assert container(ENGLISH, "en") == {}


def test_a_body_in_another_language_says_so_itself() -> None:
    assert container(HEBREW, "en") == {"dir": "rtl", "lang": "he", XML_LANG: "he"}
    assert container(KOREAN, "ja") == {"lang": "ko", XML_LANG: "ko"}


def test_notes_are_told_for_themselves() -> None:
    work = done(ARABIC, language="ar", notes=ENGLISH, summary=ARABIC)
    assert work.notes is not None
    assert work.summary is not None
    assert (work.notes.element.get("dir"), work.summary.element.get("dir")) == ("ltr", None)


def test_what_the_source_says_of_the_container_is_not_the_bodys() -> None:
    given = body(ENGLISH)
    given.element.attrib.update({"dir": "rtl", "lang": "fr", XML_LANG: "fr", "class": "own-indents"})
    work = Work(metadata=Metadata(title="T", language="en"), chapters=(Chapter(number=1, body=given),))
    assert dict(normalize_work(work, Options()).chapters[0].body.element.attrib) == {}


TYPED = "<p>\u3000灯台は遠い岩の上にいた。</p>"
UNTYPED = "<p>灯台は遠い岩の上にいた。</p>"


@pytest.mark.parametrize(
    ("html", "indented"),
    [
        (TYPED, True),
        (TYPED * 2 + UNTYPED, True),
        (TYPED + UNTYPED, False),
        (UNTYPED, False),
        (TYPED + "<p>「もう夜だよ」</p><p>『なに』</p><p>（夜）</p><p>――夜</p><p>“夜”</p>", True),
        (TYPED + "<p>\n 「もう夜だよ」</p><p><em>「もう</em>夜だよ」</p>", True),
        ("<p>\n\u3000灯台</p><p><em>\u3000灯</em>台</p>" + UNTYPED, True),
        ("<p>灯\u3000台</p>", False),
    ],
)
def test_indentation_that_an_author_typed_is_the_only_one(html: str, *, indented: bool) -> None:
    assert (container(html, "ja").get("class") == "own-indents") is indented
