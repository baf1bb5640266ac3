"""Equations against each other: definitions, citations, conditions, and what follows from something false."""

import pytest

from tests.manuscript.checks import SYMBOLS, check, document, found, statuses, write


def equation(tex, label="", directive=""):
    said = f" % symrules: {directive}\n" if directive else "\n"
    return f"\\begin{{equation}}{said} {tex}" + (f" \\label{{{label}}}" if label else "") + "\n\\end{equation}\n"


def checked(folder, *equations, notation=SYMBOLS):
    return check(write(folder, "".join(equations), notation))


def status_of(folder, tex, directive="", *others):
    """The statuses of an equation's links."""
    return statuses(checked(folder, *others, equation(tex, "it", directive)))["it"]


@pytest.mark.parametrize(
    ("tex", "directive", "expected"),
    [
        ("(a+b)^2 = a^2 + 2ab + b^2", "", ["proved"]),
        ("(a+b)^2 = a^2 + b^2", "", ["refuted"]),
        ("a = b", "", ["refuted"]),
        ("a = b", "definition", ["definition"]),
        ("a = b + 1 = 1 + b", "definition", ["definition", "proved"]),
        ("a = b + 1 = 2 + b", "definition", ["definition", "refuted"]),
        ("a = b", "postulate: by assumption", ["postulate"]),
        ("a \\equiv b", "", ["refuted"]),
        ("a = b", "ignore ALG001", ["ignored"]),
        ("a = b", "ignore ALG002", ["refuted"]),
        ("\\sqrt{x^2} = x", "", ["refuted"]),
        ("\\sqrt{x^2} = x", "given x > 0", ["proved_under_hypotheses"]),
        ("\\sqrt{x^2} = x", "given $x \\geq 0$", ["proved_under_hypotheses"]),
        ("\\sqrt{x^2} = x", "given x > 0, y > 1; ignore ALG002", ["proved_under_hypotheses"]),
        ("\\sqrt{x^2} = x", "given the field is weak", ["refuted"]),
        ("(a+b)^2 = a^2 + 2ab + b^2", "given the field is weak", ["proved_under_hypotheses"]),
        ("1 < 2 \\leq 3", "", ["proved", "proved"]),
        ("f(x) = f(y)", "", ["refuted"]),
        ("E = k_B T", "", ["refuted"]),
        ("E = T", "", ["error"]),
        ("E + T = 0", "", ["error"]),
        ("a \\propto b", "", ["undecided"]),
    ],
)
def test_status_of_an_exact_link(tmp_path, tex, directive, expected):
    """Each link alone, with what its directive grants."""
    assert expected == status_of(tmp_path, tex, directive)


