"""Works whose chapters hold pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fic2epub.dom import parse_html
from fic2epub.kinds import asset_of, kind_of
from fic2epub.model import Chapter, Html, Metadata, Work

if TYPE_CHECKING:
    from fic2epub.model import Asset

__all__ = ["body", "picture", "sources", "work_with"]


def body(markup: str) -> Html:
    """A body of this markup."""
    page = f"<html><body><div>{markup}</div></body></html>".encode()
    element = parse_html(page, lambda *_: None).find("body/div")
    assert element is not None
    return Html(element)


def picture(data: bytes) -> Asset:
    """A picture that came along."""
    return asset_of(data, kind_of(data))


def work_with(*markup: str, assets: tuple[Asset, ...] = (), **parts: Any) -> Work[Html]:
    """A work with a chapter for each markup."""
    chapters = tuple(Chapter(number=number, body=body(text)) for number, text in enumerate(markup, 1))
    return Work(metadata=Metadata(title="A Lamp"), chapters=chapters, assets=assets, **parts)


def sources(work: Work[Html]) -> list[str]:
    """The `src` of every picture."""
    return [image.get("src", "") for chapter in work.chapters for image in chapter.body.element.iter("img")]
