"""Puts an assessment into words, from the sentences that stand beside the rules."""

from dataclasses import dataclass

from symptom_checker.model import Assessment, Knowledge, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why one rule holds."""

    because: str
    """The rule's own sentence."""
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
    not_sure: tuple[str, ...]
    """What the reader was not sure about, in words."""
    disclaimer: str
    """What every result says about itself."""


def explain(knowledge: Knowledge, assessment: Assessment) -> Explanation:
    """Return the assessment in words; raises KeyError when it belongs to another topic or version."""
    if (assessment.topic, assessment.version) != (knowledge.topic, knowledge.version):
        raise KeyError(f"assessment of {assessment.topic} {assessment.version}, not {knowledge.version}")
    rules = {rule.id: rule for rule in knowledge.rules}
    advice = [item for item in knowledge.advice if item.id in assessment.advice]
    level = _word(knowledge.levels, assessment.level)
    card = _word(knowledge.routes, assessment.route) if assessment.route else level
    where = [_word(knowledge.wheres, name).text for name in assessment.where]
    contacts = [_word(knowledge.contacts, name).text for name in assessment.contact]
    within = [_word(knowledge.withins, assessment.within).text] if assessment.within else []
    return Explanation(
        heading=card.heading,
        text=(*contacts, *(where or [card.text]), *within),
        reasons=tuple(
            Reason(
                because=rules[fired.id].because,
                answers=tuple(words_of(knowledge, finding) for finding in fired.because_of),
                sources=rules[fired.id].sources,
            )
            for fired in assessment.rules
            if fired.level == assessment.level
        ),
        do=tuple(item.text for item in advice if item.type == "do"),
        dont=tuple(item.text for item in advice if item.type == "dont"),
        watch=tuple(item.text for item in advice if item.type == "watch"),
        fits=tuple(kind.title for kind in knowledge.kinds if kind.id in assessment.kinds),
        causes=tuple(cause.title for cause in knowledge.causes if cause.id in assessment.causes),
        not_sure=tuple(words_of(knowledge, name) for name in assessment.not_sure),
        disclaimer=knowledge.disclaimer,
    )


def words_of(knowledge: Knowledge, name: str) -> str:
    """Return the words of a finding (`question.option`) or of a question; the name itself when it is unknown."""
    question_id, _, option_id = name.partition(".")
    question = knowledge.question(question_id)
    if question is None:
        return name
    return next((option.text for option in question.options if option.id == option_id), question.text)


def _word(words: tuple[Words, ...], name: str) -> Words:
    return next(word for word in words if word.id == name)
