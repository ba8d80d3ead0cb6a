"""What a whole chapter tells of how its author writes: which marks open a quotation, whether sentences begin small."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.readers.flat.letters import CAPITAL, CASED, LINE, LOWER

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CLOSE", "EITHER", "OPEN", "STAMP", "Evidence", "weigh"]

OPEN, CLOSE, EITHER = "open", "close", "either"
_START = re.compile(r"[.!?][\"”’']? ([^\W\d_])")
_TIGHT = re.compile(rf"(?:\.\.\.)[{LOWER}]")
_LOOSE = re.compile(rf"(?:\.\.\.) [{LOWER}]")
_VERSE = re.compile(rf"{CASED}(?=[{LOWER}’' ])(?<=[{LOWER},;:—–].)(?<!\bMc.)(?<!\bMac.)")
_VERSE_COMMA = re.compile(rf"[,;](?=[{LOWER}])")
_VERSE_EVERY = 130
"""Characters a line of verse, a title in a list or a message is shorter than."""
_DASHES = "—–―"
_SPEECH_BEHIND_DASH = rf"(?<=[.!?…»\"”{LINE}].)[ \u00a0]?[¿¡«…]*{CAPITAL}"
"""Behind one dash as a letter, which is looked for faster than a set of them."""
_SINGLE_OPEN = re.compile(rf"'(?={CAPITAL})(?<=[\s.!?].)")
_SINGLE_CLOSE = re.compile(r"'(?=\s)(?<=[,.!?].)")
_SPEAKER = re.compile(r"\w[\w.-]*$")
STAMP = re.compile(r"[\[(]\d{1,2}:\d\d(?::\d\d)?(?: ?[apAP][mM])?[\])]:? ?(?=\w)")
_KANA = r"[\u3041-\u30ff]"
_HAN = r"[\u3041-\u30ff\u3400-\u9fff]"
"""Compiled for texts that may hold any: it takes long."""
_FEW = 3
_SAMPLE = 8_000
"""Characters that show a script, whether sentences begin small, and whether it is verse."""


class Evidence(NamedTuple):
    """How this text is written."""

    roles: Mapping[str, str]
    """Quotation mark → `OPEN`, `CLOSE` or `EITHER`; a mark that is no quotation mark here is not in it."""
    small: bool
    """Sentences begin with small letters."""
    tight: bool
    """No blank stands after an ellipsis."""
    loose: bool
    """A blank does."""
    verse: bool
    """Lines end without full stops: verse, lists, messages."""
    dashes: str
    """The dashes that begin speech; empty when none do."""
    speakers: frozenset[str]
    """Who speaks in a log of `name: text`."""
    stamped: bool
    """Turns of the log begin with the hour: `[10:31]`."""
    script: str
    """`ja`, `zh`, or empty for scripts that put blanks between words."""


def weigh(text: str) -> Evidence:
    """Read the signs of a chapter's text."""
    script = _script(text)
    spelled = text.replace("…", "...") if "…" in text else text
    tight, loose = len(_TIGHT.findall(spelled)), len(_LOOSE.findall(spelled))
    return Evidence(
        roles=_roles(text),
        small=_is_small(text),
        tight=tight > loose,
        loose=loose > tight,
        verse=_is_verse(text),
        dashes=_dashes(text),
        speakers=_speakers(text),
        stamped=("[" in text or "(" in text) and len(STAMP.findall(text)) >= _FEW,
        script=script,
    )


def _script(text: str) -> str:
    sample = text[:_SAMPLE]
    # Three bytes of UTF-8 each: counted by the pattern only where a third of the characters may be such.
    if len(sample.encode("utf-8", "replace")) * 3 < len(sample) * 5 or len(re.findall(_HAN, sample)) * 3 < len(sample):
        return ""
    return "ja" if len(re.findall(_KANA, sample)) * 10 > len(sample) else "zh"


def _roles(text: str) -> dict[str, str]:
    """Each language opens with what another closes with; the first mark of a pair tells which it is."""
    roles = {"‘": OPEN, "’": CLOSE, "「": OPEN, "」": CLOSE, "『": OPEN, "』": CLOSE, "„": OPEN, "‚": OPEN, '"': EITHER}
    roles |= {"“": OPEN, "”": CLOSE, "«": OPEN, "»": CLOSE, "‹": OPEN, "›": CLOSE}
    if "„" in text and text.count("“") > text.count("”"):
        roles |= {"“": CLOSE, "”": CLOSE}
    elif "“" not in text and "„" not in text and "”" in text:  # Swedish and Finnish open and close with the same mark
        roles["”"] = EITHER
    if "‚" in text and text.count("‘") >= text.count("‚") // 2:
        roles["‘"] = CLOSE
    first, last = text.find("«"), text.find("»")
    if last >= 0 and (first < 0 or last < first):
        roles |= {"»": OPEN, "«": CLOSE, "›": OPEN, "‹": CLOSE}
    doubles = text.count('"') // 2 + text.count("“") + text.count("„")
    if "'" in text and len(_SINGLE_OPEN.findall(text)) + len(_SINGLE_CLOSE.findall(text)) > max(doubles, _FEW):
        roles["'"] = EITHER
    return roles


def _is_small(text: str) -> bool:
    starts = _START.findall(text, 0, _SAMPLE)
    small = sum(map(str.islower, starts))
    return small >= _FEW and small * 4 > len(starts) * 3


def _is_verse(text: str) -> bool:
    sample = text[:_SAMPLE]
    weak = len(_VERSE.findall(sample)) + len(_VERSE_COMMA.findall(sample))
    return weak >= _FEW and weak * _VERSE_EVERY > len(sample)


def _dashes(text: str) -> str:
    """Those that begin speech more than once."""
    found = (dash for dash in _DASHES if text.count(dash) > 1)
    return "".join(dash for dash in found if len(re.findall(dash + _SPEECH_BEHIND_DASH, text)) > 1)


def _speakers(text: str) -> frozenset[str]:
    """Names that stand before a colon again and again, alone or glued to the end of a message."""
    turns = text.count(": ")
    if turns < _FEW or turns * _TURN < len(text):
        return frozenset()
    befores = (_SPEAKER.search(before[-_LONGEST_NAME:]) for before in text.split(": ")[:-1])
    words = Counter(before[0] for before in befores if before)
    if len(words) > _MANY:  # another word before nearly every colon: this is no log
        return frozenset()
    first = _FIRST_SPEAKER.match(text)
    names = {word for word, times in words.items() if times > 1} | ({first[1]} if first else set())
    ends = {word[place:] for word in words for place in range(1, len(word))} & names
    alone = tuple(name for name in names if not any(name != end and name.endswith(end) for end in ends))
    return frozenset({*alone, *_shared_ends([word for word in words if not word.endswith(alone)])})


def _shared_ends(words: list[str]) -> set[str]:
    """Names that are always glued to a message: what several words end with, as long as it is the same for all."""
    ends = Counter(word[place:] for word in words for place in range(len(word) - 1))
    found: set[str] = set()
    for word in words:
        shared = [end for place in range(len(word) - 1) if ends[end := word[place:]] > 1]
        most = max((ends[end] for end in shared), default=0)
        found.update(end for end in shared[:1] if ends[end] == most)
    return found


_FIRST_SPEAKER = re.compile(r"\s?\W{0,2}(?:\d\d?:\d\d\W{0,2} ?)?(\w[\w.-]{0,23}): ")
_LONGEST_NAME = 40
_MANY = 2_000
"""Different words before a colon: a log has a few names, each glued to what was said before it."""
_TURN = 400
"""Characters in a turn of a log; where colons are rarer, it is none."""
