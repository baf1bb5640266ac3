"""Fluctuation and dissipation: the power absorbed in steady state, and the Kubo conductance.

Paper    Eqs. (1)-(2)
Assumes  linear response (the fluctuation-dissipation relation itself); a stationary, integrable current correlation;
         in steady state the mean current does not depend on position

The bracket [j, j] is the symmetrised (Kubo) correlation: it has the dimension of a product, as (1) and (2) need.
"""

from symrules.derivation import Equation, Hypothesis, Link, Section, Status
from symrules.justify import (
    Reader,
    algebra,
    change_of_variable,
    improper_integral,
    instance,
    limit_under_integral,
    splitting,
    using,
)
from symrules.notation import Notation

# Notation
wire = Notation("current correlations in a wire of length L")
wire.symbol("L",     "L",          "length",             "positive", "length of the conductor")
wire.symbol("x",     "x",          "length",             "real",     "position")
wire.symbol("x1",    "x'",         "length",             "real",     "second position")
wire.symbol("t",     "t",          "time",               "real",     "time")
wire.symbol("t1",    "t'",         "time",               "real",     "earlier time")
wire.symbol("t2",    "t''",        "time",               "real",     "time difference")
wire.symbol("k_B",   "k_B",        "energy/temperature", "positive", "Boltzmann's constant")
wire.symbol("Theta", "T",          "temperature",        "positive", "temperature")
wire.symbol("P",     "P",          "power",              "real",     "power absorbed in steady state")
wire.symbol("G",     "G",          "conductance",        "real",     "conductance")
wire.symbol("V",     "V",          "voltage",            "nonzero",  "electromotive force")
wire.symbol("I",     "I",          "current",            "real",     "current")
wire.symbol("e",     "e",          "charge",             "positive", "elementary charge")
wire.symbol("m",     "m",          "mass",               "positive", "effective mass")
wire.symbol("N",     "N",          "1",                  "positive", "number of carriers")
wire.symbol("n",     "n",          "1/length",           "positive", "carriers per length")
wire.symbol("tau",   r"\tau",      "time",               "positive", "relaxation time")
wire.symbol("tau_0", r"\tau_0",    "time",               "positive", "correlation time")
wire.symbol("ell",   r"\ell",      "length",             "positive", "correlation length")
wire.symbol("C_0",   "C_0",        "(charge*velocity)**2", "positive", "equal-point correlation of j")
wire.function("E", ["x"], "E", "electric_field", meaning="electric field", latex_default="E(x)")
wire.function("J", ["x", "t"], r"\langle j/L\rangle_I", "current", meaning="mean of j/L in the driven state",
              latex_default=r"\langle j(x,t)/L\rangle_I")
wire.function("C", ["x", "t", "x1", "t1"], r"\langle[j/L,j/L]\rangle_0", "current**2",
              meaning="equilibrium correlation of j/L at two points and times",
              latex_default=r"\langle[j(x,t)/L,\,j(x',t')/L]\rangle_0")
wire.function("S", ["x", "x1", "t2"], r"\langle[j/L,j/L]\rangle_0", "current**2",
              meaning="the same, as a function of the time difference",
              latex_default=r"\langle[j(x,t'')/L,\,j(x',0)/L]\rangle_0")
wire.function("K", ["x", "x1", "t"], r"\langle[j,j]\rangle", "(charge*velocity)**2",
              meaning="equilibrium correlation of j", latex_default=r"\langle[j(x,t),\,j(x',0)]\rangle")
wire.function("jj", ["t"], r"\langle[j,j]\rangle", "(charge*velocity)**2",
              meaning="correlation of the mean current density", latex_default=r"\langle[j(t),\,j(0)]\rangle")
read = Reader(wire, "Eqs. (1)-(2)")

# Hypotheses and definitions
power_absorbed  = Hypothesis("absorbed power", "P is the power that the current generator supplies, P = VI")
ohmic           = Hypothesis("conductance", "G is defined by P = G V^2")
linear_response = Hypothesis("linear response", "the fluctuation-dissipation relation in the weak-field limit")
steady_state    = Hypothesis("steady state", "the mean current does not depend on position: <j(x,t)/L> -> I")
stationarity    = Hypothesis("stationarity", "the equilibrium correlation depends on t - t' only")
uniform_field   = Hypothesis("uniform field", "E = -V/L along the conductor")
mean_current    = Hypothesis("mean current", "j(t) is the mean of j(x,t) over the length (Ramo-Shockley)")
exponential     = Hypothesis("exponential correlation", "C_0 exp(-t/tau_0) exp(-|x-x'|/ell)")
drude           = Hypothesis("Drude", "velocities of N independent carriers relax as exp(-t/tau)")

