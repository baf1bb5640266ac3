"""Compressibility of an inhomogeneous wire: the contact potential screens the response.

Paper    Eqs. (12)-(14)
Assumes  a local mean field U_0(n(r)); stability, 1 + U_0' n_mu != 0

Beyond the paper: several subbands, a rank-one nonlocal kernel, a homogeneous kernel, the limit of no screening.
"""

from fractions import Fraction

from symrules.derivation import Curve, Equation, Figure, Hypothesis, Link, Section, Status
from symrules.justify import Reader, algebra, change_of_variable, differentiation, solving, using
from symrules.notation import Notation
from symrules.text import read_condition

# Notation
channel = Notation("a channel with a self-consistent contact potential", bases=("nu_volume",))
channel.symbol("mu",    r"\mu",        "energy",             "real",     "chemical potential")
channel.symbol("k_B",   "k_B",         "energy/temperature", "positive", "Boltzmann's constant")
channel.symbol("Theta", "T",           "temperature",        "positive", "temperature")
channel.symbol("Omega", r"\Omega",     "nu_volume",          "positive", "volume")
channel.symbol("N",     "N",           "1",                  "positive", "number of carriers")
channel.symbol("DN",    r"\Delta N",   "1",                  "positive", "mean-square number fluctuation at fixed U_0")
channel.symbol("N_mu",  r"\partial N/\partial\mu", "1/energy", "positive", "response of N at fixed U_0")
channel.symbol("kappa", r"\kappa",     "nu_volume/energy",   "real",     "compressibility")
channel.symbol("gamma", r"\gamma",     "1",                  "real",     "screening factor")
channel.symbol("r",     "r",           "nu_volume",          "real",     "position", region=r"\Omega", measure="dr")
channel.symbol("k",     "k",           "1/nu_volume",        "real",     "wave vector",
               measure=r"\frac{dk}{(2\pi)^\nu}")
channel.symbol("U_n",   r"\frac{dU_0}{dn}", "energy*nu_volume", "real",  "slope of the mean field with density")
channel.symbol("dU",    r"\frac{\delta U_0(r)}{\delta\mu}", "1",  "real", "total response of the mean field")
channel.symbol("n_0",   r"n_\mu",      "1/energy/nu_volume", "positive", "response of the density of a uniform wire")
channel.symbol("s",     "s",           "1",                  "real",     "U_0' n_mu")
channel.symbol("q",     "q",           "1/length",           "real",     "wave number")
channel.symbol("x",     "x",           "length",             "real",     "position along the wire")
channel.symbol("x1",    "x'",          "length",             "real",     "second position")
channel.symbol("x2",    "x''",         "length",             "real",     "difference of positions")
channel.symbol("lam",   r"\lambda",    "energy",             "positive", "strength of a rank-one kernel")
channel.symbol("a",     "a",           "length/energy/length", "real",   "overlap of the response with u")
channel.symbol("D",     "D",           "1/length/energy",    "positive", "homogeneous response at fixed field")
channel.symbol("y_q",   "y_q",         "1/length/energy",    "real",     "response to a potential exp(iqx)")
channel.symbol("W_q",   r"\tilde W(q)", "energy*length",     "real", "Fourier transform of the kernel")
for i in "12":
    channel.symbol(f"D_{i}", f"D_{i}", "1/length/energy", "positive", f"response of subband {i} at fixed field")
    channel.symbol(f"y_{i}", f"y_{i}", "1/length/energy", "real",     f"total response of subband {i}")
for ij in ("11", "12", "22"):
    channel.symbol(f"W_{ij}", f"W_{{{ij}}}", "energy*length", "real", "intersubband kernel")
channel.function("f",     ["k", "r", "mu"], "f", domain="(0, 1)", meaning="Fermi function",
                 latex_default=r"f^{\mathrm{eq}}_k(r)")
channel.function("F",     ["mu"], "F", domain="(0, 1)", meaning="Fermi function of eps_k + U_0 - mu")
channel.function("eps",   ["k"], r"\varepsilon_k", "energy", meaning="band energy", latex_default=r"\varepsilon_k")
channel.function("U_0",   ["r", "mu"], "U_0", "energy", meaning="mean field, which follows the density",
                 latex_default="U_0(r)")
