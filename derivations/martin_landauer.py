"""The Martin-Landauer fluctuation: it depends on transmission and voltage, and breaks the compressibility sum rule.

Paper    Eqs. (10)-(11)
Assumes  a degenerate one-dimensional gas; the identification of the current noise with number fluctuations

Line 1 of (10) is derived from the Fermi functions of the two reservoirs, then expanded in x = eV/2k_BT. The verdict
on the model rests on the paper's identification: the same bracket, read as current noise, keeps the
fluctuation-dissipation relation.
"""

from fractions import Fraction

from symrules.derivation import Curve, Equation, Expansion, Figure, Hypothesis, Link, Section, Status
from symrules.justify import Reader, algebra, antiderivative, expansion, using
from symrules.notation import Notation

# Notation
contact = Notation("a one-dimensional point contact between two reservoirs")
contact.symbol("E",     "E",                  "energy",             "real",     "energy")
contact.symbol("L",     "L",                  "length",             "positive", "length of the wire")
contact.symbol("N",     "N",                  "1",                  "positive", "number of carriers")
contact.symbol("N_mu",  r"\partial N/\partial\mu", "1/energy",      "positive", "response of N to mu")
contact.symbol("T",     r"\mathcal{T}",       "1",                  "[0, 1]",   "transmission")
contact.symbol("k_B",   "k_B",                "energy/temperature", "positive", "Boltzmann's constant")
contact.symbol("Theta", "T",                  "temperature",        "positive", "temperature")
contact.symbol("Theta_1", r"T_1",             "temperature",        "positive", "a unit of temperature")
contact.symbol("e",     "e",                  "charge",             "positive", "elementary charge")
contact.symbol("V",     "V",                  "voltage",            "nonzero",  "electromotive force")
contact.symbol("V_abs", "|V|",                "voltage",            "positive", "size of the electromotive force")
contact.symbol("G_0",   "G_0",                "conductance",        "positive", "conductance quantum")
contact.symbol("mu_up", r"\mu_{\mathrm{up}}", "energy",             "real",     "upstream chemical potential")
contact.symbol("mu_dn", r"\mu_{\mathrm{dn}}", "energy",             "real",     "downstream chemical potential")
contact.symbol("e_F",   r"\varepsilon_F",     "energy",             "positive", "Fermi energy at density n(mu_up)")
contact.symbol("x",     "x",                  "1",                  "nonzero",  "eV/2k_BT")
contact.symbol("c",     "c",                  "1",                  "real",     "x coth x")
contact.symbol("CSR",   r"\left[\frac{\Delta N}{N}\right]_{\mathrm{CSR}}", "1", "positive",
               "ratio of the compressibility sum rule")
contact.symbol("DN",    r"\Delta N",          "1",                  "real",     "mean-square number fluctuation")
contact.symbol("dN",    r"\mathrm{d}N",       "1",                  "real",     "one-electron fluctuation")
contact.function("n",   ["mu_up"], "n", "1/length", "positive", "density", latex_default=r"n(\mu_{\mathrm{up}})")
contact.function("f_u", ["E"], r"f_{\mathrm{up}}", domain="(0, 1)", meaning="upstream Fermi function",
                 latex_default=r"f_{\mathrm{up}}(E)")
contact.function("f_d", ["E"], r"f_{\mathrm{dn}}", domain="(0, 1)", meaning="downstream Fermi function",
                 latex_default=r"f_{\mathrm{dn}}(E)")
read = Reader(contact, "Eqs. (10)-(11)")

# Hypotheses and definitions
identification = Hypothesis("identification", "the one-electron dN carries the occupation noise of the transmitted "
                                              "states, normalised so that full transmission gives the sum rule")
degenerate     = Hypothesis("degenerate 1D gas", "dn/dmu = n/(2 epsilon_F) at kT << epsilon_F")
fixed          = Hypothesis("number at fixed density", "L n(mu_up) = N")

upstream   = read.rule("f_u(E) = 1/(1 + exp((E - mu_up)/(k_B*Theta)))", "the upstream Fermi function")
downstream = read.rule("f_d(E) = 1/(1 + exp((E - mu_dn)/(k_B*Theta)))", "the downstream Fermi function")
response   = read.rule("N_mu = L*n(mu_up)/(2*e_F)", hypothesis=degenerate)
all_of_it  = read.rule("n(mu_up) = N/L", hypothesis=fixed)
bias       = read.rule("mu_dn = mu_up - e*V", "eV = mu_up - mu_dn")
voltage    = read.rule("V = 2*k_B*Theta*x/e", "x = eV/2k_BT")
ratio      = read.rule("CSR = k_B*Theta/(2*e_F)", "the definition of the ratio")
scaled     = read.rule("c = x*coth(x)", "c = x coth x")