voltage     = read.rule("V = -Integral(E(x), (x, 0, L))", "the definition of V")
steady      = read.rule("Limit(J(x, t), t, oo) = I", hypothesis=steady_state)
stationary  = read.rule("C(x, t, x1, t1) = S(x, x1, t - t1)", hypothesis=stationarity)
bilinear    = read.rule("S(x, x1, t2) = K(x, x1, t2)/L**2", "bilinearity of the average")
uniform     = read.rule("E(x) = -V/L", hypothesis=uniform_field)
mean        = read.rule("jj(t) = Integral(K(x, x1, t), (x1, 0, L), (x, 0, L))/L**2", hypothesis=mean_current)
correlator  = read.rule("K(x, x1, t) = C_0*exp(-t/tau_0)*exp(-Abs(x - x1)/ell)", hypothesis=exponential)
drude_noise = read.rule("jj(t) = N*e**2*(k_B*Theta/m)*exp(-t/tau)", hypothesis=drude)
drude_drift = read.rule("J(x, t) = -N*e*(e*tau*(V/L)/m)/L", hypothesis=drude)
density     = read.rule("N = n*L", "the definition of n")

# Expressions of the paper
MEAN_POWER = "-Limit(Integral(E(x)*J(x, t), (x, 0, L)), t, oo)"
RESPONSE   = ("Limit(Integral((-E(x))*(C(x, t, x1, t1)/(k_B*Theta))*(-E(x1)), (x1, 0, L), (x, 0, L), (t1, 0, t)),"
              " t, oo)")
POWER      = "1/(k_B*Theta)*Integral((-E(x))*S(x, x1, t2)*(-E(x1)), (x1, 0, L), (x, 0, L), (t2, 0, oo))"
KUBO       = "1/(k_B*Theta)*Integral(E(x)/V*Integral(E(x1)/V*(K(x, x1, t)/L**2), (x1, 0, L)), (x, 0, L), (t, 0, oo))"
UNIFORM    = "1/(L**2*k_B*Theta)*Integral(jj(t), (t, 0, oo))"

# Proofs
steady_power = (
    read.calc(MEAN_POWER, reverse=True)
    .then("-Integral(Limit(E(x)*J(x, t), t, oo), (x, 0, L))", limit_under_integral)
    .then("-Integral(E(x)*Limit(J(x, t), t, oo), (x, 0, L))", algebra)
    .then("-Integral(E(x)*I, (x, 0, L))",                     using(steady))
    .then("-Integral(E(x), (x, 0, L))*I",                     algebra)
    .then("V*I",                                              using(voltage))
)
stationary_power = (
    read.calc(RESPONSE)
    .then("Limit(Integral(E(x)*S(x, x1, t - t1)*E(x1)/(k_B*Theta), (x1, 0, L), (x, 0, L), (t1, 0, t)), t, oo)",
          using(stationary))
    .then("Limit(Integral(E(x)*S(x, x1, t2)*E(x1)/(k_B*Theta), (x1, 0, L), (x, 0, L), (t2, 0, t)), t, oo)",
          change_of_variable("t1", t2="t - t1"))
    .then("Integral(E(x)*S(x, x1, t2)*E(x1)/(k_B*Theta), (x1, 0, L), (x, 0, L), (t2, 0, oo))", improper_integral)
    .then(POWER, algebra)
)
kubo_conductance = (
    read.calc("P/V**2")
    .then("1/(V**2*k_B*Theta)*Integral(E(x)*S(x, x1, t2)*E(x1), (x1, 0, L), (x, 0, L), (t2, 0, oo))",
          using(read.rule(f"P = {POWER}", "Eq. (1)")))
    .then(KUBO, using(bilinear))
)
uniform_conductance = (
    read.calc(KUBO)
    .then("1/(k_B*Theta*L**4)*Integral(K(x, x1, t), (x1, 0, L), (x, 0, L), (t, 0, oo))", using(uniform))
    .then(UNIFORM, using(mean))
)
exponential_conductance = (
    read.calc(UNIFORM)
    .then("1/(L**4*k_B*Theta)*Integral(K(x, x1, t), (x1, 0, L), (x, 0, L), (t, 0, oo))", using(mean))
    .then("C_0/(L**4*k_B*Theta)*Integral(exp(-t/tau_0)*exp(-Abs(x - x1)/ell), (x1, 0, L), (x, 0, L), (t, 0, oo))",
          instance(correlator))
    .then("C_0/(L**4*k_B*Theta)*Integral(Integral(exp(-t/tau_0)*exp(-(x - x1)/ell), (x1, 0, x))"
          " + Integral(exp(-t/tau_0)*exp((x - x1)/ell), (x1, x, L)), (x, 0, L), (t, 0, oo))",
          splitting("x1", at="x"))
    .then("C_0*tau_0/(k_B*Theta*L**4)*2*ell*(L - ell*(1 - exp(-L/ell)))", algebra)
)
drude_conductance = (
    read.calc(UNIFORM)
    .then("1/(L**2*k_B*Theta)*Integral(N*e**2*(k_B*Theta/m)*exp(-t/tau), (t, 0, oo))", instance(drude_noise))
    .then("N*e**2*tau/(m*L**2)", algebra)
    .then("n*e**2*tau/(m*L)",    using(density))
)
opposite_sign = (
    read.calc(MEAN_POWER)
    .then("-Limit(Integral((-V/L)*J(x, t), (x, 0, L)), t, oo)",                        using(uniform))
    .then("-Limit(Integral((-V/L)*(-N*e*(e*tau*(V/L)/m)/L), (x, 0, L)), t, oo)",        instance(drude_drift))
    .then("-V**2*(N*e**2*tau/(m*L**2))",                                                algebra)
    .then("-V**2/(L**2*k_B*Theta)*Integral(N*e**2*(k_B*Theta/m)*exp(-t/tau), (t, 0, oo))", algebra)
    .then("-V**2/(L**2*k_B*Theta)*Integral(jj(t), (t, 0, oo))",                         instance(drude_noise))
)

