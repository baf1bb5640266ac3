"""Pseudo-diffusive transport: a density profile that follows the voltage changes the number of carriers.

Paper    Eq. (9)
Assumes  the density along the wire is n(mu_up - eV(x)); n twice continuously differentiable

"First order in V" is meant at a fixed shape u of the profile, V(x) = V u(x); the paper's factor 1/2 is the mean of u
for a linear profile.
"""

from symrules.derivation import Equation, Hypothesis, Link, Section, Status
from symrules.justify import Reader, algebra, antiderivative, expansion, instance, using
from symrules.notation import Notation

# Notation
wire = Notation("a wire between an upstream and a downstream reservoir")
wire.symbol("L",     "L",                  "length",             "positive", "length of the wire")
wire.symbol("x",     "x",                  "length",             "real",     "position")
wire.symbol("e",     "e",                  "charge",             "positive", "elementary charge")
wire.symbol("V",     "V",                  "voltage",            "real",     "electromotive force")
wire.symbol("k_B",   "k_B",                "energy/temperature", "positive", "Boltzmann's constant")
wire.symbol("Theta", "T",                  "temperature",        "positive", "temperature")
wire.symbol("mu_up", r"\mu_{\mathrm{up}}", "energy",             "positive", "upstream chemical potential")
wire.symbol("p",     "p",                  "1",                  "positive", "exponent of a power-law profile")
wire.symbol("w",     "w",                  "1",                  "(0, 1)",   "eV/mu_up")
wire.symbol("c",     "c",                  "1/length/energy**(1/2)", "positive", "scale of the density of states")
wire.symbol("V_bar", r"\bar V",            "voltage",            "real",     "mean of V(x) along the wire")
wire.symbol("DN0",   r"\Delta N(0)",       "1",                  "positive", "equilibrium number fluctuation")
wire.symbol("N_V",   "N(V)",               "1",                  "positive", "carriers under transport")
wire.symbol("N_0",   "N(0)",               "1",                  "positive", "carriers at equilibrium")
wire.function("n", ["mu_up"], "n", "1/length", "positive", "density as a function of the local chemical potential",
              latex_default=r"n(\mu_{\mathrm{up}})")
wire.function("V_x", ["x"], "V", "voltage", meaning="voltage along the wire", latex_default="V(x)")
wire.function("u", ["x"], "u", meaning="shape of the voltage profile", latex_default="u(x)")
read = Reader(wire, "Eq. (9)")

# Hypotheses and definitions
profile    = Hypothesis("pseudo-diffusion", "the density follows the local voltage, n(mu_up - eV(x))")
smooth     = Hypothesis("smooth density", "n is twice continuously differentiable (with n in C^1 only, o(V))")
linear     = Hypothesis("linear profile", "V(x) = V x/L")
power      = Hypothesis("power-law profile", "V(x) = V (x/L)**p")
degenerate = Hypothesis("degenerate 1D gas", "n is proportional to mu**(1/2)")

fluctuation = read.rule("DN0 = k_B*Theta*L*Derivative(n(mu_up), mu_up)", "the definition of Delta N")
shape       = read.rule("V_x(x) = V*u(x)", "the shape of the profile")
mean        = read.rule("V_bar = Integral(V_x(x), (x, 0, L))/L", "the definition of the mean")
straight    = read.rule("V_x(x) = V*x/L", hypothesis=linear)
bent        = read.rule("V_x(x) = V*(x/L)**p", hypothesis=power)
root        = read.rule("n(mu_up) = c*sqrt(mu_up)", hypothesis=degenerate)
bias        = read.rule("V = w*mu_up/e", "the definition of w")
number      = read.rule("N_V = Integral(n(mu_up - e*V_x(x)), (x, 0, L))", hypothesis=profile)
equilibrium = read.rule("N_0 = Integral(n(mu_up), (x, 0, L))", "the number at V = 0")

# Expressions of the paper
CHANGE  = "Integral(n(mu_up - e*V_x(x)) - n(mu_up), (x, 0, L))"
LINEAR  = "Integral(Derivative(n(mu_up), mu_up)*(-(e*V_x(x))), (x, 0, L))"
RESULT  = "-DN0*(e*V/(2*k_B*Theta))"
EXACT   = "2/3*(1 - (1 - w)**(3/2))/w"

