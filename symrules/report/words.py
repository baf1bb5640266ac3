r"""Words into LaTeX: a sentence with Greek letters and signs, typeset with amsmath and nothing else.

A stretch between dollar signs is mathematics already and stands as it is.
"""

from __future__ import annotations

import re
import unicodedata

from symrules.notation import Notation

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "#": r"\#", "%": r"\%", "&": r"\&", "_": r"\_",
    "$": r"\textdollar{}",
    "^": r"\^{}", "~": r"\~{}", "<": "$<$", ">": "$>$", "|": "$|$", '"': "''",
    "\N{LEFT DOUBLE QUOTATION MARK}": "``", "\N{RIGHT DOUBLE QUOTATION MARK}": "''",
    "\N{LEFT SINGLE QUOTATION MARK}": "`", "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{EN DASH}": "--", "\N{EM DASH}": "---", "\N{HORIZONTAL ELLIPSIS}": r"\dots{}", "\N{NO-BREAK SPACE}": "~",
    "\N{SECTION SIGN}": r"\S{}",
}  # fmt: skip

_MATHS = {
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\varepsilon", "ζ": r"\zeta", "η": r"\eta",
    "θ": r"\theta", "ι": r"\iota", "κ": r"\kappa", "λ": r"\lambda", "μ": r"\mu", "µ": r"\mu", "ν": r"\nu",
    "ξ": r"\xi", "π": r"\pi", "ρ": r"\rho", "σ": r"\sigma", "ς": r"\varsigma", "τ": r"\tau", "υ": r"\upsilon",
    "φ": r"\varphi", "ϕ": r"\phi", "χ": r"\chi", "ψ": r"\psi", "ω": r"\omega", "ϵ": r"\epsilon",
    "Γ": r"\Gamma", "Δ": r"\Delta", "Θ": r"\Theta", "Λ": r"\Lambda", "Ξ": r"\Xi", "Π": r"\Pi", "Σ": r"\Sigma",
    "Υ": r"\Upsilon", "Φ": r"\Phi", "Ψ": r"\Psi", "Ω": r"\Omega",
    "∂": r"\partial", "∇": r"\nabla", "∞": r"\infty", "∫": r"\int", "∑": r"\sum", "∏": r"\prod", "√": r"\surd",
    "≠": r"\neq", "≤": r"\leq", "≥": r"\geq", "≡": r"\equiv", "≈": r"\approx", "∼": r"\sim", "∝": r"\propto",
    "≪": r"\ll", "≫": r"\gg", "→": r"\to", "←": r"\leftarrow", "↔": r"\leftrightarrow", "↦": r"\mapsto",
    "⇒": r"\Rightarrow", "⇔": r"\Leftrightarrow", "⟺": r"\Longleftrightarrow", "⟹": r"\Longrightarrow",
    "∈": r"\in", "∉": r"\notin", "⊂": r"\subset", "∪": r"\cup", "∩": r"\cap", "∀": r"\forall", "∃": r"\exists",
    "ℝ": r"\mathbb{R}", "ℚ": r"\mathbb{Q}", "ℤ": r"\mathbb{Z}", "ℕ": r"\mathbb{N}", "ℂ": r"\mathbb{C}",
    "±": r"\pm", "∓": r"\mp", "×": r"\times", "·": r"\cdot", "⋅": r"\cdot", "−": "-", "∘": r"\circ", "°": r"^\circ",
    "′": "'", "″": "''", "⟨": r"\langle", "⟩": r"\rangle", "ℏ": r"\hbar", "†": r"\dagger", "∥": r"\parallel",
    "½": r"\tfrac12", "¼": r"\tfrac14", "¾": r"\tfrac34", "⅓": r"\tfrac13", "…": r"\dots", "𝒯": r"\mathcal{T}",
}  # fmt: skip

# Over a letter in mathematics, and over a letter of a name.
_ACCENTS = {
    "\N{COMBINING MACRON}": r"$\bar{%s}$", "\N{COMBINING TILDE}": r"$\tilde{%s}$",
    "\N{COMBINING CIRCUMFLEX ACCENT}": r"$\hat{%s}$", "\N{COMBINING DOT ABOVE}": r"$\dot{%s}$",
    "\N{COMBINING ACUTE ACCENT}": r"\'{%s}", "\N{COMBINING GRAVE ACCENT}": r"\`{%s}",
    "\N{COMBINING DIAERESIS}": r'\"{%s}', "\N{COMBINING CEDILLA}": r"\c{%s}",
}  # fmt: skip
_GREEK = frozenset(value[1:] for key, value in _MATHS.items() if "Α" <= key <= "ϵ")
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ", "0123456789+-()ni", strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₐₑᵢⱼₖₙₘₓₜᵤₚₛᵣ", "0123456789+-()aeijknmxtupsr", strict=True))

