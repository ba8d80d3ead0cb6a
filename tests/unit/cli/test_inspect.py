"""What `inspect` says, as a promise to other programs and as lines for people."""

from __future__ import annotations

import copy
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

import fic2epub
from fic2epub.cli.outline import outlined
from fic2epub.cli.report import FACTS, VERSION, report
from fic2epub.cli.verbs import run
from fic2epub.dom import parse_html
from fic2epub.epub import epub_bytes
from fic2epub.model import (
    Chapter,
    Creator,
    Form,
    Html,
    Link,
    Listed,
    Metadata,
    Origin,
    Progress,
    Prompt,
    Reception,
    Series,
    Source,
    Stylesheet,
    Work,
)
from tests.ao3 import fragments
from tests.ao3.cases import CASES, named
from tests.ao3.download import render
from tests.ao3.epubs.calibre import calibre_epub
from tests.ao3.flatten import flatten
from tests.ao3.mails import render_mail
from tests.ao3.pages.age import Age
from tests.ao3.pages.page import render_page
from tests.ao3.works import Era

_ROOT = Path(__file__).parents[3]
_SCHEMA = json.loads((_ROOT / "docs/reference/inspect.schema.json").read_text("utf-8"))
_VALIDATOR = jsonschema.Draft202012Validator(_SCHEMA)
_EXAMPLE = named("era-d11-several")


def _read(data: bytes, name: str = "Hard Rain.html") -> dict[str, Any]:
    return report(fic2epub.read(Source(data=data, name=name)), name)


def _body(markup: str) -> Html:
    root = parse_html(f"<body>{markup}</body>".encode(), lambda *_: None)
    body = root.find("body")
    assert body is not None
    return Html(body)


def _rich() -> Work[Html]:
    """A work with all that a page can tell."""
    picture = _body('<p><img src="asset:images/a.png"><img src="https://example.org/b.png">灯台 lamp</p>')
    known = Metadata(
        title="Hard Rain",
        creators=(Creator(name="Old Name", archivist="keeper"), Creator(name="a", url="https://x/users/a")),
        recipients=(Link(name="Ines", url="/users/ines/gifts"),),
        prompts=(Prompt("Anonymous", Link("Tide Tables", "/collections/t")),),
        series=(Series(name="Weather", position="2", visible=True),),
        progress=Progress(posted=1, planned=None),
        published=date(2020, 1, 2),
        restricted=True,
        reception=Reception(kudos=1204, hits=None),
        summary="It rains.\nStill.",
        language="ja",
        language_name="日本語",
    )
    chapter = Chapter(number=3, title="雨", body=picture, chapter_id="77", published=date(2020, 1, 2))
    return Work(
        metadata=known,
        chapters=(chapter,),
        listed=(Listed(1, "Dawn", "75"), Listed(3, "雨", "77")),
        styles=(Stylesheet(css="#workskin p { color: red }"),),
        origin=Origin(Form.CHAPTER_PAGE, "2020-01 or later", "SingleFile"),
    )