@pytest.mark.parametrize(
    ("tex", "directive", "expected"),
    [
        ("\\tanh x \\approx x", "", ["undecided"]),
        ("\\tanh x \\approx x", "small x", ["asymptotic"]),
        ("\\tanh x \\approx 2x", "small x", ["refuted"]),
        ("\\tanh x \\approx x - \\frac{x^3}{3}", "small x", ["asymptotic"]),
        ("\\tanh x \\approx x - \\frac{x^3}{6}", "small x", ["refuted"]),
        ("\\tanh x \\simeq x + x^2", "small x", ["refuted"]),
        ("\\tanh x \\sim \\sin x", "small x", ["asymptotic"]),
        ("\\tanh x \\sim 1 + x", "small x", ["refuted"]),
        ("\\cos x \\to 1", "small x", ["asymptotic"]),
        ("\\cos x \\to 0", "small x", ["refuted"]),
        ("\\frac{1}{p} + p \\approx p", "large p", ["asymptotic"]),
        ("\\frac{1}{p} + p \\approx p + 1", "large p", ["refuted"]),
        ("\\sqrt{p} + 1 \\approx 1", "small p", ["asymptotic"]),  # not O(p), yet it tends to 1
        ("\\cos x = 1 - \\frac{x^2}{2} + O(x^4)", "", ["asymptotic"]),
        ("\\cos x = 1 + \\frac{x^2}{2} + O(x^4)", "", ["refuted"]),
        ("\\cos x = 1 + O(x^2) = 1 - x^2 + O(x^3)", "", ["asymptotic", "asymptotic"]),
        ("a (1 - \\frac{x^2}{2} + O(x^4)) = a\\cos x", "small x", ["asymptotic"]),
        ("x \\cos x = x (1 - \\frac{x^2}{2} + O(x^4))", "", ["asymptotic"]),
        ("\\cos(ax) = 1 + O((ax)^2)", "", ["undecided"]),
        ("\\cos(ax) = 1 + O((ax)^2)", "small x", ["asymptotic"]),
        ("\\cos(ax) = 1 + O((ax)^3)", "small x", ["refuted"]),
        ("\\cos(ax) \\approx 1", "small x a", ["undecided"]),
        ("\\tanh x \\sim 0", "small x", ["undecided"]),
        ("\\sin x = x - \\frac{x^3}{6} + O(x^5) \\approx x", "", ["asymptotic", "asymptotic"]),
        ("\\sin x = x - \\frac{x^3}{6} + O(x^5) \\approx 2x", "", ["asymptotic", "refuted"]),
        ("\\sin x = x - \\frac{x^3}{6} + O(x^5) \\approx x + x^6", "", ["asymptotic", "undecided"]),
        ("\\sin x = x + O(x^3) \\sim x", "", ["asymptotic", "asymptotic"]),
        ("\\cos x = 1 + O(x^2) \\to 1", "", ["asymptotic", "asymptotic"]),
        ("\\cos x = 1 + O(x^2) \\to 2", "", ["asymptotic", "refuted"]),
        ("\\cos x = O(1) \\to 0", "small x", ["undecided", "undecided"]),
        ("p + \\frac{1}{p} = p + O(p^{-1}) \\approx p", "large p", ["asymptotic", "asymptotic"]),
        ("\\sqrt{x^2} + x^2 \\sim x", "small x", ["undecided"]),
        ("\\sqrt{x^2} + x^2 \\sim x", "small x; given x > 0", ["asymptotic"]),
        ("\\sqrt{x^2} + x^2 \\sim -x", "small x; given 0 > x", ["asymptotic"]),
        ("\\sqrt{x^2} + x^2 \\sim -x", "small x; given x > 0", ["refuted"]),
    ],
)
def test_status_of_an_approximate_link(tmp_path, tex, directive, expected):
    """Approximate relations and error terms, with and without a word on what is small."""
    assert expected == status_of(tmp_path, tex, directive)


def test_what_an_expansion_rests_on_is_listed(tmp_path):
    """The condition under which an approximate link holds stands among its hypotheses."""
    (item,) = checked(tmp_path, equation("\\sqrt{x^2} \\approx x", "it", "small x; given x > 0; given weak field"))
    assert ("x > 0", "weak field") == item.outcome.links[0].verdict.hypotheses


def test_what_is_small_may_stand_in_the_notation(tmp_path):
    """small = ["x"] under [manuscript] holds for every equation; a directive goes before it."""
    notation = SYMBOLS + '\n[manuscript]\nsmall = ["x"]\n'
    items = checked(tmp_path, equation("\\tanh x \\approx x", "1"),
                    equation("\\tanh p \\approx p", "2"), equation("\\tanh p \\approx p", "3", "small p"),
                    notation=notation)  # fmt: skip
    assert {"1": ["asymptotic"], "2": ["undecided"], "3": ["asymptotic"]} == statuses(items)
    assert [("ASY003", 5)] == found(items)


def test_a_cited_equation_is_a_hypothesis(tmp_path):
    """What is cited is used, and named; what is not cited is not used."""
    definition = equation("a = 2b", "def", "definition")
    assert ["proved_under_hypotheses"] == status_of(tmp_path, "a^2 = 4b^2", "from def", definition)
    assert ["refuted"] == status_of(tmp_path, "a^2 = 4b^2", "", definition)
    assert ["refuted"] == status_of(tmp_path, "a^2 = 5b^2", "from def", definition)
    items = checked(tmp_path, definition, equation("a^2 = 4b^2", "it", "from def"))
    assert ("a = 2*b (def)",) == items[1].outcome.links[0].verdict.hypotheses


