"""Lists of translations: their names, their entries, and where the words stand."""

from __future__ import annotations

import pytest

from tests.unit.normalize.footnotes.works import linked, notes_in, rain

NAMES = [
    *("Translation", "Translations", "Glossary", "Vocabulary", "Vocab", "Dictionary", "Übersetzungen", "Traduction"),
    *("Traductions", "Traducciones", "Traduções", "Traduzioni", "Glossaire", "Glossar", "Glosario", "Перевод"),
    *(
        "Переводы",
        "Глоссарий",
        "翻译",
        "翻譯",
        "译注",
        "訳注",
        "~ Translations: ~",
        "Elvish Translations",
        "My Elvish translations",
    ),
    *("Translations for this chapter:",),
]


def glossed(entry: str, name: str = "Translations:", text: str = "He saw a vela there.") -> list[str]:
    return notes_in(f"<p>{text}</p>\n--- end notes\n<p>{name}</p><p>{entry}</p>")


@pytest.mark.parametrize("name", NAMES)
def test_what_a_list_is_called(name: str) -> None:
    assert glossed("vela = a sail", name) == ["vela = a sail"]
    assert glossed("vela = a sail", name.upper()) == ["vela = a sail"]


@pytest.mark.parametrize(
    "name", ["The last of my translations", "Translations. Words", "Translations are = hard", "Translated", "Words"]
)
def test_what_is_no_name(name: str) -> None:
    assert glossed("vela = a sail", name) == []


@pytest.mark.parametrize(("length", "found"), [(60, 1), (61, 0)])
def test_a_name_is_short(length: int, found: int) -> None:
    assert len(glossed("vela = a sail", "Translations".rjust(length, "~"))) == found


@pytest.mark.parametrize(("length", "found"), [(40, 1), (41, 0)])
def test_a_name_says_little_more(length: int, found: int) -> None:
    assert len(glossed("vela = a sail", f"Glossary {'a' * length}")) == found


@pytest.mark.parametrize(
    "entry",
    [
        *(
            f"vela{sign}a sail"
            for sign in (" = ", "=", ": ", "：", " - ", " -- ", " – ", " — ", " → ", "->", "→", " -> ")
        ),
        *(
            "“vela” = a sail",
            '"vela" = a sail',
            "«vela» = a sail",
            "„vela“ = a sail",
            "‘vela’ = a sail",
            "'vela': a sail",
        ),
        *(
            "「vela」：a sail",
            "『vela』：a sail",
            "vela, = a sail",
            "vela! = a sail",
            "“vela.” = a sail",
            "vela?: a sail",
        ),
        *(
            "* vela = a sail",
            "• vela: a sail",
            "1. vela = a sail",
            "- vela = a sail",
            "2) vela = a sail",
            "VELA = a sail",
        ),
        *("'vela': a sail", "vela?: a sail", "VELA = a sail", "vela -> a sail"),
        *("‣vela = a sail", "·vela = a sail", "–vela = a sail", "—vela = a sail"),
    ],
)
def test_how_an_entry_is_written(entry: str) -> None:
    assert glossed(entry) == [entry]


@pytest.mark.parametrize("entry", ["vela a sail", "vela =", "vela-sail", "vela - ", "= a sail", "1234567 vela = a"])
def test_what_is_no_entry(entry: str) -> None:
    assert glossed(entry) == []


@pytest.mark.parametrize(("length", "found"), [(80, 1), (81, 0)])
def test_a_word_is_not_long(length: int, found: int) -> None:
    assert len(glossed(f"{'v' * length} = a sail", text=f"He saw {'v' * length}.")) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A vela.", True),
        ("A VELA.", True),
        ("(vela)", True),
        ("A velamen, or a trivela.", False),
        ('A <a href="https://example.org/">vela</a>', False),
        ('A <a href="https://example.org/">vela</a>, and a vela', False),
        ("<code>vela</code>", False),
        ('<a href="https://example.org/">A</a>vela', False),
        ('<a href="https://example.org/">A</a> vela', True),
        ("A sail.", False),
    ],
)
def test_where_a_word_stands(text: str, found: bool) -> None:  # noqa: FBT001 a case's answer
    assert bool(glossed("vela = a sail", text=text)) is found


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ("<h3>The vela</h3><p>a vela</p>", "<p>a <a"),
        ("<pre>The vela</pre><p>a vela</p>", "<p>a <a"),
        ("<p>a vela</p><p>b vela</p>", "<p>a <a"),
        ("<p>vela = sails</p><p>b vela</p>", "<p>b <a"),
        ("<p>Vela : sails</p><p>b vela</p>", "<p>b <a"),
        ("<p>toru = a door, or a vela</p><p>b vela</p>", "or a <a"),
    ],
)
def test_the_first_place_counts(before: str, place: str) -> None:
    written = linked(f"{before}\n--- end notes\n<p>Translations:</p><p>vela = a sail</p>")[2]

    assert f'{place} class="noteref gloss" href="#fic-note-1" id="fic-ref-1">vela</a>' in written
    assert written.count("noteref") == 1


