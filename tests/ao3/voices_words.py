"""
Words of the generated voices, in two sets that share no sentence: one to work with, one held out to test with.

⟪ and ⟫ stand for the outer quotation marks, ⟨ and ⟩ for those inside a quotation, ' for the apostrophe: each voice
prints its own.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["ENGLISH", "English"]


class English(NamedTuple):
    """One set of sentences and parts of dialogue."""

    names: tuple[str, ...]
    narration: tuple[str, ...]
    odd: tuple[str, ...]
    """Sentences with full stops, capitals and marks where no sentence ends."""
    endless: tuple[str, ...]
    """Paragraphs that end with no mark, or begin with no capital."""
    said: tuple[str, ...]
    """Speech that ends in a comma before a tag or in a stop without one; no mark at its end."""
    asked: tuple[str, ...]
    """Speech with its own mark at its end."""
    tags: tuple[str, ...]
    """What follows a closing quotation mark, small; {n} is a name."""
    beats: tuple[str, ...]
    """Sentences around speech; {n} is a name."""
    verses: tuple[str, ...]
    messages: tuple[str, ...]
    listed: tuple[str, ...]
    letters: tuple[str, ...]
    """Openings and closings of letters, each a paragraph."""


_FIRST = English(
    names=("Maren", "Tobias", "Ines", "McAllister", "the baker", "old LeBlanc", "Mr. Hale", "Dr. Osei"),
    narration=(
        "The lamp turned twice before anybody spoke.",
        "Rain came in from the harbour, as it always did in March.",
        "Nobody had touched the bread.",
        "She counted the gulls on the wall and lost count at eleven.",
        "It was late; the last train had gone.",
        "He put the kettle on (it was what he did) and waited.",
        "The stairs creaked – or the house did, or the wind.",
        "Somewhere below, a door closed.",
        "There were forty steps, and she knew each one of them by its sound.",
        "Then the light went out.",
        "I had never been so tired in all my life, and I said so to the cat.",
        "What a day!",
        "Was that a bell?",
        "They walked home without a word, past the mill and the long wet garden.",
    ),
    odd=(
        "He signed it J. R. Hale and went to bed.",
        "The ferry left at 7.15 a.m. and came back at 6 p.m. sharp.",
        "Write to keeper@lamp.example or look at example.org/page.Next for the tides.",
        "She opened ledger.Txt and scrolled to line 3.14 of the table.",
        "It had been made in the U.S.A. in 1951, by a Dr. E. Marsh.",
        "Her iPhone said it was raining; McAllister's said it was not.",
        "He brought flour, salt, etc. and a bag of apples (the red ones.)",
        "The sign said ⟪No Dogs⟫ and, below it, ⟪Except Ada⟫.",
        "Well… maybe… no, she thought; it was nothing.",
        "It cost 4.50, i.e. more than the boat, e.g. the small one.",
        "There was a note1 on the door, and another2 on the stairs.",
        "Sgt. Bell and Mrs. Okafor were waiting at No. 12 St. Anne's Road.",
        "The word was—she was almost sure of it—*lighthouse*.",
        "The song was ⟪Bread and Salt,⟫ and everybody knew it.",
    ),
    endless=(
        "and then there was nothing but the sea",
        "To be continued",
        "Tuesday, 7:15",
        "12 hours later, the tide was out.",
        "three knocks, and then a fourth",
        "iPhones were no use out here.",
        "P.S. Bring the ledger",
        "Somewhere far below, the bell rang (twice)",
    ),
    said=(
        "It's only the wind",
        "There is tea in the pot",
        "I thought you had gone home",
        "Go",
        "Mr. Hale is downstairs, and he's brought the ledger",
        "I don't know what you mean",
        "You said ⟨never again,⟩ and here we are",
        "Meet me at 7.15",
        "We have forty steps to climb. I counted",
        "I… I wasn't asleep",
        "No. No, it isn't that",
        "Two loaves, please, and the small one",
        "That's what the U.S.A. does to a clock",
        "I'll be there before the tide. Wait for me",
    ),
    asked=(
        "Where were you?",
        "Stop!",
        "Who's there?",
        "But the lamp—",
        "I was only going to…",
        "Did you hear ⟨stop⟩ or ⟨shop⟩?",
        "Oh!",
        "You lit it? Alone?",
        "Don't you dare—",
        "What was that...?",
        "Ines! Come down here!",
        "Well…",
    ),
    tags=(
        "{n} said",
        "said {n}",
        "she whispered",
        "he asked, and put down the cup",
        "{n} answered without looking up",
        "they said together",
        "I said",
        "called {n} from the stairs",
    ),
    beats=(
        "{n} laughed.",
        "She shook her head.",
        "He looked at the door…",
        "Nobody answered.",
        "{n} put the cup down, very slowly.",
        "A pause.",
        "I said nothing.",
        "Outside, the rain went on.",
    ),
    verses=(
        "The lamp goes round, the sea goes out,",
        "and nobody is there to see",
        "The bread is warm, the door is shut",
        "O keep the light, o keep the light",
        "It rained all night.",
        "Forty steps and then the door;",
        "I counted every one of them",
        "Salt upon the window-sill",
        "Who knocks? The wind, the wind,",
        "a gull, a bell, a rope",
    ),
    messages=(
        "are you there",
        "yes lol",
        "where else would i be?",
        "it's raining AGAIN",
        "ok. see you at 7:15",
        "did you bring the ledger",
        "no :( sorry",
        "bring bread!!",
        "I'm on the stairs",
        "hahaha",
        "wait, what?",
        "brb",
    ),
    listed=(
        "Forty Steps",
        "The Baker's Cat",
        "Salt and Bread (Part 2)",
        "A Lamp for Maren",
        "How to Keep a Light",
        "Gulls",
        "The Ledger of Mr. Hale",
        "Rain: A History",
    ),
    letters=(
        "Dear Ines,",
        "14 March",
        "My dear Tobias –",
        "Yours, always,",
        "Maren",
        "With love and flour, J. R. H.",
    ),
)

_SECOND = English(
    names=("Oskar", "Wilhelmina", "Jun", "DeVries", "the conductor", "Aunt Pell", "Mrs. Quill", "Prof. Ito"),
    narration=(
        "Platform nine was empty except for a suitcase.",
        "By noon the beans had climbed to the second string.",
        "Steam filled the little kitchen and fogged the clock.",
        "Every window on the train was a different colour of evening.",
        "She had planted them too early; she always did.",
        "A whistle blew, somewhere beyond the bridge, and was not repeated.",
        "We ate plums (eleven of them) on the wall.",
        "How quiet it had become!",
        "Had he locked the gate?",
        "The timetable lied – it usually did – and the dog knew.",
        "In the garden there was one lantern left, and no one to carry it.",
        "You could hear the rails before you could see anything at all.",
        "It had snowed.",
        "Old roses are stubborn, and so was he.",
    ),
    odd=(
        "The label read C. M. Quill, Seeds & Bulbs, est. 1887.",
        "Trains run at 5.40 p.m. and, on Sundays, at 11.05 a.m. only.",
        "The map is at trains.example/lines/Map.Pdf if you can read it.",
        "Version 2.0 of the timetable (see notes.Doc) was no better.",
        "They had lived in the U.K. and then in Washington D.C. for a year.",
        "DeVries had a MacBook, a YouTube channel and no luck.",
        "Bring string, twine, stakes, etc. to the lower garden.",
        "A plate by the gate said ⟪Beware of the Goose⟫ in gold paint.",
        "So… that was that… or nearly.",
        "Mail j.quill@garden.example before 4.30, i.e. before tea.",
        "The bulb3 was labelled, the pot4 was not.",
        "Lt. Brand and Ms. Ferreira had seats 14 and 15, vol. 2 on their knees.",
        "It was—as far as anyone could tell—a *turnip*.",
        "People called it ⟪the long way,⟫ though it was short.",
    ),
    endless=(
        "but the train had already gone",
        "End of Part One",
        "Saturday, 11:05",
        "3 stops further on, he woke up.",
        "one plum, two plums, none",
        "eBay would not have helped.",
        "N.B. Water the roses",
        "Nobody ever found the goose (or looked)",
    ),
    said=(
        "That seat is taken",
        "I grew these myself",
        "Tickets, please",
        "Yes",
        "Prof. Ito left hours ago, if you must know",
        "It isn't a weed. It's a turnip",
        "You told me ⟨plant them deep,⟩ so I did",
        "We leave at 5.40 sharp",
        "My aunt says… well, never mind",
        "Oh. Oh, I see",
        "One single to the coast, and one for the goose",
        "I've been to the U.K. and back on that ticket",
        "Hold the lantern. No, higher",
        "He'll come when he's hungry",
    ),
    asked=(
        "Is this the right train?",
        "Careful!",
        "How many plums?",
        "If you open that gate—",
        "I had a ticket once…",
        "Was it ⟨bulb⟩ or ⟨bulk⟩ you wrote?",
        "Hey!",
        "You planted what? Where?",
        "Now listen here—",
        "And then...?",
        "Jun! The goose is loose!",
        "Maybe…",
    ),
    tags=(
        "{n} muttered",
        "said {n} kindly",
        "he replied",
        "she said, turning the key",
        "{n} told the suitcase",
        "we all said",
        "I admitted",
        "shouted {n} over the noise",
    ),
    beats=(
        "{n} sighed.",
        "He scratched his chin.",
        "She stared at the rails…",
        "The goose hissed.",
        "{n} folded the ticket in four.",
        "Silence.",
        "I waited.",
        "Somewhere a door slid open.",
    ),
    verses=(
        "Nine plums upon a garden wall,",
        "the evening train is late",
        "The goose has gone to see the world",
        "Go slow, go slow, the signals say",
        "It snowed at noon.",
        "A ticket and a paper bag;",
        "We watched the windows, row on row",
        "Roses, roses, after rain",
        "Who waits? The lantern waits,",
        "a rake, a rail, a glove",
    ),
    messages=(
        "u on the train?",
        "almost",
        "save me a seat pls",
        "the GOOSE is here",
        "fine. platform 9",
        "which gate tho",
        "lower one ;)",
        "plums!!!",
        "We're leaving",
        "omg no",
        "sorry, wrong chat",
        "k",
    ),
    listed=(
        "Nine Plums",
        "The Goose at the Gate",
        "A Ticket to the Coast (Reprise)",
        "Roses for Wilhelmina",
        "When to Plant",
        "Steam",
        "The Travels of Mrs. Quill",
        "Lanterns: A Manual",
    ),
    letters=(
        "Dearest Aunt Pell,",
        "2 November",
        "Jun –",
        "Until the snow melts,",
        "Oskar",
        "Your obedient gardener, C. M. Q.",
    ),
)

ENGLISH: dict[str, English] = {"known": _FIRST, "held out": _SECOND}