# Expressions of the paper
VARIANCE = "Average(dN**2 - Average(dN)**2)"


def line_1(first: str) -> str:
    """Line 1 of (10), with the first term of the bracket as given."""
    return (f"L*(n/(2*e_F))*({first} + T*(1 - T)*((mu_up - mu_dn)/2)"
            "*coth((mu_up - mu_dn)/(2*k_B*Theta)))")


SIGMA     = "(T*(f_u(E)*(1 - f_u(E)) + f_d(E)*(1 - f_d(E))) + T*(1 - T)*(f_u(E) - f_d(E))**2)"
LINE_1    = line_1("T**2*k_B*Theta")
ORDER     = "O((e*V/(2*k_B*Theta))**4, (V, 0))"
LINE_2    = f"N*(k_B*Theta/(2*e_F))*(T + T*(1 - T)/3*(e*V/(2*k_B*Theta))**2 + {ORDER})"
BRACKET   = "(T + T*(1 - T)*(x*coth(x) - 1))"
TRUNCATED = "(T + T*(1 - T)/3*x**2)"
UP, DOWN  = "1/(1 + exp((E - mu_up)/(k_B*Theta)))", "1/(1 + exp((E - mu_dn)/(k_B*Theta)))"
PARTITION = ("k_B*Theta*((exp(mu_up/(k_B*Theta)) + exp(mu_dn/(k_B*Theta)))/(exp(mu_up/(k_B*Theta)) - exp(mu_dn/(k_B*Theta)))"
             "*log((1 + exp((mu_dn - E)/(k_B*Theta)))/(1 + exp((mu_up - E)/(k_B*Theta))))"
             " + 1/(1 + exp((E - mu_up)/(k_B*Theta))) + 1/(1 + exp((E - mu_dn)/(k_B*Theta))))")
THERMAL   = "Integral(f_u(E)*(1 - f_u(E)), (E, -oo, oo))"
THERMAL_D = "Integral(f_d(E)*(1 - f_d(E)), (E, -oo, oo))"
PARTIAL   = "Integral((f_u(E) - f_d(E))**2, (E, -oo, oo))"
EXCHANGE  = "Integral(f_u(E)*(1 - f_d(E)) + f_d(E)*(1 - f_u(E)), (E, -oo, oo))"
COTH      = "(mu_up - mu_dn)*coth((mu_up - mu_dn)/(2*k_B*Theta))"

identified = read.rule(f"{VARIANCE} = N_mu*(1/2*Integral({SIGMA}, (E, -oo, oo)))", hypothesis=identification)
model      = read.rule(f"DN = {LINE_1}", "line 1 of (10)")
degeneracy = read.rule("N_mu = N/(2*e_F)", hypothesis=degenerate)
sum_rule   = read.rule("CSR = k_B*Theta*N_mu/N", "Eq. (8), Delta N = kT dN/dmu")

# Proofs: the Fermi integrals
thermal_noise = (
    read.calc(THERMAL)
    .then(f"Integral({UP}*(1 - {UP}), (E, -oo, oo))", using(upstream))
    .then("k_B*Theta",                                antiderivative("E", f"-k_B*Theta*{UP}"))
)
thermal_noise_downstream = (
    read.calc(THERMAL_D)
    .then(f"Integral({DOWN}*(1 - {DOWN}), (E, -oo, oo))", using(downstream))
    .then("k_B*Theta",                                antiderivative("E", f"-k_B*Theta*{DOWN}"))
)
detailed_balance = (
    read.calc("f_u(E)*(1 - f_d(E))")
    .then(f"{UP}*(1 - {DOWN})",                                                  using(upstream, downstream))
    .then(f"({UP} - {DOWN})/(1 - exp(-(mu_up - mu_dn)/(k_B*Theta)))",            algebra)
    .then("(f_u(E) - f_d(E))/(1 - exp(-(mu_up - mu_dn)/(k_B*Theta)))",         using(upstream, downstream))
)
partition_noise = (
    read.calc(PARTIAL)
    .then(f"Integral(({UP} - {DOWN})**2, (E, -oo, oo))", using(upstream, downstream))
    .then(f"{COTH} - 2*k_B*Theta",                     antiderivative("E", PARTITION))
)
thermal_link   = Link("thermal integral", "kT", read.claim(f"{THERMAL} = k_B*Theta"), Status.PROVED, thermal_noise)
thermal_link_d = Link("thermal integral downstream", "kT", read.claim(f"{THERMAL_D} = k_B*Theta"), Status.PROVED,
                      thermal_noise_downstream)
