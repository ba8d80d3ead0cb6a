"""Text that is not UTF-8: by its mark, by what the page says of itself, by what it looks like."""

from __future__ import annotations

import pytest

from fic2epub.decoding import decode, wide_encoding

ENGLISH = "“Where’s the lamp?” she asked – it wasn’t there… He said: “café” was the word. "
FRENCH = "« Où est la lampe ? » demanda-t-elle. L’été était déjà passé ; à la forêt, où l’on n’était jamais allé. "
GERMAN = "„Wo ist die Lampe?“, fragte sie. Über den Dächern lag Schnee, und die Größe des Flusses war schön. "
SPANISH = (
    "¿Dónde está la lámpara? —preguntó ella. El niño corrió por el jardín y abrió el cajón; mañana será otro día. "
)
PORTUGUESE = "Onde está a lâmpada? — perguntou ela. A manhã não é fácil, e então o coração também não. Irmãos e mãe. "
FINNISH = "Missä lamppu on? hän kysyi. Lumi peitti katot ja joki oli hiljaa. Hän ei vastannut vaan lähti kotiin päin. "
POLISH = "Wtedy zapaliła lampę i usiadła przy stole, żeby napisać list do brata. Książka leżała na półce, świeża, ćma. "
CZECH = "Kde je lampa? zeptala se. Na střechách ležel sníh a řeka byla tichá. Neodpověděl nic a vyšel z domu v noci. "
HUNGARIAN = "Hol van a lámpa? – kérdezte. Hó feküdt a tetőkön, és a folyó csendes volt. Ő nem válaszolt, és kiment. "
ICELANDIC = "Hvar er lampinn? spurði hún. Snjór lá á þökunum og áin var þögul. Hann svaraði engu og fór út úr húsinu. "
LITHUANIAN = (
    "Kur yra lempa? paklausė ji. Sniegas gulėjo ant stogų, o upė buvo tyli. Jis nieko neatsakė ir išėjo į lauką. "
)
TURKISH = "Lambayı yaktı ve masaya oturdu. Şimdi kardeşine bir mektup yazacaktı. Güneş batıyordu, ağaçlar ışıldıyordu. "
RUSSIAN = "«Где лампа?» — спросила она. Снег лежал на крышах, и река молчала. Он ничего не ответил и вышел из дома. "
GREEK = "«Πού είναι η λάμπα;» ρώτησε εκείνη. Το χιόνι σκέπαζε τις στέγες και το ποτάμι ήταν ήσυχο. "
HEBREW = "איפה המנורה? שאלה. השלג כיסה את הגגות והנהר היה שקט. הוא לא ענה דבר ויצא מן הבית. "
ARABIC = "أين المصباح؟ سألت. كان الثلج يغطي السطوح والنهر هادئا. لم يجب بشيء وخرج من البيت. "
JAPANESE = "「ランプはどこですか」と彼女は聞いた。雪が屋根に積もっていて、川は静かだった。彼は何も答えずに家を出た。"
CHINESE = "“灯在哪里？”她问道。雪落在屋顶上，河水静静地流着。他什么也没有回答，走出了家门。"
TAIWANESE = "「燈在哪裡？」她問道。雪落在屋頂上，河水靜靜地流著。他什麼也沒有回答，走出了家門。"
KOREAN = "“등불은 어디 있어요?” 그녀가 물었다. 지붕 위에는 눈이 쌓여 있었고 강은 조용했다. 그는 집을 나섰다. "
THAI = "ตะเกียงอยู่ที่ไหน เธอถาม หิมะปกคลุมหลังคา และแม่น้ำก็เงียบสงบ เขาไม่ตอบอะไรและออกจากบ้าน "

SAVED = [
    ("cp1252", ENGLISH),
    ("cp1252", FRENCH),
    ("cp1252", GERMAN),
    ("cp1252", SPANISH),
    ("cp1252", PORTUGUESE),
    ("cp1252", FINNISH),
    ("mac_roman", ENGLISH),
    ("cp1250", POLISH),
    ("cp1250", CZECH),
    ("cp1250", HUNGARIAN),
    ("cp1252", ICELANDIC),
    ("cp1254", TURKISH),
    ("cp1257", LITHUANIAN),
    ("mac_roman", FRENCH),
    ("cp1251", RUSSIAN),
    ("koi8_r", RUSSIAN.replace("«", '"').replace("»", '"').replace("—", "-")),
    ("cp1253", GREEK),
    ("cp1255", HEBREW),
    ("cp1256", ARABIC),
    ("shift_jis", JAPANESE),
    ("euc_jp", JAPANESE),
    ("gbk", CHINESE),
    ("big5", TAIWANESE),
    ("euc_kr", KOREAN),
    ("cp874", THAI),
]
"""Encodings that editors and old browsers save in, and languages that they are for."""


