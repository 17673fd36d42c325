"""Says how soon to get help, and why: a checker whose rules are data and whose meaning only ever adds up."""

from symptom_checker.asking import next_question
from symptom_checker.assessing import assess, assess_so_far
from symptom_checker.errors import BadInputError, UnknownTopicError
from symptom_checker.loading import load

__all__ = ["BadInputError", "UnknownTopicError", "__version__", "assess", "assess_so_far", "load", "next_question"]

__version__ = "1.0.0"
