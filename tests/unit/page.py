"""One small download for tests that want any work at all."""

from __future__ import annotations

from tests.ao3.download import render
from tests.ao3.works import Era, FakeChapter, FakeWork

__all__ = ["page"]


def page(title: str = "The Lamp", *, work_id: str = "41", revised: str = "2020-03-02", chapters: int = 2) -> bytes:
    """A finished work of some chapters, as the archive handed it out in 2026."""
    body = "<p>“Is it lit?” she asked.</p><p>It was <em>always</em> lit.</p>"
    work = FakeWork(
        title=title,
        work_id=work_id,
        planned=chapters,
        published="2020-03-01",
        revised=revised,
        chapters=tuple(FakeChapter(position=number, body=body, title="Oil") for number in range(1, chapters + 1)),
    )
    return render(work, Era.D11)