partition_link = Link("partition integral", "coth", read.claim(f"{PARTIAL} = {COTH} - 2*k_B*Theta", "mu_up != mu_dn"),
                      Status.PROVED_UNDER_HYPOTHESES, partition_noise)
thermal_u = read.lemma(thermal_link, "the thermal integral")
thermal_d = read.lemma(thermal_link_d, "the thermal integral downstream")
partial   = read.lemma(partition_link, "the partition integral")
exchange_noise = (
    read.calc(EXCHANGE)
    .then(f"{THERMAL} + {THERMAL_D} + {PARTIAL}",               algebra)
    .then(COTH,                                                 using(thermal_u, thermal_d, partial))
)
spectrum = (
    read.calc(f"Integral({SIGMA}, (E, -oo, oo))")
    .then(f"T*({THERMAL} + {THERMAL_D}) + T*(1 - T)*{PARTIAL}", algebra)
    .then(f"T*(k_B*Theta + k_B*Theta) + T*(1 - T)*({COTH} - 2*k_B*Theta)",
          using(thermal_u, thermal_d, partial))
    .then(f"2*(T**2*k_B*Theta + T*(1 - T)*{COTH}/2)",           algebra)
)
spectrum_link = Link(
    "spectrum", "twice the bracket",
    read.claim(f"Integral({SIGMA}, (E, -oo, oo)) = 2*(T**2*k_B*Theta + T*(1 - T)*{COTH}/2)", "mu_up != mu_dn"),
    Status.PROVED_UNDER_HYPOTHESES, spectrum)
spectral = read.lemma(spectrum_link, "the integrated spectrum")
line_1_derived = (
    read.calc(VARIANCE)
    .then(f"N_mu*(1/2*Integral({SIGMA}, (E, -oo, oo)))", using(identified))
    .then(f"N_mu*(T**2*k_B*Theta + T*(1 - T)*{COTH}/2)", using(spectral))
    .then(LINE_1,                                        using(response))
)

# Proofs: the expansion
IN_V = "T*(1 - T)*(e*V/2)*coth(e*V/(2*k_B*Theta))"


def expanded(first: str, second_line: str):
    """Line 1 with the first term as given, at fixed number and bias, expanded in V to the second line."""
    return (
        read.calc(line_1(first))
        .then(f"N/(2*e_F)*({first} + {IN_V})", using(bias, all_of_it))
        .then(second_line,                     expansion("V", 4))
    )


def left_over(first: str, rest: str):
    """What a reading of line 1 leaves over against line 2: the claim, and its derivation."""
    difference = f"{line_1(first)} - N*(k_B*Theta/(2*e_F))*(T + T*(1 - T)/3*(e*V/(2*k_B*Theta))**2)"
    proof = (
        read.calc(difference)
        .then(f"N/(2*e_F)*({first} + {IN_V}) - N*(k_B*Theta/(2*e_F))*(T + T*(1 - T)/3*(e*V/(2*k_B*Theta))**2)",
              using(bias, all_of_it))
        .then(f"N*(k_B*Theta/(2*e_F))*({rest} + {ORDER})", expansion("V", 4))
    )
    return read.claim(f"{difference} = N*(k_B*Theta/(2*e_F))*({rest} + {ORDER})", about=("V", 0, 4)), proof


def garbled(name: str, first: str, rest: str, remark: str) -> tuple[Link, Link]:
    """A reading of the garbled first term: refuted against line 2, and what it leaves over."""
    claim, proof = left_over(first, rest)
    contradiction = expanded(first, f"N*(k_B*Theta/(2*e_F))*(T + T*(1 - T)/3*(e*V/(2*k_B*Theta))**2 + {rest})")
    return (
        Link(f"line 1 read with {name}", "line 2",
             read.claim(f"{line_1(first)} = {LINE_2}", about=("V", 0, 4)), Status.REFUTED, contradiction,
             (degenerate, fixed), remark=remark),
        Link(f"line 1 read with {name}, less line 2", "what is left over", claim, Status.ASYMPTOTIC, proof,
             (degenerate, fixed)),
    )