# As signs are typed on a keyboard; an angle with no blank after it opens an average.
_TYPED = {
    "<=>": r"\Leftrightarrow", "->": r"\to", "=>": r"\Rightarrow", "<=": r"\leq", ">=": r"\geq", "!=": r"\neq",
    "+/-": r"\pm", "<<": r"\ll", ">>": r"\gg",
}  # fmt: skip

_PIECE = re.compile(
    r"(?P<maths>\$[^$]+\$)"
    r"|(?P<typed><<|>>|<=>|->|=>|<=|>=|!=|\+/-)"
    r"|<(?=\S)(?P<average>[^<>$]*[^<>$\s])>"
    r"|(?:\^|\*\*)(?:(?P<power>\d+|[A-Za-z])(?![A-Za-z0-9])|\((?P<exponent>[A-Za-z0-9+/ -]+)\))"
    rf"|(?P<differential>(?<![A-Za-z_])d(?:{'|'.join(sorted(_GREEK))})(?![A-Za-z_0-9]))"
    rf"|(?P<greek>(?<![A-Za-z_])(?:{'|'.join(sorted(_GREEK))})(?![A-Za-z_0-9]))"
    rf"|(?P<accent>.[{''.join(_ACCENTS)}])"
    r"|(?P<numbered>(?<![A-Za-z_])[A-Za-z]+\d+(?![A-Za-z_0-9]))"
    r"|(?P<name>(?<![A-Za-z])(?:[A-Za-z]+|[α-ωϵϕΓ-Ω])_(?:[A-Z](?=[A-Z])|[A-Za-z0-9]+))"
    rf"|(?P<raised>[{''.join(_RAISED)}]+)|(?P<lowered>[{''.join(_LOWERED)}]+)|(?P<one>.)",
    re.DOTALL,
)


def tex(words: str, notation: Notation | None = None) -> str:
    """A sentence as LaTeX text; every character comes out, an unknown one as its code point.

    A name with an underscore or a number is typeset as the notation declares it, else with its subscript; k_BT is k_B
    times T. The name of a Greek letter is that letter.

    >>> print(tex("γ → 1 as U₀′ → 0, at 50% of $V^2$; n_mu in 1/(k_BT)"))
    $\\gamma$ $\\to$ 1 as U$_{0} \'$ $\\to$ 0, at 50\\% of $V^2$; $n_{\\mu}$ in 1/($k_{B}$T)
    """
    typeset = "".join(_typeset(match, notation) for match in _PIECE.finditer(_composed(words)))
    return typeset.replace("$$", " ")


def _composed(words: str) -> str:
    """Letters with a bar above as letter and bar, so that they are found alike; control characters as spaces."""
    return "".join(
        unicodedata.normalize("NFD", c) if c.isalpha() and not c.isascii() else " " if ord(c) < 32 else c for c in words
    )


def _typeset(match: re.Match[str], notation: Notation | None) -> str:
    text = match.group()
    match match.lastgroup:
        case "typed":
            return f"${_TYPED[text]}$"
        case "average":
            return rf"$\langle${tex(match['average'], notation)}$\rangle$"
        case "power" | "exponent":
            power = match["power"] or match["exponent"]
            return f"$^{{{re.sub('[A-Za-z]+', lambda m: _letter(m[0]), power)}}}$"
        case "differential":
            return f"${_letter(text[1:])}$".replace("$", "d$", 1)
        case "greek":
            return f"${notation[text].latex if notation and text in notation else _letter(text)}$"
        case "numbered":
            return f"${notation[text].latex}$" if notation and text in notation else text
        case "maths":
            return text
        case "accent":
            letter = _MATHS.get(text[0], text[0])
            return _ACCENTS[text[1]] % letter if letter.isascii() else code_point(text[0])
        case "name":
            return f"${notation[text].latex if notation and text in notation else _subscripted(text)}$"
        case "raised":
            return f"$^{{{''.join(_RAISED[c] for c in text)}}}$"
        case "lowered":
            return f"$_{{{''.join(_LOWERED[c] for c in text)}}}$"
    if text in _SPECIAL:
        return _SPECIAL[text]
    if text in _MATHS:
        return f"${_MATHS[text]}$"
    return text if text.isascii() else code_point(text)


def _letter(name: str) -> str:
    """A letter that is spelled, as a command; any other name as it is."""
    return f"\\{name}" if name in _GREEK else name


def _subscripted(name: str) -> str:
    base, subscript = (_letter(_MATHS.get(part, part)) for part in name.split("_"))
    base = base if len(base) == 1 or base[0] == "\\" else rf"\mathrm{{{base}}}"
    upright = len(subscript) > 1 and subscript.isalpha()
    return rf"{base}_{{\mathrm{{{subscript}}}}}" if upright else f"{base}_{{{subscript}}}"


def code_point(character: str) -> str:
    """What is printed for a character that has no LaTeX here."""
    return rf"\texttt{{U+{ord(character):04X}}}"
