"""The shipped models: their formulas against limits known from physics, computed by mpmath alone.

Every model is evaluated by SymPy's `evalf` at numbers, and compared with a value that is written here by hand.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import mpmath
import pytest
from mpmath import cosh, coth, exp, log, mp, mpf, pi, quad, sqrt
from sympy import Symbol

from symrules.models import Model, read_model, shipped_models
from symrules.text import print_expression

MODELS = {path.stem: path for path in shipped_models()}
REQUIRED = """drude uniform-field two-relaxation-times ideal-contact martin-landauer many-channels energy-dependent
tunnel-junction double-barrier diffusive-wire chaotic-cavity dirty-interface ballistic hot-electrons
normal-superconductor counting-statistics callen-welton finite-frequency rc-circuit langevin-wrong-strength
schottky-thermal lindhard relaxation-time-response mermin thomas-fermi ideal-gas-1d ideal-gas-2d ideal-gas-3d bose-gas
boltzmann-gas hartree hartree-bare stoner stoner-bare fermi-liquid graphene van-der-waals hard-rods"""


@lru_cache
def _model(name: str) -> Model:
    return read_model(MODELS[name])


def _evaluated(e: Any, values: dict[str, Any]) -> Any:
    value = e.evalf(25, subs={Symbol(name): mpmath.mpf(v) if not isinstance(v, complex) else v
                              for name, v in values.items()})  # fmt: skip
    real, imaginary = value.as_real_imag()
    number = mpmath.mpc(str(real), str(imaginary))
    return number if abs(number.imag) > 1e-15 * abs(number.real) else number.real


def value(name: str, observable: str, **values: Any) -> Any:
    """An observable of a model, with every symbol that is not given equal to one."""
    model = _model(name)
    known = {d.name: 1 for d in model.notation if not d.is_function} | values
    return _evaluated(model.expression(observable), known)


def assert_close(expected: Any, actual: Any, tolerance: float = 1e-12) -> None:
    assert abs(expected - actual) <= tolerance * abs(expected), (expected, actual)


def test_the_zoo_holds_what_the_field_knows() -> None:
    """Each required model is there, and each has a reference and the verdicts that are expected."""
    assert set(REQUIRED.split()) <= set(MODELS)
    for name in MODELS:
        assert _model(name).reference, name
        assert _model(name).expect, name


def test_names_are_distinct() -> None:
    """Two models are never reported under one name."""
    names = [_model(name).name for name in MODELS]
    assert len(names) == len(set(names))


# -- noise


def test_martin_landauer_limits() -> None:
    """Johnson-Nyquist noise at V = 0, shot noise 2 e V (e^2/h) T(1 - T) at low temperature, no shot noise at T = 1."""
    assert_close(4 * mpf("0.3"), value("martin-landauer", "current_noise", T="0.3", V="1e-9"), 1e-15)
    cold = value("martin-landauer", "current_noise", T="0.3", Theta="1e-4")
    assert_close(2 * mpf("0.21"), cold, 1e-3)
    assert_close(4, value("martin-landauer", "current_noise", T=1, V=7))


def test_martin_landauer_expansion() -> None:
    """The bracket is T + T(1-T) x^2/3 to fourth order, x = eV/2k_BT."""
    x, T = mpf("0.01"), mpf("0.3")
    bracket = value("martin-landauer", "number_fluctuation", V=2 * x, T=T) * 2
    assert_close(T + T * (1 - T) * x**2 / 3, bracket, 1e-9)


@pytest.mark.parametrize(
    ("name", "weight", "fano"),
    [
        ("diffusive-wire", mpmath.sin, mpf(1) / 3),
        ("chaotic-cavity", lambda a: 2 / pi * mpmath.sin(a) ** 2, mpf(1) / 4),
        ("dirty-interface", lambda a: 2 / pi, mpf(1) / 2),
    ],
)
def test_transmission_distributions(name: str, weight: Any, fano: Any) -> None:
    """Conductance and shot noise are moments of rho(T), which is T rho(T) dT = weight(a) da with T = sin(a)^2."""
    conductance = quad(weight, [0, pi / 2])
    shot = quad(lambda a: weight(a) * mpmath.cos(a) ** 2, [0, pi / 2])
    assert_close(fano, shot / conductance, 1e-12)
    assert_close(fano, value(name, "fano_factor"))
    model = _model(name)
    rho = model.definitions["rho"].expression
    for a in (mpf("0.2"), mpf("1.1")):
        T = mpmath.sin(a) ** 2
        jacobian = 2 * mpmath.sin(a) * mpmath.cos(a)
        assert_close(weight(a), T * _evaluated(rho, {"g": 1, "T": T}) * jacobian)
    assert "Integral(" in print_expression(model.expression("current_noise"))


def test_hot_electrons_are_a_mean_of_the_temperature_profile() -> None:
    """S = 4 k_B G times the mean electron temperature, whose square is T^2 + 3/pi^2 (eV/k_B)^2 s(1 - s)."""
    for V in (mpf("0.1"), 3, 40):
        profile = quad(lambda s, V=V: sqrt(1 + 3 * s * (1 - s) * V**2 / pi**2), [0, 0.5, 1])
        assert_close(4 * profile, value("hot-electrons", "current_noise", V=V), 1e-12)
    assert_close(sqrt(3) / 4, value("hot-electrons", "current_noise", V=10**6) / (2 * 10**6), 1e-5)


def test_normal_superconductor_doubles_charge() -> None:
    """At full transmission the conductance is 4 e^2/h; a tunnel junction has Fano factor 2."""
    assert_close(4, value("normal-superconductor", "conductance", T=1))
    assert_close(2, value("normal-superconductor", "fano_factor", T="1e-12"), 1e-9)
    noise = value("normal-superconductor", "current_noise", T="0.01", V=500)
    assert_close(2, noise / (2 * 500 * value("normal-superconductor", "conductance", T="0.01")), 1e-3)


def test_double_barrier_limits() -> None:
    """Equal barriers halve shot noise; very unequal ones leave it full; the resonance conducts by the golden rule."""
    assert_close(mpf(1) / 2, value("double-barrier", "fano_factor", Gamma_L=3, Gamma_R=3))
    assert_close(1, value("double-barrier", "fano_factor", Gamma_L="1e-9"), 1e-8)
    assert_close(4 * value("double-barrier", "conductance", Gamma_L=2),
                 value("double-barrier", "current_noise", Gamma_L=2, V="1e-9"), 1e-12)  # fmt: skip


def test_tunnel_junction_and_schottky_agree() -> None:
    """One formula in two spellings: 2 e I coth(eV/2k_BT)."""
    for V in ("0.3", -5):
        expected = 2 * mpf(V) * coth(mpf(V) / 2)
        assert_close(expected, value("tunnel-junction", "current_noise", V=V))
        assert_close(expected, value("schottky-thermal", "current_noise", V=V))
    assert_close(14, value("schottky", "current_noise", V=7))


def test_finite_frequency_limits() -> None:
    """Callen-Welton at V = 0, and white shot noise 2 e I (1 - T) at low temperature and frequency."""
    w = mpf("1.3")
    assert_close(2 * mpf("0.3") * w * coth(w / 2), value("finite-frequency", "current_noise", V=0, omega=w, T="0.3"))
    assert_close(2 * mpf("0.3") * w * coth(w / 2), value("callen-welton", "current_noise", omega=w, G="0.3"))
    low = value("finite-frequency", "current_noise", omega="1e-6", T="0.3", Theta="1e-3")
    assert_close(2 * mpf("0.21"), low, 1e-2)


def test_counting_statistics_gives_the_known_cumulants() -> None:
    """Mean T(f - g), variance T[f(1-g) + g(1-f)] - T^2 (f-g)^2 per energy."""
    E, V, T = mpf("0.4"), mpf("1.7"), mpf("0.6")
    f, g = 1 / (exp(E - V) + 1), 1 / (exp(E) + 1)
    step = mpf("1e-6")
    plus, minus = (value("counting-statistics", "generating_function", E=E, V=V, T=T, chi=s) for s in (step, -step))
    assert_close(T * (f - g), (plus - minus) / (2 * step), 1e-10)
    assert_close(T * (f * (1 - g) + g * (1 - f)) - T**2 * (f - g) ** 2, (plus + minus) / step**2, 1e-8)


def test_rc_circuit_keeps_equipartition() -> None:
    """The charge noise, integrated over frequency, is k_BT C."""

    def charge_noise(w: Any) -> Any:
        return value("rc-circuit", "current_noise", omega=w, R=2, C=3, Theta=5) / w**2 / (2 * pi)

    mp.dps, saved = 12, mp.dps
    try:
        found = quad(lambda s: charge_noise(mpmath.tan(s)) / mpmath.cos(s) ** 2, [mpf("1e-9"), 0.2, 0.8, pi / 2 - 1e-9])
    finally:
        mp.dps = saved
    assert_close(5 * 3, found, 1e-6)
    assert_close(15, value("rc-circuit", "number_fluctuation", C=3, Theta=5))


def test_correlations_integrate_to_the_conductance() -> None:
    """G = (1/L^2 k_BT) integral of the correlation; for a force of the wrong strength, twice."""
    for name, factor, others in (
        ("drude", 1, {"N": 5, "tau": 3, "L": 2, "Theta": 7, "m": 11}),
        ("langevin", 1, {"N": 5, "gamma": 3, "L": 2, "Theta": 7, "m": 11}),
        ("langevin-wrong-strength", 2, {"N": 5, "gamma": 3, "L": 2, "Theta": 7, "m": 11}),
        ("two-relaxation-times", 1, {"v_F": 5, "tau_el": 3, "tau_in": 2, "L": 2, "Theta": 7}),
    ):
        area = quad(lambda t, n=name, o=others: value(n, "current_correlation", t=t, **o), [0, 2, 10, 60])
        assert_close(factor * value(name, "conductance", **others), area / (2**2 * 7), 1e-6)


def test_equal_relaxation_times_conduct_ideally() -> None:
    """tau_el = tau_in = L/v_F gives 2 e^2/h = e^2/(pi hbar), in both files."""
    assert_close(1 / pi, value("two-relaxation-times", "conductance", v_F=2, L=3, tau_el="1.5", tau_in="1.5"))
    assert_close(1 / pi, value("ideal-contact", "conductance"))


# -- gases


def test_ideal_gases_between_degenerate_and_classical() -> None:
    """2Lk_F/pi, A m mu/(pi hbar^2) and Omega k_F^3/(3 pi^2) at low temperature; 2 Omega z/lambda^d at high."""
    mu, k = mpf(2), sqrt(mpf(4))
    degenerate = {1: 2 * k / pi, 2: mu / pi, 3: k**3 / (3 * pi**2)}
    slope = {1: 2 / (pi * k), 2: 1 / pi, 3: k / pi**2}
    for d in (1, 2, 3):
        name = f"ideal-gas-{d}d"
        assert_close(degenerate[d], value(name, "number", mu=mu, Theta="0.01"), 1e-4)
        assert_close(slope[d] / 100, value(name, "number_fluctuation", mu=mu, Theta="0.01"), 1e-4)
        wavelength = sqrt(2 * pi / 3)
        classical = 2 * exp(mpf(-20)) / wavelength**d
        assert_close(classical, value(name, "number", mu=-60, Theta=3), 1e-8)
        assert_close(classical, value(name, "number_fluctuation", mu=-60, Theta=3), 1e-8)
        assert_close(1 / (3 * classical), value(name, "compressibility", mu=-60, Theta=3), 1e-8)


def test_ideal_gases_are_integrals_over_the_fermi_function() -> None:
    """In one and three dimensions the number is the integral of the Fermi function over k."""
    line = 2 * quad(lambda k: 1 / (exp(k**2 / 2 - mpf("0.7")) + 1), [0, 1, 3, 12]) / pi
    assert_close(line, value("ideal-gas-1d", "number", mu="0.7"), 1e-10)
    space = quad(lambda k: k**2 / (exp(k**2 / 2 - mpf("0.7")) + 1), [0, 1, 3, 12]) / pi**2
    assert_close(space, value("ideal-gas-3d", "number", mu="0.7"), 1e-10)


def test_bose_and_boltzmann_gases() -> None:
    """The Bose gas is the integral over the Bose function, and classical at small fugacity."""
    space = quad(lambda k: k**2 / (exp(k**2 / 2 + mpf("0.7")) - 1), [0, 1, 3, 12]) / (2 * pi**2)
    assert_close(space, value("bose-gas", "number", mu="-0.7"), 1e-10)
    assert_close(value("boltzmann-gas", "number", mu=-40), value("bose-gas", "number", mu=-40), 1e-12)
    assert_close((2 * pi) ** mpf("-1.5") * exp(-1), value("boltzmann-gas", "number", mu=-1))


def test_graphene_far_from_and_at_the_dirac_point() -> None:
    """n = mu^2/(pi hbar^2 v^2) far away; at the point no net carriers, and quantum capacitance ln 4."""
    assert_close(400 / pi, value("graphene", "number", mu=20), 1e-2)
    assert abs(value("graphene", "number", mu=0)) < 1e-20
    assert_close(2 / pi * log(4), value("graphene", "number_fluctuation", mu=0))
    assert_close(2 / pi * log(2 + 2 * cosh(3)), value("graphene", "number_fluctuation", mu=3))


@pytest.mark.parametrize(("name", "attraction"), [("van-der-waals", mpf("0.4")), ("hard-rods", 0)])
def test_fluctuations_from_the_equation_of_state(name: str, attraction: Any) -> None:
    """<dN^2>/N = n k_BT kappa_T, with the isothermal compressibility from the pressure."""
    volume, b, number = mpf(10), mpf("0.5"), mpf(6)

    def pressure(v: Any) -> Any:
        return number / (v - number * b) - attraction * number**2 / v**2

    expected = -(number**2) / volume**2 / mpmath.diff(pressure, volume)
    model = _model(name)
    e = model.expression("number_fluctuation")
    N = model.notation.expression("N")
    values = {"k_B": 1, "Theta": 1, "b": b, "a": attraction, "Omega": volume, "L": volume}
    assert_close(expected, _evaluated(e.subs(N, number), values), 1e-10)


def test_mean_fields_screen() -> None:
    """Free carriers at U = 0; for strong repulsion the number is A mu/U; the bare versions do not screen."""
    for name, spins in (("hartree", 1), ("stoner", 2)):
        assert_close(spins, value(name, "number_fluctuation", U="1e-15"), 1e-12)
        assert_close(spins * mpf("1e-6"), value(name, "number_fluctuation", U="1e6"), 1e-5)
        assert_close(spins, value(name + "-bare", "number_fluctuation", U=7))
        n = value(name, "number", U=3, D=2, mu=5)
        own = (5 - 3 * n) * 2 if spins == 1 else 2 * 2 * (5 - 3 * n / 2)
        assert_close(own, n)
    assert_close(mpf(1) / 4, value("fermi-liquid", "number_fluctuation", F_0=3))


def test_the_field_moves_carriers_and_makes_none() -> None:
    """The number in a uniform field is that of a classical wire, whatever the field."""
    model = _model("uniform-field")
    shifted = model.definitions["f"].expression
    for E in (0, 3):
        at = {d.name: 1 for d in model.notation if not d.is_function} | {"mu": "0.2"}
        total = quad(lambda k, E=E, at=at: _evaluated(shifted, at | {"k": k - E}), [-20, -2, 0, 2, 20])
        assert_close(exp(mpf("0.2")) * sqrt(2 * pi), total, 1e-8)


def test_pseudo_diffusive_profile() -> None:
    """The number is the integral of the density along a linear drop of the potential."""
    expected = quad(lambda y: sqrt(5 - 3 * y), [0, 1])
    assert_close(expected, value("pseudo-diffusive", "number", mu=5, V=3), 1e-10)


# -- density response


def test_lindhard_known_values() -> None:
    """In three dimensions chi(2k_F) is half of chi(0), -m k_F/(pi^2 hbar^2); in one, -2m/(pi hbar^2 k_F)."""
    assert_close(-1 / pi**2, value("lindhard-3d", "density_response", mu="0.5", q="1e-8"), 1e-9)
    assert_close(-1 / (2 * pi**2), value("lindhard-3d", "density_response", mu="0.5", q="1.9999999999"), 1e-7)
    assert_close(-2 / pi, value("lindhard", "density_response", mu="0.5", q="1e-8", omega=0), 1e-9)


def test_lindhard_is_the_sum_over_particle_hole_pairs() -> None:
    """chi(q, w) in one dimension: the integral of (f_k - f_{k+q})/(w + e_k - e_{k+q}) over occupied k, two spins."""
    q, w = mpf("0.7"), mpf(9)

    def pair(k: Any) -> Any:
        up, down = (k + q) ** 2 / 2 - k**2 / 2, (k - q) ** 2 / 2 - k**2 / 2
        return 2 / (2 * pi) * (1 / (w - up) - 1 / (w + down))

    assert_close(quad(pair, [-1, 0, 1]), value("lindhard", "density_response", mu="0.5", q=q, omega=w), 1e-10)


def test_relaxation_with_and_without_conservation() -> None:
    """Without collisions both are n q^2/m/(w^2 - v^2 q^2); with them, Mermin's has the diffusion pole."""
    free = 2 * sqrt(2) / pi / (9 - 2)
    for name in ("mermin", "relaxation-time-response"):
        assert_close(free, value(name, "density_response", omega=3, tau=10**9), 1e-8)
    w, tau, n = mpf("0.3"), mpf("0.2"), 2 * sqrt(2) / pi
    assert_close(n / (w**2 + 1j * w / tau - 2), value("mermin", "density_response", omega=w, tau=tau), 1e-12)