channel.function("f_mu",  ["k", "r"], r"\frac{\partial f^{\mathrm{eq}}_k(r)}{\partial\mu}", "1/energy", "positive",
                 "response of the distribution at fixed U_0")
channel.function("df",    ["k", "r"], r"\frac{\delta f^{\mathrm{eq}}_k(r)}{\delta\mu}", "1/energy",
                 meaning="total response of the distribution")
channel.function("n_f",   ["r", "mu"], "n", "1/nu_volume", "positive", "density", latex_default="n(r)")
channel.function("dn",    ["r"], r"\frac{\delta n(r)}{\delta\mu}", "1/energy/nu_volume",
                 meaning="total response of the density")
channel.function("n_mu",  ["r"], r"\frac{\partial n(r)}{\partial\mu}", "1/energy/nu_volume", "positive",
                 "response of the density at fixed U_0")
channel.function("y",     ["x"], "y", "1/length/energy", meaning="response of a nonlocal wire", latex_default="y(x)")
channel.function("D_x",   ["x"], "D", "1/length/energy", "positive", "response at fixed field", latex_default="D(x)")
channel.function("u",     ["x"], "u", "1", meaning="shape of a rank-one kernel", latex_default="u(x)")
channel.function("W",     ["x"], "W", "energy", meaning="homogeneous kernel", latex_default="W(x)")
read = Reader(channel, "Eqs. (12)-(14)")


def given(text: str):
    """A condition under which the equations are solved."""
    return read_condition(text, channel)


# Hypotheses and definitions
local     = Hypothesis("local mean field", "U_0 depends on position through the density n(r) only")
stability = Hypothesis("stability", "1 + U_0' n_mu != 0; it is positive in a stable state")
uniform   = Hypothesis("uniform wire", "the response of the density at fixed U_0, and so gamma, is constant over the wire")
compressible = Hypothesis("total response", "kappa is the response of N to mu, with every dependence followed")
mode_only = Hypothesis("one Fourier mode", "a potential exp(iqx) drives the response exp(iqx) alone, kernel W(x - x')")
stable    = given("1 + U_n*n_mu != 0")

fermi     = read.rule("f(k, r, mu) = F(eps(k) + U_0(r, mu) - mu)", "f is a function of eps_k + U_0 - mu")
variation = read.rule("df(k, r) = (1 - dU)*f_mu(k, r)", "Eq. (12)")
field     = read.rule("dU = U_n*dn", hypothesis=local)
density   = read.rule("n_f(r, mu) = Integral(f(k, r, mu), k)", "the definition of n")
total     = read.rule("dn(r) = Integral(df(k, r), k)", "the definition of the total response")
fixed     = read.rule("Integral(f_mu(k, r), k) = n_mu(r)", "the definition of the response at fixed U_0")
screening = read.rule("gamma = 1/(1 + U_n*n_0)", "the definition of gamma")
same_everywhere = read.rule("n_mu(r) = n_0", hypothesis=uniform)
all_fixed = read.rule("Integral(n_mu, r) = N_mu", "the definition of the response of N")
thermal   = read.rule("DN = k_B*Theta*N_mu", "the definition of Delta N, Eq. (8)")

# Proofs: the paper
chain_rule = (
    read.calc("Variation(f(k, r, mu), mu)")
    .then("Variation(F(eps(k) + U_0(r, mu) - mu), mu)",                                          using(fermi))
    .then("(1 - Variation(U_0(r, mu), mu))*Held(Derivative(F(eps(k) + U_0(r, mu) - mu), mu), U_0(r, mu))",
          differentiation)
    .then("(1 - Variation(U_0(r, mu), mu))*Held(Derivative(f(k, r, mu), mu), U_0(r, mu))",       using(fermi))
)
integrated = (
    read.calc("Integral(df(k, r), k)")
    .then("Integral((1 - dU)*f_mu(k, r), k)",      using(variation))
    .then("(1 - dU)*Integral(f_mu(k, r), k)",      algebra)
    .then("(1 - U_n*dn)*n_mu",                     using(field, fixed))
)
density_response = (
    read.calc("Variation(n_f(r, mu), mu)")
    .then("Variation(Integral(f(k, r, mu), k), mu)",   using(density))
    .then("Integral(Variation(f(k, r, mu), mu), k)",   differentiation)
)
integrated_link = Link("(12)", "integrated over k", read.claim("Integral(df(k, r), k) = (1 - U_n*dn)*n_mu"),
                       Status.PROVED_UNDER_HYPOTHESES, integrated, (local,))
