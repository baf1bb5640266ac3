"""Perfect screening: a driven conductor stays neutral, so its fluctuations are those of equilibrium.

Paper    Eqs. (3)-(5)
Assumes  neutrality of the driven region for every current, on a neighbourhood of the chemical potential; Omega fixed
"""

from symrules.derivation import Equation, Hypothesis, Link, Section, Status
from symrules.justify import Reader, algebra, differentiation, fundamental_theorem, using
from symrules.notation import Notation

# Notation
device = Notation("a driven conductor between two reservoirs", bases=("nu_volume",))
device.symbol("t",     "t",          "time",        "real",     "time")
device.symbol("I",     "I",          "current",     "real",     "current")
device.symbol("I1",    "I'",         "current",     "real",     "current, as integration variable")
device.symbol("mu",    r"\mu",       "energy",      "real",     "chemical potential of the reservoirs")
device.symbol("mu_0",  r"\mu_0",     "energy",      "real",     "one value of the chemical potential")
device.symbol("dmu",   r"\delta\mu", "energy",      "real",     "variation of the chemical potential")
device.symbol("r",     "r",          "nu_volume",   "real",     "position",
              region=r"\Omega", measure="dr")
device.symbol("k",     "k",          "1/nu_volume", "real",     "wave vector (with spin and valley)",
              measure=r"\frac{dk}{(2\pi)^\nu}")
device.function("f",       ["k", "r", "t", "I", "mu"], "f_k", domain="[0, 1]", meaning="driven distribution",
                latex_default="f_k(r,t;I)")
device.function("f_eq",    ["k", "r", "mu"],           r"f^{\mathrm{eq}}_k", domain="[0, 1]",
                meaning="equilibrium distribution", latex_default=r"f^{\mathrm{eq}}_k(r)")
device.function("df",      ["k", "r", "t", "I", "mu"], r"\delta f_k", meaning="variation of the distribution",
                latex_default=r"\delta f_k(r,t;I)")
device.function("df_eq",   ["k", "r", "mu"],           r"\delta f^{\mathrm{eq}}_k",
                meaning="variation of the equilibrium distribution", latex_default=r"\delta f^{\mathrm{eq}}_k(r)")
device.function("N",       ["I", "mu"], "N",      "1",         "positive", "mobile carriers in the driven region")
device.function("dN",      ["mu"],      r"\delta N",                       meaning="variation of N")
device.function("N_eq",    ["mu"],      "N",      "1",         "positive", "mobile carriers at equilibrium")
device.function("Volume",  ["I"],       r"\Omega", "nu_volume", "positive", "volume of the driven region")
device.function("A",       ["mu"],      "A",      meaning="a number of carriers")
device.function("B",       ["mu"],      "B",      meaning="another number of carriers")
read = Reader(device, "Eqs. (3)-(5)")

# Hypotheses and definitions
neutrality    = Hypothesis("neutrality", "the driven region is neutral at every current, so N and Omega do not vary")
neighbourhood = Hypothesis("neighbourhood", "neutrality holds on a neighbourhood of mu, with Omega fixed")

neutral        = read.rule("Derivative(N(I1, mu), I1) = 0", hypothesis=neutrality)
driven_number  = read.rule("Integral(f, k, r) = N_eq(mu)", hypothesis=neighbourhood)
number         = read.rule("Integral(f_eq, k, r) = N_eq(mu)", "the definition of N at equilibrium")
variation      = read.rule("df(k, r, t, I, mu) = Derivative(f(k, r, t, I, mu), mu)*dmu", "the definition of delta f")
eq_variation   = read.rule("df_eq(k, r, mu) = Derivative(f_eq(k, r, mu), mu)*dmu", "the definition of delta f_eq")
dN_definition  = read.rule("dN(mu) = Derivative(N_eq(mu), mu)*dmu", "the definition of delta N")
conserved      = read.rule("N(I, mu) = N(0, mu)", "(4)")

