"""Sentences in which something is done and nobody is named who does it."""

from collections.abc import Iterable

from symptom_site.prose.passage import Sentence

SHORTEST = 4
"""With fewer words it is an item of a list rather than a sentence."""

FORMS_OF_BE = frozenset(
    "am is are was were be been being isn't aren't wasn't weren't it's that's they're you're he's she's".split()
)

BETWEEN = frozenset(
    "all also always best both first just more most never newly not now often once only seldom so soon still then "
    "too very well".split()
)
"""What may stand between the form of `be` and its verb, besides words with the end -ly."""

IRREGULAR = frozenset(
    "begun bitten blown born bought broken brought built caught chosen cut dealt done drawn driven eaten fed felt "
    "found forbidden forgotten given held hidden hit kept known laid led left lent lost made meant paid put read "
    "said seen sent set shown shut sold spent spoken spread stolen struck taken taught thought told torn understood "
    "woken worn written".split()
)
"""Participles without the end -ed."""

STATES = frozenset(
    "advanced alarmed ashamed blocked bloated blurred bored bruised clenched confused connected constipated cramped "
    "crooked damaged dazed dehydrated depressed diagnosed disabled dressed drugged embarrassed excited exhausted "
    "exposed fixed flushed frightened hundred hurried indeed infected inflamed injured interested involved irritated "
    "limited locked married mixed naked numbed overheated pleased pinched puzzled ragged raised reduced related "
    "relaxed relieved rested restricted rounded scared sacred skilled slurred speed strained stressed "
    "supposed surprised tensed tilted tired trapped twisted unexplained untreated unused upset "
    "weakened wicked worried wounded".split()
)
"""With `be` these tell how something is, not what is done to it."""

NAMING = frozenset("called named known".split())
"""`It is called a blister` gives a word: nobody need be named."""


def is_passive(sentence: Sentence) -> bool:
    """Return whether a form of `be` is followed by a passive participle; in doubt, no."""
    after_be = False
    for word in (word.casefold().replace("’", "'") for word in sentence.words):
        if after_be and _is_participle(word):
            return True
        after_be = word in FORMS_OF_BE or (after_be and (word in BETWEEN or word.endswith("ly")))
    return False


def too_many(sentences: Iterable[Sentence], *, share: float, allowed: int) -> tuple[list[Sentence], int]:
    """Return the passive sentences, none when they are few enough, and how many sentences were looked at.

    `share`: the largest share that may be passive; `allowed`: so many are no habit, however short the text is.
    """
    whole = [sentence for sentence in sentences if len(sentence.words) >= SHORTEST]
    found = [sentence for sentence in whole if is_passive(sentence)]
    is_habit = len(found) > allowed and len(found) > share * len(whole)
    return (found if is_habit else []), len(whole)


def _is_participle(word: str) -> bool:
    if word in STATES or word in NAMING:
        return False
    return word in IRREGULAR or (word.endswith("ed") and len(word) > 4)
