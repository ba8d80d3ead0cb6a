"""
Generated prose in many voices, for measuring how well glued paragraphs are told apart.

A voice makes paragraphs as markup; `chapter` stores them as the archive's cleaner did before 2025-08-28 (nothing
between two of them), since then (a newline), or now this and now that, as its pretty-printer left it.
"""

from __future__ import annotations

import html
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.ao3.voices_tongues import TONGUES
from tests.ao3.voices_words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ao3.voices_tongues import Tongue
    from tests.ao3.voices_words import English

    Maker = Callable[[random.Random, str], list[str]]

__all__ = ["BETWEEN", "SETS", "VOICES", "Voice", "chapter"]

SETS = ("known", "held out")
BETWEEN = {"glued": "", "lined": "\n", "now and then": None}
"""How paragraphs were stored: what stands between two of them."""
ORNAMENTS = (
    *("***", "* * *", "*", "---", "–––", "~*~", "~~~", "oOo", "xXx", "-oOo-", "#", "◇", "⁂", "❦", "** - _ - **"),
    *("🌊🌊🌊", "_____", "• • •", "~", "=====", "- - -"),
)
_SHARE_OF_BREAKS = 0.03
_SHARE_OF_EMPHASIS = 0.06
_SHARE_OF_ENDLESS = 0.02


@dataclass(frozen=True, kw_only=True)
class Voice:
    """A way to write; `make(random, set)` gives a chapter's paragraphs as markup without their tags."""

    name: str
    make: Maker
    dialogue: bool = False
    """Whether it is Latin prose full of dialogue, which is to be told best."""


def chapter(voice: Voice, seed: int, words: str = "known", stored: str = "glued") -> str:
    """A chapter's body as the archive stored it."""
    chance = random.Random(f"{voice.name} {words} {seed}")  # noqa: S311 - the same prose for the same seed is wanted
    paragraphs = [f"<p>{paragraph}</p>" for paragraph in voice.make(chance, words)]
    between = BETWEEN[stored]
    if between is not None:
        return between.join(paragraphs)
    parts = [paragraphs[0]]
    for paragraph in paragraphs[1:]:
        parts += [chance.choice(("", "", "\n")), paragraph]
    return "".join(parts)


def _emphasised(text: str, chance: random.Random) -> str:
    """The text as markup, now and then with a word in italics."""
    text = html.escape(text, quote=False)
    if chance.random() < _SHARE_OF_EMPHASIS * 4:
        words = text.split(" ")
        place = chance.randrange(len(words))
        if words[place].isalpha():
            words[place] = f"<em>{words[place]}</em>"
        text = " ".join(words)
    return text


def _with_breaks(paragraphs: list[str], chance: random.Random) -> list[str]:
    """Scene breaks between, of one kind or two a chapter."""
    kinds = chance.sample(ORNAMENTS, 2)
    told: list[str] = []
    for paragraph in paragraphs:
        if told and chance.random() < _SHARE_OF_BREAKS:
            told.append(html.escape(chance.choice(kinds)))
        told.append(paragraph)
    return told


def _sentences(lines: tuple[str, ...], odd: tuple[str, ...], chance: random.Random) -> str:
    count = chance.choice((1, 1, 2, 3, 3, 4, 5, 6))
    told = [chance.choice(odd) if odd and chance.random() < 0.2 else chance.choice(lines) for _ in range(count)]
    return " ".join(told)


def _speech(words: English, chance: random.Random) -> str:
    """A paragraph of dialogue with `⟪⟫`: with a tag before, behind or between, a beat, or nothing."""
    said, asked = chance.choice(words.said), chance.choice(words.asked)
    tag = chance.choice(words.tags).format(n=chance.choice(words.names))
    beat = _great(chance.choice(words.beats).format(n=chance.choice(words.names)))
    other = chance.choice(words.said)
    small = other[0].lower() + other[1:]
    return chance.choice((
        f"⟪{said},⟫ {tag}.",
        f"⟪{said},⟫ {tag}. ⟪{other}.⟫",
        f"⟪{said},⟫ {tag}, ⟪and {small}.⟫",
        f"⟪{said}.⟫",
        f"⟪{said}.⟫ {beat}",
        f"{beat} ⟪{said}.⟫",
        f"⟪{asked}⟫",
        f"⟪{asked}⟫ {tag}.",
        f"⟪{asked}⟫ {beat}",
        f"{beat} ⟪{asked}⟫ {beat}",
        f"⟪{asked} {said}.⟫",
        f"⟪{said}.⟫ {beat} ⟪{asked}⟫",
    ))  # fmt: skip


def _great(text: str) -> str:
    return text[:1].upper() + text[1:]


def _english(outer: str, inner: str, apostrophe: str, *, small: bool = False) -> Maker:
    """Dialogue and narration, with these marks."""
    table = str.maketrans(dict(zip("⟪⟫⟨⟩'", (*outer, *inner, apostrophe), strict=True)))

    def make(chance: random.Random, words: str) -> list[str]:
        told: list[str] = []
        chosen = ENGLISH[words]
        for _ in range(chance.randrange(40, 90)):
            which = chance.random()
            if which < _SHARE_OF_ENDLESS:
                text = chance.choice(chosen.endless)
            elif which < 0.45:
                text = _sentences(chosen.narration, chosen.odd, chance)
            else:
                text = _speech(chosen, chance)
            text = text.translate(table)
            told.append(_emphasised(text.lower() if small else text, chance))
        return _with_breaks(told, chance)

    return make


