"""``symrules series``: coefficients, what is proved beyond them, LaTeX and drawing."""

from __future__ import annotations

import json

import mpmath
import pytest

from symrules import cli
from symrules.cli.series import numbers_of_any_length

BRACKET = ("series", "T + T*(1-T)*(x*coth(x) - 1)", "--in", "x", "--symbol", "T: [0, 1]")


def test_json_has_the_documented_shape(symrules):
    """The paper's bracket: exact coefficients in factored form, general term, radius, remainder, second route."""
    done = symrules(*BRACKET, "--order", 20, "--format", "json")
    assert (0, "") == (done.returncode, done.stderr)
    record = json.loads(done.stdout)
    assert ["variable", "point", "order", "coefficients", "general_term", "radius", "nearest_singularity", "remainder",
            "confirmed_by", "radius_unknown_because", "conditions", "exponential_terms"] == list(record)  # fmt: skip
    assert ("x", "0", 20, "pi", "I*pi") == tuple(
        record[k] for k in ("variable", "point", "order", "radius", "nearest_singularity")
    )
    assert [[0, "T"], [2, "T*(1 - T)/3"], [4, "-T*(1 - T)/45"]] == record["coefficients"][:3]
    assert [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20] == [k for k, _ in record["coefficients"]]
    assert {"order": 2, "bound": "T*x**4*(1 - T)/45", "sign": "-", "valid": "all real x",
            "method": "enveloping series of u*coth(u)", "reason": None} == record["remainder"]  # fmt: skip
    assert "bernoulli" in record["general_term"]
    assert "Arb" in record["confirmed_by"]


def test_coefficients_agree_with_mpmath(symrules):
    """Each coefficient of x*coth(x) is that of mpmath's Taylor series at 40 digits."""
    record = json.loads(symrules("series", "x*coth(x)", "--in", "x", "--order", 12, "--format", "json").stdout)
    found = dict(record["coefficients"])
    with mpmath.workdps(40):
        truth = mpmath.taylor(lambda x: x * mpmath.coth(x) if x else mpmath.mpf(1), 0, 12, method="quad", radius=1)
        for k, value in enumerate(truth):
            numerator, _, denominator = found.get(k, "0").partition("/")
            assert abs(mpmath.mpf(numerator) / mpmath.mpf(denominator or 1) - value) < mpmath.mpf(10) ** -25


def test_coefficients_of_any_length_are_printed(symrules):
    """A coefficient of high order has more digits than Python turns into text by itself: 1700! has more than 4300."""
    done = symrules("series", "exp(x)", "--in", "x", "--order", 1700, "--format", "json")
    assert (0, "") == (done.returncode, done.stderr)
    numerator, _, factorial = json.loads(done.stdout)["coefficients"][1700][1].partition("/")
    digits = int(mpmath.floor(mpmath.log10(mpmath.factorial(1700)))) + 1
    assert ("1", digits) == (numerator, len(factorial))


def test_text_shows_everything_that_is_known(symrules):
    """A table of coefficients, then one line for each further fact."""
    done = symrules("series", "x*coth(x)", "--in", "x", "--order", 4, "--within", "1%")
    assert 0 == done.returncode
    assert ["power  coefficient", "    0  1", "    2  1/3", "    4  -1/45", ""] == done.stdout.splitlines()[:5]
    facts = dict(line.split("  ", 1) for line in done.stdout.splitlines()[5:])
    assert {"general term", "radius", "remainder", "accuracy", "confirmed by"} == set(facts)
    assert "pi, nearest singularity I*pi" == facts["radius"].strip()
    assert "|error| <= x**4/45 for all real x, and the error is never positive" in facts["remainder"]
    limit = facts["accuracy"].rpartition("<= ")[2]
    x = mpmath.mpf(limit.partition("/")[0]) / mpmath.mpf(limit.partition("/")[2])
    assert abs(1 + x**2 / 3 - x * mpmath.coth(x)) <= x * mpmath.coth(x) / 100
    assert x > 0.8


@pytest.mark.parametrize(
    ("arguments", "latex"),
    [
        (["x*coth(x)", "--order", 4], r"1+\frac{x^2}{3}-\frac{x^4}{45}+O(x^6)"),
        (["x*coth(x)", "--order", 5], r"1+\frac{x^2}{3}-\frac{x^4}{45}+O(x^6)"),
        (["exp(x)/x", "--order", 1], r"\frac{1}{x}+1+\frac{x}{2}+O(x^2)"),
        (["sqrt(x)*cos(x)", "--order", 3], r"\sqrt{x}-\frac{x^{5/2}}{2}+O(x^{9/2})"),
        (["x*log(x)/(1+x)", "--order", 2], r"x\ln x-x^2\ln x+O(x^3\ln x)"),
        (["1 + x**2", "--order", 4], "1+x^2"),
        (["1 + x**2", "--order", 1], "1+O(x^2)"),
        (["exp(x)", "--at", "1", "--order", 1], r"e+e(x-1)+O\left((x-1)^2\right)"),
        (["sqrt(x**2+1)", "--at", "oo", "--order", 1], r"x+\frac{1}{2x}+O\left(\frac{1}{x^3}\right)"),
        (["0*x"], "0"),
    ],
)
def test_latex_ascends_and_ends_with_the_error(symrules, arguments, latex):
    """What a paper prints: powers in order, and an error term that passes over powers that are missing."""
    done = symrules("series", *arguments, "--in", "x", "--format", "latex")
    assert (0, latex + "\n") == (done.returncode, done.stdout)


