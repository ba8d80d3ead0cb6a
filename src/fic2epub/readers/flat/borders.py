"""
Where paragraphs were glued: `….“Then`, `?”“No`, `end.Then`.

Writers put a blank after a sentence. Where an ended sentence and a beginning touch, two paragraphs most likely did.
One pass of a pattern finds the joints; each is judged by what stands on both sides and by what the whole chapter
tells of its author's habits (`Evidence`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.readers.flat.evidence import CLOSE, EITHER, OPEN
from fic2epub.readers.flat.glued import (
    DOUBTFUL,
    NONE,
    SURE,
    at_footnotes,
    at_glued_words,
    at_speakers,
    before_digits,
    small_starter_at,
    starter_at,
    word_before,
)
from fic2epub.readers.flat.ideographs import at_ideographs
from fic2epub.readers.flat.letters import CAPITAL, CLOSERS, DASHES, LINE, LOWER, OPENERS, ORNAMENT, QUOTES, TERMINAL
from fic2epub.readers.flat.stops import is_full_stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fic2epub.readers.flat.evidence import Evidence

__all__ = ["DOUBTFUL", "SURE", "Border", "borders_in"]

_MARKS = re.escape(f"{TERMINAL}{QUOTES}{DASHES}{OPENERS}{CLOSERS},;:")
_JOINT = re.compile(rf"[{_MARKS}][{_MARKS}]*+(?=[^\s])(?![{LOWER}](?<=[’'\-–—].))")  # noqa: RUF001 - dashes are meant
_OPENING = re.compile(rf"[{re.escape(TERMINAL)}\"”’»{DASHES}]([«{DASHES}])(?=[ \u00a0\u202f])")
_IS_CAPITAL = re.compile(CAPITAL)
_IS_LOWER = re.compile(f"[{LOWER}]")
_SPEECH = 400
"""Characters within which an opening quotation mark is believed to be still open."""


class Border(NamedTuple):
    """A place between two characters where a paragraph ends."""

    place: int
    sureness: int


def borders_in(text: str, evidence: Evidence) -> list[Border]:
    """The borders inside the lines of a chapter, in order; `LINE` stands between two of them."""
    if evidence.script:
        found = dict(at_ideographs(text, evidence))
    else:
        found = dict(at_glued_words(text, evidence))
        found.update(_at_joints(text, evidence, _straight_quotes(text, evidence)))
        found.update(_at_openings(text, evidence))
        found.update(at_footnotes(text))
    found.update(at_speakers(text, evidence))
    return [Border(place, found[place]) for place in sorted(found) if found[place] and 0 < place < len(text)]


def _straight_quotes(text: str, evidence: Evidence) -> dict[int, str]:
    """Whether each straight quotation mark opens or closes: by the blanks beside it, else by turns."""
    roles: dict[int, str] = {}
    for mark in (mark for mark, role in evidence.roles.items() if role == EITHER):
        last = CLOSE
        for match in re.finditer(re.escape(mark), text):
            place = match.start()
            before, after = text[place - 1 : place] or " ", text[place + 1 : place + 2] or " "
            if mark == "'" and before.isalnum() and after.isalnum():
                continue
            if before.isspace() and not after.isspace():
                role = OPEN
            elif after.isspace() and not before.isspace():
                role = CLOSE
            elif before == ",":
                role = CLOSE
            else:
                role = CLOSE if last == OPEN else OPEN
            if mark == "'" and role == CLOSE and before.isalnum() and last == CLOSE:
                continue  # an apostrophe at the end of a word
            roles[place] = last = role
    return roles


def _at_joints(text: str, evidence: Evidence, straight: dict[int, str]) -> Iterator[tuple[int, int]]:
    """Runs of marks with something right behind them."""
    for match in _JOINT.finditer(text):
        start, end = match.span()
        place = _split(text, start, end, evidence, straight)
        if text[start - 1] not in _BLANKS or text[start] in "!?»;:":
            yield place, _judge(text, start, place, evidence)
        elif place > start and any(mark in QUOTES for mark in text[start:place]):  # `… –«`
            yield place, _judge(text, start, place, evidence)
        elif place - start == 1 and text[start] in DASHES and text[start] not in evidence.dashes:
            yield place, DOUBTFUL if starter_at(text, place) else NONE


_BLANKS = f" \t\n{LINE}{ORNAMENT}"


def _split(text: str, start: int, end: int, evidence: Evidence, straight: dict[int, str]) -> int:
    """Where the marks that end something part from those that begin something."""
    for place in range(start, end):
        mark = text[place]
        role = straight.get(place) or evidence.roles.get(mark)
        if role == OPEN or mark in OPENERS:
            return place
        ended = place > start and (text[place - 1] in TERMINAL or text[place - 1] in DASHES)
        if mark in evidence.dashes and ended and place + 1 == end:
            return place
        if mark in evidence.dashes and place > start and text[place + 1 : place + 2] in tuple("¿¡«"):
            return place
    return end


def _judge(text: str, start: int, place: int, evidence: Evidence) -> int:
    """How sure it is that a paragraph ends at `place`, after the marks that begin at `start`."""
    ending = text[start:place]
    core = ending.rstrip(f"{CLOSERS}{QUOTES}")
    closers = ending[len(core) :]
    said = any(mark in QUOTES for mark in closers)
    begins = _beginning(text, place, evidence)
    if begins == "nothing":
        return NONE
    last = core[-1:]
    if core.endswith("...") or last == "…":
        return _after_ellipsis(text, place, begins, evidence, said=bool(closers))
    if last == ".":
        return _after_stop(text, start + len(core) - 1, place, begins, evidence, closed=bool(closers))
    if last and last in TERMINAL:
        if begins == "digit":
            return before_digits(text, place)
        if begins == "small" and not evidence.small:
            return NONE
        return _unless_said(text, place, begins, evidence, closed=said)
    if last and last in DASHES:
        return _after_dash(text, place, begins, said=said)
    if last:  # , ; :
        if begins == "digit" and not text[start - 1].isalpha():
            return NONE
        return _after_comma(begins, evidence, said=said)
    return _after_word(text, start, place, closers, begins, evidence)


def _beginning(text: str, place: int, evidence: Evidence) -> str:
    """What stands at `place`: `quote`, `capital`, `dash`, `bracket`, `digit`, `small`, or `nothing` that begins."""
    char = text[place]
    if char in QUOTES:
        return "quote"
    if _IS_CAPITAL.match(char):
        return "capital"
    if char in DASHES:
        return "dash" if char in evidence.dashes else "nothing"
    if char in "¿¡":
        return "quote"
    if char in OPENERS:
        return "nothing" if _REFERENCE.match(text, place) else "bracket"
    if char.isdigit():
        return "digit"
    if _IS_LOWER.match(char):
        return "small" if evidence.small or evidence.verse or small_starter_at(text, place) else "nothing"
    return "nothing" if char in CLOSERS or char in ",;:" else "capital"


_REFERENCE = re.compile(r"\[\d{1,3}\]|\(\d{1,3}\)")
"""A footnote's mark, which stands behind a sentence without a blank."""


