"""Downloads to measure with: seeded, so that the same words always give the same file.

`python benchmarks/corpus.py FOLDER WORDS CHAPTERS MESS [SEED]` writes one and prints its path. The page follows
otwarchive's templates of 2026; the prose is chance, drawn so that it deflates as a novel does (to 0.38 of its size).
Mess is `clean`, `gdocs` (spans around every run, spacers) or `br` (paragraphs parted by `<br /><br />`).
"""

from __future__ import annotations

import random
import sys
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MESSES", "write_download"]

MESSES = ("clean", "gdocs", "br")

_COMMON = (
    "the and to a of in it was he she that had her his on with as for but at they not said you be from all were one "
    "when out what up into there could by so if no then been an them would back down like know time only over who now "
    "just see did look before some about their him more way could made after came never little again still where eyes "
    "hand through how door off even than here room head away long night around other first because face thought"
).split()
_STARTS = "b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sc sh sl sp st str t th tr v w wh y".split()
_MIDDLES = "a ai ar e ea ee er i ie in o oa on oo or ou u ur".split()
_ENDS = "ck d ft g ght ing k l lder ll lm m mble n nd ng nt p r rd re rrow rn rt sh sk ss st t ten ther ve w y".split()
_TAIL = 5_000
_PHRASES = 25_000
_NAMES = ("Ines", "Osk", "Dray", "Abel", "Sal", "Marlow", "Tomas", "Wren")
_LONG_PARAGRAPH = 6
_SCENE = 40


def _weights(count: int) -> list[float]:
    """Cumulative weights, frequency falling as one over rank."""
    return list(accumulate(1 / (rank + 20) for rank in range(count)))


def _phrases() -> list[list[str]]:
    """Two to five words each, which come again as turns of speech do: the common ones first."""
    chance = random.Random("phrases")

    def syllables() -> str:
        return chance.choice(_STARTS) + chance.choice(_MIDDLES) + chance.choice(_ENDS)

    rare = sorted({syllables() + chance.choice(("", "", "ed", "ing", syllables())) for _ in range(_TAIL)}, key=len)
    words = [*_COMMON, *_NAMES, *rare]
    weights = _weights(len(words))
    return [chance.choices(words, cum_weights=weights, k=chance.randint(2, 5)) for _ in range(_PHRASES)]


_TURNS = _phrases()
_WEIGHTS = _weights(_PHRASES)


