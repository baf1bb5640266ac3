"""Beyond the paper: the sum rule's ratio at finite temperature, and the bracket at large bias.

Paper    [Delta N/N]_CSR = k_BT/2 epsilon_F of Eq. (11) is the leading term in t = k_BT/epsilon_F of a degenerate 1D gas
Assumes  free carriers; for the expansions in 1D and 3D, Sommerfeld's expansion (its coefficients are derived here)
"""

from symrules.derivation import Equation, Expansion, Hypothesis, Link, Section, Status
from symrules.justify import Reader, expansion, using
from symrules.notation import Notation

# Notation
gas = Notation("a free gas in 1, 2 and 3 dimensions")
gas.symbol("nu",    r"\nu",         "1",                  "positive", "number of space dimensions")
gas.symbol("mu",    r"\mu",         "energy",             "real",     "chemical potential")
gas.symbol("e_F",   r"\varepsilon_F", "energy",           "positive", "Fermi energy")
gas.symbol("k_B",   "k_B",          "energy/temperature", "positive", "Boltzmann's constant")
gas.symbol("Theta", "T",            "temperature",        "positive", "temperature")
gas.symbol("t",     "t",            "1",                  "positive", "k_BT/epsilon_F")
gas.symbol("tau",   r"\tau",        "1",                  "positive", "k_BT/mu, mu the chemical potential")
gas.symbol("eta",   r"\eta",        "1",                  "real",     "mu/k_BT")
gas.symbol("y",     "y",            "1",                  "real",     "(E - mu)/k_BT")
gas.symbol("x",     "x",            "1",                  "nonzero",  "eV/2k_BT")
gas.symbol("w",     "w",            "1",                  "(0, 1)",   "eV/mu_up")
gas.symbol("R",     r"\left[\frac{\Delta N}{N}\right]_{\mathrm{CSR}}", "1", "real", "the sum rule's ratio")
gas.symbol("C",     "C",            "1",                  "positive", "a scale of N")
gas.function("N",   ["mu"], "N",    "1",                  "real", "number of carriers", latex_default="N")
read = Reader(gas, "beyond Eq. (11)")

# Hypotheses and definitions
sommerfeld = Hypothesis("Sommerfeld", "N(mu) = C mu^(nu/2) (1 + c_2 tau^2 + c_4 tau^4 + ...), tau = k_BT/mu, "
                                      "up to terms exponentially small in 1/tau")
parabolic  = Hypothesis("free carriers", "the density of states is proportional to E^(nu/2 - 1)")

polylog   = read.rule("N(mu) = -C*polylog(nu/2, -exp(mu/(k_B*Theta)))", hypothesis=parabolic)
plane     = read.rule("t = 1/log(1 + exp(eta))", "the 2D gas: epsilon_F = k_BT log(1 + exp(mu/k_BT))")
at_tau    = read.rule("Theta = tau*mu/k_B", "the definition of tau")
ratio     = read.rule("R = k_B*Theta*Derivative(N(mu), mu)/N(mu)", "the definition of the ratio")


MOMENT = "Integral(y**{}*exp(y)/(exp(y) + 1)**2, (y, -oo, oo))"


def density(s: str, ratio: str = "tau") -> str:
    """N(mu)/(C mu^s) to tau^4, with the coefficients that the moments of -df/dE have."""
    return f"(1 + pi**2/6*({s})*({s} - 1)*{ratio}**2 + 7*pi**4/360*({s})*({s} - 1)*({s} - 2)*({s} - 3)*{ratio}**4)"


def expanded_density(s: str) -> str:
    """Sommerfeld's expansion of N(mu): each derivative of mu^s with the moment that belongs to it."""
    second, fourth = MOMENT.format(2), MOMENT.format(4)
    return (f"C*(mu/e_F)**({s})*(1 + {second}/2*({s})*({s} - 1)*(k_B*Theta/mu)**2"
            f" + {fourth}/24*({s})*({s} - 1)*({s} - 2)*({s} - 3)*(k_B*Theta/mu)**4)")


def response(s: str) -> str:
    """k_BT N_mu/N as a function of tau: each power mu^(s - 2k) of N brings down its exponent."""
    return (f"tau*(({s}) + pi**2/6*({s})*({s} - 1)*({s} - 2)*tau**2"
            f" + 7*pi**4/360*({s})*({s} - 1)*({s} - 2)*({s} - 3)*({s} - 4)*tau**4)/{density(s)}")