implicit_link = Link(
    "response of n", "its implicit equation", read.claim("dn = (1 - U_n*dn)*n_mu"), Status.PROVED_UNDER_HYPOTHESES,
    read.calc("dn").then("Integral(df(k, r), k)", using(total))
    .then("(1 - U_n*dn)*n_mu", using(read.lemma(integrated_link, "(12) integrated over k"))), (local,))
implicit = read.lemma(implicit_link, "the implicit equation")
solved = read.calc("dn").then("n_mu/(1 + U_n*n_mu)", solving(implicit, unknowns=(read("dn"),), where=(stable,)))
closed_form = (
    read.calc("df(k, r)")
    .then("(1 - dU)*f_mu(k, r)",                          using(variation))
    .then("(1 - U_n*dn)*f_mu(k, r)",                      using(field))
    .then("(1 - U_n*(n_mu/(1 + U_n*n_mu)))*f_mu(k, r)",   solving(implicit, unknowns=(read("dn"),), where=(stable,)))
    .then("1/(1 + U_n*n_mu)*f_mu(k, r)",                  algebra)
)
substituted_back = (
    read.calc("(1 - U_n*Integral(1/(1 + U_n*n_mu)*f_mu(k, r), k))*f_mu(k, r)")
    .then("(1 - U_n*(1/(1 + U_n*n_mu))*Integral(f_mu(k, r), k))*f_mu(k, r)",  algebra)
    .then("(1 - U_n*(1/(1 + U_n*n_mu))*n_mu)*f_mu(k, r)",                     using(fixed))
    .then("1/(1 + U_n*n_mu)*f_mu(k, r)",                                      algebra)
)
solved_link = Link("implicit equation", "solved", read.claim("dn = n_mu/(1 + U_n*n_mu)", "1 + U_n*n_mu != 0"),
                   Status.PROVED_UNDER_HYPOTHESES, solved, (local, stability),
                   remark="linear in dn, so the solution is unique")
screened = (
    read.calc("Omega/N**2*Integral(dn, r)")
    .then("Omega/N**2*Integral(n_mu/(1 + U_n*n_mu), r)", using(read.lemma(solved_link, "(13) integrated over k")))
    .then("Omega/N**2*Integral(n_0/(1 + U_n*n_0), r)",   using(same_everywhere))
    .then("Omega/N**2*Integral(gamma*n_0, r)",           using(screening))
    .then("Omega/N**2*Integral(gamma*n_mu, r)",          using(same_everywhere))
    .then("Omega/N**2*gamma*Integral(n_mu, r)",      algebra)
    .then("Omega/N**2*gamma*N_mu",                        using(all_fixed))
    .then("Omega/(N*k_B*Theta)*(gamma*(DN/N))",           using(thermal))
)