def test_a_tag_or_the_label_of_a_group_may_be_cited(tmp_path):
    """``from (7)`` is the equation with that tag; the label of subequations stands for all in them."""
    tagged = "\\[ a = 2b \\tag{7} % symrules: definition\n\\]\n"
    assert ["proved_under_hypotheses"] == status_of(tmp_path, "a^2 = 4b^2", "from (7)", tagged)
    group = "\\begin{subequations}\\label{all}" + equation("a = 2b", "", "definition") + equation(
        "b = 3c", "", "definition") + "\\end{subequations}\n"  # fmt: skip
    assert ["proved_under_hypotheses"] == status_of(tmp_path, "a = 6c", "from all", group)


def test_a_message_names_the_definition_that_was_not_cited(tmp_path):
    """A refuted link with a symbol that is defined elsewhere says where; one that may define says how."""
    items = checked(tmp_path, equation("a = 2b", "def", "definition"), equation("a^2 = 4b^2", "it"),
                    equation("c = b", "other"))  # fmt: skip
    assert "hint: a is defined in def; cite it with '% symrules: from def'" in items[1].outcome.links[0].notes
    assert "hint: if this defines c, say so with '% symrules: definition'" in items[2].outcome.links[0].notes


def test_a_function_that_is_defined_is_known_at_every_argument(tmp_path):
    """f(y) follows from the definition of f(x); where the argument may leave the domain nothing is refuted."""
    definition = equation("f(x) = x^2", "def", "definition")
    assert ["proved_under_hypotheses"] == status_of(tmp_path, "f(2y) = 4y^2", "from def", definition)
    assert ["refuted"] == status_of(tmp_path, "f(2y) = 2y^2", "from def", definition)
    narrow = equation("g(p) = p^2", "def", "definition")
    assert ["undecided"] == status_of(tmp_path, "g(y) = y^3", "from def", narrow)
    assert ["proved_under_hypotheses"] == status_of(tmp_path, "g(3) = 9", "from def", narrow)
    assert ["proved_under_hypotheses"] == status_of(tmp_path, "g(2p + p^2) = p^2 (2+p)^2", "from def", narrow)
    assert ["undecided"] == status_of(tmp_path, "g(-p) = p^2", "from def", narrow)


def test_expansions_use_definitions_by_putting_them_in(tmp_path):
    """What stays fixed while y becomes small is what the sides say; x = ay is put in, not solved for a."""
    definition = equation("x = ay", "def", "definition")
    assert ["asymptotic"] == status_of(
        tmp_path, "\\cos x = 1 - \\frac{a^2y^2}{2} + O(y^4)", "from def; small y", definition
    )
    assert ["refuted"] == status_of(tmp_path, "\\cos x = 1 - \\frac{ay^2}{2} + O(y^4)", "from def; small y", definition)
    assert ["asymptotic"] == status_of(tmp_path, "\\cos x \\approx 1", "from def; small x", definition)
    assert ["undecided"] == status_of(tmp_path, "\\cos x \\approx 1 + a - a", "from def; small x", definition)


def test_hypotheses_that_contradict_each_other_prove_nothing(tmp_path):
    """From contradictory postulates nothing is proved, exactly or to an order."""
    premises = equation("c = 0", "1", "postulate") + equation("c = 1", "2", "postulate")
    assert ["undecided"] == status_of(tmp_path, "a = a + 0", "from 1 2", premises)
    assert ["undecided"] == status_of(tmp_path, "\\cos x \\approx 1 + c", "from 1 2; small x", premises)
    assert ["asymptotic"] == status_of(tmp_path, "\\cos x \\approx 1 + c", "from 1; small x", premises)
    assert ["undecided"] == status_of(tmp_path, "\\cos x \\approx 1", "given $a < b$, $b < a$; small x")


