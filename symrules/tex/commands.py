"""What the commands of LaTeX are for the reader: spelled otherwise, empty space, a font, a delimiter, or refused."""

from __future__ import annotations

ALIKE = {
    "\\dfrac": "\\frac", "\\tfrac": "\\frac", "\\cfrac": "\\frac", "\\dbinom": "\\binom", "\\tbinom": "\\binom",
    "\\le": "\\leq", "\\leqslant": "\\leq", "\\ge": "\\geq", "\\geqslant": "\\geq", "\\ne": "\\neq", "\\lt": "<",
    "\\gt": ">", "\\rightarrow": "\\to", "\\longrightarrow": "\\to", "\\lbrack": "[", "\\rbrack": "]",
    "\\lbrace": "\\{", "\\rbrace": "\\}", "\\vert": "|", "\\widetilde": "\\tilde", "\\widehat": "\\hat",
    "\\ast": "*", "\\coloneqq": "\\equiv", "\\triangleq": "\\equiv", "\\coloneq": "\\equiv", "\\dif": "\\mathrm{d}",
    "\\lvert": "\\left|", "\\rvert": "\\right|", "\\Re": "\\mathrm{Re}", "\\Im": "\\mathrm{Im}", "\\hslash": "\\hbar",
    "\\prime": "'", "\\newline": "\\\\", "\\cr": "\\\\", "\\tabularnewline": "\\\\",
    "\\arctg": "\\arctan", "\\tg": "\\tan", "\\sh": "\\sinh", "\\ch": "\\cosh", "\\th": "\\tanh", "\\cth": "\\coth",
    "\\colon": ":", "\\hfill": "\\quad", "\\hfil": "\\quad",
}  # fmt: skip
"""Commands that print the same, or nearly so, as another one."""

_EMPTY = """\\, \\; \\! \\: \\> ~ \\/ \\thinspace \\medspace \\thickspace \\negthinspace \\negmedspace \\negthickspace
    \\enspace \\displaystyle \\textstyle \\scriptstyle \\scriptscriptstyle \\limits \\nolimits \\nonumber
    \\notag \\allowbreak \\nobreak \\strut \\mathstrut \\relax \\xspace \\null \\centering \\protect \\noindent
    \\break \\allowdisplaybreaks \\nobreakspace \\par \\leavevmode \\normalsize \\small
    \\footnotesize \\scriptsize \\tiny \\large \\displaylimits"""
EMPTY = frozenset(_EMPTY.split()) | {"\\ ", "\\\n", "\\\t"}  # fmt: skip
"""Commands that print nothing, or only space."""

GAPS = frozenset(("\\,", "\\;", "\\:", "~", "\\ ", "\\thinspace", "\\medspace", "\\thickspace"))
"""Spaces that some authors put between two factors."""

EMPTY_WITH_ARGUMENT = {
    "\\label": 1, "\\tag": 1, "\\hspace": 1, "\\vspace": 1, "\\mspace": 1, "\\vphantom": 1,
    "\\raisetag": 1, "\\setlength": 2, "\\color": 1,
}  # fmt: skip
"""Commands that print nothing although they take arguments."""

_TRANSPARENT = """\\mathop \\mathrel \\mathbin \\mathord \\mathopen \\mathclose \\mathpunct \\mathinner \\ensuremath
    \\smash \\mathnormal \\boxed"""
TRANSPARENT = frozenset(_TRANSPARENT.split())  # fmt: skip
"""Commands whose argument is read as if they were not there."""

QUADS = frozenset(("\\quad", "\\qquad"))

ROMAN = frozenset(("\\mathrm", "\\textrm", "\\text", "\\operatorname", "\\mbox", "\\hbox", "\\textnormal", "\\mathup"))
FONTS = {
    "\\mathbf": "\\mathbf", "\\boldsymbol": "\\mathbf", "\\bm": "\\mathbf", "\\pmb": "\\mathbf", "\\textbf": "\\mathbf",
    "\\mathcal": "\\mathcal", "\\mathscr": "\\mathscr", "\\mathsf": "\\mathsf", "\\textsf": "\\mathsf",
    "\\mathtt": "\\mathtt", "\\mathbb": "\\mathbb", "\\mathfrak": "\\mathfrak", "\\symbf": "\\mathbf",
    "\\textit": "\\textit", **dict.fromkeys(ROMAN, "\\mathrm"),
}  # fmt: skip
"""Commands that set their argument in a font, and the font."""

SWITCHES = {
    "\\rm": "\\mathrm", "\\bf": "\\mathbf", "\\cal": "\\mathcal", "\\it": "", "\\sf": "\\mathsf", "\\tt": "\\mathtt",
    "\\mit": "", "\\boldmath": "\\mathbf", "\\bfseries": "\\mathbf", "\\itshape": "", "\\rmfamily": "\\mathrm",
}  # fmt: skip
"""Commands that set all that follows them in their group in a font."""

ARGUMENTS = {
    "\\frac": 2, "\\binom": 2, "\\sqrt": 1, "\\bar": 1, "\\tilde": 1, "\\hat": 1, "\\vec": 1, "\\dot": 1, "\\ddot": 1,
    "\\check": 1, "\\breve": 1, "\\acute": 1, "\\grave": 1, "\\overline": 1, "\\underline": 1, "\\dddot": 1,
    "\\mathring": 1, "\\overrightarrow": 1,
}  # fmt: skip
"""How many arguments a command takes; every other one takes none."""

