r"""Functions of an index, ``T_n`` under a sum over n, and names that carry the variable of a sum as a label."""

from __future__ import annotations

import pytest

from symrules.errors import ReadError
from symrules.latex import to_latex
from symrules.tex import read_equation
from symrules.text import read_expression
from tests.tex.declared import notation
from tests.tex.same import value

INDEXED = notation(
    r"n m N E mu T i j x c k=\mathbf{k} q=\mathbf{q} s=\sigma S=S_n Tn(n)=T_n w(n)=\omega|\omega_n "
    r"eps(k)=\varepsilon_{\bf~k} t(i,j)=t_{ij} P(n,E)={\cal~P}_n "
    r"R(n) f(E) e_s(k,s)=\epsilon_{k,s} xi(k,s)=\xi_{\mathbf{k}\sigma} A(n)=A^{(1)}_n"
)

READ = [
    (r"\sum_{n=1}^N T_n", "Sum(Tn(n), (n, 1, N))"),
    (r"\sum_{m=1}^N T_m(1-T_m)", "Sum(Tn(m)*(1-Tn(m)), (m, 1, N))"),
    (r"\sum_{l=1}^N T_l", "Sum(Tn(l), (l, 1, N))"),
    (r"\prod_{n=1}^N(1+T_{n+1}^2)", "Product(1+Tn(n+1)**2, (n, 1, N))"),
    (r"T_1+T_{12}+T_{n-1}+T_n", "Tn(1)+Tn(12)+Tn(n-1)+Tn(n)"),
    (r"\sum_{n=-\infty}^\infty\frac{1}{\omega_n^2+E^2}", "Sum(1/(w(n)**2+E**2), (n, -oo, oo))"),
    (r"\omega(m)+\omega_{2n+1}", "w(m)+w(2*n+1)"),
    (r"\int d{\bf k}\,f(\varepsilon_{\mathbf k}-\mu)", "Integral(f(eps(k)-mu), k)"),
    (r"\varepsilon_{{\bf k}+{\bf q}}-\varepsilon_{-\bf k}", "eps(k+q)-eps(-k)"),
    (r"\sum_{i=1}^N\sum_{j=1}^i t_{ij}t_{ji}", "Sum(Sum(t(i,j)*t(j,i), (j, 1, i)), (i, 1, N))"),
    (r"t_{12}+t_{i,j}+t_{i+1,j-1}", "t(1,2)+t(i,j)+t(i+1,j-1)"),
    (r"\sum_{m=1}^N{\cal P}_m(E)", "Sum(P(m,E), (m, 1, N))"),
    (r"{\cal P}_n+{\cal P}_n(\mu)+{\cal P}_2(0)", "P(n,E)+P(n,mu)+P(2,0)"),
    (r"\xi_{\mathbf{q}\sigma}", "xi(q,s)"),
    (r"\sum_{n=0}^N R_nR_{n+1}", "Sum(R(n)*R(n+1), (n, 0, N))"),
    (r"\sum_{m=1}^N A^{(1)}_m", "Sum(A(m), (m, 1, N))"),
    (r"S_n", "S"),
]  # fmt: skip


@pytest.mark.parametrize(("tex", "said"), READ, ids=[case[0] for case in READ])
def test_a_function_of_an_index_is_read_at_its_subscript(tex: str, said: str) -> None:
    """The subscript is the argument."""
    assert value(read_equation(tex, INDEXED).expression) == value(_said(said))


def _said(text: str) -> object:
    free = notation(
        r"n m N E mu T i j x c k=\mathbf{k} q=\mathbf{q} s=\sigma S=S_n l Tn(n) w(n) eps(k) t(i,j) P(n,E) R(n) f(E) "
        r"e_s(k,s) xi(k,s) A(n)"
    )
    return read_expression(text, free)


@pytest.mark.parametrize(
    "tex",
    [r"T_{1}+T_{n+1}", r"t_{12}+t_{i+1,j}+t_{ji}", r"\varepsilon_{\mathbf{k}+\mathbf{q}}^2", r"\sum_{m=1}^N T_m^2",
     r"{\cal P}_m(\mu)", r"\omega_{m}", r"A^{(1)}_m+\xi_{\mathbf{q}\sigma}"],
)  # fmt: skip
def test_what_is_printed_of_a_function_of_an_index_is_read_back(tex: str) -> None:
    """Printing and reading give the same tree."""
    expression = read_equation(tex, INDEXED).expression
    assert value(read_equation(to_latex(expression, INDEXED), INDEXED).expression) == value(expression)


def test_an_index_is_printed_as_a_subscript() -> None:
    """T(n + 1) prints as it is written."""
    assert to_latex(read_equation("T_{n+1}", INDEXED).expression, INDEXED) == "T_{n+1}"
    assert to_latex(read_equation("t_{21}", INDEXED).expression, INDEXED) == "t_{21}"


