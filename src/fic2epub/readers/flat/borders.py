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
from fic2epub.readers.flat.letters import CAPITAL, CLOSERS, DASHES, LOWER, OPENERS, QUOTES, TERMINAL
from fic2epub.readers.flat.stops import is_full_stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fic2epub.readers.flat.evidence import Evidence

__all__ = ["DOUBTFUL", "SURE", "Border", "borders_in"]

SURE, DOUBTFUL, NONE = 2, 1, 0

_MARKS = re.escape(f"{TERMINAL}{QUOTES}{DASHES}{OPENERS}{CLOSERS},;:")
_JOINT = re.compile(rf"[{_MARKS}]++(?=[^\s])(?![{LOWER}](?<=[’'\-–—].))")  # noqa: RUF001 - dashes are meant
_OPENING = re.compile(rf"[{re.escape(TERMINAL)}\"”’»)]([«{DASHES}])(?=[ \u00a0\u202f])")
_GLUED_CASE = re.compile(rf"{CAPITAL}(?=[{LOWER}’' ])(?<=[{LOWER}].)")
_FOOTNOTE = re.compile(rf"\d{{1,3}}(?={CAPITAL}|[“„«‘\"])(?<![\w ]\d)(?<![\w ]\d\d)")
_IS_CAPITAL = re.compile(CAPITAL)
_IS_LOWER = re.compile(f"[{LOWER}]")
_SPEECH = 400
"""Characters within which an opening quotation mark is believed to be still open."""


class Border(NamedTuple):
    """A place between two characters where a paragraph ends."""

    place: int
    sureness: int


def borders_in(text: str, evidence: Evidence) -> list[Border]:
    """The borders inside a line, in order."""
    if evidence.lined:
        return []
    straight = _straight_quotes(text, evidence)
    found = dict(_at_joints(text, evidence, straight))
    found.update(_at_openings(text, evidence))
    for place in _at_glued_case(text, evidence):
        found.setdefault(place, DOUBTFUL)
    for match in _FOOTNOTE.finditer(text):
        before = text[match.start() - 1] if match.start() else " "
        if before in TERMINAL or before in "”\"’»)":
            found[match.end()] = SURE
    if evidence.speakers:
        found.update(_at_speakers(text, evidence))
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
        if start and not (text[start - 1] in " \t\n" and text[start] not in "!?»;:"):
            place = _split(text, start, end, evidence, straight)
            yield place, _judge(text, start, place, evidence)


def _split(text: str, start: int, end: int, evidence: Evidence, straight: dict[int, str]) -> int:
    """Where the marks that end something part from those that begin something."""
    for place in range(start, end):
        mark = text[place]
        role = straight.get(place) or evidence.roles.get(mark)
        if role == OPEN or mark in OPENERS:
            return place
        if mark in evidence.dashes and place > start and text[place - 1] in TERMINAL and place + 1 == end:
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
            return DOUBTFUL if not said else SURE
        return _unless_said(text, place, begins, evidence, closed=said)
    if last and last in DASHES:
        return SURE if said and begins in ("capital", "quote") else NONE
    if last:  # , ; :
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
    if char in OPENERS:
        footnote = re.compile(r"\[\d{1,3}\]|\(\d{1,3}\)").match(text, place)
        return "nothing" if footnote else "bracket"
    if char.isdigit():
        return "digit"
    if _IS_LOWER.match(char):
        return "small" if evidence.small else "nothing"
    return "nothing" if char in CLOSERS or char in ",;:" else "capital"


def _unless_said(text: str, place: int, begins: str, evidence: Evidence, *, closed: bool) -> int:
    """Sure, but inside a quotation that is open: there a blank was forgotten, or a mark."""
    if closed or begins != "capital":
        return SURE
    window = text[max(place - _SPEECH, 0) : place]
    if evidence.roles.get("“") == OPEN and window.rfind("“") > window.rfind("”"):
        return DOUBTFUL
    return SURE


def _after_ellipsis(text: str, place: int, begins: str, evidence: Evidence, *, said: bool) -> int:
    if said or begins in ("quote", "dash"):
        return SURE if begins != "small" else (SURE if evidence.small else NONE)
    if begins != "capital" or evidence.tight:
        return NONE
    word = re.compile(r"\w+").search(text, place)
    before = re.compile(r"(\w+)\W*$").search(text, max(place - 30, 0), place)
    if word and before and word[0].casefold().startswith(before[1].casefold()[:2]):
        return NONE  # somebody stammers: “I…I”, “Wha…What”
    return _unless_said(text, place, begins, evidence, closed=False) - (word is not None and word[0] == "I")


def _after_stop(text: str, stop: int, place: int, begins: str, evidence: Evidence, *, closed: bool) -> int:
    if closed:
        return SURE if begins != "digit" else DOUBTFUL
    if begins == "digit":
        return _before_digits(text, stop, place)
    if not is_full_stop(text, stop, small=begins == "small"):
        return NONE
    return _unless_said(text, place, begins, evidence, closed=False)


def _before_digits(text: str, stop: int, place: int) -> int:
    """`end.12 hours later`, `end.2. Next` begin; `3.14`, `end.1 Then` (a footnote) do not."""
    match = re.compile(r"\d+([.)]? |:\d\d|\w|[.,]\d)?").match(text, place)
    word = re.compile(rf"[{LOWER}]{{3,}}$").search(text, max(stop - 20, 0), stop)
    if not word or match is None or not match[1]:
        return NONE
    if match[1] == " ":
        return DOUBTFUL if _IS_LOWER.match(text, match.end()) else NONE
    return DOUBTFUL


def _after_comma(begins: str, evidence: Evidence, *, said: bool) -> int:
    if said and begins == "quote":
        return DOUBTFUL
    return DOUBTFUL if evidence.verse and begins in ("capital", "quote") and not said else NONE


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


_PREFIXES = frozenset({"mc", "mac", "i", "e", "de", "le", "la", "van", "von", "o"})


def _at_glued_case(text: str, evidence: Evidence) -> Iterator[int]:
    """`endThen`: a small letter and a capital touch, and both sides are words of their own."""
    words: set[str] | None = None
    for match in _GLUED_CASE.finditer(text):
        place = match.start()
        left = re.compile(r"\w+$").search(text, max(place - 30, 0), place)
        right = re.compile(r"\w+").match(text, place)
        if left is None or right is None:
            continue
        if evidence.verse and left[0].casefold() not in _PREFIXES:
            yield place
        elif left[0].islower() and left[0] not in _PREFIXES and (right[0] in _STARTERS):
            if words is None:
                words = set(re.findall(rf"(?<= )[{LOWER}]+(?=[ ,.])", text))
            if left[0] in words or len(left[0]) > 3:  # noqa: PLR2004 - no prefix is as long
                yield place


_STARTERS = frozenset(
    "The A An I He She It They We You And But So Then When There This That His Her Their My What Why How No Yes In On "
    "At As After Before For Not If Still Now Maybe".split()
)


def _at_speakers(text: str, evidence: Evidence) -> Iterator[tuple[int, int]]:
    """`hibee: hello`: a name that speaks again and again, glued to the end of a message."""
    names = "|".join(re.escape(name) for name in sorted(evidence.speakers, key=len, reverse=True))
    for match in re.finditer(rf"(?<=[^\s\[(<@])(?:{names}): ", text):
        yield match.start(), SURE