def page(text: str, head: str = '<meta charset="utf-8">') -> str:
    """A page of some paragraphs; it says of itself what the archive's pages say, wherever it was saved since."""
    paragraphs = "".join(f"<p>{number}. {text}</p>\n" for number in range(12))
    return f"<!DOCTYPE html>\n<html><head>{head}<title>A Lamp</title></head><body>{paragraphs}</body></html>"


def read(data: bytes) -> tuple[str, list[tuple[str, str]]]:
    """The text, and the notices without their place."""
    notices: list[tuple[str, str]] = []
    return decode(data, lambda code, message, *_: notices.append((code, message)), "lamp.html"), notices


@pytest.mark.parametrize(("codec", "text"), SAVED)
def test_an_encoding_is_told_from_the_bytes(codec: str, text: str) -> None:
    """Whatever the page says of itself."""
    got, notices = read(page(text).encode(codec))
    assert got == page(text)
    assert [code for code, _ in notices] == ["S001"]


@pytest.mark.parametrize(("codec", "text"), SAVED)
@pytest.mark.parametrize(
    "head", ['<meta charset="{}">', "<meta http-equiv='Content-Type' content='text/html; charset={}'>"]
)
def test_what_the_page_declares_is_believed(codec: str, text: str, head: str) -> None:
    """Even a word is enough then."""
    place = next(place for place, letter in enumerate(text) if not letter.isascii())
    short = f"<html><head>{head.format(codec.replace('_', '-'))}</head><body>{text[place : place + 6]}</body></html>"
    data = short.encode(codec)
    got, notices = read(data)
    assert got == short
    assert "which is what the page declares" in notices[0][1]


@pytest.mark.parametrize("name", ["iso-8859-1", "latin1", "ISO-8859-15", "us-ascii", "windows-1252"])
def test_latin_1_means_windows_1252(name: str) -> None:
    """As all browsers read it: the quotes are where Latin-1 has controls."""
    got, _ = read(page(ENGLISH, f'<meta charset="{name}">').encode("cp1252"))
    assert "“Where’s" in got


def test_an_xml_declaration_is_a_declaration() -> None:
    text = f"<?xml version='1.0' encoding='windows-1251'?><html><body>{RUSSIAN[:9]}</body></html>"
    assert read(text.encode("cp1251"))[0] == text


@pytest.mark.parametrize("declared", ["utf-16", "no-such-thing", "base64", "rot13", "punycode", "undefined", "euc-kr"])
def test_what_cannot_be_true_is_not_believed(declared: str) -> None:
    text = page(RUSSIAN, f'<meta charset="{declared}">')
    assert read(text.encode("cp1251"))[0] == text


def test_a_wrong_declaration_of_utf_8_is_disbelieved() -> None:
    """A few broken bytes do not make it something else."""
    data = page(RUSSIAN, '<meta charset="windows-1251">').encode() + b"\xff\xfe"
    got, notices = read(data)
    assert RUSSIAN in got
    assert [code for code, _ in notices] == ["S002"]


@pytest.mark.parametrize("codec", ["utf-16", "utf-32"])
def test_a_mark_says_it(codec: str) -> None:
    got, notices = read(page(CHINESE).encode(codec))
    assert got == page(CHINESE)
    assert "byte order mark" in notices[0][1]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, JAPANESE, CHINESE, KOREAN])
@pytest.mark.parametrize("as_page", [True, False])
def test_wide_characters_are_told_without_a_mark(codec: str, text: str, as_page: bool) -> None:  # noqa: FBT001
    """With tags or without."""
    text = page(text) if as_page else text * 20
    assert wide_encoding(text.encode(codec)[:4096]) == codec
    assert read(text.encode(codec))[0] == text


@pytest.mark.parametrize(("codec", "text"), SAVED)
def test_narrow_characters_are_not_taken_for_wide_ones(codec: str, text: str) -> None:
    assert wide_encoding((text * 40).encode(codec)[:4096]) == ""


def test_a_truncated_file_of_any_kind_is_some_text() -> None:
    """Never an error: what means nothing is counted."""
    for codec, text in SAVED:
        data = (text * 9).encode(codec)[:-1]
        assert isinstance(read(data)[0], str)
        assert isinstance(read(bytes(reversed(data)))[0], str)


def test_one_endless_line_is_looked_at_in_part() -> None:
    """A book without a tag or a line end, of half a million characters."""
    text = CHINESE * 12_000
    assert read(text.encode("gbk"))[0] == text