def test_what_follows_from_something_refuted_is_not_proved(tmp_path):
    """A refuted equation poisons those that cite it, and those that cite these; a refuted one stays refuted."""
    items = checked(
        tmp_path,
        equation("a = b + 1", "false"),
        equation("2a = 2b + 2", "next", "from false"),
        equation("4a = 4b + 4", "far", "from next"),
        equation("a = c", "worse", "from false"),
    )
    assert {"false": ["refuted"], "next": ["undecided"], "far": ["undecided"], "worse": ["refuted"]} == statuses(items)
    assert ["ALG001", "ALG003", "ALG003", "ALG001"] == [code for code, _ in found(items)]
    assert "false" in items[2].outcome.links[0].message


def test_premises_of_what_is_cited_are_passed_on(tmp_path):
    """A condition of a cited equation is listed with what follows from it; an open question is named."""
    items = checked(
        tmp_path,
        equation("\\sqrt{x^2} = x", "1", "given x > 0"),
        equation("2\\sqrt{x^2} = 2x", "2", "from 1"),
        equation("a \\propto b", "3"),
        equation("b + b = 2b", "4", "from 3"),
    )
    assert "x > 0" in items[1].outcome.links[0].verdict.hypotheses
    assert ["proved"] == statuses(items)["4"]
    assert "3 is not decided" in items[3].outcome.links[0].notes


def test_circles_are_errors_and_prove_nothing(tmp_path):
    """Equations that cite each other, or themselves, are reported and decided by nobody."""
    items = checked(tmp_path, equation("a = b", "1", "from 2"), equation("b = a", "2", "from 3"),
                    equation("b = a", "3", "from 1"), equation("c = a", "4", "from 4"))  # fmt: skip
    assert {"1": [], "2": [], "3": [], "4": []} == statuses(items)
    assert {"TEX007"} == {code for code, _ in found(items)}
    assert 4 == len(found(items))


def test_order_in_the_file_does_not_matter(tmp_path):
    """An equation may cite one that stands behind it."""
    items = checked(tmp_path, equation("a^2 = 4b^2", "it", "from def"), equation("a = 2b", "def", "definition"))
    assert {"it": ["proved_under_hypotheses"], "def": ["definition"]} == statuses(items)


def test_approximate_equations_are_no_hypotheses(tmp_path):
    """A cited link that holds to some order only is not used, and the message says so."""
    items = checked(tmp_path, equation("a \\approx 1 + x", "1", "postulate"), equation("2a = 2 + 2x", "2", "from 1"))
    assert ["refuted"] == statuses(items)["2"]
    assert any("1 is approximate, and not used" in note for note in items[1].outcome.links[0].notes)


def test_directives_at_the_end_of_a_line_are_about_its_links(tmp_path):
    """In a chain over several lines each line may have directives of its own."""
    body = (
        "\\begin{align}\n a &= b \\nonumber \\\\ % symrules: definition\n &= c \\nonumber \\\\ % symrules: postulate\n"
        " &= c + 0 \\label{it}\n\\end{align}\n"
    )
    assert ["definition", "postulate", "proved"] == statuses(checked(tmp_path, body))["it"]


@pytest.mark.parametrize(
    ("directive", "code"),
    [
        ("form it", "TEX005"),
        ("definition of a", "TEX005"),
        ("from", "TEX005"),
        ("from nowhere", "TEX006"),
        ("small", "TEX005"),
        ("small q", "TEX005"),
        ("given x > ", "TEX005"),
        ("given q > 0", "TEX005"),
        ("given $x$ > 0", "TEX005"),
        ("ignore ALG999", "TEX005"),
        ("derivations/nothing:1", "STALE002"),
        ("derivations/screening:99", "STALE002"),
        ("derivations/../secret:1", "TEX005"),
        (";", "TEX005"),
    ],
)
def test_a_directive_that_is_not_understood_is_bad_input(tmp_path, directive, code):
    """Misspelled words, unknown labels and symbols: the equation is not decided without what was meant."""
    items = checked(tmp_path, equation("(a+b)^2 = a^2 + 2ab + b^2", "it", directive))
    assert [(code, 1)] == found(items)
    assert [] == statuses(items)["it"]