def test_thomas_fermi() -> None:
    """D is the slope of the density; the response to an external potential is screened beyond 1/q_TF."""
    slope = mpmath.diff(lambda mu: (2 * mu) ** mpf("1.5") / (3 * pi**2), 3)
    assert_close(-slope, value("thomas-fermi", "density_response", mu=3), 1e-10)
    assert_close(-mpf("1e-12"), value("thomas-fermi-external", "density_response", mu=3, q="1e-6"), 1e-5)


# -- conductance matrices


def test_rectification_vanishes_in_a_symmetric_conductor() -> None:
    """With the inner potential half way, the current is odd in the bias: no term of second order."""
    tensor = _model("rectification").observables["second_order_conductance"].items
    for rows in tensor:
        for row in rows:
            for entry in row:
                assert _evaluated(entry, {"e": 1, "h": 1, "S": 1, "u": "0.5"}) == 0


def test_bias_goes_to_infinity_where_shot_noise_is_claimed() -> None:
    """S/(2eGV) comes within 1 percent of the claimed Fano factor at eV = 1000 k_BT."""
    claimed = [name for name in MODELS if "fano_factor" in _model(name) and "rho" not in _model(name).definitions]
    assert len(claimed) >= 6
    for name in claimed:
        values = {"V": 1000, "T": "0.4", "Gamma_L": "0.3"}
        values = {k: v for k, v in values.items() if k in _model(name).notation}
        shot = value(name, "current_noise", **values) / (2 * 1000 * value(name, "conductance", **values))
        assert_close(value(name, "fano_factor", **values), shot, 0.02)
