"""What `--report` writes down keeps to the schema that is documented, whatever is converted."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import fic2epub
from fic2epub.changes import Changed, Excerpt
from fic2epub.cli import main
from fic2epub.cli.changes import changed_lines, changes_told
from fic2epub.cli.receipts import VERSION, told_receipt
from fic2epub.cli.tell import tell
from fic2epub.errors import Notice
from fic2epub.model import Source
from fic2epub.options import CHOICES, Options
from fic2epub.tally import Receipt
from tests.ao3.cases import CASES, REFUSED, named

_ROOT = Path(__file__).parents[3]
_SCHEMA = json.loads((_ROOT / "docs/reference/report.schema.json").read_text("utf-8"))
_VALIDATOR = jsonschema.Draft202012Validator(_SCHEMA)
_RECEIPTS = jsonschema.Draft202012Validator({**_SCHEMA["$defs"]["receipt"], "$defs": _SCHEMA["$defs"]})
_SHORT = [case for case in CASES if case.name.startswith(("era-", "footnotes-", "stats-", "text-"))]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which a work lies, and something that is none."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "saves").mkdir()
    (tmp_path / "saves/lamp.html").write_bytes(named("era-d11-several").source())
    (tmp_path / "saves/none.html").write_bytes(REFUSED[0].source)
    return tmp_path


def _told(*words: str) -> tuple[int, dict[str, Any]]:
    """The exit code and the report of a run."""
    with pytest.raises(SystemExit) as end:
        main([*words, "--report", "report.json", "--no-cover", "--quiet"])
    found: dict[str, Any] = json.loads(Path("report.json").read_text("utf-8"))
    _VALIDATOR.validate(found)
    assert isinstance(end.value.code, int)
    return end.value.code, found


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(_SCHEMA)
    assert _SCHEMA["properties"]["fic2epub_report"]["const"] == VERSION
    assert set(_SCHEMA["$defs"]["receipt"]["properties"]) == set(Receipt._fields)


@pytest.mark.usefixtures("desk")
def test_a_run_with_all_kinds_of_ends_keeps_to_the_schema() -> None:
    code, found = _told("saves", "gone.html")

    assert code == 10
    assert [one["state"] for one in found["works"]] == ["made", "left out", "failed"]
    assert found["works"][0]["receipt"]["chapters"] > 1


@pytest.mark.usefixtures("desk")
def test_all_options_are_in_it() -> None:
    _, found = _told("saves/lamp.html", "--notes", "end", "--subjects", "fandom,tag")

    assert set(found["options"]) == set(Options.__slots__)
    assert (found["options"]["notes"], found["options"]["subjects"]) == ("end", ["fandom", "tag"])


@pytest.mark.usefixtures("desk")
def test_what_is_joined_and_bound_keeps_to_the_schema() -> None:
    assert [one["source"] for one in _told("saves", "--join", "-o", "books/")[1]["works"]][-1].startswith("Hard Rain")
    assert _told("saves", "--omnibus", "-o", "all.epub")[1]["works"][-1]["state"] == "made"


@pytest.mark.usefixtures("desk")
def test_names_that_are_no_text_are_told(desk: Path) -> None:
    (desk / "caf\udce9.html").write_bytes(named("era-d9-single").source())

    _, found = _told("caf\udce9.html", "-o", "cafe.epub")
    assert found["works"][0]["source"] == "caf?.html"


@pytest.mark.usefixtures("desk")
def test_a_report_does_not_go_where_a_folder_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["saves/lamp.html", "--report", "saves"])

    assert end.value.code == 50
    assert capsys.readouterr().err == "fic2epub: saves: the report wants a file\n"
    assert not list(Path("saves").glob("*.epub"))


@pytest.mark.usefixtures("desk")
def test_force_overwrites_what_is_no_report() -> None:
    Path("report.json").write_text("mine", "utf-8")

    assert _told("saves/lamp.html", "--force")[0] == 0


@pytest.mark.parametrize("case", _SHORT, ids=lambda case: case.name)
def test_receipts_keep_to_the_schema(case: Any) -> None:
    options = Options(cover="none", partial=True)
    work = fic2epub.read(Source(data=case.source(), name="x.html"), options)
    _, receipt = fic2epub.receipt(work, options)

    _RECEIPTS.validate(told_receipt(receipt))


_MADE: dict[str, Any] = {
    "fic2epub_report": 1,
    "options": {},
    "works": [{"source": "a", "state": "failed", "message": "gone", "hint": None, "exit_code": 10}],
}


@pytest.mark.parametrize(
    "broken",
    [
        {"fic2epub_report": 2},
        {"works": [{**_MADE["works"][0], "state": "made"}]},
        {"works": [{**_MADE["works"][0], "exit_code": 0}]},
        {"works": [{}]},
        {"more": 1},
    ],
)
def test_the_schema_refuses_what_is_not_promised(broken: dict[str, Any]) -> None:
    _VALIDATOR.validate(_MADE)
    with pytest.raises(jsonschema.ValidationError):
        _VALIDATOR.validate({**copy.deepcopy(_MADE), **broken})


def test_changes_are_shown_to_people() -> None:
    many = Changed("settle_breaks", 1200, tuple(f"chapter {number}" for number in range(1, 6)), ())
    told = changes_told([many], [Notice("M011", "breaks", "chapter 1")])

    assert list(changed_lines(told)) == [
        "",
        "settle breaks: 1,200 places in chapter 1; chapter 2; chapter 3 and 2 more",
    ]
    assert told["notices"] == [{"code": "M011", "severity": "info", "message": "breaks", "where": "chapter 1"}]


@pytest.mark.parametrize("name", CHOICES)
def test_every_choice_is_one_of_the_command_line(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["convert", "--help"])

    word = {"device": "for"}.get(name, name.replace("_", "-"))
    assert f"--{word} [{'|'.join(CHOICES[name])}]" in capsys.readouterr().out


def test_a_step_is_shown_with_what_was_before_and_what_is_after() -> None:
    excerpts = (
        Excerpt("chapter 1", "<p>***</p>", "<hr/>"),
        Excerpt("chapter 1", "<p/>", ""),
        Excerpt("notes", "", "<p>"),
    )
    told = changes_told([Changed("settle_breaks", 1, ("chapter 1",), excerpts)], [])

    assert list(changed_lines(told)) == [
        "",
        "settle breaks: 1 place in chapter 1",
        "  chapter 1",
        "    - <p>***</p>",
        "    + <hr/>",
        "  chapter 1",
        "    - <p/>",
        "  notes",
        "    + <p>",
    ]
    assert list(changed_lines(changes_told([], []))) == ["", "no rule changes anything"]


def test_decisions_on_text_and_style_are_not_told_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    decided = [Notice("M011", "breaks", "chapter 1"), Notice("C001", "colours"), Notice("M030", "notes")]

    tell(decided, "lamp.html")
    assert capsys.readouterr().err == ""
    tell([*decided, Notice("M005", "a link"), Notice("M046", "of no use"), Notice("B003", "notes")], "lamp.html")
    assert capsys.readouterr().err.splitlines() == [
        "lamp.html:",
        "  lost    M005  a link",
        "  info    M046  of no use",
        "  info    B003  notes",
    ]