# Proofs
first_order = (
    read.calc(CHANGE)
    .then("Integral(n(mu_up - e*V*u(x)) - n(mu_up), (x, 0, L))",            using(shape))
    .then("Integral(Derivative(n(mu_up), mu_up)*(-(e*V*u(x))), (x, 0, L))", expansion("V", 2))
    .then(LINEAR,                                                           using(shape))
)
mean_voltage = (
    read.calc(LINEAR)
    .then("-e*Derivative(n(mu_up), mu_up)*Integral(V_x(x), (x, 0, L))",  algebra)
    .then("-e*Derivative(n(mu_up), mu_up)*L*V_bar",                      using(mean))
    .then("-DN0*(e*V_bar/(k_B*Theta))",                                  using(fluctuation))
)
linear_profile = (
    read.calc(LINEAR)
    .then("Integral(Derivative(n(mu_up), mu_up)*(-e*V*x/L), (x, 0, L))", instance(straight))
    .then("-Derivative(n(mu_up), mu_up)*e*V*L/2",
          antiderivative("x", "-Derivative(n(mu_up), mu_up)*e*V*x**2/(2*L)"))
    .then(RESULT,                                                        using(fluctuation))
)
power_profile = (
    read.calc(LINEAR)
    .then("-e*V*Derivative(n(mu_up), mu_up)*Integral((x/L)**p, (x, 0, L))", instance(bent))
    .then("-e*V*Derivative(n(mu_up), mu_up)*L/(p + 1)", antiderivative("x", "L/(p + 1)*(x/L)**(p + 1)"))
    .then("-DN0*(e*V/((p + 1)*k_B*Theta))",             using(fluctuation))
)
degenerate_wire = (
    read.calc("N_V/N_0")
    .then("Integral(n(mu_up - e*V_x(x)), (x, 0, L))/Integral(n(mu_up), (x, 0, L))", using(number, equilibrium))
    .then("Integral(c*sqrt(mu_up - e*V*(x/L)), (x, 0, L))/Integral(c*sqrt(mu_up), (x, 0, L))",
          instance(root, straight))
    .then("Integral(sqrt(1 - w*(x/L)), (x, 0, L))/L", using(bias))
    .then(EXACT, antiderivative("x", "-2*L/(3*w)*(1 - w*x/L)**(3/2)"))
)
small_bias = read.calc(EXACT).then("1 - w/4 - w**2/24 - w**3/64", expansion("w", 4))

SECTION = Section(
    "Pseudo-diffusive transport",
    equations=(
        Equation(
            "9", "change of the carrier number under pseudo-diffusive transport", wire,
            (("", read("N_V - N_0")), ("=", read(CHANGE)), (r"\to", read(LINEAR)), (r"\sim", read(RESULT))),
            (
                Link("N(V) - N(0)", "density profile", read.claim(f"N_V - N_0 = {CHANGE}"), Status.POSTULATE,
                     hypotheses=(profile,)),
                Link("density profile", "first order in V", read.claim(f"{CHANGE} = {LINEAR}", about=("V", 0, 2)),
                     Status.ASYMPTOTIC, first_order, (smooth,)),
                Link("first order in V", "Delta N(0) eV/2kT", read.claim(f"{LINEAR} = {RESULT}"),
                     Status.PROVED_UNDER_HYPOTHESES, linear_profile, (linear,)),
                Link("first order in V", "mean voltage",
                     read.claim(f"{LINEAR} = -DN0*(e*V_bar/(k_B*Theta))"), Status.PROVED, mean_voltage,
                     remark="the general factor is the mean of V(x); it is V/2 for a linear profile only"),
                Link("first order in V", "power-law profile",
                     read.claim(f"{LINEAR} = -DN0*(e*V/((p + 1)*k_B*Theta))"), Status.PROVED_UNDER_HYPOTHESES,
                     power_profile, (power,)),
                Link("N(V)/N(0)", "exact for a degenerate wire", read.claim(f"N_V/N_0 = {EXACT}"),
                     Status.PROVED_UNDER_HYPOTHESES, degenerate_wire, (profile, linear, degenerate)),
                Link("exact for a degenerate wire", "small bias",
                     read.claim(f"{EXACT} = 1 - w/4 - w**2/24 - w**3/64", about=("w", 0, 4)), Status.ASYMPTOTIC,
                     small_bias),
                Link("N(V)", "N(0), as Eq. (4) requires", read.claim(f"{EXACT} = 1"), Status.REFUTED,
                     hypotheses=(profile, linear, degenerate),
                     remark="the profile changes the number of carriers: neutrality, Eq. (4), is violated"),
            ),
            "5a. Violations of the compressibility sum rule",
        ),
    ),
)
