"""Words that begin sentences, and names that look like two words."""

from __future__ import annotations

__all__ = ["NAMES", "PREFIXES", "SMALL_STARTERS", "STARTERS"]

PREFIXES = frozenset("mc mac i e o de del der des di du la le les van von san fitz ibn al el".split())
"""What stands before a capital within a name: `McAllister`, `iPhone`, `LeBlanc`."""
NAMES = frozenset(
    "YouTube FaceTime FaceBook PowerPoint PlayStation MacBook GitHub LinkedIn WordPress JavaScript AirPods SnapChat "
    "LiveJournal DeviantArt FanFiction FanFic StarCraft WhatsApp PayPal SoundCloud MaryAnn MaryAnne AnneMarie".split()
)
"""Names of two words, each of which may stand alone."""
STARTERS = frozenset(
    "The A An He She It They We You And But So Then When There This That His Her Their My What Why How No Yes In On At "
    "As After Before For Not If Still Now Maybe Outside Somewhere Nobody Somebody Everybody Later Once Here Its Our "
    "Your With Without From By To Or Of One Two Three Was Were Had Did Do Is Are Oh Well Just Even Only "
    "Il Elle Ils Elles Le Les Un Une Je Tu Nous Vous Puis Mais Et Alors Quand Ce Personne Rien "
    "El Ella Ellos Los Las Una Yo Pero Entonces Luego Nadie "
    "Er Sie Es Der Die Das Ein Eine Ich Wir Und Aber Dann Niemand "
    "Он Она Они Оно Я Мы Вы И Но Потом Никто Это Тогда".split()
)
SMALL_STARTERS = frozenset(
    "the and but then so she he it they we you there this that his her their my what when why how no not if or for in "
    "on at as with without from by to of one two three four five was were had did do is are a an i".split()
)