# Proofs
integrated = (
    read.calc("N(0, mu) + Integral(Derivative(N(I1, mu), I1), (I1, 0, I))", reverse=True)
    .then("N(I, mu)", fundamental_theorem("I1"))
)
number_is_conserved = (
    read.calc("N(0, mu) + Integral(Derivative(N(I1, mu), I1), (I1, 0, I))")
    .then("N(0, mu)", using(neutral))
)
rigid = read.calc("Derivative(N(I, mu), I)").then("Derivative(N(0, mu), I)", using(conserved)).then("0", algebra)
driven_variation = (
    read.calc("Integral(df, k, r)")
    .then("Integral(Derivative(f, mu)*dmu, k, r)",     using(variation))
    .then("Derivative(Integral(f, k, r), mu)*dmu",     differentiation)
    .then("Derivative(N_eq(mu), mu)*dmu",              using(driven_number))
    .then("dN(mu)",                                    using(dN_definition))
)
equilibrium_variation = (
    read.calc("dN(mu)")
    .then("Derivative(N_eq(mu), mu)*dmu",              using(dN_definition))
    .then("Derivative(Integral(f_eq, k, r), mu)*dmu",  using(number))
    .then("Integral(Derivative(f_eq, mu)*dmu, k, r)",  differentiation)
    .then("Integral(df_eq, k, r)",                     using(eq_variation))
)

SECTION = Section(
    "Perfect screening",
    equations=(
        Equation(
            "3", "neutrality of the driven conductor", device,
            (("", read("Variation(N, I)")), ("=", read("0")), ("=", read("Variation(Volume, I)"))),
            (
                Link("dN/dI", "0", read.claim("Variation(N, I) = 0"), Status.POSTULATE, hypotheses=(neutrality,)),
                Link("0", "dOmega/dI", read.claim("0 = Variation(Volume, I)"), Status.POSTULATE,
                     hypotheses=(neutrality,)),
                Link("N(I)", "N(0) plus its increment",
                     read.claim("N(I, mu) = N(0, mu) + Integral(Derivative(N(I1, mu), I1), (I1, 0, I))"),
                     Status.PROVED, integrated),
                Link("(3) for all I", "(4): N(I) = N(0)",
                     read.claim("N(0, mu) + Integral(Derivative(N(I1, mu), I1), (I1, 0, I)) = N(0, mu)"),
                     Status.PROVED_UNDER_HYPOTHESES, number_is_conserved, (neutrality,)),
                Link("(4) for all I", "(3)", read.claim("Derivative(N(I, mu), I) = 0"),
                     Status.PROVED_UNDER_HYPOTHESES, rigid, (neutrality,)),
            ),
            "3. Conservation in open conductors",
        ),
        Equation(
            "4", "the driven region holds its equilibrium number", device,
            (("", read("Integral(f, k, r)")), ("=", read("N_eq")), ("=", read("Integral(f_eq, k, r)"))),
            (
                Link("driven", "N", read.claim("Integral(f, k, r) = N_eq"), Status.POSTULATE, hypotheses=(neutrality,)),
                Link("N", "equilibrium", read.claim("N_eq = Integral(f_eq, k, r)"), Status.POSTULATE,
                     hypotheses=(neutrality,)),
            ),
            "3. Conservation in open conductors",
        ),
        Equation(
            "5", "perfect-screening sum rule", device,
            (("", read("Integral(df, k, r)")), ("=", read("dN")), ("=", read("Integral(df_eq, k, r)"))),
            (
                Link("driven", "delta N", read.claim("Integral(df, k, r) = dN"), Status.PROVED_UNDER_HYPOTHESES,
                     driven_variation, (neighbourhood,)),
                Link("delta N", "equilibrium", read.claim("dN = Integral(df_eq, k, r)"),
                     Status.PROVED_UNDER_HYPOTHESES, equilibrium_variation, (neighbourhood,)),
                Link("(4) at one mu only", "(5) at that mu",
                     read.claim("Subs(Derivative(A(mu), mu), mu, mu_0) = Subs(Derivative(B(mu), mu), mu, mu_0)",
                                "A(mu_0) = B(mu_0)"),
                     Status.REFUTED, instances={"A(mu)": "1 + (mu - mu_0)/dmu", "B(mu)": "1"},
                     remark="equal numbers at a single chemical potential leave their variations free: (4) is needed "
                            "on a neighbourhood of mu"),
            ),
            "3. Conservation in open conductors",
        ),
    ),
)
