"""A manuscript with the paper's equations: the status of each link, and errors planted into it."""

import shutil
from pathlib import Path

import pytest

from tests.manuscript.checks import check, document, found, statuses

HERE = Path(__file__).resolve().parent
FILES = ("paper.tex", "appendix.tex", "notation.toml")

POSTULATE, PROVED, UNDER, ORDER = "postulate", "proved", "proved_under_hypotheses", "asymptotic"
EXPECTED = {
    "eq:power": [POSTULATE, UNDER, POSTULATE, UNDER],
    "eq:kubo": [POSTULATE, PROVED, UNDER],
    "eq:neutral": [POSTULATE, POSTULATE],
    "eq:number": [POSTULATE, POSTULATE],
    "eq:variation": [UNDER, UNDER],
    "": [PROVED],  # the distribution itself, which has no number
    "eq:fermi": [PROVED],
    "eq:fluctuation": [UNDER, UNDER],
    "eq:kappa": [PROVED, PROVED],
    "eq:pseudo": [POSTULATE, ORDER, UNDER],
    "eq:ml": [POSTULATE, UNDER, ORDER],
    "eq:ratio": ["refuted"],
    "eq:csr": [UNDER],
    "eq:chain": [PROVED],
    "eq:density": [PROVED],
    "eq:closed": [UNDER],
    "eq:screened": [POSTULATE, UNDER],
    "eq:x": ["definition"],
    "eq:c": ["definition", ORDER],
    "eq:b": ["definition"],
    "eq:factor": [UNDER],
    "eq:open": [UNDER],
    "eq:small": [ORDER],
    "eq:below": [UNDER],
    "eq:gamma": [PROVED],
}

PLANTED = {  # one error in each numbered equation: what stands there, and what is put for it
    "eq:power": (r"\frac{1}{\kT}\int_0^\infty dt''", r"\frac{2}{\kT}\int_0^\infty dt''"),
    "eq:kubo": (r"\frac{1}{L^2\kT}", r"\frac{1}{L\kT}"),
    "eq:neutral": (r"= 0 = \frac{\delta\Omega}{\delta I}", r"= 0 = \frac{\delta\Omega}{\delta I} + 1"),
    "eq:number": (r"f_k(r,t;I) = N =", r"f_k(r,t;I) = 2N ="),
    "eq:variation": (r"= \delta N = \int_\Omega", r"= -\delta N = \int_\Omega"),
    "eq:fermi": (r"\feq(r) (1 - \feq(r))", r"\feq(r) (1 + \feq(r))"),
    "eq:fluctuation": (r"\Delta f_k(r,t;I) = \Delta N", r"\Delta f_k(r,t;I) = \frac{\Delta N}{2}"),
    "eq:kappa": (r"\kappa = \frac{\Omega}{N^2}\pd", r"\kappa = \frac{\Omega}{N}\pd"),
    "eq:pseudo": (r"\frac{eV}{2\kT} . \label{eq:pseudo}", r"\frac{eV}{\kT} . \label{eq:pseudo}"),
    "eq:ml": (r"\left[ \Tr^2\kT + ", r"\left[ \Tr\, 2\kT + "),
    "eq:csr": (r"&= \frac{\kT}{2\eF}", r"&= \frac{\kT}{3\eF}"),
    "eq:chain": (r"\left(1 - \var{U_0(r)}{\mu}\right)", r"\left(1 + \var{U_0(r)}{\mu}\right)"),
    "eq:closed": (r"\frac{1}{1 + \frac{dU_0}{dn}", r"\frac{1}{1 - \frac{dU_0}{dn}"),
    "eq:screened": (r"= \frac{\Omega}{N\kT} \gamma", r"= \frac{\Omega}{N\kT} \gamma^2"),
}


@pytest.fixture
def paper(tmp_path):
    """A copy of the manuscript that may be changed."""
    for name in FILES:
        shutil.copy(HERE / name, tmp_path / name)
    return tmp_path / "paper.tex"


def test_each_link_has_the_status_that_the_equation_has():
    """Postulates, proofs, expansions and the one false equation of the paper, link by link."""
    checked = check(HERE / "paper.tex")
    assert EXPECTED == statuses(checked)
    assert [("ALG001", 87)] == found(checked)


def test_nothing_of_it_is_unreadable():
    """The document has no finding of its own: every environment, label and file is read."""
    read = document(HERE / "paper.tex")
    assert () == read.findings
    assert {str(HERE / "paper.tex"), str(HERE / "appendix.tex")} == set(read.files)


def test_one_planted_error_in_each_equation_is_found_at_its_line(paper):
    """Fourteen errors, each found where it stands, and nothing else is found but the paper's own."""
    text = paper.read_text(encoding="utf-8")
    lines = {}
    for label, (right, wrong) in PLANTED.items():
        assert 1 == text.count(right), label
        lines[label] = text[: text.index(right)].count("\n") + 1
        text = text.replace(right, wrong)
    paper.write_text(text, encoding="utf-8")
    checked = check(paper)
    errors = {(item.equation.label, code, line) for item in checked for code, line in found([item])}
    assert 14 == len(PLANTED)
    for label, line in lines.items():
        assert any((label, code, line) in errors for code in ("STALE001", "DIM001", "TEX001")), label
    assert set(PLANTED) | {"eq:ratio"} == {label for label, _, _ in errors}
    assert set(EXPECTED) - set(PLANTED) - {"eq:ratio"} == {
        item.equation.label for item in checked if not found([item])
    }  # fmt: skip


def test_a_planted_error_in_an_input_file_is_found_there(paper):
    """An equation of the appendix is refuted at its line of that file."""
    appendix = paper.parent / "appendix.tex"
    text = appendix.read_text(encoding="utf-8").replace(r"\bigl(\Tr(1-c) + 1\bigr)", r"\bigl(\Tr(1-c) - 1\bigr)")
    appendix.write_text(text, encoding="utf-8")
    checked = check(paper)
    (factor,) = [item for item in checked if item.equation.label == "eq:factor"]
    assert [("ALG001", 14)] == found([factor])
    assert str(appendix) == factor.equation.place.file
    # what follows from it is not proved any more
    assert ["undecided"] == statuses(checked)["eq:open"]
    assert ("ALG003", 18) in found(checked)
