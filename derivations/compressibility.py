"""The compressibility sum rule: number fluctuations and compressibility do not depend on the current.

Paper    Eqs. (6)-(8)
Assumes  free carriers in a static mean field U_0 held fixed; (5)
"""

from symrules.derivation import Equation, Hypothesis, Link, Section, Status
from symrules.justify import Reader, algebra, differentiation, using
from symrules.notation import Notation

# Notation
gas = Notation("an electron gas at fixed temperature", bases=("nu_volume",))
gas.symbol("nu",    r"\nu",        "1",                  "positive", "number of space dimensions")
gas.symbol("t",     "t",           "time",               "real",     "time")
gas.symbol("I",     "I",           "current",            "real",     "current")
gas.symbol("mu",    r"\mu",        "energy",             "real",     "chemical potential")
gas.symbol("eps",   r"\varepsilon_k", "energy",          "real",     "band energy")
gas.symbol("e_F",   r"\varepsilon_F", "energy",          "positive", "Fermi energy")
gas.symbol("k_B",   "k_B",         "energy/temperature", "positive", "Boltzmann's constant")
gas.symbol("Theta", "T",           "temperature",        "positive", "temperature")
gas.symbol("T_e",   "T_e",         "temperature",        "positive", "temperature of the driven carriers")
gas.symbol("Omega", r"\Omega",     "nu_volume",          "positive", "volume")
gas.symbol("kappa", r"\kappa",     "nu_volume/energy",   "real",     "compressibility")
gas.symbol("s",     "s",           "1",                  "nonnegative integer", "occupation of one level")
gas.symbol("c",     "c",           "1/nu_volume",        "positive", "density at mu = epsilon_F")
gas.symbol("r",     "r",           "nu_volume",          "real",     "position", region=r"\Omega", measure="dr")
gas.symbol("k",     "k",           "1/nu_volume",        "real",     "wave vector",
           measure=r"\frac{dk}{(2\pi)^\nu}")
gas.function("U_0",    ["r"],                       "U_0", "energy", meaning="static mean field", latex_default="U_0(r)")
gas.function("f_eq",   ["k", "r", "mu"],            r"f^{\mathrm{eq}}_k",
             meaning="equilibrium distribution", latex_default=r"f^{\mathrm{eq}}_k(r)")
gas.function("f",      ["k", "r", "t", "I", "mu"],  "f_k", domain="[0, 1]", meaning="driven distribution",
             latex_default="f_k(r,t;I)")
gas.function("Df",     ["k", "r", "t", "I", "mu"],  r"\Delta f_k", meaning="mean-square fluctuation of the occupation",
             latex_default=r"\Delta f_k(r,t;I)")
gas.function("Df_eq",  ["k", "r", "mu"],            r"\Delta f^{\mathrm{eq}}_k",
             meaning="mean-square fluctuation at equilibrium", latex_default=r"\Delta f^{\mathrm{eq}}_k(r)")
gas.function("N",      ["mu", "Omega"], "N",           "1",           "positive", "mobile carriers")
gas.function("DN",     ["mu"],          r"\Delta N",   "1",           "real",     "mean-square number fluctuation")
gas.function("n",      ["mu"],          "n",           "1/nu_volume", "positive", "density", latex_default="n")
gas.function("p",      ["mu"],          "p",           "energy/nu_volume", "real", "pressure", latex_default="p")
read = Reader(gas, "Eqs. (6)-(8)")

# Hypotheses and definitions
screening = Hypothesis("perfect screening", "Eq. (5): the variations of N, driven and at equilibrium, agree")
free_gas  = Hypothesis("degenerate free gas", "n is proportional to mu**(nu/2), with mu = epsilon_F")