HIDDEN = [
    (r"\sum_{n=1}^N S_n", "declared as one value, but its subscript holds n, which varies here"),
    (r"\prod_{n=1}^N(1-S_n)", "declared as one value"),
    (r"\lim_{n\to\infty}S_n", "declared as one value"),
    (r"x\sum_{n=1}^N\frac{1}{1+S_n^2}", "declared as one value"),
    (r"\sum_{n=1}^N\sum_{m=1}^nS_n", "declared as one value"),
]


@pytest.mark.parametrize(("tex", "message"), HIDDEN, ids=[case[0] for case in HIDDEN])
def test_a_symbol_with_the_index_of_a_sum_is_refused(tex: str, message: str) -> None:
    """Read as a constant, the sum would be N times it."""
    with pytest.raises(ReadError, match=message) as caught:
        read_equation(tex, INDEXED)
    assert 'arguments = ["n"]' in caught.value.hint


@pytest.mark.parametrize("tex", [r"\sum_{m=1}^N S_n", r"\sum_{n=1}^N T\,n+S_n", r"\sum_{N=1}^3 S_nN"])
def test_another_index_leaves_a_symbol_alone(tex: str) -> None:
    """Only the variable of the sum makes the symbol doubtful."""
    read_equation(tex, INDEXED)


DOUBTED = [
    ("T_c", "AMB-INDEX"),
    ("T_m", "AMB-INDEX"),
    (r"\int dn\,S_n", "AMB-INDEX"),
    ("T_n(E)", "AMB-CALL"),
    (r"\frac{\partial S_n}{\partial n}", "AMB-CONSTANT"),
    ("T(E)", "AMB-CALL"),
    (r"\mu^2(0)", "AMB-CALL"),
    ("x(-E)", "AMB-CALL"),
]


@pytest.mark.parametrize(("tex", "code"), DOUBTED, ids=[case[0] for case in DOUBTED])
def test_a_label_that_may_be_an_index_is_doubted(tex: str, code: str) -> None:
    """The reading is named beside the other one."""
    assert code in {warning.code for warning in read_equation(tex, INDEXED).warnings}


@pytest.mark.parametrize(
    "tex",
    [
        "T_F",
        "R_1",
        "R_n",
        r"\sum_{m=1}^NR_m",
        "t_{1}",
        "t_{123}",
        r"\mu(x,E)",
        "T_{nm}",
        "T_{-nm}",
        r"\sum_{n=1}^NR_{nm}",
    ],
)
def test_what_is_no_index_of_a_declared_function_is_refused(tex: str) -> None:
    """An undeclared label, the wrong number of indices, and a function that shows no index where there is no sum."""
    with pytest.raises(ReadError):
        read_equation(tex, INDEXED)


CALLS = notation(r"E mu x beta fL(E)=f_L fR(E)=f_R D(x)=\Delta Gam=\Gamma zeta O")


@pytest.mark.parametrize(
    ("tex", "said"),
    [
        ("f_L(1-f_R)", "fL(E)*(1-fR(E))"),
        (r"f_L(1-f_R)+f_R(1-f_L)", "fL(E)*(1-fR(E))+fR(E)*(1-fL(E))"),
        ("f_L(E-D_0)", ""),
        (r"f_L(E-\Delta)", "fL(E-D(x))"),
        (r"f_L(\Delta)", "fL(D(x))"),
        (r"\Gamma(x+1)", "Gam*(x+1)"),
        (r"\zeta(3/2)", "zeta*(3/2)"),
        ("O(x^2)", "O*x**2"),
    ],
)
def test_a_function_before_a_bracket_with_bare_functions_is_doubted(tex: str, said: str) -> None:
    """A sum without the function's own argument is a factor; every such reading carries a warning."""
    if not said:
        with pytest.raises(ReadError):
            read_equation(tex, CALLS)
        return
    reading = read_equation(tex, CALLS)
    assert value(reading.expression) == value(read_expression(said, CALLS))
    assert "AMB-CALL" in {warning.code for warning in reading.warnings}


def test_a_derivative_by_a_logarithm_is_the_chain_rule() -> None:
    """d/d ln D is D d/dD, and the note says so."""
    declared = notation("D T lam(D)=\\lambda R(T)")
    reading = read_equation(r"-\frac{d\lambda}{d\ln D}", declared)
    assert value(reading.expression) == value(read_expression("-D*Derivative(lam(D), D)", declared))
    assert [w.code for w in reading.warnings] == ["NOTE-DERIVATIVE"]
    reading = read_equation(r"\frac{\partial\ln R}{\partial\ln T}", declared)
    assert value(reading.expression) == value(read_expression("T*Derivative(log(R(T)), T)", declared))
    with pytest.raises(ReadError, match="the variable of the derivative is no declared symbol"):
        read_equation(r"\frac{dR}{d(1/T)}", declared)
    with pytest.raises(ReadError, match="one thing is held fixed, and several are named"):
        read_equation(r"\left(\frac{\partial R}{\partial T}\right)_{D,R}", declared)
