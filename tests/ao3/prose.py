"""Plain prose of our own, the same for the same seed: a lighthouse, a bakery, a train, a garden."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from tests.ao3.works import Era

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ARABIC", "FRENCH", "JAPANESE", "RUSSIAN", "paragraphs", "sentence", "story", "text"]

_WHO = ("The keeper", "Ines", "The baker", "Tobias", "The conductor", "The gardener", "Maren", "An old neighbour")
_DID = (
    "lit the lamp",
    "carried the flour up the stairs",
    "waited on the platform",
    "watered the beans",
    "wound the clock",
    "wrote a letter",
    "counted the gulls",
    "mended the gate",
    "put the kettle on",
)
_WHEN = (
    "before the rain came",
    "as the first train went by",
    "while the bread was rising",
    "at the turn of the tide",
    "long after the shops had closed",
    "and nobody minded",
    "because it was Tuesday",
)
_SAID = (
    "“It’s only the wind,” she said.",
    "“There is tea,” he said — “there is always tea.”",
    "‘You’re early,’ said the clock, or seemed to…",
    "“Two loaves, please, and the small one—no, the other.”",
    "Nothing moved but the light.",
    "The 7:15 was late, as the 7:15 always is.",
    "It smelled of salt, yeast and wet wool.",
)

FRENCH: Sequence[str] = (
    "La gardienne du phare alluma la lampe avant l’orage ; la mer, déjà, grondait.",
    "« Il reste du pain », dit le boulanger, « et un peu de confiture d’été. »",
    "Le train de sept heures passa à l’heure où les coqs se taisent.",
)
JAPANESE: Sequence[str] = (
    "灯台の明かりが、雨の向こうで静かに回っていた。",
    "「パンが焼けたよ」と、店の人が言った。庭には、まだ誰もいない。",
    "七時の電車は、今日も少し遅れて駅に着いた。",
)
ARABIC: Sequence[str] = (
    "أضاءت حارسة المنارة المصباح قبل أن يهطل المطر.",
    "قال الخبّاز: «الخبز جاهز، والشاي أيضًا».",
    "مرّ قطار السابعة متأخرًا، كعادته، بجانب الحديقة.",
)
RUSSIAN: Sequence[str] = (
    "Смотрительница маяка зажгла лампу ещё до дождя.",
    "— Хлеб готов, — сказал пекарь, — и чай тоже.",
    "Семичасовой поезд, как всегда, опоздал.",
)


def _choose(words: Sequence[str], seed: str) -> str:
    return words[crc32(seed.encode()) % len(words)]


def sentence(seed: str) -> str:
    """One sentence; now and then somebody speaks."""
    if crc32(f"{seed}?".encode()) % 3 == 0:
        return _choose(_SAID, f"{seed}s")
    return f"{_choose(_WHO, f'{seed}a')} {_choose(_DID, f'{seed}b')} {_choose(_WHEN, f'{seed}c')}."


def text(seed: str, sentences: int = 4) -> str:
    """A paragraph's words, without markup; its last sentence names the seed, so that every paragraph is its own."""
    said = " ".join(sentence(f"{seed}-{number}") for number in range(sentences))
    return f"{said} That was {seed.replace('-', ' ')}."


def paragraphs(seed: str, count: int = 3, era: Era = Era.D3) -> str:
    """
    `count` paragraphs as the archive's cleaner stores them.

    Nothing stands between them until D7a, a newline from then on (otwarchive lib/paragraph_maker.rb).
    """
    between = "\n" if era >= Era.D7A else ""
    return between.join(f"<p>{text(f'{seed}-{number}')}</p>" for number in range(1, count + 1))


def story(lines: Sequence[str], era: Era = Era.D3) -> str:
    """Each line as a paragraph."""
    return ("\n" if era >= Era.D7A else "").join(f"<p>{line}</p>" for line in lines)