def _unless_said(text: str, place: int, begins: str, evidence: Evidence, *, closed: bool) -> int:
    """Sure, but inside a quotation that is open: there a blank was forgotten, or a mark."""
    if closed or begins != "capital":
        return SURE
    window = text[max(place - _SPEECH, 0) : place].rpartition(LINE)[2]
    if evidence.roles.get("“") == OPEN and window.rfind("“") > window.rfind("”"):
        return DOUBTFUL
    return SURE


def _after_dash(text: str, place: int, begins: str, *, said: bool) -> int:
    """`—”Then` is sure; `—Then` is one where no name follows."""
    if said:
        return NONE if begins == "nothing" else SURE
    if begins == "dash":
        return SURE
    return DOUBTFUL if begins == "capital" and starter_at(text, place) else NONE


def _after_ellipsis(text: str, place: int, begins: str, evidence: Evidence, *, said: bool) -> int:
    if begins == "small":
        return SURE if said and evidence.small else (DOUBTFUL if evidence.small and evidence.loose else NONE)
    if said or begins in ("quote", "dash"):
        return SURE
    if begins != "capital" or evidence.tight:
        return NONE
    word, before = _WORD.match(text, place), word_before(text[max(place - 40, 0) : place].rstrip("….?!"), 40)
    if word and before and word[0].casefold().startswith(before.casefold()[:2]):
        return NONE  # somebody stammers: “I…I”, “Wha…What”
    return _unless_said(text, place, begins, evidence, closed=False) - (word is not None and word[0] == "I")


_WORD = re.compile(r"\w+")


def _after_stop(text: str, stop: int, place: int, begins: str, evidence: Evidence, *, closed: bool) -> int:
    if begins == "digit":
        return before_digits(text, place, stop)
    if begins == "small" and not evidence.small:
        return DOUBTFUL if closed or is_full_stop(text, stop, small=True) else NONE
    if closed:
        return SURE
    if not is_full_stop(text, stop, small=begins == "small"):
        return NONE
    return _unless_said(text, place, begins, evidence, closed=False)


def _after_comma(begins: str, evidence: Evidence, *, said: bool) -> int:
    if said:
        return DOUBTFUL if begins == "quote" else NONE
    return DOUBTFUL if evidence.verse and begins in ("capital", "quote", "small", "digit") else NONE


def _after_word(text: str, start: int, place: int, closers: str, begins: str, evidence: Evidence) -> int:
    """A paragraph that ends without a stop: `called it “home”Then`, `(see below)Then`."""
    if not closers:
        glued = begins == "quote" and text[start - 1].isalpha() and not evidence.script
        return DOUBTFUL if glued and _IS_CAPITAL.match(text, place + 1) else NONE
    if closers in ("'", "’") and text[start - 1].isalpha() and begins == "capital":
        return NONE  # O’Brien
    if text[start - 1].isspace() and closers[0] not in "»":
        return NONE
    return DOUBTFUL if begins in ("capital", "quote", "dash") else NONE


def _at_openings(text: str, evidence: Evidence) -> Iterator[tuple[int, int]]:
    """`.« Oui`, `.— Да`: marks that open, with a blank behind them."""
    for match in _OPENING.finditer(text):
        mark = match[1]
        opens = evidence.roles.get(mark) == OPEN if mark == "«" else mark in evidence.dashes
        after = text[match.end() + 1 : match.end() + 2]
        if opens and not _IS_LOWER.match(after):
            yield match.start(1), SURE
