"""The paper's equations, built by hand from unevaluated nodes, print as the paper has them, and compile."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from sympy import Add, Derivative, Integer, Integral, Limit, Mul, Order, Pow, coth, exp, oo

from symrules.latex import Macros, Style, fragment, to_latex
from symrules.notation import Notation
from symrules.vocabulary import Average, Bracket, Held, Variation

PAPER = Notation("paper")
_SYMBOLS = {
    "k_B": "k_B", "T": "", "e": "", "V": "", "L": "", "P": "", "G": "", "I": "", "kappa": "", "gamma": "",
    "t": "", "tp": "t'", "tpp": "t''", "x": "", "xp": "x'", "r": r"\mathbf r", "k": r"\mathbf k", "nu": r"\nu",
    "mu": r"\mu", "mu_up": r"\mu_{\rm up}", "mu_dn": r"\mu_{\rm dn}", "epsilon_F": r"\varepsilon_F",
    "eps_k": r"\varepsilon_{\mathbf k}", "tau": r"\mathcal T", "Omega": r"\Omega", "DN": r"\Delta N", "dN": "dN",
    "density": "n", "U_held": "U_0",
    "ratio_csr": r"\left[\frac{\Delta N}{N}\right]_{\rm CSR}",
}  # fmt: skip
S: dict[str, Any] = {}
for _name, _latex in _SYMBOLS.items():
    _region = {
        "r": {"region": r"\Omega", "measure": r"d\mathbf r"},
        "k": {"measure": r"\frac{d\mathbf k}{(2\pi)^\nu}"},
    }.get(_name, {})
    S[_name] = PAPER.symbol(_name, _latex, None, **_region)


def _function(name: str, arguments: tuple[str, ...], latex: str, default: str = "") -> Any:
    return PAPER.function(name, arguments, latex, None, latex_default=default)


N = _function("N", ("mu", "T"), "N")
n = _function("n", ("mu_up",), "n", "n(\\mu_{\\rm up})")
n_r = _function("n_r", ("r", "mu"), "n", r"n(\mathbf r)")
E = _function("E", ("x",), "E", "E(x)")
V_x = _function("V_x", ("x",), "V", "V(x)")
j = _function("j", ("x", "t"), "j", "j(x,t)")
j_t = _function("j_t", ("t",), "j", "j(t)")
U0 = _function("U_0", ("r", "mu"), "U_0", r"U_0(\mathbf r)")
U0_n = _function("U0_n", ("density",), "U_0")
feq = _function("f_eq", ("r", "mu"), r"f^{\rm eq}_{\mathbf k}", r"f^{\rm eq}_{\mathbf k}(\mathbf r)")
feq_bare = _function("f_bare", ("eps_k", "mu"), r"f^{\rm eq}_{\mathbf k}")
f_k = _function("f_k", ("r", "t", "I"), r"f_{\mathbf k}", r"f_{\mathbf k}(\mathbf r,t;I)")
df_k = _function("df_k", ("r", "t", "I"), r"\delta f_{\mathbf k}", r"\delta f_{\mathbf k}(\mathbf r,t;I)")
df_eq = _function("df_eq", ("r",), r"\delta f^{\rm eq}_{\mathbf k}", r"\delta f^{\rm eq}_{\mathbf k}(\mathbf r)")
Df_k = _function("Df_k", ("r", "t", "I"), r"\Delta f_{\mathbf k}", r"\Delta f_{\mathbf k}(\mathbf r,t;I)")
Df_eq = _function("Df_eq", ("r",), r"\Delta f^{\rm eq}_{\mathbf k}", r"\Delta f^{\rm eq}_{\mathbf k}(\mathbf r)")
dN_var = PAPER.symbol("delta_N", r"\delta N", None)


def add(*terms: Any) -> Any:
    return Add(*terms, evaluate=False)


def mul(*factors: Any) -> Any:
    return Mul(*factors, evaluate=False)


def power(base: Any, exponent: Any) -> Any:
    return Pow(base, exponent, evaluate=False)


def inverse(e: Any) -> Any:
    return power(e, Integer(-1))


def minus(e: Any) -> Any:
    return mul(Integer(-1), e)


def over(a: Any, b: Any) -> Any:
    return mul(a, inverse(b))


def at(function: Any) -> Any:
    """A declared function at its declared arguments."""
    return PAPER.expression(function.__name__)


kT = mul(S["k_B"], S["T"])
one = Integer(1)
minus_E, minus_Ep = minus(at(E)), minus(E(S["xp"]))


def _current(x: str, t: Any) -> Any:
    return over(j(S[x], t), S["L"])


_lengths = ((S["xp"], 0, S["L"]), (S["x"], 0, S["L"]))


def _correlated(t: Any, tp: Any, state: Any) -> Any:
    return Average(Bracket(_current("x", t), _current("xp", tp)), state)


_zero = Integer(0)
_volume = ((S["k"],), (S["r"],))


def _over_volume(f: Any) -> Any:
    return Integral(f, *_volume)


_bias = over(mul(S["e"], S["V"]), mul(2, S["k_B"], S["T"]))
_density = over(at(n), mul(2, S["epsilon_F"]))
_dmu = add(S["mu_up"], minus(S["mu_dn"]))
_noise = mul(S["tau"], add(one, minus(S["tau"])))
_series = [
    S["tau"],
    mul(over(_noise, Integer(3)), power(_bias, 2)),
]
_O = Order.__base__.__new__(Order, power(over(mul(S["e"], S["V"]), mul(2, S["k_B"], S["T"])), 4))
_variation_f = Variation(at(feq), S["mu"])
_fermi = at(feq_bare)

EQUATIONS: dict[str, list[tuple[str, Any]]] = {
    "1": [
        ("", S["P"]),
        ("=", mul(S["V"], S["I"])),
        ("=", minus(Limit(Integral(mul(
            at(E), Average(_current("x", S["t"]), S["I"])), (S["x"], 0, S["L"])), S["t"], oo))),
        (r"\equiv", Limit(Integral(mul(
            minus_E, over(_correlated(S["t"], S["tp"], _zero), kT), minus_Ep), *_lengths, (S["tp"], 0, S["t"])),
            S["t"], oo)),
        ("=", mul(over(one, kT), Integral(mul(
            minus_E, _correlated(S["tpp"], _zero, _zero), minus_Ep), *_lengths, (S["tpp"], 0, oo)))),
    ],
    "2": [
        ("", S["G"]),
        ("=", over(S["P"], power(S["V"], 2))),
        ("=", mul(over(one, kT), Integral(mul(over(at(E), S["V"]), Integral(mul(
            over(E(S["xp"]), S["V"]),
            over(Average(Bracket(at(j), j(S["xp"], 0))), power(S["L"], 2))), (S["xp"], 0, S["L"]))),
            (S["x"], 0, S["L"]), (S["t"], 0, oo)))),
        (r"\to", mul(over(one, mul(power(S["L"], 2), S["k_B"], S["T"])),
                     Integral(Average(Bracket(at(j_t), j_t(0))), (S["t"], 0, oo)))),
    ],
    "5": [("", _over_volume(at(df_k))), ("=", dN_var), ("=", _over_volume(at(df_eq)))],
    "6a": [
        ("", at(feq)),
        ("=", over(one, add(one, exp(over(add(S["eps_k"], at(U0), minus(S["mu"])), kT), evaluate=False)))),
    ],
    "6b": [
        ("", Derivative(_fermi, S["mu"])),
        ("=", mul(inverse(kT), _fermi, add(one, minus(_fermi)))),
    ],
    "7": [("", _over_volume(at(Df_k))), ("=", S["DN"]), ("=", _over_volume(at(Df_eq)))],
    "7b": [("", S["DN"]), ("=", mul(S["k_B"], S["T"], Derivative(at(N), S["mu"])))],
    "8": [
        ("", S["kappa"]),
        ("=", mul(over(S["Omega"], power(at(N), 2)), Derivative(at(N), S["mu"]))),
        ("=", mul(over(S["Omega"], mul(at(N), S["k_B"], S["T"])), over(S["DN"], at(N)))),
    ],
    "9": [
        ("", Integral(add(n(add(S["mu_up"], minus(mul(S["e"], at(V_x))))), minus(at(n))), (S["x"], 0, S["L"]))),
        (r"\to", Integral(mul(Derivative(at(n), S["mu_up"]), minus(mul(S["e"], at(V_x)))), (S["x"], 0, S["L"]))),
        (r"\sim", mul(-1, S["DN"], over(mul(S["e"], S["V"]), mul(2, S["k_B"], S["T"])))),
    ],
    "10": [
        ("", S["DN"]),
        (r"\equiv", Average(add(power(S["dN"], 2), minus(power(Average(S["dN"]), 2))))),
        ("=", mul(S["L"], _density, add(
            mul(power(S["tau"], 2), S["k_B"], S["T"]),
            mul(_noise, over(_dmu, Integer(2)), coth(over(_dmu, mul(2, S["k_B"], S["T"])), evaluate=False))))),
        ("=", mul(at(N), over(kT, mul(2, S["epsilon_F"])), add(*_series, _O))),
    ],
    "11": [("", over(S["DN"], at(N))), ("=", mul(S["ratio_csr"], add(*_series)))],
    "12": [
        ("", _variation_f),
        ("=", mul(add(one, minus(Variation(at(U0), S["mu"]))), Held(Derivative(at(feq), S["mu"]), S["U_held"]))),
    ],
    "12b": [("", Variation(at(n_r), S["mu"])), ("=", Integral(_variation_f, S["k"]))],
    "13": [
        ("", _variation_f),
        ("=", mul(over(one, add(one, mul(Derivative(at(U0_n), S["density"]), Derivative(at(n_r), S["mu"])))),
                  Derivative(at(feq), S["mu"]))),
    ],
    "14": [
        ("", S["kappa"]),
        (r"\equiv", mul(over(S["Omega"], power(at(N), 2)), Variation(at(N), S["mu"]))),
        ("=", mul(over(S["Omega"], mul(at(N), S["k_B"], S["T"])), over(mul(S["gamma"], S["DN"]), at(N)))),
    ],
}  # fmt: skip


_MEASURE = r"\int_\Omega d\mathbf r\int\frac{d\mathbf k}{(2\pi)^\nu}"
_CSR_BRACKET = r"\left[\mathcal T+\frac{\mathcal T(1-\mathcal T)}{3}\left(\frac{eV}{2k_BT}\right)^2"
_DF_DMU = r"\frac{\delta f^{\rm eq}_{\mathbf k}(\mathbf r)}{\delta\mu}"

PRINTED: dict[str, str] = {
    "1": r"P=VI=-\lim_{t\to\infty}\int_0^L dx\,E(x)\langle j(x,t)/L\rangle_I"
    r"\equiv\lim_{t\to\infty}\int_0^t dt'\int_0^L dx\int_0^L dx'\,"
    r"(-E(x))\frac{\langle[j(x,t)/L, j(x',t')/L]\rangle_0}{k_BT}(-E(x'))"
    r"=\frac{1}{k_BT}\int_0^\infty dt''\int_0^L dx\int_0^L dx'\,"
    r"(-E(x))\langle[j(x,t'')/L, j(x',0)/L]\rangle_0(-E(x'))",
    "2": r"G=\frac{P}{V^2}=\frac{1}{k_BT}\int_0^\infty dt\int_0^L dx\,\frac{E(x)}{V}"
    r"\int_0^L dx'\,\frac{E(x')}{V}\frac{\langle[j(x,t), j(x',0)]\rangle}{L^2}"
    r"\to\frac{1}{L^2k_BT}\int_0^\infty dt\,\langle[j(t), j(0)]\rangle",
    "5": _MEASURE + r"\delta f_{\mathbf k}(\mathbf r,t;I)=\delta N=" + _MEASURE
    + r"\delta f^{\rm eq}_{\mathbf k}(\mathbf r)",
    "6a": r"f^{\rm eq}_{\mathbf k}(\mathbf r)=\frac{1}{1+\exp[(\varepsilon_{\mathbf k}+U_0(\mathbf r)-\mu)/k_BT]}",
    "6b": r"\frac{\partial f^{\rm eq}_{\mathbf k}}{\partial\mu}="
    r"\frac{1}{k_BT}f^{\rm eq}_{\mathbf k}(1-f^{\rm eq}_{\mathbf k})",
    "7": _MEASURE + r"\Delta f_{\mathbf k}(\mathbf r,t;I)=\Delta N=" + _MEASURE
    + r"\Delta f^{\rm eq}_{\mathbf k}(\mathbf r)",
    "7b": r"\Delta N=k_BT\frac{\partial N}{\partial\mu}",
    "8": r"\kappa=\frac{\Omega}{N^2}\frac{\partial N}{\partial\mu}=\frac{\Omega}{Nk_BT}\frac{\Delta N}{N}",
    "9": r"\int_0^L dx\,[n(\mu_{\rm up}-eV(x))-n(\mu_{\rm up})]"
    r"\to\int_0^L dx\,\frac{dn(\mu_{\rm up})}{d\mu_{\rm up}}(-eV(x))\sim-\Delta N\frac{eV}{2k_BT}",
    "10": r"\Delta N\equiv\langle(dN)^2-\langle dN\rangle^2\rangle"
    r"=L\frac{n(\mu_{\rm up})}{2\varepsilon_F}\left[\mathcal T^2k_BT+\mathcal T(1-\mathcal T)"
    r"\frac{\mu_{\rm up}-\mu_{\rm dn}}{2}\coth\!\left(\frac{\mu_{\rm up}-\mu_{\rm dn}}{2k_BT}\right)\right]"
    r"=N\frac{k_BT}{2\varepsilon_F}" + _CSR_BRACKET + r"+O((eV/2k_BT)^4)\right]",
    "11": r"\frac{\Delta N}{N}=\left[\frac{\Delta N}{N}\right]_{\rm CSR}" + _CSR_BRACKET + r"\right]",
    "12": _DF_DMU + r"=\left(1-\frac{\delta U_0(\mathbf r)}{\delta\mu}\right)"
    r"\left.\frac{\partial f^{\rm eq}_{\mathbf k}(\mathbf r)}{\partial\mu}\right|_{U_0}",
    "12b": r"\frac{\delta n(\mathbf r)}{\delta\mu}=\int\frac{d\mathbf k}{(2\pi)^\nu}" + _DF_DMU,
    "13": _DF_DMU + r"=\frac{1}{1+\frac{dU_0}{dn}\frac{\partial n(\mathbf r)}{\partial\mu}}"
    r"\frac{\partial f^{\rm eq}_{\mathbf k}(\mathbf r)}{\partial\mu}",
    "14": r"\kappa\equiv\frac{\Omega}{N^2}\frac{\delta N}{\delta\mu}=\frac{\Omega}{Nk_BT}\frac{\gamma\,\Delta N}{N}",
}  # fmt: skip


@pytest.mark.parametrize("label", EQUATIONS)
def test_an_equation_prints_as_the_paper_has_it(label: str) -> None:
    """Every member of every equation has the paper's order, fractions, brackets and signs."""
    assert PRINTED[label] == "".join(relation + to_latex(e, PAPER) for relation, e in EQUATIONS[label])


