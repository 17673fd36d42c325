"""The errors that a person can fix: each message says what, where and the fix."""


class CheckerError(Exception):
    """Base of the errors that are shown as they are, without a traceback."""


class UnknownTopicError(CheckerError, LookupError):
    """There is no topic with this id."""


class BadInputError(CheckerError, ValueError):
    """What was given cannot be used."""
