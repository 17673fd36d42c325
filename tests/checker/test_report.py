"""The report on a topic."""

from dataclasses import replace

from support import found, real_tables
from symptom_checker_workshop import report
from symptom_checker_workshop.proof import Proof, power


def test_a_report_is_kept_and_read_again_while_nothing_changes(tmp_path, monkeypatch):
    """The second time it is read from the file, word for word the same."""
    monkeypatch.setattr(report, "_make", lambda _source, _knowledge: found())
    first = report.report(real_tables(), tmp_path)
    monkeypatch.setattr(report, "_make", lambda _source, _knowledge: None)
    assert report.report(real_tables(), tmp_path) == first == found()


def test_a_report_is_made_anew_when_a_case_changes(tmp_path, monkeypatch):
    """A change of the tables leaves the kept report unused."""
    made = []
    monkeypatch.setattr(report, "_make", lambda source, _knowledge: made.append(source) or found())
    tables = real_tables()
    report.report(tables, tmp_path)
    fewer = replace(tables, cases=dict(list(tables.cases.items())[1:]))
    report.report(fewer, tmp_path)
    assert made == [tables, fewer]
    assert len(list(tmp_path.iterdir())) == 1


def test_only_some_properties_stop_the_build():
    """What could harm a reader stops the build; a rule that adds nothing does not."""
    proofs = [
        Proof(number=number, says="x", checks=1, covers="x", failures=("broken",)) for number in ("V2", "V5", "V8")
    ]
    broken = replace(found(), proofs=tuple(proofs))
    assert [proof.number for proof in broken.broken] == ["V2", "V5", "V8"]
    assert [proof.number for proof in broken.stopping] == ["V2", "V8"]


def test_large_numbers_are_told_in_two_digits():
    """A number with 70 places is told as a power of ten, a share likewise."""
    assert power(41 * 10**69) == "4.1 × 10⁷⁰"
    assert power(0.00012) == "1.2 × 10⁻⁴"
