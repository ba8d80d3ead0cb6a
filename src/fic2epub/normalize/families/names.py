"""The class names that authors give to blocks, as one table."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

__all__ = ["CERTAIN", "LIKELY", "OWN", "WITHIN", "Meaning", "is_family_class", "is_told_by_shape", "meanings"]


class Meaning(NamedTuple):
    """What one class name may mean: of which family of blocks it is, which part, and how surely."""

    family: str
    role: str
    strength: int
    """`WITHIN`, `LIKELY` or `CERTAIN`."""


_TABLE = """
texts box! imessage imessages ios sms smses textmessage textmessages textmsg textmsgs textconversation texting
texts box phone cellphone smartphone mobile messages messagebody message msg texts chat conversation whatsapp messenger
texts sent! breply greply bluereply greenreply textreply fullreply textright bubbleright rightbubble sentbubble
texts sent reply sent msgsent messagesent textsent fromme replytext
texts sent? outgoing out me self mine right
texts received! textleft bubbleleft leftbubble receivedbubble fulltext textreceived
texts received text received msgreceived messagereceived fromthem
texts received? incoming in them other others left
texts message bubble speechbubble chatbubble textbubble msgbubble textmessage textmsg imessage sms
texts title? contact contactname maincontact header
texts name? name sender sendername
texts time? time timestamp date read delivered readreceipt seen
chat box! chatlog chatlogs pesterlog pesterchum discord discordchat irc irclog groupchat trollian slack
chat box chat chatroom chatwindow log chatbox
chat name! username chatname nickname nick chathandle screenname chatuser
chat name? name user author handle sender
chat time? timestamp chattime time date
chat title? channel channelname chattitle servername title header
mail box! email emails emailwindow emailbody emailbox emailblock emailmessage emailtext
mail box mail message window
mail head! emailheader emailhead mailheader emailfrom emailto emailsubject emaildate
mail head? header subject from to cc date recipient fields
mail signature? signature sig
post box! tweet retweet tweetbox twitter twitterpost tumblrpost instagrampost facebookpost
post box! socialpost redditpost forumpost tweetreply quotetweet
post box post
post name? name username handle user author displayname tweetname tweethandle twitterhandle tweetusername
post count? likes retweets metrics tweetmetrics tweetstats reposts shares stats views notes
post time? time timestamp date tweetdate tweettime
letter box! letter parchment handwriting handwritten handwrittenletter handwrittennote stationery telegram
letter box! letterbox letterbody lettertext postcard
letter box note paper scroll journal diary diaryentry journalentry
letter signature? signature sig signed lettersign date place letterhead
sign box! sign plaque placard signpost billboard roadsign doorsign gravestone tombstone headstone
sign box poster notice label flyer flier
paper box! newspaper newspaperarticle newsarticle broadsheet newspaperpage newsbox newsclipping
paper box article news clipping
paper title? headline newsheadline title masthead
paper byline? newsbyline byline dateline
window box! dialogbox dialoguebox gamewindow systemwindow systemmessage statuswindow statusscreen statuspanel
window box! statbox statblock questbox questwindow questlog levelup systembox gamebox systemnotification
window box window status system quest stats skill skills notification popup screen charactersheet textbox
window title? windowtitle titlebar windowheader title header name speaker
redacted inline! redact redacted redaction censored censor censorbar blackout blackedout
gloss word! noun hovertext hoverword
gloss word tooltip hover translate foreign
gloss gloss! tooltiptext hovertranslation hoverinfo
gloss gloss translation trans tip meaning
"""
"""
Family, role (`!` when the name alone is enough, `?` when it says something in a block of the family only), and names
in small letters, without digits and signs.

The names are those of tutorials and skins that authors copy from: the telephone of spans in a paragraph (`phone`,
`messagebody`, `text`, `reply`, `breply`), generators of conversations (`chat` with `row out`, `bubble in`; `tweet` with
`head`, `handle`, `metrics`), and the plain words that anybody would choose. Nearly all of them are chosen for other
things as well, which is why only those with a mark count without a shape.
"""
_STRENGTHS = {"!": 2, "?": 0}
WITHIN, LIKELY, CERTAIN = range(3)
"""How much a name says: something in a block of its family only; something with the right shape; all by itself."""
OWN = {family: f"block-{family}" for family in "texts chat mail post letter sign paper window".split()}
"""Family → the class that its blocks have in a book."""


def _read() -> dict[str, tuple[Meaning, ...]]:
    found: dict[str, list[Meaning]] = {}
    for line in _TABLE.strip().splitlines():
        family, role, *names = line.split()
        meaning = Meaning(family, role.rstrip("!?"), _STRENGTHS.get(role[-1], LIKELY))
        for name in names:
            found.setdefault(name, []).append(meaning)
    return {name: tuple(each) for name, each in found.items()}


_MEANINGS = _read()
_NO_LETTER = re.compile(r"[^a-z]+")


@lru_cache(maxsize=4_096)
def meanings(token: str) -> tuple[Meaning, ...]:
    """What a class may mean; `Text-Left`, `text_left` and `textleft2` are one name. Nothing for most names."""
    return _MEANINGS.get(_NO_LETTER.sub("", token.lower()), ())


def is_told_by_shape(token: str) -> bool:
    """Whether a class is of what a block shows by where it stands: the block itself, or a message at its side."""
    return any(one.strength > WITHIN and one.role in _SHAPES for one in meanings(token))


_SHAPES = ("box", "sent", "received", "message")


def is_family_class(token: str) -> str | None:
    """The family of blocks that a class speaks of, or the first of several; None for most names.

    Names that say something within a block only (`time`, `left`) are not among them.
    """
    return next((meaning.family for meaning in meanings(token) if meaning.strength > WITHIN), None)
