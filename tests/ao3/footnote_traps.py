"""What looks like notes, their marks or lists of them, and is none of these."""

from __future__ import annotations

__all__ = ["END_TRAPS", "LINE_TRAPS", "NOTE_TRAPS"]

LINE_TRAPS = (
    "*waves* “Hello,” he typed. *sits down*",
    "“What the f*** is that?” said the parrot, and then: “S**t.”",
    "It was a 4* hotel, said the leaflet; the cook said 3*.",
    "In [1999] nobody had a telephone in the tower, and in (1923) not even a lamp.",
    "The room was 12 m² and the cellar 30 m³; E = mc², she wrote on the wall, and x² + y² = z².",
    "On the 1<sup>st</sup> and the 2<sup>nd</sup> of May, and on the 3<sup>rd</sup>, too.",
    "H<sub>2</sub>O, CO<sub>2</sub> and 10<sup>3</sup> loaves; 5<sup>2</sup> is twenty-five.",
    "[1] joined the channel",
    "He wrote “a [sic] gull” and underlined it.",
    "Do this: (1) light the lamp, (2) wind the clock, (3) put the cat out.",
    "She had three reasons: 1) the rain, 2) the tide, and 3) the bread.",
    "Platform [2] was empty. So was platform [3].",
    "Call 555 (extension 1) or (2) if nobody answers.",
    "The score was 3 * 4 = 12, or 2*6, as you like.",
    "“I *never* said **that**,” he wrote.",
    "*",
    "* * *",
    "***",
    "He scored 7 (1) against 6 (2).",
    "See the map (fig. 1) and the other (fig. 2).",
    "“Chapter [1],” he read aloud, “and chapter [2], and chapter [3].”",
    "Array[0] is the first, array[1] the second, array[2] the third.",
    "M<sup>c</sup>Leod and S<sup>t</sup> John came by the 7<sup>15</sup>.",
    'Read <a href="https://archiveofourown.org/works/123#note1" rel="nofollow">[1]</a> if you like.',
    "†John Harbour, 1912",
    "Bonjour, said the baker: translation was not needed.",
)
"""Paragraphs."""

NOTE_TRAPS = (
    "<p>[1] ada: is anybody there</p><p>[2] ben: no</p><p>[3] ada: good</p>",
    "<p>1. Flour</p><p>2. Salt</p><p>3. Water</p>",
    "<ol><li>Light the lamp.</li><li>Wind the clock.</li></ol>",
    "<p>* a loaf</p><p>* two eggs</p><p>* the good butter</p>",
    "<p>*waves*</p><p>*nods*</p><p>*goes away*</p>",
    (
        '<p><a href="#one" rel="nofollow">1</a> | <a href="#two" rel="nofollow">2</a> | '
        '<a href="#three" rel="nofollow">3</a></p><p><a name="one" rel="nofollow"></a>1. Morning came with rain.</p>'
        '<p>It stayed.</p><p><a name="two" rel="nofollow"></a>2. Noon was no better than that.</p><p>Nobody cared.</p>'
        '<p><a name="three" rel="nofollow"></a>3. Night came at last, and the lamp was lit.</p>'
    ),
    (
        '<p>Contents: <a href="#c1" name="t1" rel="nofollow">Chapter 1</a>, <a href="#c2" name="t2" rel="nofollow">'
        'Chapter 2</a></p><h3><a name="c1" href="#t1" rel="nofollow">Chapter 1</a></h3><p>It rained.</p>'
        '<h3><a name="c2" href="#t2" rel="nofollow">Chapter 2</a></h3><p>It rained again.</p>'
    ),
    (
        '<p>To skip this scene, <a href="#after" name="skip" rel="nofollow">click here</a>.</p><p>It was a sad one.</p>'
        '<p><a name="after" href="#skip" rel="nofollow">Back to the scene.</a> The sun came out.</p><p>So.</p>'
        "<p>They had tea.</p><p>And bread.</p><p>And then more tea.</p>"
    ),
    '<p>The end. <a href="#top" rel="nofollow">Back to top</a></p>',
    "<table><tr><td>Loaf</td><td>1</td></tr><tr><td>Bun [1]</td><td>2</td></tr></table>",
    "<p>Step (1)</p><p>Light it.</p><p>Step (2)</p><p>Let it burn.</p>",
    "<p>From: keeper</p><p>To: baker</p><p>Subject: bread [1]</p>",
    "<pre>if (a[1] * b[2]) { c = d*; }</pre>",
)
"""Blocks in the midst of a chapter."""

END_TRAPS = (
    "<p>1. Thank you for reading.</p><p>2. The next chapter is on Friday.</p>",
    "<p>Notes:</p><p>1. I know nothing of lamps.</p><p>2. Neither does my cat.</p><p>3. Comments are loved.</p>",
    "<ol><li>Thanks to everybody.</li><li>Sorry for the wait.</li></ol>",
    "<p>* hides *</p>",
    "<p>*runs away*</p>",
    "<p>Translations: Russian by bee, French by cy.</p>",
    "<p>Translations:</p><p>Русский: gull</p><p>Français: seal</p>",
    "<p>[I have no idea how clocks work.]</p>",
    "<p>(1 of 2)</p>",
    "<p>Next: [2]</p>",
    "<p>Title from a song* that does not exist.</p>",
    '<p>Find me <a href="https://example.com/#1" rel="nofollow">here</a>!</p>',
    "<p>[1] and [2] were written on a train.</p>",
    "<p>Sources:</p><ul><li>a book on gulls</li><li>my aunt</li></ul>",
)
"""Blocks that end a chapter, or stand in its end notes."""