# Proofs: beyond the paper
subband_1 = read.rule("y_1 = D_1*(1 - W_11*y_1 - W_12*y_2)", "(12) for subband 1")
subband_2 = read.rule("y_2 = D_2*(1 - W_12*y_1 - W_22*y_2)", "(12) for subband 2")
DETERMINANT = "((1/D_1 + W_11)*(1/D_2 + W_22) - W_12**2)"
invertible  = given(f"{DETERMINANT} != 0")
two_subbands = (
    read.calc("y_1 + y_2")
    .then(f"((1/D_1 + W_11) + (1/D_2 + W_22) - 2*W_12)/{DETERMINANT}",
          solving(subband_1, subband_2, unknowns=(read("y_1"), read("y_2")), where=(invertible,)))
)
overlap  = read.rule("a = Integral(u(x1)*y(x1), x1)", "the definition of the overlap a")
U_D, UDU = "Integral(u(x1)*D_x(x1), x1)", "Integral(u(x1)**2*D_x(x1), x1)"
rank_one = read.rule("y(x) = D_x(x)*(1 - lam*u(x)*a)", "(12) with W = lambda u(x) u(x')")
nonsingular = given(f"1 + lam*{UDU} != 0")
projected = (
    read.calc("a")
    .then("Integral(u(x1)*y(x1), x1)",                        using(overlap))
    .then("Integral(u(x1)*(D_x(x1)*(1 - lam*u(x1)*a)), x1)",  using(rank_one))
    .then(f"{U_D} - lam*a*{UDU}",                             algebra)
)
overlap_link = Link("overlap", "its equation", read.claim(f"a = {U_D} - lam*a*{UDU}"), Status.PROVED, projected)
overlap_equation = read.lemma(overlap_link, "(12) integrated against u")
rank_one_solution = (
    read.calc("y(x)")
    .then("D_x(x)*(1 - lam*u(x)*a)",                          using(rank_one))
    .then(f"D_x(x)*(1 - lam*u(x)*({U_D}/(1 + lam*{UDU})))",
          solving(overlap_equation, unknowns=(read("a"),), where=(nonsingular,)))
)
convolution = (
    read.calc("Integral(W(x - x1)*exp(I*q*x1), (x1, -oo, oo))")
    .then("Integral(W(x2)*exp(I*q*(x - x2)), (x2, -oo, oo))",   change_of_variable("x1", x2="x - x1"))
    .then("exp(I*q*x)*Integral(W(x2)*exp(-I*q*x2), (x2, -oo, oo))", algebra)
)
mode = read.rule("y_q = D*(1 - W_q*y_q)", hypothesis=mode_only)
homogeneous = read.calc("y_q").then("D/(1 + D*W_q)", solving(mode, unknowns=(read("y_q"),),
                                                            where=(given("1 + D*W_q != 0"),)))

