"""What was found about one property of a topic."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One property, held or broken."""

    number: str
    """The number of the property, `V1` to `V17`."""
    says: str
    """The property in one sentence."""
    checks: int
    """How many statements were decided, or answer sets compared."""
    covers: str
    """What it was decided over, in words."""
    failures: tuple[str, ...]
    """The smallest counterexamples in plain words; empty when the property holds."""
    examples: tuple[str, ...] = ()
    """What is worth seeing although the property holds."""

    @property
    def holds(self) -> bool:
        """Whether no counterexample was found."""
        return not self.failures


def power(number: float) -> str:
    """Return a very large or very small number as two digits and a power of ten, such as `4.0 × 10⁷¹`."""
    digits, _, exponent = f"{number:.1e}".partition("e")
    return f"{digits} × 10{str(int(exponent)).translate(_RAISED)}"


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
