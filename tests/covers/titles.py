"""
Covers for titles of our own in twelve scripts, of all lengths and shapes, made from a seed, and measured.

`python -m tests.covers.titles` draws a thousand; a test draws some of them.
"""

from __future__ import annotations

import argparse
import random
from functools import cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.options import DESIGNS
from fic2epub.pages.cover.breaking import clusters
from fic2epub.pages.cover.drawing import page_of
from fic2epub.pages.cover.jacket import Jacket
from fic2epub.pages.cover.lettering import font_of, placed
from fic2epub.pages.cover.page import HEIGHT, WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fic2epub.pages.cover.fonts import Face
    from fic2epub.pages.cover.page import Block

__all__ = ["Cover", "covers", "faults"]

_WORDS = {
    "en": "the lamp harbour winter clock tide small ledger of mercies house beside water letter river light orchard",
    "pl": "łódź przystań żuraw światło źródło księga zimowa opowieść ćma dębowy śnieg",
    "vi": "ngọn hải đăng mùa đông chiếc thuyền cũ dòng sông ánh sáng vườn",
    "el": "φάρος χειμώνας ρολόι παλίρροια ποτάμι γράμμα φως σπίτι δίπλα στο νερό",
    "ru": "маяк зима часы прилив река письмо свет дом у воды длинная дорога сад",
    "ar": "المنارة الشتاء الساعة النهر رسالة ضوء البيت قرب الماء طريق طويل دليل",
    "he": "המגדלור החורף השעון הנהר מכתב אור הבית ליד המים דרך ארוכה גן",
    "hi": "प्रकाशस्तंभ सर्दी घड़ी नदी चिट्ठी रोशनी घर पानी के पास लंबी राह क्षितिज",
    "bn": "বাতিঘর শীত ঘড়ি নদী চিঠি আলো বাড়ি জলের ধারে দীর্ঘ পথ স্বপ্ন",
    "ta": "கலங்கரை விளக்கம் குளிர்காலம் கடிகாரம் நதி கடிதம் ஒளி வீடு",
    "th": "ประภาคาร ฤดูหนาว นาฬิกา แม่น้ำ จดหมาย แสง บ้าน ริมน้ำ ทางไกล สวน",
    "zh": "灯塔 冬天 时钟 潮水 河流 书信 光 水边的家 长路 果园",
    "ja": "灯台 冬 時計 潮 川 手紙 ひかり 水辺の家 長い道 ガーデン ちょっと",
    "ko": "등대 겨울 시계 밀물 강 편지 빛 물가의 집 먼 길 과수원",
}
"""Languages with plain words; Latin, Greek, Cyrillic, Arabic, Hebrew, Devanagari, Bengali, Tamil, Thai, Han, Kana,
Hangul: twelve scripts."""
_SPACELESS = frozenset(("th", "zh", "ja"))
_SIGNS = ("!", "?", "…", " – ", ": ", ", ", "“”", "(…)", "/", "&", "#7", "№ 1", "—", "½", "'", "~")
_EMOJI = ("\U0001f30a", "\U0001f469\u200d\U0001f680", "\u2764\ufe0f", "\U0001f1f3\U0001f1f4", "\U0001f44d\U0001f3fd")
_SHAPES = ("words", "one", "long", "full", "numbers", "signs", "emoji", "unbroken", "mixed", "capitals")
_MOST = 255
"""Characters of a title (otwarchive config/config.yml, `TITLE_MAX`)."""


class Cover(NamedTuple):
    """A case: what kind of title it is, and the jacket with it."""

    kind: str
    jacket: Jacket


