"""What a case is, and short ways to write one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tests.ao3 import prose
from tests.ao3.download import render
from tests.ao3.facts import Facts, facts_of
from tests.ao3.works import Era, FakeChapter, FakeWork

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Case", "case", "chapter", "one", "several"]


def _as_sent(file: bytes) -> bytes:
    return file


@dataclass(frozen=True, kw_only=True)
class Case:
    """A file, and what must be read out of it."""

    name: str
    era: Era
    work: FakeWork
    expected: Facts
    resave: Callable[[bytes], bytes] = _as_sent
    """What happened to the file after it was downloaded."""
    suffix: str = ".html"

    def source(self) -> bytes:
        """The file."""
        return self.resave(render(self.work, self.era))


def case(
    name: str,
    era: Era,
    work: FakeWork,
    *,
    resave: Callable[[bytes], bytes] = _as_sent,
    suffix: str = ".html",
    **changes: Any,
) -> Case:
    """A case that expects all that the era prints of `work`, but for the facts named in `changes`."""
    expected = replace(facts_of(work, era), **changes)
    return Case(name=name, era=era, work=work, expected=expected, resave=resave, suffix=suffix)


def one(title: str, body: str = "", **fields: Any) -> FakeWork:
    """A finished work of one chapter."""
    text = body or prose.paragraphs(f"a-page-of-{len(title)}", 3)
    return FakeWork(title=title, chapters=(FakeChapter(position=1, body=text),), **fields)


def chapter(position: int, title: str = "", body: str = "", **fields: Any) -> FakeChapter:
    """A chapter with plain prose unless `body` says otherwise."""
    text = body or prose.paragraphs(f"chapter-{position}", 2)
    return FakeChapter(position=position, title=title, body=text, **fields)


def several(title: str, *chapters: FakeChapter, **fields: Any) -> FakeWork:
    """A work of these chapters, finished unless `planned` says otherwise."""
    settings: dict[str, Any] = {"planned": len(chapters), **fields}
    return FakeWork(title=title, chapters=chapters, **settings)