BRACKET_V   = "(T + T*(1 - T)*((e*V/(2*k_B*Theta))*coth(e*V/(2*k_B*Theta)) - 1))"
TRUNCATED_V = "(T + T*(1 - T)/3*(e*V/(2*k_B*Theta))**2)"
exact_ratio = (
    read.calc("DN/N")
    .then(f"{LINE_1}/N",                                   using(model))
    .then(f"1/(2*e_F)*(T**2*k_B*Theta + {IN_V})",           using(bias, all_of_it))
    .then(f"k_B*Theta/(2*e_F)*{BRACKET_V}",                 algebra)
    .then(f"CSR*{BRACKET_V}",                               using(ratio))
)
ratio_link = Link("Delta N/N", "the sum rule's ratio times the bracket",
                  read.claim(f"DN/N = CSR*{BRACKET_V}"), Status.PROVED_UNDER_HYPOTHESES, exact_ratio,
                  (identification, degenerate, fixed))
printed_ratio = read.calc("DN/N").then(f"CSR*{BRACKET_V}", using(read.lemma(ratio_link, "the exact ratio")))
in_x          = read.calc(f"CSR*{BRACKET_V}").then(f"CSR*{BRACKET}", using(voltage))
sum_rule_ratio = (
    read.calc("CSR")
    .then("k_B*Theta*N_mu/N",     using(sum_rule))
    .then("k_B*Theta/(2*e_F)",    using(degeneracy))
)
ratio_expanded = (
    read.calc(f"CSR*{BRACKET}")
    .then(f"CSR*{TRUNCATED}", expansion("x", 4))
)
factorisation = (
    read.calc("T**2 + T*(1 - T)*x*coth(x) - 1")
    .then("T**2 + T*(1 - T)*c - 1",   using(scaled))
    .then("(T - 1)*(T*(1 - c) + 1)",  algebra)
)


def at(transmission: str, text: str):
    """An expression of x and T, at one value of the transmission."""
    return read(text.replace("T", f"({transmission})"))


SHAPES = tuple(
    Curve(rf"$\mathcal{{T}}={label}$", at(value, BRACKET), False)
    for value, label in (("1", "1"), ("4/5", "0.8"), ("1/2", "0.5"), ("1/4", "0.25"))
)
TRUNCATIONS = (
    Curve(r"$\mathcal{T}=0.5$, to $x^2$", at("1/2", TRUNCATED), True,
          at("1/2", f"{TRUNCATED} - T*(1 - T)*x**4/45"), at("1/2", TRUNCATED)),
)