def covers(count: int, seed: int = 0) -> Iterator[Cover]:
    """So many cases; language, shape, design and oddities go around, so that a few have most of them."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    languages = tuple(_WORDS)
    for place in range(count):
        language = languages[place % len(languages)]
        shape = _SHAPES[(place // len(languages) + place) % len(_SHAPES)]
        title = _title(language, shape, chance)
        yield Cover(f"{place} {language} {shape}", _jacket(title, language, place, chance))


def _jacket(title: str, language: str, place: int, chance: random.Random) -> Jacket:
    number = ("", "1", "", "27", "", "304")[place % 6]
    series = _sentence(language, chance.randint(1, 6), chance)
    return Jacket(
        title=title,
        byline=" and ".join(_sentence(language, 1, chance) for _ in range(chance.choice((1, 1, 2, 6)))),
        fandom=_sentence(language, chance.choice((1, 4, 12)), chance),
        place=f"Part {number} of {series}" if number else "",
        number=number,
        language=language,
        colour=chance.randrange(1 << 32),
        pattern=chance.randrange(1 << 32),
        design=DESIGNS[place % len(DESIGNS)],
    )


def _sentence(language: str, words: int, chance: random.Random) -> str:
    chosen = (chance.choice(_WORDS[language].split()) for _ in range(words))
    return ("" if language in _SPACELESS else " ").join(chosen)


def _title(language: str, shape: str, chance: random.Random) -> str:
    """A title of this shape, of 1 to 255 characters."""
    words = _sentence(language, chance.randint(2, 9), chance)
    made = {
        "words": words,
        "one": _sentence(language, 1, chance),
        "long": _sentence(language, chance.randint(12, 24), chance),
        "full": _sentence(language, 120, chance),
        "numbers": f"{chance.randrange(10**6)}",
        "signs": "".join(word + chance.choice(_SIGNS) for word in words.split()),
        "emoji": f"{chance.choice(_EMOJI)} {words} {chance.choice(_EMOJI)}",
        "unbroken": _sentence(language, 20, chance).replace(" ", ""),
        "mixed": f"{words} / {_sentence(chance.choice(tuple(_WORDS)), 3, chance)}",
        "capitals": words.upper(),
    }[shape]
    return made[:_MOST].strip()


def faults(cover: Cover, noted: list[str], blocks: list[Block] | None = None) -> list[str]:
    """What is wrong with the drawn cover, or with these texts of it, measured; `noted` receives what was left off."""
    blocks = blocks or page_of(cover.jacket, lambda _code, message, *_: noted.append(message)).blocks
    inked = [(block.lettering.text, block.ink()) for block in blocks]
    found = [f"{text!r} leaves the page: {ink}" for text, ink in inked if not _inside(ink)]
    for (one, a), (other, b) in combinations(inked, 2):
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
            found.append(f"{one!r} overlaps {other!r}: {a}, {b}")
    found += [fault for block in blocks for fault in (*_boxes(block), *_crowded(block))]
    return found if blocks else ["nothing is drawn"]


def _inside(ink: tuple[int, int, int, int]) -> bool:
    """Whether a box is on the page, with a margin."""
    margin = 40
    return ink[0] >= margin and ink[1] >= margin and ink[2] <= WIDTH - margin and ink[3] <= HEIGHT - margin


def _crowded(block: Block) -> Iterator[str]:
    """Lines of a block that touch, or leave the room that they were given."""
    alone = [block._replace(lines=(line,), top=block.top + n * block.step) for n, line in enumerate(block.lines)]
    rows = [one.ink() for one in alone]
    for above, below in pairwise(rows):
        if above[3] > below[1] + 2 and above[0] < below[2] and below[0] < above[2]:
            yield f"lines of {block.lettering.text!r} touch: {above}, {below}"
    slack = block.size // 8
    for row in rows:
        if row[0] < block.left - slack or row[2] > block.left + block.width + slack:
            yield f"{block.lettering.text!r} is wider than its room: {row}"


def _boxes(block: Block) -> Iterator[str]:
    """Characters of a block that are drawn as the box that stands for what a font lacks."""
    for line in block.lines:
        for _, run in placed(block.lettering, line, block.size):
            for cluster in clusters(run.text):
                if cluster.strip() and run.face and _is_box(run.face, cluster):
                    yield f"{cluster!r} is a box in {run.face.path}"


@cache
def _is_box(face: Face, cluster: str) -> bool:
    """Whether a font draws a cluster as it does what no font has."""
    font = font_of(face, 100)
    bare = cluster.strip("\ufe0f\u200d")
    return bytes(font.getmask(bare)) == bytes(font.getmask("\U0010fffe")) and bool(bytes(font.getmask("\U0010fffe")))


def main() -> None:
    """Draw a thousand, and say what is wrong with each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    bad, left_off = 0, 0
    for cover in covers(asked.count, asked.seed):
        noted: list[str] = []
        wrong = faults(cover, noted)
        bad += bool(wrong)
        left_off += bool(noted)
        for words in wrong:
            print(f"{cover.kind} ({cover.jacket.design}): {words}")  # noqa: T201 - for the person who runs it
    print(f"{asked.count} covers: {bad} with faults, {left_off} with something left off")  # noqa: T201 - the same


if __name__ == "__main__":
    main()