GROWING = frozenset(["\\big", "\\Big", "\\bigg", "\\Bigg", "\\bigm", "\\Bigm", "\\biggm", "\\Biggm"])
OPENING = frozenset(["\\left", "\\bigl", "\\Bigl", "\\biggl", "\\Biggl"])
CLOSING = frozenset(["\\right", "\\bigr", "\\Bigr", "\\biggr", "\\Biggr"])
DELIMITERS = frozenset(
    ("(", ")", "[", "]", "\\{", "\\}", "|", ".", "/", "\\langle", "\\rangle", "\\lfloor", "\\rfloor", "\\lceil",
     "\\rceil", "<", ">", "\\left|", "\\right|")
)  # fmt: skip

_ENVIRONMENTS = """equation align aligned alignat alignedat gather gathered multline split eqnarray displaymath math
    subequations widetext flalign flaligned multlined dmath"""
ENVIRONMENTS = frozenset(_ENVIRONMENTS.split())  # fmt: skip
"""Environments that arrange equations; a starred form is the same."""

_FUNCTION_NAMES = """\\sin \\cos \\tan \\cot \\sec \\csc \\sinh \\cosh \\tanh \\coth \\exp \\ln \\log \\arcsin \\arccos
    \\arctan \\arg \\max \\min \\Gamma \\zeta \\sech \\csch"""
FUNCTION_NAMES = frozenset(_FUNCTION_NAMES.split())
"""Commands that print a function's name."""

REFUSED = {
    "\\over": ("'\\over' is not read", "write \\frac{…}{…}"),
    "\\choose": ("'\\choose' is not read", "write \\binom{…}{…}"),
    "\\atop": ("'\\atop' is not read", "write \\frac{…}{…} or \\binom{…}{…}"),
    "\\not": ("'\\not' is read before '=' only", "write the opposite relation"),
    "\\$": ("'\\$' is not part of an equation", ""),
    "$": ("'$' is not part of an equation", "give what stands between the signs"),
    **dict.fromkeys(("\\[", "\\]", "\\(", "\\)"), ("this sign begins or ends an equation", "give what stands between")),
    **dict.fromkeys(("\\eqno", "\\leqno"), ("a number of plain TeX is not read", "write \\tag{…}")),
    "#": ("'#' is a macro's argument, and no macro is defined here", ""),
    "\\phantom": ("'\\phantom' prints nothing, but holds something", "leave it away"),
    "\\hphantom": ("'\\hphantom' prints nothing, but holds something", "leave it away"),
    "\\underbrace": ("'\\underbrace' is not read", "write what stands above the brace"),
    "\\overbrace": ("'\\overbrace' is not read", "write what stands below the brace"),
    "\\cancel": ("a term that is struck out is not read", "leave it away"),
    "\\stackrel": ("'\\stackrel' is not read", "write the relation alone"),
    "\\overset": ("'\\overset' is not read", "write what stands below alone"),
    "\\underset": ("'\\underset' is not read", "write what stands above alone"),
    "\\textcolor": ("'\\textcolor' is not read", "leave the colour away"),
    "\\substack": ("'\\substack' is not read", "write one sum for each index"),
    "\\ref": ("a reference is not part of an equation", ""),
    "\\eqref": ("a reference is not part of an equation", ""),
    "\\cite": ("a citation is not part of an equation", ""),
    "\\footnote": ("a footnote is not part of an equation", ""),
    "\\input": ("'\\input' is not read inside an equation", ""),
    **dict.fromkeys(
        ("\\newcommand", "\\renewcommand", "\\providecommand", "\\def", "\\let", "\\DeclareMathOperator"),
        ("a definition is not read inside an equation", "define it before the equation"),
    ),
}  # fmt: skip
"""Commands that are refused wherever they stand: what is said, and the hint."""

ENDS = {
    **dict.fromkeys(("\\pm", "\\mp"), ("it stands for two statements", "write one equation for each sign")),
    **dict.fromkeys(("\\dots", "\\ldots", "\\cdots", "\\dotsc", "\\dotsb", "\\vdots", "\\dotsm", "\\dotsi"),
                    ("dots leave out what is meant", "write the sum with \\sum, or end it with O(…)")),
    **dict.fromkeys(("\\Tr", "\\tr", "\\mathrm{Tr}", "\\mathrm{tr}", "\\mathrm{Det}", "\\det", "\\mathrm{det}"),
                    ("traces and determinants of operators are not read", "declare the result as a symbol")),
    **dict.fromkeys(("\\nabla", "\\oint", "\\otimes", "\\oplus", "\\wedge", "\\dagger", "\\circ", "\\star", "\\bullet"),
                    ("vectors, fields and operators are not read", "declare what it gives as a symbol")),
    **dict.fromkeys(("\\in", "\\notin", "\\forall", "\\exists", "\\subset", "\\cup", "\\cap", "\\mid", "\\parallel"),
                    ("sets and quantifiers are not read", "write the condition in words behind the equation")),
    **dict.fromkeys(("\\ll", "\\gg", "\\lesssim", "\\gtrsim", "\\Rightarrow", "\\Leftrightarrow", "\\iff", "\\implies",
                     "\\leftrightarrow", "\\mapsto", "\\Leftarrow", "\\leftarrow", "\\cong", "\\asymp", "\\doteq"),
                    ("this relation claims nothing that is checked", "write =, <, \\leq, \\approx, \\sim or \\to")),
}  # fmt: skip
"""Commands that are refused unless they are part of a declared name: what is said, and the hint."""
