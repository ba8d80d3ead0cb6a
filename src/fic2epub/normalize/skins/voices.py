"""Colours that tell who speaks become weight, slant, capitals or a line: what ink on grey paper can show.

Styles that say the same but for a colour are voices of one conversation. Each colour of it gets a mark, in the order
in which the sheet names the colours, so that a new edition of the work gives everybody the mark he had.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.normalize.skins.colours import BLACK, WHITE, Colour, colour_of, contrast

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Speech", "Voice", "marks_of", "voice_of"]

Voice = tuple[Colour | None, Colour | None]
"""The colours of the letters and of the ground behind them, as far as they are the element's own."""
Declarations = tuple[tuple[str, str], ...]


class Speech(NamedTuple):
    """What one style says in one voice."""

    voice: Voice
    order: int
    """Of the rule that gives the colour."""
    inline: bool
    family: bool
    """Whether it stands in a block whose look is ours."""
    tag: str
    printed: Declarations
    """What is printed of its style without colours."""
    slanted: bool = False
    weighted: bool = False
    """Whether there is emphasis in it that a mark of the same kind would swallow, or all around is like this."""


_FAINT = 0.2
"""How opaque a colour must be to be one."""
_PLAIN = 1.35
"""A contrast with black or white that nobody sees: such letters are the text's own."""


def voice_of(own: Mapping[str, str]) -> Voice | None:
    """The colours of a style, or None if it has none that a reader would see as one."""
    ink, ground = _seen(own.get("color", "")), _seen(own.get("background-color", ""))
    if ground is None and ink is not None and ink.is_grey and _is_plain(ink):
        return None
    if ground is not None and ground.is_grey and contrast(ground, WHITE) < _PLAIN:
        ground = None
    return (ink, ground) if ink or ground else None


def _is_plain(ink: Colour) -> bool:
    return min(contrast(ink, BLACK), contrast(ink, WHITE)) < _PLAIN


def _seen(written: str) -> Colour | None:
    colour = colour_of(written)
    return colour._replace(alpha=1.0) if colour and colour.alpha > _FAINT else None


_WEIGHTS: Declarations = (("", ""), ("font-weight", "bold"))
_SLANTS: Declarations = (("", ""), ("font-style", "italic"))
_CAPITALS: Declarations = (("", ""), ("font-variant", "small-caps"))
_UNDER: Declarations = (
    ("", ""),
    ("border-bottom", "1px dotted"),
    ("border-bottom", "1px solid"),
    ("border-bottom", "3px double"),
)


def _combined(*kinds: Declarations) -> tuple[Declarations, ...]:
    """All combinations but that of nothing, those of few signs first, and of these those of the last kind."""
    found = [tuple(pair for pair in chosen if pair[0]) for chosen in product(*kinds)]
    return tuple(sorted(filter(None, found), key=len))


_INLINE = _combined(_CAPITALS, _UNDER, _WEIGHTS, _SLANTS)
_BARS: Declarations = (
    ("", ""),
    ("border-left", "1px solid"),
    ("border-left", "2px dotted"),
    ("border-left", "3px double"),
    ("border-left", "2px dashed"),
    ("border-left", "4px solid"),
)
_FRAMES: Declarations = (
    ("border", "1px solid"),
    ("border", "2px dotted"),
    ("border", "3px double"),
    ("border", "2px dashed"),
    ("border", "3px solid"),
)
_BLOCK = _combined(_WEIGHTS, _SLANTS, _BARS)
_ROOM = ("padding-left", "0.6em")


def marks_of(speeches: Iterable[Speech]) -> dict[Speech, Declarations]:
    """A mark for each speech that only its colour tells from others, or from the text around it."""
    groups: dict[tuple[bool, bool, str, Declarations], dict[Voice, list[Speech]]] = {}
    for speech in sorted(speeches, key=lambda one: one.order):
        group = groups.setdefault(
            (speech.inline, speech.family, "" if speech.inline else speech.tag, speech.printed), {}
        )
        group.setdefault(speech.voice, []).append(speech)
    marks: dict[Speech, Declarations] = {}
    plain = [key for key, voices in groups.items() if len(voices) == 1 and (key[3] or _is_faded(next(iter(voices))))]
    looks = {(key[:3], frozenset(key[3])) for key in plain}
    """Those that are somebody's: nobody else gets them."""
    for key, voices in groups.items():
        if key in plain:
            continue
        kind, printed = key[:3], key[3]
        table = _table(printed, [speech for each in voices.values() for speech in each])
        table = [mark for mark in table if (kind, frozenset((*printed, *mark))) not in looks] or table
        for number, each in enumerate(voices.values()):
            mark = table[number % len(table)]
            marks |= dict.fromkeys(each, mark)
            looks.add((kind, frozenset((*printed, *mark))))
    return marks


def _is_faded(voice: Voice) -> bool:
    """Whether it is grey letters alone: they say less loudly, and nobody else."""
    ink, ground = voice
    return ground is None and ink is not None and ink.is_grey


def _table(printed: Declarations, speeches: list[Speech]) -> list[Declarations]:
    """The marks that these speeches can bear: none that their style has already, or that would swallow emphasis."""
    taken = {name for name, _ in printed}
    if any(speech.slanted for speech in speeches):
        taken.add("font-style")
    if any(speech.weighted for speech in speeches):
        taken.add("font-weight")
    inline, family = speeches[0].inline, speeches[0].family
    if "border" in taken and not inline and not family:
        return [(frame,) for frame in _FRAMES]
    lines = not family and not any(name.startswith("border") for name in taken)
    free = [
        mark
        for mark in (_INLINE if inline or family else _BLOCK)
        if all(name not in taken and (lines or not name.startswith("border")) for name, _ in mark)
    ]
    if inline:
        return free or [()]
    return [(*mark, _ROOM) if mark[-1][0] == "border-left" else mark for mark in free] or [()]