@pytest.mark.parametrize("with_macros", [True, False], ids=["macros", "plain"])
@pytest.mark.parametrize("style", Style, ids=lambda style: style.name)
def test_the_paper_compiles_without_an_overfull_box(
    style: Style, with_macros: bool, compile_tex: Callable[[str, str, str], str]
) -> None:
    """Every equation fits the column of both classes, with macros and without, and every label resolves."""
    macros = Macros(PAPER) if with_macros else None
    body = "\n".join(
        f"Equation~(\\ref{{eq:{label}}}) follows.\n{fragment(label, members, PAPER, style, macros=macros)}"
        for label, members in EQUATIONS.items()
    )
    log = compile_tex(style.name, macros.file() if macros else "", body)
    assert "Overfull" not in log
    assert "undefined" not in log.lower()
    assert "multiply defined" not in log


def test_no_macro_of_the_paper_exists_in_latex_already(compile_tex: Callable[[str, str, str], str]) -> None:
    """No class or package defines a command of the same name, so every symbol prints as declared."""
    checks = "".join(
        f"\\ifdefined{macro}\\errmessage{{{macro[1:]} is taken}}\\fi\n" for macro in Macros(PAPER).definitions
    )
    assert "is taken" not in compile_tex("REVTEX", checks, "x")


