"""Kept verdicts: used while nothing changed, and never where anything did."""

import json

import pytest

from symrules.manuscript import cache as cache_module
from symrules.manuscript.cache import Cache
from symrules.manuscript.checking import Checker
from symrules.verdict import proved
from tests.manuscript.checks import SYMBOLS, check, statuses, write

PAPER = (
    "\\newcommand{\\two}{2}\n"
    "\\begin{equation} a = \\two b \\label{def} % symrules: definition\n\\end{equation}\n"
    "\\begin{equation} a^2 = 4b^2 \\label{square} % symrules: from def\n\\end{equation}\n"
    "\\begin{equation} \\tanh x = x + O(x^3) \\label{tanh} \\end{equation}\n"
)


@pytest.fixture
def decisions(monkeypatch):
    """The claims that are decided, not looked up."""
    from symrules.manuscript import deciding

    seen = []

    def decide(identity, **options):
        if identity.label:  # the others are about how a residual is written
            seen.append(identity.label)
        return original(identity, **options)

    original = deciding.decide
    monkeypatch.setattr(deciding, "decide", decide)
    return seen


@pytest.fixture
def secret(tmp_path, monkeypatch):
    """A user whose cache folder is this one."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))


@pytest.fixture
def store(tmp_path, secret):
    return tmp_path / ".symrules-cache" / "paper.tex.json"


def kept(path, store):
    """One check with the verdicts that are kept in a file, and kept there again."""
    checker = Checker(Cache(store))
    result = statuses(check(path, checker))
    checker.cache.save()
    return result


def test_a_second_check_decides_nothing(tmp_path, store, decisions):
    """The same manuscript again: the same statuses, and no decision."""
    path = write(tmp_path, PAPER)
    first = kept(path, store)
    assert ["square", "tanh"] == decisions
    assert first == kept(path, store)
    assert ["square", "tanh"] == decisions
    before = store.read_bytes()
    kept(path, store)
    assert before == store.read_bytes()
    assert "*\n" == (store.parent / ".gitignore").read_text()


@pytest.mark.parametrize(
    ("old", "new", "again", "expected"),
    [
        ("a^2 = 4b^2", "a^2 = 5b^2", "square", "refuted"),
        ("a = \\two b", "a = 3b", "square", "refuted"),
        ("\\newcommand{\\two}{2}", "\\newcommand{\\two}{3}", "square", "refuted"),
        ("from def", "given b > 0", "square", "refuted"),
        ("x + O(x^3)", "x + O(x^4)", "tanh", "refuted"),
    ],
)
def test_whatever_changes_is_decided_again(tmp_path, store, decisions, old, new, again, expected):
    """The equation, a macro, what it cites, its conditions: the one equation is decided anew, and only that."""
    kept(write(tmp_path, PAPER), store)
    decisions.clear()
    assert [expected] == kept(write(tmp_path, PAPER.replace(old, new)), store)[again]
    assert {again} == set(decisions)


def test_a_declaration_that_changes_is_part_of_the_claim(tmp_path, store, decisions):
    """Another domain of a symbol in the claim asks for a new decision; another symbol does not."""
    root = "\\begin{equation} \\sqrt{x^2} = x \\label{root} \\end{equation}"
    positive = SYMBOLS.replace('x = { domain = "real" }', 'x = { domain = "positive" }')
    assert ["proved"] == kept(write(tmp_path, root, positive), store)["root"]
    decisions.clear()
    assert ["proved"] == kept(write(tmp_path, root, positive + 'z = { latex = "z" }\n'), store)["root"]
    assert [] == decisions
    assert ["refuted"] == kept(write(tmp_path, root), store)["root"]
    assert {"root"} == set(decisions)


def test_another_engine_or_budget_decides_again(tmp_path, store, decisions, monkeypatch):
    """Verdicts of another version, and those found in another time budget, are not used."""
    path = write(tmp_path, PAPER)
    kept(path, store)
    decisions.clear()
    check(path, Checker(Cache(store), seconds=5.0))
    assert ["square", "tanh"] == decisions
    decisions.clear()
    monkeypatch.setattr(cache_module, "engine", lambda: "another")
    kept(path, store)
    assert ["square", "tanh"] == decisions


def test_a_forged_verdict_is_not_believed(tmp_path, store, decisions, monkeypatch):
    """Who does not know the user's key cannot make a refuted equation pass, nor change a kept verdict."""
    path = write(tmp_path, PAPER.replace("4b^2", "5b^2"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "stranger"))
    from symrules.manuscript import deciding

    genuine = deciding.decide
    monkeypatch.setattr(deciding, "decide", lambda identity, **options: proved("forged"))
    assert ["proved_under_hypotheses"] == kept(path, store)["square"]
    monkeypatch.setattr(deciding, "decide", genuine)
    assert ["proved_under_hypotheses"] == kept(path, store)["square"]  # whoever wrote it believes it
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    assert ["refuted"] == kept(path, store)["square"]
    content = json.loads(store.read_text())
    for record, _ in content["entries"].values():
        if record.get("outcome") == "refuted":
            record.update(outcome="proved", witness=None)
    store.write_text(json.dumps(content))
    assert ["refuted"] == kept(path, store)["square"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"[" * 100_000, b"\xff\xfe", b'{"format": 1}', b'{"format": "symrules cache 1"}'],
)
def test_a_broken_cache_is_as_if_it_were_not_there(tmp_path, store, content):
    """Whatever stands in the file, the check goes on, and the file is mended."""
    path = write(tmp_path, PAPER)
    expected = kept(path, store)
    store.write_bytes(content)
    assert expected == kept(path, store)
    assert "entries" in json.loads(store.read_text())