def test_a_book_of_ours_says_how_it_was_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "book.epub"
    options = fic2epub.Options(cover="none", subjects=("rating", "tag"), lengths=True, css="p { margin: 0 }")
    fic2epub.convert(_EXAMPLE.source(), path, options)

    assert run(["inspect", str(path)]) == 0
    shown = capsys.readouterr().out
    assert run(["inspect", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert "made with      --cover none, --subjects rating,tag, --css, --lengths" in shown
    assert told["made_with"]["css"] == "p { margin: 0 }"
    _VALIDATOR.validate(told)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(_SCHEMA)
    assert _SCHEMA["properties"]["version"]["const"] == VERSION
    assert (
        set(_SCHEMA["$defs"]["facts"]["properties"]) == set(FACTS) == set(Metadata.__dataclass_fields__) - {"own_title"}
    )


_SHORT = [case for case in CASES if case.name.startswith(("era-", "host-", "stats-unfinished", "file-"))]


@pytest.mark.parametrize("case", _SHORT, ids=lambda case: case.name)
def test_reports_on_downloads_keep_to_the_schema(case: Any) -> None:
    _VALIDATOR.validate(_read(case.source()))


def test_reports_on_other_forms_keep_to_the_schema() -> None:
    _VALIDATOR.validate(_read(fragments.units(_EXAMPLE.work)))
    _VALIDATOR.validate(_read(fragments.bare(_EXAMPLE.work)))
    _VALIDATOR.validate(report(_rich(), "caf\udce9.html"))
    parts = [Source(data=named(f"era-{era}-single").source(), name=f"{era}.html") for era in ("d3", "d9")]
    _VALIDATOR.validate(report(fic2epub.pipeline.omnibus(parts), "saves"))
    _VALIDATOR.validate(report(replace(_rich(), origin=None), "-"))


def test_reports_on_pages_texts_and_books_keep_to_the_schema() -> None:
    work, age = _EXAMPLE.work, max(Age)
    download = render(work, Era.D11)
    omnibus = fic2epub.pipeline.omnibus([Source(data=download, name="a.html"), named("era-d3-single").source()])
    sources = {
        "page": render_page(work, age),
        "chapter_page": render_page(work, age, 2),
        "text": flatten(download),
        "mail": render_mail(work),
        "epub": calibre_epub(work, Era.D11),
    }
    sources |= {"epub of ours": epub_bytes(fic2epub.build(omnibus, fic2epub.Options(cover="none")))}

    for form, source in sources.items():
        found = _read(source, form)
        _VALIDATOR.validate(found)
        assert found["source"]["form"] == form.partition(" ")[0]
    assert len(_read(sources["epub of ours"])["parts"]) == 2
    assert len(_read(sources["chapter_page"])["chapters"]["listed"]) == 4


def _without(found: dict[str, Any]) -> None:
    del found["facts"]["title"]


def _with_more(found: dict[str, Any]) -> None:
    found["facts"]["bread"] = {"value": None, "known": "sure"}


def _of_another_version(found: dict[str, Any]) -> None:
    found["version"] = 2


def _unsure(found: dict[str, Any]) -> None:
    found["facts"]["title"]["known"] = "perhaps"


def _with_words_for_numbers(found: dict[str, Any]) -> None:
    found["chapters"]["tree"][0]["words"] = "many"


def _of_a_strange_day(found: dict[str, Any]) -> None:
    found["facts"]["published"]["value"] = "yesterday"


def _without_a_code(found: dict[str, Any]) -> None:
    found["notices"].append({"code": "", "severity": "info", "message": "", "where": ""})


@pytest.mark.parametrize(
    "broken",
    [
        *(_without, _with_more, _of_another_version, _unsure),
        *(_with_words_for_numbers, _of_a_strange_day, _without_a_code),
    ],
)
def test_the_schema_refuses_what_is_not_promised(broken: Any) -> None:
    found = copy.deepcopy(_read(_EXAMPLE.source()))
    broken(found)

    assert not _VALIDATOR.is_valid(found)


def test_facts_are_sure_guessed_missing_or_not_given() -> None:
    found = _read(fragments.chapter_text(_EXAMPLE.work.chapters[0]).encode())["facts"]

    assert found["title"] == {"value": "Hard Rain", "known": "guessed"}
    assert found["creators"] == {"value": [], "known": "missing"}
    assert found["fandoms"] == {"value": [], "known": "not given"}
    assert found["restricted"] == {"value": False, "known": "not given"}


def test_an_era_that_is_not_told_is_null() -> None:
    assert _read(fragments.bare(_EXAMPLE.work))["source"] == {
        "name": "Hard Rain.html",
        "form": "fragment",
        "era": None,
        "made_by": None,
        "saved": None,
    }


def test_a_page_that_shows_no_lock_is_sure_of_it() -> None:
    work = _rich()
    public = replace(work, metadata=replace(work.metadata, restricted=False))

    assert report(public, "x")["facts"]["restricted"] == {"value": False, "known": "sure"}


def test_all_that_a_page_tells_is_shown_to_people() -> None:
    lines = "\n".join(outlined(report(_rich(), "rain.html"))).splitlines()

    assert lines == [
        "          source         rain.html",
        "          form           saved page of one chapter, printed 2020-01 or later, made by SingleFile",
        "sure      title          Hard Rain",
        "sure      creators       Old Name [archived by keeper], a",
        "sure      recipients     Ines",
        "sure      prompts        of Anonymous in Tide Tables",
        "sure      summary        It rains. / Still.",
        "sure      language       日本語 (ja)",
        "sure      series         Weather, part 2 of what could be seen",
        "sure      published      2020-01-02",
        "sure      progress       1/?",
        "sure      restricted     yes",
        "sure      reception      1,204 kudos",
        "sure      text           chapters: 1, 3 words",
        "sure      pictures       1 in the source, 1 elsewhere",
        "sure      work skin      yes",
        "",
        "    3  雨        3 words   id 77, 2020-01-02",
        "",
        "          not here       1 Dawn",
    ]


def test_titles_of_wide_letters_are_aligned() -> None:
    body = Html(etree.fromstring("<div><p>a</p></div>"))
    chapters = (Chapter(number=1, title="雨の日", body=body), Chapter(number=2, title="Rain", body=body))
    lines = list(outlined(report(replace(_rich(), chapters=chapters, listed=()), "x")))

    assert lines[-2:] == ["    1  雨の日        1 words", "    2  Rain          1 words"]


def test_a_terminal_parts_long_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    found = report(replace(_rich(), metadata=replace(_rich().metadata, tags=("Found Family",) * 6)), "x")

    lines = [line for line in outlined(found) if "Found" in line]
    assert lines[0] == "sure      tags           Found Family, Found Family, Found"
    assert all(len(line) <= 62 for line in lines)
