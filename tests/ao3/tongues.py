"""A work in each kind of script: two chapters that hold all that has sides, with notes in English."""

from __future__ import annotations

from tests.ao3.works import FakeChapter, FakeWork

__all__ = ["UPRIGHT", "WORKS"]

_TEXTS = {
    # name of the case: language as the archive shows it, title, paragraphs
    "ar": (
        "العربية",
        "رحلة إلى المنارة",
        "<p>كانت المنارة تقف وحدها على الصخرة البعيدة، والبحر حولها.</p><p>قال: «هذا <em>مصباحي</em>».</p>",
    ),
    "he": (
        "עברית",
        "המגדלור",
        "<p>המגדלור עמד לבדו על הסלע הרחוק, והים הקיף אותו מכל עבר.</p><p>„זה <em>הפנס</em> שלי”, אמר.</p>",
    ),
    "fa": (
        "فارسی",
        "فانوس دریایی",
        "<p>فانوس دریایی تنها بر صخره‌ای دور ایستاده بود.</p><p>گفت: «این چراغ من است».</p>",
    ),
    "ja": (
        "日本語",
        "灯台への旅",
        "<p>灯台は遠い岩の上にひとりで立っていた。</p><p>「もう<em>夜</em>だよ」と少女は<ruby>灯台守<rt>とうだいもり</rt></ruby>に言った。</p>",
    ),
    "ja-typed": (
        "日本語",
        "灯台",
        "<p>\u3000灯台は遠い岩の上に立っていた。</p><p>「もう夜だよ」</p><p>\u3000少女は言った。</p>",
    ),
    "zh-hant": (
        "中文-广东话 粵語",
        "燈塔之旅",
        "<p>燈塔孤零零地站在遠處的岩石上，四面都是大海。</p><p>「已經是<em>晚上</em>了。」女孩說。</p>",
    ),
    "zh-hans": (
        "中文-普通话 國語",
        "灯塔之旅",
        "<p>灯塔孤零零地站在远处的岩石上，四面都是大海。</p><p>“已经是<em>晚上</em>了。”女孩说。</p>",
    ),
    "ko": (
        "한국어",
        "등대로 가는 길",
        "<p>등대는 먼 바위 위에 홀로 서 있었고, 사방은 바다였다.</p><p>“벌써 밤이야.” 소녀가 말했다.</p>",
    ),
    "th": ("ไทย", "ประภาคาร", "<p>ประภาคารตั้งอยู่โดดเดี่ยวบนโขดหินไกลออกไป</p><p>“ค่ำแล้ว” เด็กหญิงพูด</p>"),
    "hi": ("हिन्दी", "प्रकाशस्तंभ", "<p>प्रकाशस्तंभ दूर चट्टान पर अकेला खड़ा था।</p><p>“रात हो गई,” लड़की ने कहा।</p>"),
    "el": ("Ελληνικά", "Ο φάρος", "<p>Ο φάρος στεκόταν μόνος πάνω στον βράχο.</p><p>«Νύχτωσε», είπε το κορίτσι.</p>"),
    "mixed": (
        "English",
        "A Lamp in Many Tongues",
        (
            "<p>The lamp was lit at six, and the boats came home one after the other, as they had always done.</p>"
            '<p>שלום לכולם, אמר השומר.</p><p align="right">مع السلامة يا صديقي</p><p>これは灯台です。</p>'
            '<p>등대는 홀로 서 있었다.</p><p lang="fr"><q>Bonjour <q>à tous</q></q></p>'
            "<p>𝓓𝓮𝓪𝓻 𝓡𝓮𝓪𝓭𝓮𝓻, q\u0301\u0302\u0303\u0304</p>"
        ),
    ),
}
UPRIGHT = ("ja", "ja-typed", "zh-hant", "zh-hans")
"""Those that may run from top to bottom."""
_NOTES = "<p>Thanks to everyone who reads this. Translations at the end!</p>"


def _body(title: str, text: str) -> str:
    """The text, and headings, lists, quotes, a table and breaks in its language."""
    lists = (
        f"<ul><li>{title}</li><li>{title} 2</li></ul><ol><li>{title}</li></ol><dl><dt>{title}</dt><dd>{title}</dd></dl>"
    )
    table = f'<table border="1"><tr><th>{title}</th><td>12</td></tr><tr><td>{title}</td><td>x</td></tr></table>'
    return (
        f"{text}<h3>{title}</h3><blockquote>{text}</blockquote>{lists}{table}<p>* * *</p>{text}"
        f"<p>An English paragraph, in the middle of it (really).</p><hr />{text}"
    )


def _work(language: str, title: str, text: str) -> FakeWork:
    chapters = (
        FakeChapter(position=position, title=title, body=_body(title, text), summary=text, notes=_NOTES, endnotes=text)
        for position in (1, 2)
    )
    return FakeWork(title=title, language=language, planned=2, chapters=tuple(chapters), summary=text)


WORKS = {name: _work(*text) for name, text in _TEXTS.items()}
"""Name of the case → the work."""
