"""Puts an assessment into words, from the sentences that stand beside the rules."""

from dataclasses import dataclass

from symptom_checker.assessing import Assessment
from symptom_checker.telling import card_of
from symptom_checker_workshop.named import because
from symptom_checker_workshop.proofs.words import Words
from symptom_checker_workshop.tables.rows import HandOver, Knowledge, Level, Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why one rule holds."""

    because: str
    """The rule's own sentence, with what the reader ticked."""
    answers: tuple[str, ...]
    """The reader's own answers, in the words of the options."""
    sources: tuple[str, ...]
    """Keys of the sources the rule rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An assessment in words, in the order in which a reader needs them."""

    heading: str
    """What to do."""
    text: tuple[str, ...]
    """How soon, where, and whom to call."""
    reasons: tuple[Reason, ...]
    """Why: the rules that decide the level; what only calms or matters less is left out."""
    do: tuple[str, ...]
    """What to do meanwhile."""
    dont: tuple[str, ...]
    """What not to do."""
    watch: tuple[str, ...]
    """What to watch for."""
    fits: tuple[str, ...]
    """Kinds that the description fits; unranked."""
    causes: tuple[str, ...]
    """Everyday contributors worth trying to change."""
    article: str
    """Path of the page to read, where the checker hands over; empty otherwise."""
    not_sure: tuple[str, ...]
    """What the reader was not sure about, in words."""
    disclaimer: str
    """What every result says about itself."""


def explain(knowledge: Knowledge, assessment: Assessment) -> Explanation:
    """Return the assessment in words; raises KeyError when it belongs to another topic or version."""
    topic = knowledge.topic
    if (assessment.topic, assessment.version) != (topic.id, topic.version):
        raise KeyError(f"assessment of {assessment.topic} {assessment.version}, not {topic.version}")
    advice = [item for item in knowledge.advice.values() if item.id in assessment.advice]
    card, words = _card(knowledge, assessment), Words.default().table
    tables = {"within": knowledge.timeframes, "where": knowledge.locations, "contact": knowledge.contacts}
    return Explanation(
        heading=card.heading,
        text=(card.text,)
        if isinstance(card, HandOver)
        else tuple(
            card.text if item.sort == "words" else tables[item.sort][item.id].text for item in card_of(assessment).items
        ),
        reasons=tuple(
            Reason(
                because=because(
                    knowledge.rules[fired.id], fired.because_of, assessment.not_sure, knowledge, words["named"]
                ),
                answers=tuple(map(knowledge.words_of, fired.because_of)),
                sources=knowledge.sources_of(knowledge.rules[fired.id].facts),
            )
            for fired in assessment.rules
            if fired.level == assessment.level
        ),
        do=tuple(item.text for item in advice if item.type == "do"),
        dont=tuple(item.text for item in advice if item.type == "dont"),
        watch=tuple(item.text for item in advice if item.type == "watch"),
        fits=tuple(knowledge.kinds[name].title for name in assessment.kinds),
        causes=tuple(knowledge.causes[name].title for name in assessment.causes),
        article=card.article if isinstance(card, HandOver) else "",
        not_sure=tuple(map(knowledge.words_of, assessment.not_sure)),
        disclaimer=topic.disclaimer,
    )


def _card(knowledge: Knowledge, assessment: Assessment) -> Level | Wording | HandOver:
    """Return the row with the words of what to do."""
    if assessment.handed_over:
        return knowledge.hand_overs[assessment.handed_over]
    return knowledge.routes[assessment.route] if assessment.route else knowledge.levels[assessment.level]
