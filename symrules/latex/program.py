"""The LaTeX of a function in Python source, by latexify; from its syntax tree, so that nothing is run.

latexify-py is imported when it is used, and may be missing (it does not install under every version of Python).
"""

from __future__ import annotations

import ast
import copy

_PREFIXES = {"math", "cmath", "numpy", "np", "mpmath", "mp"}


def program_latex(function: ast.FunctionDef) -> tuple[str, str]:
    """The function as LaTeX, and a word on why there is none; one of the two is empty."""
    try:
        from latexify import codegen, exceptions, transformers  # here, since it may not be installed
    except ImportError:
        return "", "latexify-py is not installed, so the function is not shown in its own form"
    tree = ast.Module([copy.deepcopy(function)], [])
    try:
        tree = transformers.DocstringRemover().visit(transformers.AugAssignReplacer().visit(tree))
        tree = transformers.PrefixTrimmer(_PREFIXES).visit(tree)
        try:
            return codegen.FunctionCodegen(use_math_symbols=True).visit(tree), ""
        except exceptions.LatexifyError:  # cases before the last statement
            return codegen.IPythonAlgorithmicCodegen(use_math_symbols=True).visit(tree), ""
    except (exceptions.LatexifyError, RecursionError, AttributeError, ValueError, IndexError) as error:
        return "", f"latexify cannot show the function: {' '.join(str(error).split())[:200]}"