def test_a_manuscript_restyles_a_symbol_in_one_place(compile_tex: Callable[[str, str, str], str]) -> None:
    """A definition made before the macro file is kept."""
    macros = Macros(PAPER)
    before = r"\newcommand{\srtau}{\typeout{restyled}\mathsf{D}}"
    log = compile_tex("ARTICLE", before + "\n" + macros.file(), fragment("11", EQUATIONS["11"], PAPER, macros=macros))
    assert "restyled" in log


KNOWN_WORDS = r"""\begin \end \tag \label \frac \int \lim \to \infty \left \right \langle \rangle \equiv \sim \coth \exp
\partial \delta \Delta \mu \quad \times \kappa \Omega \gamma \biggl \biggr \nu \rm \mathbf \mathcal \varepsilon \pi"""


def test_no_control_word_swallows_a_letter() -> None:
    """Every control word that the paper's fragments hold is one of LaTeX, or a macro of the table."""
    known = set(re.findall(r"\\[A-Za-z]+", KNOWN_WORDS))
    for macros in (None, Macros(PAPER)):
        for label, members in EQUATIONS.items():
            words = set(re.findall(r"\\[A-Za-z]+", fragment(label, members, PAPER, macros=macros)))
            assert words - known - set(macros.definitions if macros else ()) == set()


def test_a_fragment_is_the_same_on_a_second_run() -> None:
    """Fragments and the macro file depend on nothing but their input."""
    runs = [
        Macros(PAPER).file() + "".join(fragment(k, v, PAPER, macros=Macros(PAPER)) for k, v in EQUATIONS.items())
        for _ in range(2)
    ]
    assert all(first == second for first, second in pairwise(runs))
