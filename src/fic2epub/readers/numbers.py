"""Which position a chapter has, by its heading and what stands around it.

Until 2025-10-12 a download's heading is the chapter's title alone, or `Chapter N` when it has none; since then it is
`Chapter N: Title`. N is the stored position, which counts drafts too, so that posted chapters may be 1, 2, 4.
"""

from __future__ import annotations

from fic2epub.patterns import late
from fic2epub.values import NamedTuple

__all__ = ["Heading", "bare_title", "numbered", "unescaped"]

_ESCAPED_TWICE = late(r"&(?:amp|lt|gt|quot|#39);")
_CHAPTER = late(r"^Chapter (\d{1,5})(?:: |:?$)")


class Heading(NamedTuple):
    """A chapter's heading as it stands in the file, and the position its end notes' id proves, if any."""

    text: str
    proven: int | None = None


def numbered(headings: list[Heading], planned: int | None = None) -> list[tuple[int, str]]:
    """
    Position and title of each chapter, in order; titles without `Chapter N: ` where N is the position.

    A heading that says `Chapter N` is believed when positions can still grow by one or more from each chapter to
    the next; a title may say any number (`Chapter 1` after a prologue). No position is beyond the planned number.
    """
    limit = max(planned or 1 << 30, len(headings))
    claims = [heading.proven or _claim(heading.text, limit) for heading in headings]
    ceilings = _ceilings(claims)
    positions: list[int] = []
    for index, claim in enumerate(claims):
        expected = positions[-1] + 1 if positions else 1
        believed = claim is not None and expected <= claim <= ceilings[index]
        positions.append(claim if believed and claim is not None else expected)
    return [
        (position, bare_title(heading.text, position)) for heading, position in zip(headings, positions, strict=True)
    ]


def _claim(text: str, limit: int) -> int | None:
    match = _CHAPTER.match(text)
    return int(match[1]) if match and int(match[1]) <= limit else None


def _ceilings(claims: list[int | None]) -> list[int]:
    """The highest position each chapter can have without pushing a later one past what it claims."""
    ceilings: list[int] = []
    ceiling = 1 << 30
    for index in range(len(claims) - 1, -1, -1):
        ceilings.append(ceiling)
        claim = claims[index]
        can_be_position = claim is not None and claim > index
        if claim is not None and can_be_position:
            ceiling = min(ceiling, claim)
        ceiling -= 1
    ceilings.reverse()
    return ceilings


def bare_title(text: str, position: int) -> str:
    """Strip `Chapter N: ` while N is the position: authors type it, and the archive prints it once more."""
    prefix = f"Chapter {position}"
    while text.startswith(f"{prefix}: "):
        text = text.removeprefix(f"{prefix}: ").strip()
    return "" if text in (prefix, f"{prefix}:") else text


def unescaped(text: str) -> str:
    """
    A title of which something still reads as an entity: the archive has escaped it twice.

    It does so in the `<title>` of downloads since 2023-04 (layouts/barebones.html.erb), and in the headings of their
    chapters since 2025-10-12 (chapters helper).
    """
    if _ESCAPED_TWICE.search(text):
        import html  # noqa: PLC0415 - one file in many has such a title

        return html.unescape(text)
    return text
