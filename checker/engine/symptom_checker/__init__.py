"""Says how soon to get help, and why: a checker whose rules are data and whose meaning only ever adds up."""

from symptom_checker.engine import assess, load, next_question
from symptom_checker.errors import UnknownTopicError
from symptom_checker.explain import explain

__all__ = ["UnknownTopicError", "__version__", "assess", "explain", "load", "next_question"]

__version__ = "1.0.0"
