"""What models of mesoscopic transport rest on: each identity is proved, and refuted with a factor or sign changed."""

from __future__ import annotations

import pytest

from tests.decide.claims import occurring, verdict

DOMAINS = {
    "E": "real", "mu": "real", "V": "real", "chi": "real", "t": "real", "x": "real", "q": "positive", "n": "positive",
    "T": "positive", "Theta": "positive", "k_B": "positive", "e": "positive", "tau": "positive", "a": "positive",
    "b": "positive", "s": "positive", "D": "(0, 1)",
}  # fmt: skip
F = "1/(exp((E-mu)/(k_B*Theta))+1)"
LEFT, RIGHT = "1/(exp((E-e*V)/(k_B*Theta))+1)", "1/(exp(E/(k_B*Theta))+1)"
NOISE = f"D*({LEFT}*(1-{LEFT})+{RIGHT}*(1-{RIGHT}))+D*(1-D)*({LEFT}-{RIGHT})**2"
COTH = "coth(e*V/(2*k_B*Theta))"
UP = f"D*{LEFT}*(1-{RIGHT})"
DOWN = f"D*{RIGHT}*(1-{LEFT})"


def mean(weight: str, of: str) -> str:
    """The average of T(1-T) over T, for a distribution of transmissions."""
    return f"Integral(({of})*({weight}), (t, 0, 1))/Integral(t*({weight}), (t, 0, 1))"


CLAIMS = [
    # one level: occupation and its derivatives
    (f"Integral(-Derivative({F}, E), (E, -oo, oo))", "1", "2"),
    (f"Integral(-Derivative({F}, E)*E, (E, -oo, oo))", "mu", "-mu"),
    (f"Integral(-Derivative({F}, E)*(E-mu)**2, (E, -oo, oo))", "pi**2*(k_B*Theta)**2/3", "pi**2*(k_B*Theta)**2/6"),
    (f"Integral({F}*(1-{F}), (E, -oo, oo))", "k_B*Theta", "2*k_B*Theta"),
    # current and noise at constant transmission
    (f"Integral({LEFT}-{RIGHT}, (E, -oo, oo))", "e*V", "-e*V"),
    (f"Integral(({LEFT}-{RIGHT})**2, (E, -oo, oo))", f"e*V*{COTH}-2*k_B*Theta", f"e*V*{COTH}-k_B*Theta"),
    (f"Integral({NOISE}, (E, -oo, oo))", f"2*k_B*Theta*D**2+D*(1-D)*e*V*{COTH}", f"2*k_B*Theta*D+D*(1-D)*e*V*{COTH}"),
    (f"Limit(2*k_B*Theta*D**2+D*(1-D)*e*V*{COTH}, V, 0)", "2*k_B*Theta*D", "2*k_B*Theta*D**2"),
    (f"Derivative(e*V*{COTH}, V)", f"e*{COTH}-e**2*V/(2*k_B*Theta)*csch(e*V/(2*k_B*Theta))**2",
     f"e*{COTH}+e**2*V/(2*k_B*Theta)*csch(e*V/(2*k_B*Theta))**2"),
    # Fano factors: diffusive wire, chaotic cavity, dirty interface
    (mean("1/(2*t*sqrt(1-t))", "t*(1-t)"), "1/3", "1/4"),
    (mean("1/(pi*sqrt(t*(1-t)))", "t*(1-t)"), "1/4", "1/3"),
    (mean("t**(-3/2)*(1-t)**(-1/2)/pi", "t*(1-t)"), "1/2", "1/3"),
    # hot electrons
    ("2*Integral(sqrt(3/pi**2*x*(1-x)*V**2), (x, 0, 1))/Abs(V)", "sqrt(3)/4", "sqrt(3)/2"),
    ("Integral(sqrt(Theta**2+3/pi**2*x*(1-x)*a**2), (x, 0, 1))",
     "Theta/2+(sqrt(3)*a/(4*pi)+pi*Theta**2/(sqrt(3)*a))*atan(sqrt(3)*a/(2*pi*Theta))",
     "Theta/2+(sqrt(3)*a/(4*pi)+pi*Theta**2/(sqrt(3)*a))*atan(sqrt(3)*a/(pi*Theta))"),
    # ideal gases in one, two and three dimensions
    ("Derivative(-T*polylog(1, -exp(mu/T)), mu)", "1/(1+exp(-mu/T))", "1/(1+exp(mu/T))"),
    ("Derivative(-T*polylog(3/2, -exp(mu/T)), mu)", "-polylog(1/2, -exp(mu/T))", "polylog(1/2, -exp(mu/T))"),
    ("Integral(sqrt(E)/(exp((E-mu)/T)+1), (E, 0, oo))", "-gamma(3/2)*T**(3/2)*polylog(3/2, -exp(mu/T))",
     "-gamma(3/2)*T**(1/2)*polylog(3/2, -exp(mu/T))"),
    ("Derivative(Integral(1/(exp((E-mu)/T)+1), (E, 0, oo)), mu)", "1/(1+exp(-mu/T))", "1/(1-exp(-mu/T))"),
    # screening: Lindhard's function at small wave number
    ("Limit(1/2+(1-q**2)/(4*q)*log(Abs((1+q)/(1-q))), q, 0)", "1", "1/2"),
    # correlation times
    ("Integral(exp(-t/tau), (t, 0, oo))", "tau", "1/tau"),
    ("Integral(exp(-Abs(t)/tau)*cos(a*t), (t, -oo, oo))", "2*tau/(1+a**2*tau**2)", "2*tau/(1-a**2*tau**2)"),
    # full counting statistics: χ -> -χ + i eV/kT
    (f"log(1+{UP}*(exp(I*chi)-1)+{DOWN}*(exp(-I*chi)-1))",
     f"log(1+{UP}*(exp(-I*chi-e*V/(k_B*Theta))-1)+{DOWN}*(exp(I*chi+e*V/(k_B*Theta))-1))",
     f"log(1+{UP}*(exp(-I*chi+e*V/(k_B*Theta))-1)+{DOWN}*(exp(I*chi-e*V/(k_B*Theta))-1))"),
    # van der Waals: N dN/dmu = N^2 dN/dp
    ("1/Derivative(n*T/(1-n*b)-a*n**2, n)", "(1-n*b)**2/(T-2*a*n*(1-n*b)**2)", "(1-n*b)**2/(T+2*a*n*(1-n*b)**2)"),
]  # fmt: skip


@pytest.mark.parametrize(("claimed", "value", "wrong"), CLAIMS, ids=[f"{n}" for n in range(len(CLAIMS))])
def test_an_identity_of_mesoscopic_transport(claimed, value, wrong):
    """The value is proved, and a wrong one refuted."""
    used = occurring(DOMAINS, claimed, value, wrong)
    assert verdict(f"{claimed} = {value}", **used).proved
    assert verdict(f"{claimed} = {wrong}", **used).refuted
