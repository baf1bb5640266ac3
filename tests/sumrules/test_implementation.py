"""Functions of programs against a model: what Python would not compute everywhere on the domain is not proved."""

import pytest

from symrules.decide import decide
from symrules.errors import ReadError
from symrules.sumrules.checking import decide_obligation
from symrules.sumrules.implementation import read_implementation

MODEL = """
[model]
name = "test"
[symbols]
x = {}
p = { domain = "positive" }
[observables]
number = "x"
density = "p"
"""


def _implementation(folder, body, observable="number"):
    (folder / "model.toml").write_text(MODEL, encoding="utf-8")
    code = f"import math, cmath\nimport mpmath as mp\nimport numpy as np\ndef f(x, p):\n    {body}\n"
    (folder / "code.py").write_text(code, encoding="utf-8")
    return read_implementation(f"{folder}/code.py::f", f"{folder}/model.toml:{observable}")


def _outcome(folder, body, observable="number"):
    found = _implementation(folder, body, observable).obligation
    return decide_obligation(found, lambda identity, seconds: decide(identity, seconds=seconds), 10.0).outcome


@pytest.mark.parametrize(
    "body",
    [
        "return math.sqrt(x)**2",
        "return math.exp(math.log(x))",
        "return np.sin(np.arcsin(x))",
        "return (x**0.5)**2",
        "return math.sqrt(x)**2 if p > 1 else x",
        "return p if math.sqrt(x) > p else x",
    ],
)
def test_a_function_that_fails_on_the_domain_is_refused(tmp_path, body):
    """The square root of a negative number is an error of math, whatever becomes of its square."""
    with pytest.raises(ReadError, match="is not real at x = ") as raised:
        _implementation(tmp_path, body)
    assert raised.value.place.file.endswith("code.py")
    assert 4 == raised.value.place.line


@pytest.mark.parametrize(
    ("body", "observable"),
    [
        ("return math.sqrt(p)**2", "density"),
        ("return math.sqrt(x*x)**2/x", "number"),
        ("return math.sqrt(x)**2 if x > 0 else x", "number"),
        ("return math.sqrt(-x)**2 if not x >= 0 else math.sqrt(x)**2 - 2*x", "number"),
        ("return cmath.sqrt(x)**2", "number"),
        ("return mp.exp(mp.log(x))", "number"),
    ],
)
def test_what_is_never_reached_is_no_fault(tmp_path, body, observable):
    """A root is taken where its argument is not negative, or by a module that has complex numbers."""
    assert _outcome(tmp_path, body, observable) == ("refuted" if "-x" in body else "proved")