SECTION = Section(
    "The Martin-Landauer fluctuation",
    equations=(
        Equation(
            "10", "number fluctuation of the Martin-Landauer model", contact,
            (("", read("DN")), (r"\equiv", read(VARIANCE)), ("=", read(LINE_1)),
             ("=", read(LINE_2))),
            (
                Link("Delta N", "variance of dN", read.claim(f"DN = {VARIANCE}"),
                     Status.POSTULATE, hypotheses=(identification,),
                     remark="the verdict on the model rests on reading its current noise as number noise"),
                thermal_link,
                thermal_link_d,
                Link("f_up(1 - f_dn)", "detailed balance",
                     read.claim("f_u(E)*(1 - f_d(E)) = (f_u(E) - f_d(E))/(1 - exp(-(mu_up - mu_dn)/(k_B*Theta)))"),
                     Status.PROVED, detailed_balance),
                partition_link,
                Link("exchange integral", "coth", read.claim(f"{EXCHANGE} = {COTH}", "mu_up != mu_dn"),
                     Status.PROVED_UNDER_HYPOTHESES, exchange_noise),
                spectrum_link,
                Link("variance of dN", "line 1",
                     read.claim(f"{VARIANCE} = {LINE_1}", "mu_up != mu_dn"),
                     Status.PROVED_UNDER_HYPOTHESES, line_1_derived, (identification, degenerate)),
                Link("line 1", "line 2", read.claim(f"{LINE_1} = {LINE_2}", about=("V", 0, 4)),
                     Status.ASYMPTOTIC, expanded("T**2*k_B*Theta", LINE_2), (degenerate, fixed)),
                *garbled("T 2k_BT", "T*2*k_B*Theta", "T*(2 - T)",
                         "the extracted text has T 2kBT; as transmission times 2k_BT it misses line 2"),
                *garbled("T^2 2k_BT", "T**2*2*k_B*Theta", "T**2", "transmission squared times 2k_BT misses line 2 too"),
                *garbled("temperature squared", "T*k_B*Theta**2/Theta_1", "T*(Theta/Theta_1 - T)",
                         "without the unit T_1 the term has the wrong dimension, and stating it is an error"),
            ),
            "5a. Violations of the compressibility sum rule",
        ),
        Equation(
            "11", "the ratio Delta N/N against the sum rule's", contact,
            (("", read("DN/N")), ("=", read(f"CSR*{TRUNCATED_V}")),
             ("", read("CSR")), ("=", read("k_B*Theta/(2*e_F)"))),
            (
                ratio_link,
                Link("Delta N/N", "truncation, printed with =",
                     read.claim(f"DN/N = CSR*{TRUNCATED_V}", "T > 0", "T < 1"), Status.REFUTED, printed_ratio,
                     remark="strictly false for V != 0 and 0 < transmission < 1; true to the stated order (below)"),
                Link("sum rule's ratio", "k_BT/2 epsilon_F",
                     read.claim("CSR = k_B*Theta/(2*e_F)"), Status.PROVED_UNDER_HYPOTHESES, sum_rule_ratio,
                     (degenerate,)),
                Link("the bracket in V", "the bracket in x", read.claim(f"CSR*{BRACKET_V} = CSR*{BRACKET}"),
                     Status.PROVED, in_x),
                Link("the bracket in x", "truncation, to O(x^4)",
                     read.claim(f"CSR*{BRACKET} = CSR*{TRUNCATED}", about=("x", 0, 4),
                                remainder="CSR*(T*(1 - T)*x**4/45)"),
                     Status.ASYMPTOTIC, ratio_expanded),
                Link("Delta N/N", "the sum rule's ratio, below full transmission",
                     read.claim(f"CSR*{BRACKET} = CSR", "T < 1"), Status.REFUTED,
                     remark="the model contradicts Eq. (8): its fluctuation depends on transmission and voltage"),
                Link("Delta N/N at V = 0", "the sum rule's ratio", read.claim("CSR*T = CSR"), Status.REFUTED,
                     remark="even at equilibrium, unless the transmission is 1"),
                Link("Delta N/N at full transmission", "the sum rule's ratio, for every V",
                     read.claim(f"CSR*{BRACKET} = CSR", "T = 1"), Status.PROVED_UNDER_HYPOTHESES),
                Link("bracket less 1", "factors",
                     read.claim("T**2 + T*(1 - T)*x*coth(x) - 1 = (T - 1)*(T*(1 - x*coth(x)) + 1)"),
                     Status.PROVED, factorisation,
                     remark="zero at full transmission for every V, and accidentally at x coth x = 1 + 1/transmission"),
                Link("bracket read as current noise", "Johnson-Nyquist noise",
                     read.claim(f"Limit(4*k_B*Theta*G_0*{BRACKET}, x, 0) = 4*k_B*Theta*(G_0*T)"), Status.PROVED,
                     remark="the same bracket, read as current noise, satisfies the fluctuation-dissipation relation"),
                Link("line 1 at temperature -> 0", "shot noise",
                     read.claim("Limit(N/(2*e_F)*(T**2*k_B*Theta + T*(1 - T)*(e*V_abs/2)*coth(e*V_abs/(2*k_B*Theta))),"
                                " Theta, 0, '+') = N*T*(1 - T)*e*V_abs/(4*e_F)"),
                     Status.PROVED),
            ),
            "5a. Violations of the compressibility sum rule",
        ),
    ),
    expansions=(
        Expansion("x-coth-x", "x coth x", read("x*coth(x)"), read("x"), contact, 40),
        Expansion("martin-landauer-bracket", "bracket of Eq. (10)", read(BRACKET), read("x"), contact, 40),
    ),
    figures=(
        Figure("number-fluctuation", "Delta N/N over the sum rule's ratio against eV/2k_BT", read("x"),
               Fraction(0), Fraction(4), r"$eV/2k_BT$",
               r"$\frac{\Delta N}{N}\,/\,\left[\frac{\Delta N}{N}\right]_{\mathrm{CSR}}$", SHAPES + TRUNCATIONS),
        Figure("equilibrium-transmission", "the same at V = 0 against transmission", read("T"),
               Fraction(0), Fraction(1), r"$\mathcal{T}$",
               r"$\frac{\Delta N}{N}\,/\,\left[\frac{\Delta N}{N}\right]_{\mathrm{CSR}}$ at $V=0$",
               (Curve("Martin-Landauer", read("T")), Curve("sum rule", read("1"), True))),
    ),
)