fermi        = read.rule("f_eq(k, r, mu) = 1/(1 + exp((eps + U_0(r) - mu)/(k_B*Theta)))", "the Fermi function")
occupation   = read.rule("f_eq(k, r, mu) = Sum(s*exp(-s*(eps + U_0(r) - mu)/(k_B*Theta)), (s, 0, 1))"
                         "/Sum(exp(-s*(eps + U_0(r) - mu)/(k_B*Theta)), (s, 0, 1))",
                         "the mean occupation of a level in the grand canonical ensemble")
screened     = read.rule("Integral(Derivative(f, mu), k, r) = Derivative(N, mu)", hypothesis=screening)
screened_eq  = read.rule("Integral(Derivative(f_eq, mu), k, r) = Derivative(N, mu)", hypothesis=screening)
fluctuation  = read.rule("Df(k, r, t, I, mu) = k_B*Theta*Derivative(f(k, r, t, I, mu), mu)", "the definition of Delta f")
fluctuation_eq = read.rule("Df_eq(k, r, mu) = k_B*Theta*Derivative(f_eq(k, r, mu), mu)", "the definition of Delta f_eq")
number_fluctuation = read.rule("DN(mu) = k_B*Theta*Derivative(N(mu, Omega), mu)", "the definition of Delta N")
elasticity   = read.rule("kappa = Derivative(n(mu), mu)/(n(mu)*Derivative(p(mu), mu))",
                         "the definition of kappa, (1/n) dn/dp")
gibbs_duhem  = read.rule("Derivative(p(mu), mu) = n(mu)", "Gibbs-Duhem at fixed T, dp = n d mu")
extensive    = read.rule("N(mu, Omega) = n(mu)*Omega", "the definition of n")
power_law    = read.rule("n(mu) = c*(mu/e_F)**(nu/2)", hypothesis=free_gas)

# Proofs
grand_canonical = (
    read.calc("f_eq")
    .then("Sum(s*exp(-s*(eps + U_0 - mu)/(k_B*Theta)), (s, 0, 1))"
          "/Sum(exp(-s*(eps + U_0 - mu)/(k_B*Theta)), (s, 0, 1))", using(occupation))
    .then("exp(-(eps + U_0 - mu)/(k_B*Theta))/(1 + exp(-(eps + U_0 - mu)/(k_B*Theta)))", algebra)
    .then("1/(1 + exp((eps + U_0 - mu)/(k_B*Theta)))", algebra)
)
occupation_response = (
    read.calc("Derivative(f_eq, mu)")
    .then("Derivative(1/(1 + exp((eps + U_0 - mu)/(k_B*Theta))), mu)", using(fermi))
    .then("exp((eps + U_0 - mu)/(k_B*Theta))/(k_B*Theta*(1 + exp((eps + U_0 - mu)/(k_B*Theta)))**2)", differentiation)
    .then("1/(k_B*Theta)*f_eq*(1 - f_eq)", using(fermi))
)
driven_fluctuation = (
    read.calc("Integral(Df, k, r)")
    .then("Integral(k_B*Theta*Derivative(f, mu), k, r)",   using(fluctuation))
    .then("k_B*Theta*Integral(Derivative(f, mu), k, r)",   algebra)
    .then("k_B*Theta*Derivative(N, mu)",                   using(screened))
    .then("DN",                                            using(number_fluctuation))
)
equilibrium_fluctuation = (
    read.calc("DN")
    .then("k_B*Theta*Derivative(N, mu)",                    using(number_fluctuation))
    .then("k_B*Theta*Integral(Derivative(f_eq, mu), k, r)", using(screened_eq))
    .then("Integral(k_B*Theta*Derivative(f_eq, mu), k, r)", algebra)
    .then("Integral(Df_eq, k, r)",                          using(fluctuation_eq))
)
thermodynamic = (
    read.calc("kappa")
    .then("Derivative(n(mu), mu)/(n(mu)*Derivative(p(mu), mu))",  using(elasticity))
    .then("Derivative(n(mu), mu)/n(mu)**2",                       using(gibbs_duhem))
    .then("Omega/N**2*Derivative(N, mu)",                         using(extensive))
)
fluctuation_form = (
    read.calc("Omega/N**2*Derivative(N, mu)")
    .then("Omega/(N*k_B*Theta)*(k_B*Theta*Derivative(N, mu)/N)", algebra)
    .then("Omega/(N*k_B*Theta)*(DN/N)",                          using(number_fluctuation))
)
free_electron_gas = (
    read.calc("Omega/N**2*Derivative(N, mu)")
    .then("Derivative(n, mu)/n**2",                       using(extensive))
    .then("nu/(2*mu)*(c*(mu/e_F)**(nu/2))/(c*(mu/e_F)**(nu/2))**2", using(power_law))
    .then("nu/(2*n*mu)",                                  using(power_law))
)