@pytest.mark.parametrize(("behind", "found"), [(3, 1), (4, 0)])
def test_in_a_chapter_a_list_stands_at_the_end(behind: int, found: int) -> None:
    text = f"<p>A vela.</p><p>Translations:</p><p>vela = a sail</p>{rain(behind)}"

    assert len(notes_in(text)) == found
    assert len(notes_in(f"<p>A vela.</p>\n--- end notes\n{text.partition('</p>')[2]}")) == 1
    assert notes_in(f"<p>Translations:</p><p>vela = a sail</p>{rain(behind)}<p>A vela.</p>") == []


@pytest.mark.parametrize(("lines", "found"), [(199, 1), (200, 0)])
def test_a_list_is_looked_for_in_so_many_lines(lines: int, found: int) -> None:
    assert (
        len(notes_in(f"<p>A vela.</p>\n--- end notes\n<p>Glossary</p><p>vela = a sail</p>{rain(lines - 1)}")) == found
    )


def test_terms_and_their_definitions() -> None:
    entries = "<dl><dt>“vela”</dt><dd>a sail</dd><dt>toru</dt><dd>a door</dd><dd>of oak</dd></dl>"

    found = notes_in(f"<p>A vela, a toru.</p>\n--- end notes\n<p>Translations</p>{entries}")

    assert found == ["a sail\u00a0^", "a door\u00a0^"]


def test_entries_of_a_list_of_the_authors_own() -> None:
    entries = "<ul><li><p>vela = a sail</p><p>or so</p></li></ul>"

    assert notes_in(f"<p>A vela.</p>\n--- end notes\n<p>Translations</p>{entries}") == ["vela = a sailor so"]


def test_a_list_ends_at_what_is_no_entry() -> None:
    text = "<p>A vela, a toru.</p>\n--- end notes\n<p>Translations</p><p>vela = a sail</p>{}<p>toru = a door</p>"

    assert notes_in(text.format("")) == ["vela = a sail", "toru = a door"]
    for between in ("<p>Thanks</p>", "<h3>toru = more</h3>", "<p>[1] note: so</p>"):
        marked = text.replace("A vela", "A vela[1]") if "[1]" in between else text
        assert "toru = a door" not in notes_in(marked.format(between))


@pytest.mark.parametrize("place", ["work notes", "work end notes"])
def test_a_list_of_the_work_is_for_all_chapters(place: str) -> None:
    notes = f"--- {place}\n<p>Translations</p><p>vela = a sail</p><p>toru = a door</p>\n"
    bodies = "--- body\n<p>A vela.</p>\n--- body\n<p>A toru, a vela.</p>\n"

    found, told, _ = linked(notes + bodies if place == "work notes" else bodies + notes)

    assert found == ["vela = a sail", "toru = a door"]
    assert [where for _, _, where in told] == ["chapter 1", "chapter 2"]


def test_a_list_of_a_chapter_is_for_it_alone() -> None:
    text = "--- body\n<p>A vela.</p>\n--- body\n<p>Rain.</p>\n--- end notes\n<p>Translations</p><p>vela = a sail</p>"

    assert notes_in(text) == []


@pytest.mark.parametrize(("there", "found"), [(2, 2), (1, 0)])
def test_two_thirds_stand_in_the_text(there: int, found: int) -> None:
    text = ", ".join(("vela", "toru", "kelu")[:there])
    entries = "<p>vela = a sail</p><p>toru = a door</p><p>kelu = a cat</p>"

    assert len(notes_in(f"<p>So {text}</p>\n--- end notes\n<p>Translations</p>{entries}")) == found
