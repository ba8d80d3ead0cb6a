"""Glued paragraphs: which joints are borders, and which are none."""

from __future__ import annotations

import pytest

from fic2epub.errors import noting
from fic2epub.readers.flat.lines import lines_in
from fic2epub.readers.flat.paragraphs import Paragraphs, parted

_HABIT = "Nobody spoke. “Well,” she said. “We wait.” The rain went on… and on. He nodded.“Yes.”She sat down. "
"""How the author of these lines writes: curly quotes, blanks behind sentences and ellipses."""


def _parted(line: str, habit: str = _HABIT) -> str:
    """The line with `|` at its borders, told in a chapter of the author's."""
    lines = parted([habit.strip(), line]).lines
    return "|".join(lines[1])


@pytest.mark.parametrize(
    "line",
    [
        "He waited….|“Then go.”",
        "“Where?”|“No.”",
        "the end.|Then it rained.",
        "the end!|Then it rained.",
        "She left.|~*~|The door closed.",
        "She left.|***|“Oh.”",
        "She left.|* * *|The door closed.",
        "She left.|⁂|The door closed.",
        "She left.|-oOo-|The door closed.",
        "She left.|oOo|The door closed.",
        "She left.|---|The door closed.",
        "She left.|🌊🌊🌊|The door closed.",
        "as they say.1|Then it rained.",
        "“But the lamp—”|Then it rained.",
        "(it was late.)|Then it rained.",
        "He looked at the door…|“Go.”",
        "at 7 a.m.|Then it rained.",
        "nothing but the sea|The rain came.",
        "On Tuesday, 7:15|Nobody came.",
        "the end.|1. The first thing.",
        "the end.|12 hours later it rained.",
        "Dear Ines,|14 March",
    ],
)
def test_a_border(line: str) -> None:
    assert _parted(line.replace("|", "")) == line


@pytest.mark.parametrize(
    "line",
    [
        "J.R.R. Hale came in.",
        "It was J.R. Hale.",
        "the U.S.A. is far",
        "the U.S.A is far",
        "Mr.Hale and Dr.Osei came.",
        "e.g.Bread, i.e.Loaves",
        "see example.org/page.Next for it",
        "the file ledger.Txt is gone",
        "write to keeper@lamp.Example now",
        "McAllister, LeBlanc and an iPhone",
        "a YouTube video",
        "it cost 4.50 or 3.14",
        "“I…I don't know.”",
        "“Wha…What?”",
        "the word—“lamp,” he said—was",
        "as they say.1 Then it rained.",
        "as they say.[1] Then it rained.",
        "O’Brien didn’t know",
        "at 7:15 or 19:40",
        "a well-Known man",
        "1,234,567 gulls",
        "“Go,”she said.",
        "a tag: #LampLight",
        "sea_Glass and Sea_Glass",
        "at 7.15 p.m. sharp",
        "well-known—Maren said so",
    ],
)
def test_no_border(line: str) -> None:
    assert _parted(line) == line


@pytest.mark.parametrize(
    ("habit", "line"),
    [
        ('"Well," she said. "We wait." ', 'He waited.|"Where?"|"No."|Then he left.'),
        ("‘Well,’ she said. ‘We wait.’ ", "He waited.|‘Where?’|‘No.’|Then he left."),
        ("'Well,' she said. 'We wait.' 'Go,' he said. 'No,' I said. ", "He waited.|'Where?'|'No.'|It isn't late."),
        ("« Oui », dit-elle. « Non. » ", "Il attendit.|« Où ? »|« Là. »|Puis il partit."),
        ("— Oui.— Non.— Si, dit-il. ", "Il attendit.|— Où ?|— Là.|Puis il partit."),
        ("„Ja“, sagte sie. „Nein.“ ", "Er wartete.|„Wo?“|„Da.“|Dann ging er."),
        ("»Ja«, sagte sie. »Nein.« ", "Er wartete.|»Wo?«|»Da.«|Dann ging er."),
        ("—Sí —dijo ella.—No.—¿Cómo? ", "Esperó.|—¿Dónde?|—Aquí —dijo.|¿Quién era?|Luego se fue."),
        ("— Да, — сказала она.— Нет.— Да. ", "Он ждал.|— Где?|— Тут, — сказал он.|Потом ушёл."),
        ("“好。”她说。“不。” ", "他等着。|“在哪儿？”他问。|“这里。”|“哦。”"),
        ("「はい」「いいえ」 ", "彼は待った。|「どこ？」|「ここ」と彼女は言った。"),
        ("gone now. we wait. it rained. nobody spoke. ", "he waited.|then it rained.|“where?”|“no.”|she left."),
        ("”Ja”, sa hon. ”Nej.” ", "Han väntade.|”Var?”|”Här.”|Sedan gick han."),
        ("‚Ja‘, sagte sie. „Nein.“ ", "Er wartete.|‚Wo?‘|‚Da.‘|Dann ging er."),
        ("她走了。他等着。 ", "他等着。|\u3000\u3000她走了。他说：“走。”|“好，”他说。"),
        ("ada: hi there ", "ada: are you there|bee: yes|ada: ok|bee: brb"),
        ("[10:01] ada: hi ", "[10:02] bee: yes|[10:03] ada: no|[10:04] bee: hahaha"),
        ("The lamp goes round,The sea goes out,The door is shut,The bread is old", "I wait,|The rain is here|O rain"),
    ],
    ids=[
        *("straight", "British", "British straight", "French", "French dashes", "German", "German reversed", "Spanish"),
        *(
            "Russian",
            "Chinese",
            "Japanese",
            "small",
            "Swedish",
            "German single",
            "Chinese indents",
            "log",
            "stamped log",
            "verse",
        ),
    ],
)
def test_borders_in_each_tongue_and_habit(habit: str, line: str) -> None:
    assert _parted(line.replace("|", ""), habit) == line


def test_an_authors_way_with_ellipses_counts() -> None:
    assert _parted("So…Then we go.", "well…maybe…no…yes…and so on ") == "So…Then we go."
    assert _parted("So…Then we go.", "well… maybe… no… yes… and so on ") == "So…|Then we go."


def test_lines_that_are_all_paragraphs_are_not_parted_for_one_forgotten_blank() -> None:
    text = "\n".join([*(f"This is line {number} of the log." for number in range(30)), "A blank.Was forgotten."])

    body = Paragraphs(noting([])).body(lines_in(text))

    assert [paragraph.text for paragraph in body.element][-1] == "A blank.Was forgotten."