@pytest.mark.parametrize(
    "tex", ["a + b = c", "a = a + b", "f(2x) = x", "2 = a", "a < b", "f(x) = \\int_0^x f(y) \\, dy"]
)
def test_what_defines_nothing_is_no_definition(tmp_path, tex):
    """A definition has one symbol, or a function of plain symbols, on its left, and not on its right."""
    items = checked(tmp_path, equation(tex, "it", "definition"))
    assert ["SYM003"] == [code for code, _ in found(items)]


def test_a_line_with_several_links_defines_by_the_first_of_each_chain(tmp_path):
    """At the end of a line, ``definition`` is about the first link there; what follows it in its chain is a claim."""
    body = "\\[ a = b + 1 = 2 + b, \\quad c = 2b \\label{it} \\] % symrules: definition"
    assert ["definition", "refuted", "definition"] == statuses(checked(tmp_path, body))["it"]


def test_a_symbol_is_defined_once(tmp_path):
    """The second definition of a symbol is an error that names the first."""
    items = checked(tmp_path, equation("a = b", "1", "definition"), equation("a = c", "2", "definition"))
    assert [("SYM003", 5)] == found(items)
    assert () == items[1].outcome.links


def test_undeclared_names_are_never_guessed(tmp_path):
    """A name that is not declared is reported at its place, also inside a macro, and nothing is decided."""
    items = checked(tmp_path, "\\newcommand{\\Q}{q_0}\n", equation("a = \\Q", "1"), equation("a = \\mu", "2"))
    assert [("SYM001", 3), ("SYM001", 6)] == found(items)
    assert {"1": [], "2": []} == statuses(items)
    text = (tmp_path / "paper.tex").read_text().splitlines()
    for item, name in zip(items, ("\\Q", "\\mu"), strict=True):
        (finding,) = item.findings
        assert text[finding.place.line - 1].index(name) + 1 == finding.place.column


@pytest.mark.parametrize(
    "body",
    [
        "% symrules: ignore\n\\[ a = \\qqq \\]",
        "\\[ a = \\qqq \\] % symrules: ignore",
        "\\[ a = \\qqq % symrules: ignore\n\\]",
    ],
)
def test_an_ignored_equation_need_not_be_readable(tmp_path, body):
    """Wherever the directive stands, nothing is reported of the equation."""
    assert [] == found(checked(tmp_path, body))


def test_words_beside_an_equation_and_second_readings_are_warnings(tmp_path):
    """They do not fail the check, and can be ignored."""
    items = checked(tmp_path, equation("a/bc = a/(bc) \\quad \\text{for small } x", "it"))
    assert {"AMB001", "AMB002"} == {code for code, _ in found(items)}
    quiet = checked(tmp_path, equation("a/bc = a/(bc) \\quad \\text{for small } x", "it", "ignore AMB001 AMB002"))
    assert [] == found(quiet)
    assert ["proved"] == statuses(quiet)["it"]


def test_an_order_in_an_inverse_does_not_guess_what_becomes_small(tmp_path):
    """O(1/p) alone is not read at p -> 0, where every bounded error would pass."""
    tex = "\\frac{p}{1 + p} = 2 + O(1/p)"
    assert status_of(tmp_path, tex) == ["undecided"]
    assert status_of(tmp_path, tex, "large p") == ["refuted"]
    assert status_of(tmp_path, tex.replace("2", "1"), "large p") == ["asymptotic"]


@pytest.mark.parametrize("tex", ["y\\sin x \\to 0", "\\frac{1}{y} \\sim 2x", "y \\sin x \\approx 0"])
def test_what_is_tied_to_what_becomes_small_is_not_kept_fixed(tmp_path, tex):
    """With x y = 1, y sin x goes to one as x goes to zero: a limit at fixed y is not what is claimed."""
    tie = equation("x y = 1", "tie", "postulate")
    assert status_of(tmp_path, tex, "from tie; small x", tie) == ["undecided"]
    solved = equation("y = \\frac{1}{x}", "solved", "postulate")
    assert status_of(tmp_path, "y\\sin x \\to 1", "from solved; small x", solved) == ["asymptotic"]
    assert status_of(tmp_path, "y\\sin x \\to 0", "from solved; small x", solved) == ["refuted"]