def _dashes(dash: str) -> Maker:
    """English dialogue that begins with a dash, and has no quotation marks."""
    bare = str.maketrans({"⟪": "“", "⟫": "”", "⟨": "‘", "⟩": "’", "'": "’"})

    def make(chance: random.Random, words: str) -> list[str]:
        chosen = ENGLISH[words]
        told: list[str] = []
        for _ in range(chance.randrange(40, 90)):
            tag = chance.choice(chosen.tags).format(n=chance.choice(chosen.names))
            said = chance.choice(chosen.said)
            asked = chance.choice(chosen.asked)
            text = chance.choice((
                f"{dash}{said}, {tag}.", f"{dash}{said}.", f"{dash}{asked}", f"{dash}{asked} {said}.",
                *[_sentences(chosen.narration, chosen.odd, chance) for _ in range(3)],
            ))  # fmt: skip
            told.append(_emphasised(text.translate(bare), chance))
        return _with_breaks(told, chance)

    return make


def _tongue(name: str, marks: str = "⟪⟫", indents: tuple[str, str] = ("", "")) -> Maker:
    """Narration and dialogue; `indents` are what paragraphs of each begin with."""
    table = str.maketrans("⟪⟫", marks)
    blank = "" if name in ("Chinese", "Japanese") else " "

    def make(chance: random.Random, words: str) -> list[str]:
        tongue: Tongue = TONGUES[name][words]
        told: list[str] = []
        for _ in range(chance.randrange(40, 90)):
            if chance.random() < 0.5:
                count = chance.choice((1, 1, 2, 3, 4))
                text = indents[0] + blank.join(chance.choice(tongue.narration) for _ in range(count))
            else:
                text = indents[1] + chance.choice(tongue.dialogue)
            told.append(_emphasised(text.translate(table), chance))
        return _with_breaks(told, chance)

    return make


def _chat(chance: random.Random, words: str) -> list[str]:
    """A log: a paragraph of narration now and then, and `name: message`, in one of four habits."""
    chosen = ENGLISH[words]
    one, other = chance.sample(("ada", "bee_k", "Cyril", "Dot", "e99", "Fen"), 2)
    stamp = chance.choice(("", "", "[10:{:02}] "))
    told: list[str] = []
    for turn in range(chance.randrange(30, 70)):
        name = chance.choice((one, other))
        told.append(html.escape(f"{stamp.format(turn % 60)}{name}: {chance.choice(chosen.messages)}", quote=False))
    return told


def _verse(chance: random.Random, words: str) -> list[str]:
    """Stanzas of lines with `br`, capital or not."""
    chosen = ENGLISH[words]
    capitals = chance.random() < 0.6
    stanzas = []
    for _ in range(chance.randrange(8, 20)):
        lines = [chance.choice(chosen.verses) for _ in range(chance.randrange(3, 7))]
        stanzas.append("<br />".join(_great(line) if capitals else line for line in lines))
    return stanzas


def _lists(chance: random.Random, words: str) -> list[str]:
    """Prose with lists of links in it, footnotes below, and a letter."""
    chosen = ENGLISH[words]
    told = [_sentences(chosen.narration, (), chance) for _ in range(chance.randrange(8, 16))]
    for _ in range(3):
        links = [f'<a href="/works/{n}" rel="nofollow">{html.escape(name)}</a>' for n, name in enumerate(chosen.listed)]
        chance.shuffle(links)
        place = chance.randrange(len(told))
        told[place:place] = links[: chance.randrange(3, 8)]
    place = chance.randrange(len(told))
    told[place:place] = [*chosen.letters[:3], _sentences(chosen.narration, (), chance), *chosen.letters[3:]]
    return told


def _footnotes(chance: random.Random, words: str) -> list[str]:
    """Sentences with raised digits behind words and stops, and the notes at the end."""
    chosen = ENGLISH[words]
    told: list[str] = []
    number = 0
    for _ in range(chance.randrange(20, 40)):
        text = _sentences(chosen.narration, (), chance)
        if chance.random() < 0.3:
            number += 1
            stops = [match.end() for match in re.finditer(r"[.!?](?= |$)", text)]
            place = chance.choice(stops)
            text = f"{text[:place]}<sup>{number}</sup>{text[place:]}"
        told.append(text)
    notes = [f"{n}. {chance.choice(chosen.narration)}" for n in range(1, number + 1)]
    return [*told, *notes]


VOICES: tuple[Voice, ...] = (
    Voice(name="straight quotes", make=_english('""', "''", "'"), dialogue=True),
    Voice(name="curly quotes", make=_english("“”", "‘’", "’"), dialogue=True),
    Voice(name="dashes", make=_dashes("—"), dialogue=True),
    Voice(name="dashes with a blank", make=_dashes("– "), dialogue=True),
    Voice(name="British quotes", make=_english("‘’", "“”", "’"), dialogue=True),
    Voice(name="British straight quotes", make=_english("''", '""', "'"), dialogue=True),
    Voice(name="French", make=_tongue("French"), dialogue=True),
    Voice(name="German „“", make=_tongue("German", "„“"), dialogue=True),
    Voice(name="German »«", make=_tongue("German", "»«"), dialogue=True),
    Voice(name="Spanish", make=_tongue("Spanish"), dialogue=True),
    Voice(name="Chinese", make=_tongue("Chinese")),
    Voice(name="Chinese, indented", make=_tongue("Chinese", indents=("\u3000\u3000", "\u3000\u3000"))),
    Voice(name="Japanese", make=_tongue("Japanese")),
    Voice(name="Japanese, indented", make=_tongue("Japanese", indents=("\u3000", ""))),
    Voice(name="Russian", make=_tongue("Russian")),
    Voice(name="chat logs", make=_chat),
    Voice(name="verse", make=_verse),
    Voice(name="all small", make=_english("“”", "‘’", "’", small=True)),
    Voice(name="lists and letters", make=_lists),
    Voice(name="footnotes", make=_footnotes),
)