SECTION = Section(
    "Compressibility sum rule",
    equations=(
        Equation(
            "6", "equilibrium distribution and its response", gas,
            (("", read("f_eq")), ("=", read("1/(1 + exp((eps + U_0 - mu)/(k_B*Theta)))")),
             ("", read("Derivative(f_eq, mu)")), ("=", read("1/(k_B*Theta)*f_eq*(1 - f_eq)"))),
            (
                Link("distribution", "Fermi function",
                     read.claim("f_eq = 1/(1 + exp((eps + U_0 - mu)/(k_B*Theta)))"), Status.PROVED, grand_canonical),
                Link("response", "f(1 - f)/kT",
                     read.claim("Derivative(f_eq, mu) = 1/(k_B*Theta)*f_eq*(1 - f_eq)"),
                     Status.PROVED, occupation_response, remark="at fixed U_0"),
            ),
            "4. Nonequilibrium compressibility sum rule",
        ),
        Equation(
            "7", "number fluctuation, driven and at equilibrium", gas,
            (("", read("Integral(Df, k, r)")), ("=", read("DN")), ("=", read("Integral(Df_eq, k, r)"))),
            (
                Link("driven", "Delta N", read.claim("Integral(Df, k, r) = DN"), Status.PROVED_UNDER_HYPOTHESES,
                     driven_fluctuation, (screening,)),
                Link("Delta N", "equilibrium", read.claim("DN = Integral(Df_eq, k, r)"),
                     Status.PROVED_UNDER_HYPOTHESES, equilibrium_fluctuation, (screening,)),
                Link("driven Delta f", "f(1 - f)",
                     read.claim("k_B*Theta*Derivative(f, mu) = f*(1 - f)"), Status.REFUTED,
                     instances={"f(k, r, t, I, mu)": "1/(1 + exp((eps - mu)/(k_B*T_e)))"},
                     remark="away from equilibrium the fluctuation of the sum rule is kT df/d mu, not f(1 - f): "
                            "carriers at T_e tell them apart"),
            ),
            "4. Nonequilibrium compressibility sum rule",
        ),
        Equation(
            "8", "compressibility", gas,
            (("", read("kappa")), ("=", read("Omega/N**2*Derivative(N, mu)")),
             ("=", read("Omega/(N*k_B*Theta)*(DN/N)"))),
            (
                Link("kappa", "response of N", read.claim("kappa = Omega/N**2*Derivative(N, mu)"), Status.PROVED,
                     thermodynamic),
                Link("response of N", "fluctuation of N",
                     read.claim("Omega/N**2*Derivative(N, mu) = Omega/(N*k_B*Theta)*(DN/N)"), Status.PROVED,
                     fluctuation_form),
                Link("response of N", "degenerate free gas",
                     read.claim("Omega/N**2*Derivative(N, mu) = nu/(2*n*mu)"),
                     Status.PROVED_UNDER_HYPOTHESES, free_electron_gas, (free_gas,),
                     remark="with mu = epsilon_F, kappa = nu/(2 n epsilon_F)"),
            ),
            "4. Nonequilibrium compressibility sum rule",
        ),
    ),
)