def test_latex_of_the_bracket(symrules):
    """Parameters stand in factored form."""
    done = symrules(*BRACKET, "--order", 4, "--format", "latex")
    assert r"T+\frac{Tx^2}{3}(1-T)-\frac{Tx^4}{45}(1-T)+O(x^6)" == done.stdout.strip()


def test_bound_on_an_interval(symrules):
    """Where no bound holds on the whole line, one on an interval does: mpmath finds no larger error."""
    done = symrules("series", "exp(sin(x))", "--in", "x", "--on", "[-1, 1]", "--keep", 2, "--format", "json")
    found = json.loads(done.stdout)["remainder"]
    assert (2, "-1 <= x <= 1") == (found["order"], found["valid"])
    constant = mpmath.mpf(found["bound"].partition("*")[0]) / mpmath.mpf(found["bound"].rpartition("/")[2])
    for k in range(-50, 51):
        x = mpmath.mpf(k) / 50
        assert abs(mpmath.exp(mpmath.sin(x)) - (1 + x + x**2 / 2)) <= constant * abs(x) ** 3


def test_drawing_is_the_same_on_every_run(symrules, tmp_path):
    """Two processes draw the same bytes."""
    drawings = []
    for name in ("a", "b"):
        file = tmp_path / f"{name}.svg"
        assert 0 == symrules(*BRACKET, "--plot", file).returncode
        drawings.append(file.read_bytes())
    assert drawings[0] == drawings[1]
    assert drawings[0].rstrip().endswith(b"</svg>")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["x*coth(y)", "--in", "x"], "expression, column 8: 'y' is not a declared symbol\n  hint: declare it: "
                                     "--symbol 'y: real'"),
        (["x*coth(x)"], "Missing option '--in'"),
        (["exp(-1/x)", "--in", "x"], "an essential singularity at x = 0\n  hint: ask for one side of the point, --"),
        (["exp(x)", "--in", "x", "--at", "x"], "the point contains the variable"),
        (["exp(x)", "--in", "x", "--at", "1 +"], "--at, column 4: the text ends after '+'"),
        (["exp(x)", "--in", "x", "--order", "99999"], "the order 99999 is beyond the budget"),
        (["exp(x)", "--in", "x", "--on", "(0, oo)"], "--on needs two finite ends"),
        (["exp(x)", "--in", "x", "--within", "much"], "--within takes a number such as 1/2, 0.5 or 1%"),
        (["exp(x)", "--in", "x", "--plot", "a.jpg"], "name it .pdf, .svg or .png"),
        (["exp(x)", "--in", "x", "--plot", "a.svg", "--set", "T: 1"], "'T' is not a parameter of the expression"),
        (["exp(x)", "--in", "x", "--plot", "none/a.svg"], "none/a.svg: No such file or directory"),
        (["exp(x)", "--in", "2"], "cannot name a symbol"),
        (["open('x')", "--in", "x"], "expression, column"),
    ],
)  # fmt: skip
def test_bad_input_is_one_message_with_status_2(monkeypatch, capsys, arguments, message):
    """Status 2, and one message that says what stands in the way."""
    monkeypatch.setattr("symrules.cli.limits.carry_on_within", lambda seconds: None)
    assert 2 == cli.main(["series", *arguments])
    printed = capsys.readouterr()
    assert message in printed.err
    assert 1 == printed.err.count("symrules: error: ")


def test_error_in_the_limited_process_is_the_command_s(symrules):
    """Message and status come through from the process that does the work."""
    done = symrules("series", "x*coth(y)", "--in", "x")
    assert (2, "") == (done.returncode, done.stdout)
    assert done.stderr.startswith("symrules: error: expression, column 8: 'y'")
    assert 1 == done.stderr.count("symrules: error: ")


def test_budget_ends_an_expansion_that_takes_too_long(symrules):
    """The time budget holds wherever the time is spent."""
    parameters = [f"a{k}" for k in range(1, 9)]
    expression = "exp(" + " + ".join(f"{a}*x**{k + 1}" for k, a in enumerate(parameters)) + ")"
    done = symrules("series", expression, "--in", "x", "--order", 3000, "--symbol", ", ".join(parameters) + ": real",
                    "--seconds", "1.5")  # fmt: skip
    assert (2, "") == (done.returncode, done.stdout)
    assert "budget" in done.stderr


def test_help_names_the_options(symrules):
    """The help says what comes back, and what the exit status means."""
    done = symrules("series", "--help")
    assert 0 == done.returncode
    for words in ("--in", "--at", "--order", "--plot", "radius of convergence", "Exit status: 0, or 2"):
        assert words in " ".join(done.stdout.split())


def test_an_expansion_that_no_ball_confirms_is_printed(symrules):
    """erfc(1/x) ~ exp(-1/x²)·x/√π·(1 − x²/2 + …) is smaller close to 0 than any ball: it is printed, unconfirmed."""
    arguments = ("series", "erfc(1/x)", "--in", "x", "--side", "+", "--order", 3)
    record = json.loads(symrules(*arguments, "--format", "json").stdout)
    assert record["confirmed_by"] is None
    assert [[1, "1/sqrt(pi)"], [3, "-1/(2*sqrt(pi))"]] == record["exponential_terms"][0]["coefficients"]
    done = symrules(*arguments)
    assert 0 == done.returncode
    assert "confirmed by  nothing:" in done.stdout


def test_the_limit_on_long_numbers_is_lifted_only_while_coefficients_are_printed():
    """Python's limit protects whatever is read later in the same process."""
    with numbers_of_any_length():
        assert 5001 == len(str(10**5000))
    with pytest.raises(ValueError, match="limit"):
        str(10**5000)