@pytest.mark.parametrize(
    ("tex", "directive", "expected"),
    [
        ("\\sin x = x (1 + O(x^2)) (1 + O(x))", "", "asymptotic"),  # to O(x^2)
        ("\\sin x = x (1 + O(x^2)) (1 + O(x^3))", "", "asymptotic"),  # to O(x^3)
        ("\\sin x = x (1 + O(x^3)) (1 + O(x^3))", "", "refuted"),  # to O(x^4)
        ("x^5 = x O(x^2) O(x^2)", "", "asymptotic"),
        ("x^4 = x O(x^2) O(x^2)", "", "refuted"),
        ("a = a (1 - \\frac{1}{p} + O(1/p^2)) (1 + \\frac{1}{p} + O(1/p^2))", "large p", "asymptotic"),  # to O(1/p^2)
        ("a = a (1 - \\frac{1}{p} + O(1/p^2)) (1 + \\frac{2}{p} + O(1/p^2))", "large p", "refuted"),
        ("p = (p^2 + p) (\\frac{1}{p} + O(1/p^2) + O(1/p^3))", "large p", "asymptotic"),  # to O(1)
        ("2p = (p^2 + p) (\\frac{1}{p} + O(1/p^2) + O(1/p^3))", "large p", "refuted"),
    ],
)
def test_an_error_term_is_as_large_as_its_largest_part(tmp_path, tex, directive, expected):
    """Of a product each error term counts, times what else stands in it; of a sum, the largest."""
    assert status_of(tmp_path, tex, directive) == [expected]


@pytest.mark.parametrize("formula", ["\\[\\renewcommand{\\q}{b} \\q = b\\]", "$\\def\\q{b} \\q = b$"])
def test_what_is_defined_in_a_formula_ends_with_it(tmp_path, formula):
    """A formula is a group of TeX: behind it a macro means again what it meant before."""
    text = "\\newcommand{\\q}{a} " + formula + equation("\\q = a", "it") + equation("\\q = b", "other")
    found = statuses(check(write(tmp_path, text)))
    assert (["proved"], ["refuted"]) == (found["it"], found["other"])
    text = "\\newcommand{\\q}{a} \\[\\gdef\\q{b} \\q = b\\]" + equation("\\q = b", "it")
    assert ["proved"] == statuses(check(write(tmp_path, text)))["it"]


@pytest.mark.parametrize(
    "body",
    [
        "\\q = b \\renewcommand{\\q}{b}",
        "{\\renewcommand{\\q}{b}} \\q = a",
        "\\begin{aligned}\\def\\q{b} \\q\\end{aligned} = b",
    ],
)
def test_a_macro_with_two_meanings_in_a_formula_is_refused(tmp_path, body):
    """Where a definition stands behind the beginning, what is before it means something else."""
    path = write(tmp_path, "\\newcommand{\\q}{a}" + equation(body, "it"))
    assert "TEX002" in {finding.code for finding in document(path).findings}


def test_what_follows_from_something_false_that_is_ignored_is_not_proved(tmp_path):
    """That a finding is not listed makes the equation no truer."""
    false = equation("f(x) = f(-x)", "false", "ignore ALG001")
    assert status_of(tmp_path, "f(x) - f(-x) = 0", "from false", false) == ["undecided"]
    assert status_of(tmp_path, "a = a", "", false) == ["proved"]


@pytest.mark.parametrize(
    "tex", ["\\int_0^1 a \\, dx = x", "\\int_0^1 a \\, dx = \\frac{1}{2}", "\\int_0^1 a \\, dx = a"]
)
def test_a_variable_of_integration_is_not_the_symbol_of_a_premise(tmp_path, tex):
    """With a = x an equation between two values, the integral of a over x is neither x nor one half."""
    assert status_of(tmp_path, tex, "from tie", equation("a = x", "tie", "definition")) == ["undecided"]
    assert status_of(tmp_path, "\\int_0^1 a \\, dx = b", "from tie", equation("a = b", "tie", "definition")) == [
        "proved_under_hypotheses"
    ]