def corrected(dimension: int, s: str, in_t: str, in_tau: str) -> Equation:
    """The ratio at fixed density, as a series in t = k_BT/epsilon_F, where t = tau (N/C mu^s)^(-1/s)."""
    fixed_density = read.rule(f"t = tau*{density(s)}**(-1/({s}))", hypothesis=sommerfeld)
    proof = (
        read.calc(in_t, reverse=True)
        .then(in_t.replace("t", f"(tau*{density(s)}**(-1/({s})))"), using(fixed_density))
        .then(in_tau, expansion("tau", 7))
    )
    sommerfeld_density = read.rule(f"N(mu) = {expanded_density(s)}", hypothesis=sommerfeld)
    response_proof = (
        read.calc("R")
        .then("k_B*Theta*Derivative(N(mu), mu)/N(mu)", using(ratio))
        .then(response(s),                             using(sommerfeld_density, at_tau))
    )
    return Equation(
        f"sommerfeld-{dimension}d", f"thermal corrections to the sum rule's ratio in {dimension}D", gas,
        (("", read("R")), ("=", read(response(s))), ("=", read(f"{in_t} + O(t**7)"))),
        (Link("ratio", "response at fixed density", read.claim(f"R = {response(s)}", "mu > 0"),
              Status.PROVED_UNDER_HYPOTHESES, response_proof, (sommerfeld,)),
         Link("response at fixed density", "series in t", read.claim(f"{response(s)} = {in_t}", about=("tau", 0, 7)),
              Status.ASYMPTOTIC, proof, (sommerfeld,)),),
        "Beyond the paper",
    )


# Proofs
polylogarithms = (
    read.calc("R")
    .then("k_B*Theta*Derivative(N(mu), mu)/N(mu)", using(ratio))
    .then("polylog(nu/2 - 1, -exp(mu/(k_B*Theta)))/polylog(nu/2, -exp(mu/(k_B*Theta)))", using(polylog))
)
two_dimensions = (
    read.calc("exp(eta)/(1 + exp(eta))/log(1 + exp(eta))")
    .then("t*(1 - exp(-1/t))", using(plane))
)
SECTION = Section(
    "Beyond the paper",
    equations=(
        Equation(
            "ideal-gas", "the sum rule's ratio of a free gas at any temperature", gas,
            (("", read("R")),
             ("=", read("polylog(nu/2 - 1, -exp(mu/(k_B*Theta)))/polylog(nu/2, -exp(mu/(k_B*Theta)))"))),
            (
                Link("ratio", "polylogarithms",
                     read.claim("R = polylog(nu/2 - 1, -exp(mu/(k_B*Theta)))/polylog(nu/2, -exp(mu/(k_B*Theta)))"),
                     Status.PROVED_UNDER_HYPOTHESES, polylogarithms, (parabolic,)),
                Link("2D, in mu", "2D, in t",
                     read.claim("exp(eta)/(1 + exp(eta))/log(1 + exp(eta)) = t*(1 - exp(-1/t))"),
                     Status.PROVED, two_dimensions),
            ),
            "Beyond the paper",
        ),
        Equation(
            "moments", "moments of -df/dE, the coefficients of Sommerfeld's expansion", gas,
            (("", read(MOMENT.format(2))), ("=", read("pi**2/3"))),
            (
                Link("second moment", "2! pi^2/6", read.claim(f"{MOMENT.format(2)} = pi**2/3"), Status.PROVED),
                Link("fourth moment", "4! 7 pi^4/360", read.claim(f"{MOMENT.format(4)} = 7*pi**4/15"), Status.PROVED),
            ),
            "Beyond the paper",
        ),
        corrected(1, "1/2", "t/2*(1 + pi**2/12*t**2 + 13*pi**4/144*t**4)",
                  "tau/2 + pi**2*tau**3/12 + 11*pi**4*tau**5/144"),
        corrected(3, "3/2", "3*t/2*(1 - pi**2/12*t**2 - 11*pi**4/360*t**4)",
                  "3*tau/2 - pi**2*tau**3/4 - pi**4*tau**5/80"),
        Equation(
            "large-bias", "the bracket at large bias", gas,
            (("", read("x*coth(x)")), ("=", read("Abs(x)*(1 + 2/(exp(2*Abs(x)) - 1))"))),
            (
                Link("x coth x", "|x| and an exponentially small term",
                     read.claim("x*coth(x) = Abs(x)*(1 + 2/(exp(2*Abs(x)) - 1))"), Status.PROVED),
            ),
            "Beyond the paper",
        ),
    ),
    expansions=(
        Expansion("degenerate-wire", "N(V)/N(0) of a degenerate wire", read("2/3*(1 - (1 - w)**(3/2))/w"), read("w"),
                  gas, 24),
        Expansion("x-over-sinh-x", "the thermal damping factor x/sinh x", read("x/sinh(x)"), read("x"), gas, 40),
    ),
)