SECTION = Section(
    "Inhomogeneous wires",
    equations=(
        Equation(
            "12", "variation of the distribution with its own mean field", channel,
            (("", read("Variation(f(k, r, mu), mu)")),
             ("=", read("(1 - Variation(U_0(r, mu), mu))*Held(Derivative(f(k, r, mu), mu), U_0(r, mu))")),
             ("", read("Variation(n_f(r, mu), mu)")), ("=", read("Integral(Variation(f(k, r, mu), mu), k)"))),
            (
                Link("response of n", "integral of the response of f",
                     read.claim("Variation(n_f(r, mu), mu) = Integral(Variation(f(k, r, mu), mu), k)"), Status.PROVED,
                     density_response),
                Link("total variation", "chain rule",
                     read.claim("Variation(f(k, r, mu), mu)"
                                " = (1 - Variation(U_0(r, mu), mu))*Held(Derivative(f(k, r, mu), mu), U_0(r, mu))"),
                     Status.PROVED, chain_rule),
            ),
            "5b. Electronic compressibility in nonuniform quantum channels",
        ),
        Equation(
            "13", "closed form of the response", channel,
            (("", read("df(k, r)")), ("=", read("1/(1 + U_n*n_mu)*f_mu(k, r)"))),
            (
                integrated_link,
                implicit_link,
                solved_link,
                Link("(12)", "(13)", read.claim("df(k, r) = 1/(1 + U_n*n_mu)*f_mu(k, r)", "1 + U_n*n_mu != 0"),
                     Status.PROVED_UNDER_HYPOTHESES, closed_form, (local, stability)),
                Link("(13)", "substituted back into (12)",
                     read.claim("(1 - U_n*Integral(1/(1 + U_n*n_mu)*f_mu(k, r), k))*f_mu(k, r)"
                                " = 1/(1 + U_n*n_mu)*f_mu(k, r)", "1 + U_n*n_mu != 0"),
                     Status.PROVED_UNDER_HYPOTHESES, substituted_back, (local, stability)),
                Link("gamma", "1, as U_0' -> 0", read.claim("Limit(1/(1 + U_n*n_mu), U_n, 0) = 1"), Status.PROVED),
                Link("1 - dU_0/dmu", "gamma",
                     read.claim("1 - U_n*(n_mu/(1 + U_n*n_mu)) = 1/(1 + U_n*n_mu)", "1 + U_n*n_mu != 0"),
                     Status.PROVED_UNDER_HYPOTHESES, hypotheses=(stability,)),
                Link("gamma", "below 1, for U_0' > 0", read.claim("1/(1 + s) < 1", "s > 0"),
                     Status.PROVED_UNDER_HYPOTHESES, remark="a repulsive mean field suppresses the compressibility"),
                Link("gamma", "above 0, for U_0' > 0", read.claim("1/(1 + s) > 0", "s > 0"),
                     Status.PROVED_UNDER_HYPOTHESES),
                Link("gamma", "negative, beyond the instability s = -1", read.claim("1/(1 + s) < 0", "s < -1"),
                     Status.PROVED_UNDER_HYPOTHESES, remark="s = -1 is singular: the uniform state is unstable"),
            ),
            "5b. Electronic compressibility in nonuniform quantum channels",
        ),
        Equation(
            "14", "compressibility of an inhomogeneous wire", channel,
            (("", read("kappa")), (r"\equiv", read("Omega/N**2*Integral(dn, r)")),
             ("=", read("Omega/(N*k_B*Theta)*(gamma*(DN/N))"))),
            (
                Link("kappa", "response of N", read.claim("kappa = Omega/N**2*Integral(dn, r)"), Status.POSTULATE,
                     hypotheses=(compressible,),
                     remark="the definition of kappa where the mean field follows the density"),
                Link("response of N", "gamma Delta N/N",
                     read.claim("Omega/N**2*Integral(dn, r) = Omega/(N*k_B*Theta)*(gamma*(DN/N))"),
                     Status.PROVED_UNDER_HYPOTHESES, screened, (uniform, local, stability)),
            ),
            "5b. Electronic compressibility in nonuniform quantum channels",
        ),
        Equation(
            "two-subbands", "two coupled subbands", channel,
            (("", read("y_1 + y_2")), ("=", read(f"((1/D_1 + W_11) + (1/D_2 + W_22) - 2*W_12)/{DETERMINANT}"))),
            (
                Link("(12) for two subbands", "(D^-1 + W)^-1 summed",
                     read.claim(f"y_1 + y_2 = ((1/D_1 + W_11) + (1/D_2 + W_22) - 2*W_12)/{DETERMINANT}",
                                f"{DETERMINANT} != 0"),
                     Status.PROVED_UNDER_HYPOTHESES, two_subbands, (local,),
                     remark="stable if and only if D^-1 + W is positive definite"),
            ),
            "Beyond the paper",
        ),
        Equation(
            "rank-one-kernel", "a nonlocal kernel of rank one", channel,
            (("", read("y(x)")), ("=", read(f"D_x(x)*(1 - lam*u(x)*({U_D}/(1 + lam*{UDU})))"))),
            (
                overlap_link,
                Link("(12) with a rank-one kernel", "closed form",
                     read.claim(f"y(x) = D_x(x)*(1 - lam*u(x)*({U_D}/(1 + lam*{UDU})))", f"1 + lam*{UDU} != 0"),
                     Status.PROVED_UNDER_HYPOTHESES, rank_one_solution),
            ),
            "Beyond the paper",
        ),
        Equation(
            "homogeneous-kernel", "a homogeneous kernel", channel,
            (("", read("y_q")), ("=", read("D/(1 + D*W_q)"))),
            (
                Link("convolution with exp(iqx)", "Fourier transform times exp(iqx)",
                     read.claim("Integral(W(x - x1)*exp(I*q*x1), (x1, -oo, oo))"
                                " = exp(I*q*x)*Integral(W(x2)*exp(-I*q*x2), (x2, -oo, oo))"),
                     Status.PROVED, convolution, instances={"W(x)": "exp(x)/(1 + exp(x))**2", "q": "0"}),
                Link("(12) for one Fourier mode", "closed form", read.claim("y_q = D/(1 + D*W_q)", "1 + D*W_q != 0"),
                     Status.PROVED_UNDER_HYPOTHESES, homogeneous, (mode_only,)),
            ),
            "Beyond the paper",
        ),
    ),
    figures=(
        Figure("screening-factor", "gamma against U_0' n_mu", read("s"), Fraction(0), Fraction(5),
               r"$\frac{dU_0}{dn}\frac{\partial n}{\partial\mu}$", r"$\gamma$",
               (Curve(r"$\gamma=1/(1+U_0'n_\mu)$", read("1/(1 + s)")), Curve("no screening", read("1"), True))),
    ),
)