# Concrete functions, for a witness where a statement is false
DRIVEN   = {"J(x, t)": "I"}
DECAYING = {"S(x, x1, t2)": "C_0/L**2*exp(-t2/tau_0)", "K(x, x1, t)": "C_0*exp(-t/tau_0)"}

SECTION = Section(
    "Fluctuation and dissipation",
    equations=(
        Equation(
            "1", "power absorbed in steady state", wire,
            (("", read("P")), ("=", read("V*I")), ("=", read(MEAN_POWER)), (r"\equiv", read(RESPONSE)),
             ("=", read(POWER))),
            (
                Link("P", "VI", read.claim("P = V*I"), Status.POSTULATE, hypotheses=(power_absorbed,)),
                Link("P = VI", "mean power", read.claim(f"V*I = {MEAN_POWER}"), Status.PROVED_UNDER_HYPOTHESES,
                     steady_power, (steady_state,), DRIVEN),
                Link("mean power", "response", read.claim(f"{MEAN_POWER} = {RESPONSE}"), Status.POSTULATE,
                     hypotheses=(linear_response,),
                     remark="linear response is the fluctuation-dissipation relation itself: physics, not algebra"),
                Link("response", "last form", read.claim(f"{RESPONSE} = {POWER}"), Status.PROVED_UNDER_HYPOTHESES,
                     stationary_power, (stationarity,), DECAYING),
                Link("mean power", "minus the last form (sign)",
                     read.claim(f"{MEAN_POWER} = -V**2/(L**2*k_B*Theta)*Integral(jj(t), (t, 0, oo))"),
                     Status.PROVED_UNDER_HYPOTHESES, opposite_sign, (uniform_field, drude), DRIVEN,
                     "with e > 0 and j = -ev as printed, the first form has the opposite sign of the last one, which "
                     "is quadratic in E and blind to it"),
            ),
            "2. Basics",
        ),
        Equation(
            "2", "Kubo conductance", wire,
            (("", read("G")), ("=", read("P/V**2")), ("=", read(KUBO)), (r"\to", read(UNIFORM))),
            (
                Link("G", "P/V^2", read.claim("G = P/V**2"), Status.POSTULATE, hypotheses=(ohmic,)),
                Link("G = P/V^2", "general field", read.claim(f"P/V**2 = {KUBO}"), Status.PROVED, kubo_conductance,
                     instances=DECAYING),
                Link("general field", "uniform field", read.claim(f"{KUBO} = {UNIFORM}"),
                     Status.PROVED_UNDER_HYPOTHESES, uniform_conductance, (uniform_field, mean_current), DECAYING),
                Link("uniform field", "exponential correlation",
                     read.claim(f"{UNIFORM} = C_0*tau_0/(k_B*Theta*L**4)*2*ell*(L - ell*(1 - exp(-L/ell)))"),
                     Status.PROVED_UNDER_HYPOTHESES, exponential_conductance, (mean_current, exponential)),
                Link("exponential correlation", "correlation length to infinity",
                     read.claim("Limit(C_0*tau_0/(k_B*Theta*L**4)*2*ell*(L - ell*(1 - exp(-L/ell))), ell, oo)"
                                " = C_0*tau_0/(k_B*Theta*L**2)"), Status.PROVED),
                Link("uniform field", "Drude", read.claim(f"{UNIFORM} = n*e**2*tau/(m*L)"),
                     Status.PROVED_UNDER_HYPOTHESES, drude_conductance, (drude,)),
            ),
            "2. Basics",
        ),
    ),
)
