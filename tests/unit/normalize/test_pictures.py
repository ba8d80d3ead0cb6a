"""Pictures that a work brings along, in trees that no parser of HTML makes."""

from __future__ import annotations

from lxml import etree

from fic2epub.normalize.markup.pictures import link_pictures


def test_what_stands_inside_a_picture_follows_it() -> None:
    """A package's own markup may be anything; no word of it is lost."""
    body = etree.fromstring('<div><p><img src="asset:images/1.png" alt="A hill">in <b>it</b></img> after</p></div>')
    link_pictures.change(body, lambda *_: None)
    paragraph = body[0]
    assert [kid.tag for kid in paragraph][:1] == ["img"]
    assert dict(paragraph[0].attrib) == {"src": "asset:images/1.png", "alt": "A hill"}
    assert len(paragraph[0]) == 0
    assert not paragraph[0].text
    assert "".join(paragraph.itertext()) == "in it after"
