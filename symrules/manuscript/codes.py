"""The codes of what can be found in a manuscript: title, meaning, an example, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One rule.

    Parameters
    ----------
    title : a few words, beside the code in reports
    meaning : what was found, and what it says about the manuscript
    example : lines of a manuscript that have it
    mend : what to write instead
    """

    title: str
    meaning: str
    example: str
    mend: str


CODES: dict[str, Code] = {
    "TEX001": Code(
        "cannot be read",
        "The LaTeX of an equation is not understood: a command that is not known, a bracket that does not close, a "
        "symbol without its argument. Nothing in an equation is passed over, so none of its links is decided.",
        r"\begin{equation} a = \frac{b}{c \end{equation}",
        "Mend the LaTeX, declare the name in notation.toml, or define the macro with \\newcommand.",
    ),
    "TEX002": Code(
        "does not close",
        "An environment, a brace or a $ is not closed, closes something else, or closes nothing.",
        r"\begin{equation} a = b \end{align}",
        "Write the missing end where the message points.",
    ),
    "TEX003": Code(
        "file refused",
        "An \\input names a file that is missing, lies outside the manuscript's folder, is no regular file, is too "
        "large, is not UTF-8, or inputs itself. Nothing outside the folder is ever read.",
        r"\input{../notes}",
        "Put the file into the manuscript's folder or below it.",
    ),
    "TEX005": Code(
        "directive not understood",
        "A comment `% symrules: ...` says something that is no directive, or stands where no equation follows.",
        "% symrules: form eq:12",
        "Known are: definition, postulate, from, given, small, large, ignore, and derivations/FILE:LABEL.",
    ),
    "TEX006": Code(
        "label",
        "A label stands at two equations, or a directive names a label that no equation has.",
        "% symrules: from eq:nois",
        "Give each equation a label of its own, and write the label of the equation that is meant.",
    ),
    "TEX007": Code(
        "circular",
        "Equations are said to follow from each other in a circle; then none of them rests on anything.",
        "% symrules: from eq:2   (in eq:1)      % symrules: from eq:1   (in eq:2)",
        "Decide which one comes first; mark it as a definition or a postulate, or derive it otherwise.",
    ),
    "SYM001": Code(
        "not declared",
        "An equation uses a name that the notation does not declare. What it stands for is never guessed.",
        r"\begin{equation} E = h\nu \end{equation}      with no nu in notation.toml",
        "Declare it under [symbols] in notation.toml; `symrules check paper.tex --add-symbols` writes stubs.",
    ),
    "SYM002": Code(
        "notation file",
        "The notation.toml beside the manuscript cannot be read, or declares something that has no meaning.",
        '[symbols]\nT = { domain = "postive" }',
        "Mend the entry at the place that the message names.",
    ),
    "SYM003": Code(
        "defined badly",
        "A definition does not define: its left side is no symbol and no function of plain symbols, stands on its own "
        "right side, or is defined twice.",
        r"x + y \equiv z      % symrules: definition",
        "Write the defined symbol alone on the left, once in the manuscript; mark an assumption as a postulate.",
    ),
    "AMB001": Code(
        "two readings",
        "A piece of LaTeX can be read in two ways; the message says which one was taken, and the verdict is about it.",
        "a/bc",
        "Write brackets, or \\frac; or accept the reading with `% symrules: ignore AMB001`.",
    ),
    "AMB002": Code(
        "beside the equation",
        "Something stands beside the equation that is no part of it, such as the words of a condition. It is not read, "
        "and not assumed.",
        r"\sqrt{x^2} = x \quad \text{for } x > 0",
        "Say what is meant with `% symrules: given x > 0`; or accept it with `% symrules: ignore AMB002`.",
    ),
    "DIM001": Code(
        "dimensions differ",
        "The two sides of a link, two terms of a sum, or the argument of a function disagree in dimension.",
        r"\Delta N = k_BT      with N a number and k_BT an energy",
        "Look for a dropped factor of the dimension that the message names.",
    ),
    "ALG001": Code(
        "refuted",
        "The link is false: at the point given, which satisfies every hypothesis, rigorous enclosures of the two sides "
        "do not meet.",
        r"(a+b)^2 = a^2 + b^2",
        "Mend the equation; or say what it follows from (`% symrules: from eq:12`), under which condition it holds "
        "(`% symrules: given x > 0`), or that it is a definition.",
    ),
    "ALG002": Code(
        "undecided",
        "The link is neither proved nor refuted; the message says what stands in the way. It is never counted as "
        "passed.",
        r"\int_0^\infty f(x)\,dx = 1      with f unknown",
        "Say what it follows from, split it into smaller steps, declare domains, link it to a derivation, or mark it "
        "as a postulate.",
    ),
    "ALG003": Code(
        "rests on a false equation",
        "The link follows from equations that it cites, and one of these, or one that they cite, is refuted. From "
        "something false anything follows, so nothing is known of it.",
        "% symrules: from eq:12      where eq:12 is refuted",
        "Mend the equation that is refuted first.",
    ),
    "ASY001": Code(
        "refuted to its order",
        "The two sides do not agree to the order that is written: a coefficient of lower order does not vanish.",
        r"\cos x = 1 + x^2/2 + O(x^4)",
        "Mend the coefficient that the message names.",
    ),
    "ASY002": Code(
        "undecided to its order",
        "Whether the two sides agree to the order that is written is neither proved nor refuted.",
        r"f(x) \approx 1 + x      with f unknown",
        "Say what it follows from, or write the order as O(x^n).",
    ),
    "ASY003": Code(
        "not decidable: what is small?",
        "An approximate equality says nothing that can be decided until it is known what becomes small or large.",
        r"\tanh x \approx x",
        "Write `% symrules: small x` (or large x), or small = [\"x\"] under [manuscript] in notation.toml.",
    ),
    "STALE001": Code(
        "drifted from its derivation",
        "The equation is not the one that the derivation it is linked to proves.",
        "% symrules: derivations/martin_landauer:10",
        "Take the equation over again with `symrules export 10`, or mend the derivation.",
    ),
    "STALE002": Code(
        "no such derivation",
        "A directive links to a derivation that does not exist, or that does not hold any more.",
        "% symrules: derivations/martin_landauer:99",
        "Write the file and the label of a derivation in the library: derivations/FILE:LABEL.",
    ),
}  # fmt: skip