def test_a_cache_that_leads_elsewhere_is_not_used(tmp_path, store):
    """A link in place of the folder or the file is neither read nor written through."""
    path = write(tmp_path, PAPER)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    store.parent.symlink_to(elsewhere)
    kept(path, store)
    assert [] == list(elsewhere.iterdir())


def test_what_is_not_used_any_more_is_forgotten(tmp_path, store):
    """The file holds the verdicts of the manuscript as it stands."""
    kept(write(tmp_path, PAPER), store)
    assert 2 == len(json.loads(store.read_text())["entries"])
    kept(
        write(tmp_path, PAPER.replace("from def", "from def; given b > 0").split("\\begin{equation} \\tanh")[0]), store
    )
    assert 1 == len(json.loads(store.read_text())["entries"])


def test_without_a_place_for_the_key_nothing_is_kept(tmp_path, monkeypatch):
    """A user without a cache folder checks as well; only nothing is written."""
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/nowhere")
    path = write(tmp_path, PAPER)
    store = tmp_path / ".symrules-cache" / "paper.tex.json"
    assert {"def": ["definition"], "square": ["proved_under_hypotheses"], "tanh": ["asymptotic"]} == kept(path, store)
    assert not store.exists()


def test_an_equation_that_moved_is_not_read_again(tmp_path, decisions):
    """In one process a changed line above costs nothing, and findings move with their equation."""
    from symrules.manuscript.checked import findings_of

    checker = Checker(Cache())
    path = write(tmp_path, PAPER.replace("4b^2", "5b^2"))
    check(path, checker)
    decisions.clear()
    path.write_text("\n\n" + path.read_text())
    items = check(path, checker)
    assert 0 == checker.decided
    assert [] == decisions
    assert [("ALG001", 6)] == [(f.code, f.place.line) for item in items for f in findings_of(item)]


def test_only_what_changed_is_decided_again_in_one_process(tmp_path):
    """A change of one equation decides that one and those that cite it."""
    checker = Checker(Cache())
    check(write(tmp_path, PAPER), checker)
    assert 3 == checker.decided
    check(write(tmp_path, PAPER.replace("x + O(x^3)", "x - \\frac{x^3}{3} + O(x^5)")), checker)
    assert 1 == checker.decided
    check(write(tmp_path, PAPER), checker)
    assert 1 == checker.decided
    check(write(tmp_path, PAPER.replace("\\two b", "2b")), checker)
    assert 2 == checker.decided