class _Prose:
    """Sentences, paragraphs and bodies; counts the words it has given out."""

    def __init__(self, seed: str, mess: str) -> None:
        self.chance = random.Random(seed)
        self.mess = mess
        self.given = 0

    def sentence(self) -> str:
        """From two to forty words, now and then spoken, stressed or broken by a comma."""
        chance = self.chance
        turns = chance.choices(_TURNS, cum_weights=_WEIGHTS, k=min(8, 1 + int(chance.expovariate(0.4))))
        words = [word for turn in turns for word in turn]
        self.given += len(words)
        if len(turns) > 2:
            words[len(words) // 2] += ","
        if chance.random() < 0.06:
            words[-1] = f"<em>{words[-1]}</em>"
        text = " ".join(words)
        text = text[0].upper() + text[1:] + chance.choice("......?!")
        return f"“{text}”" if chance.random() < 0.3 else text

    def paragraph(self) -> str:
        """A few sentences."""
        return " ".join(self.sentence() for _ in range(self.chance.randint(1, _LONG_PARAGRAPH)))

    def body(self, words: int) -> str:
        """About so many words of paragraphs and scene breaks, in the mess that was asked for."""
        end = self.given + words
        paragraphs: list[str] = []
        while self.given < end:
            paragraphs.append(self.paragraph())
        return "\n".join(_MARKED[self.mess](paragraphs))


def _clean(paragraphs: list[str]) -> Iterator[str]:
    for number, text in enumerate(paragraphs, 1):
        yield f"<p>{text}</p>"
        if not number % _SCENE:
            yield "<hr />"


def _gdocs(paragraphs: list[str]) -> Iterator[str]:
    for number, text in enumerate(paragraphs, 1):
        runs = text.replace("<em>", "</span><em><span>").replace("</em>", "</span></em><span>")
        yield f'<p dir="ltr"><span>{runs}</span></p>'
        if not number % 4:
            yield "<p><span>\xa0</span></p>"
        if not number % _SCENE:
            yield '<p dir="ltr"><span>* * *</span></p>'


def _br(paragraphs: list[str]) -> Iterator[str]:
    for start in range(0, len(paragraphs), _SCENE):
        yield f"<p>{'<br /><br />'.join(paragraphs[start : start + _SCENE])}</p>"
        yield '<p align="center">***</p>'


_MARKED = {"clean": _clean, "gdocs": _gdocs, "br": _br}

_HEAD = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
<head>
  <meta charset="utf-8" />
  <title>A Measured Tale - measure - Original Work</title>
  <style type="text/css">
    p.message {{ text-align: center; }}
    .toc-heading {{ display: none; }}
  </style>
</head>
<body>
<div id="preface">
  <h2 class="toc-heading">Preface</h2>
  <p class="message"><b>A Measured Tale</b><br />
    Posted originally on the <a href="https://archiveofourown.org/">Archive of Our Own</a> at
    <a href="https://archiveofourown.org/works/9000000002">https://archiveofourown.org/works/9000000002</a>.</p>
  <div class="meta">
    <dl class="tags">
      <dt>Rating:</dt><dd><a href="https://archiveofourown.org/tags/General%20Audiences">General Audiences</a></dd>
      <dt>Fandom:</dt><dd><a href="https://archiveofourown.org/tags/Original%20Work">Original Work</a></dd>
      <dt>Language:</dt><dd>English</dd>
      <dt>Stats:</dt>
      <dd>Published: 2026-01-02 Completed: 2026-02-03 Words: {words:,} Chapters: {chapters}/{chapters}</dd>
    </dl>
    <h1>A Measured Tale</h1>
    <div class="byline">by
      <a rel="author" href="https://archiveofourown.org/users/measure/pseuds/measure">measure</a></div>
    <p>Summary</p><blockquote class="userstuff"><p>A tale to be measured, not read.</p></blockquote>
  </div>
</div>
<div id="chapters" class="userstuff">
"""
_ONE = """<h2 class="toc-heading">A Measured Tale</h2>
<div class="userstuff">
{body}
</div>
"""
_CHAPTER = """<div class="meta group">
  <h2 class="heading">
      Chapter {number}
  </h2>
</div>
<!--chapter content-->
<div class="userstuff">
{body}
</div>
<!--/chapter content-->
"""
_FOOT = """</div>
<div id="afterword">
  <h2 class="toc-heading">Afterword</h2>
  <p class="message">Please <a href="https://archiveofourown.org/works/9000000002/comments/new">drop by the Archive
    and comment</a> to let the creator know if you enjoyed their work!</p>
</div>
</body>
</html>
"""


def write_download(folder: Path, words: int, chapters: int, mess: str, seed: int = 1) -> Path:
    """Write a download of about so many words, unless it is there, and return its path."""
    path = folder / f"{mess}-{words}-{chapters}-{seed}.html"
    if path.exists():
        return path
    prose = _Prose(f"{words}/{chapters}/{mess}/{seed}", mess)
    bodies = [prose.body(words // chapters) for _ in range(chapters)]
    inside = (
        _ONE.format(body=bodies[0])
        if chapters == 1
        else "".join(_CHAPTER.format(number=number, body=body) for number, body in enumerate(bodies, 1))
    )
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(_HEAD.format(words=prose.given, chapters=chapters) + inside + _FOOT, "utf-8")
    return path


if __name__ == "__main__":
    where, how_many, parts, kind, *rest = sys.argv[1:]
    print(write_download(Path(where), int(how_many), int(parts), kind, *map(int, rest)))
