"""Hostile manuscripts: a clear message, bad input, soon, and nothing read outside the manuscript's folder."""

import os
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from symrules.cli import group
from symrules.manuscript.sources import MAX_FILE
from tests.manuscript.checks import SYMBOLS

TRUE = "\\begin{equation} a = a \\end{equation}\n"
LAUGHS = "".join(f"\\def\\l{chr(97 + i)}{{{(chr(92) + 'l' + chr(96 + i)) * 10 if i else 'x+x'}}}" for i in range(12))

TEXTS = {
    "macro that calls itself": ("\\newcommand{\\X}{\\X\\X}\\[ \\X = a \\]", "calls itself"),
    "macros that call each other": ("\\def\\P{\\Q}\\def\\Q{\\P}\\[ \\P = a \\]", "call each other"),
    "macros that multiply": (LAUGHS + "\\[ \\ll = a \\]", "macros are called"),
    "input of an absolute path": ("\\input{/etc/passwd}", "absolute path"),
    "input without braces": ("\\input /etc/passwd\n", "absolute path"),
    "input of a device": ("\\input{/dev/zero}", "absolute path"),
    "input above the folder": ("\\input{../outside}", "leads out"),
    "input above the folder, in disguise": ("\\input{part/../../outside.tex}", "leads out"),
    "input through a link to a file": ("\\input{link}", "leads out"),
    "input through a link to a folder": ("\\include{linked/outside}", "leads out"),
    "input of a link to a device": ("\\input{device}", "leads out"),
    "input of a pipe": ("\\input{pipe}", "a pipe"),
    "input of a folder": ("\\input{part}", "a folder"),
    "input of a command": ("\\input{|ls}", "does not name a file"),
    "input of a home": ("\\input{~/secret}", "does not name a file"),
    "input of a null": ("\\input{a\x00b}", "does not name a file"),
    "input of itself": ("\\input{paper}", "inputs itself"),
    "input in a circle": ("\\input{one}", "inputs itself"),
    "input of nothing": ("\\input{nothing}", "no file"),
    "input of broken text": ("\\input{broken}", "not UTF-8"),
    "input of a large file": ("\\input{large}", "larger than"),
    "input in a formula": ("\\[ a = \\input{part/fine} \\]", "inside a formula"),
    "braces that open": ("{" * 100_000, "never closed"),
    "braces that close": ("}" * 2_000, "closes nothing"),
    "braces in a formula": ("\\[" + "{" * 50_000 + "a" + "}" * 50_000 + "= a\\]", "more than 200 deep"),
    "brackets in a formula": ("\\[" + "(" * 5_000 + "a" + ")" * 5_000 + "= a\\]", "deep"),
    "roots without end": ("\\[" + "\\sqrt" * 15_000 + "= a\\]", "nested"),
    "an environment that does not end": ("\\begin{equation} a = a", "never closed"),
    "an environment that ends as another": ("\\begin{equation} a = a \\end{align}", "does not close"),
    "an environment that does not begin": ("\\end{equation}", "closes nothing"),
    "an equation in an equation": ("\\[\\begin{align} a = a \\end{align}\\]", "stands inside"),
    "environments without end": ("\\begin{quote}" * 20_000, "more than 200 deep"),
    "a dollar": ("it costs 5$ today\n\nand tomorrow", "not closed in its paragraph"),
    "two dollars": ("$$ a = a", "never closed"),
    "a bracket that closes": ("\\]", "closes nothing"),
    "verbatim without end": ("\\begin{verbatim} \\[", "never closed"),
    "iffalse without end": ("\\iffalse " * 1_000, "no \\fi"),
    "a backslash at the end": ("\\", "backslash"),
    "a long command": ("\\" + "a" * 100_000, "longer than"),
    "begin without a name": ("\\begin{" * 1_000, "name of an environment"),
    "many macros": ("\\def\\A{b}" * 3_000, "macros are defined"),
    "many directives": ("% symrules: " + ";" * 100_000 + "\n" + TRUE, "more than 50 directives"),
    "a nested condition": ("% symrules: given " + "(" * 20_000 + "x > 0\n" + TRUE, "nested"),
    "a tower of powers": ("\\[ a^{9^{9^{9^{9}}}} = a \\]", "power"),
    "a long number": ("\\[ a = " + "9" * 15_000 + " \\]", "digits"),
    "a long equation": ("\\[ a = " + "+".join(["a"] * 15_000) + " \\]", "tokens"),
    "a command for the terminal": ("\\[ a = \x1b]0;title\x07 \\]", "not declared"),
    "a long circle": ("".join(f"\\[ a = a \\label{{l{i}}} % symrules: from l{(i + 1) % 300}\n\\]" for i in range(300)),
                      "circular"),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """A manuscript's folder with traps in it, and a secret beside it."""
    inside = tmp_path / "inside"
    (inside / "part").mkdir(parents=True)
    (tmp_path / "outside.tex").write_text("\\[ SECRET = a \\]", encoding="utf-8")
    (inside / "notation.toml").write_text(SYMBOLS, encoding="utf-8")
    (inside / "part" / "fine.tex").write_text(TRUE, encoding="utf-8")
    (inside / "one.tex").write_text("\\input{two}", encoding="utf-8")
    (inside / "two.tex").write_text("\\input{one}", encoding="utf-8")
    (inside / "broken.tex").write_bytes(b"caf\xe9")
    (inside / "large.tex").write_bytes(b"%" * (MAX_FILE + 1))
    (inside / "link.tex").symlink_to("../outside.tex")
    (inside / "linked").symlink_to("..")
    (inside / "device.tex").symlink_to("/dev/zero")
    os.mkfifo(inside / "pipe.tex")
    return inside


def run(path, *options):
    start = time.process_time()
    result = CliRunner().invoke(group, ["check", "--no-cache", *options, str(path)], standalone_mode=False)
    assert result.exception is None, result.exception
    assert 20 > time.process_time() - start
    return result.return_value, result.output


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_manuscript_is_bad_input_with_a_clear_message(folder, name):
    """Exit status 2, a message with file and line that names the matter, no control character, no secret."""
    text, message = TEXTS[name]
    path = folder / "paper.tex"
    path.write_bytes(text.encode())
    status, output = run(path)
    assert 2 == status
    assert message in output
    assert f"{folder}/" in output.splitlines()[0]
    assert "SECRET" not in output
    assert not set(output) & set("\x1b\x07\x00")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.write_bytes(b"\\[ a = \xff \\]"), "not UTF-8"),
        (lambda path: path.write_bytes(b"{" * (MAX_FILE + 1)), "larger than"),
        (lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_RDWR), 2**30), "larger than"),
        (lambda path: path.mkdir(), "folder"),
        (lambda path: os.mkfifo(path), "a pipe"),
        (lambda path: path.symlink_to("/dev/zero"), "leads out"),
        (lambda path: path.symlink_to("../outside.tex"), "leads out"),
        (lambda path: None, "cannot be read"),
    ],
)
def test_a_manuscript_that_is_no_text_is_refused_before_it_is_read(folder, make, message):
    """A gigabyte, broken UTF-8, folders, pipes, devices and links out of the folder."""
    path = folder / "paper.tex"
    make(path)
    if path.is_dir():
        return
    status, output = run(path)
    assert 2 == status
    assert message in output
    assert "SECRET" not in output


def test_a_fine_input_is_read(folder):
    """The traps beside it do not matter; a file in a folder below, and a link inside the folder, are read."""
    (folder / "alias.tex").symlink_to("part/fine.tex")
    (folder / "paper.tex").write_text("\\input{part/fine} \\input{alias.tex}", encoding="utf-8")
    assert (0, f"{folder}/paper.tex: 2 equations, 2 links: 2 proved\n") == run(folder / "paper.tex")


def test_nothing_is_written_but_the_cache(folder):
    """A check leaves the folder as it was."""
    (folder / "paper.tex").write_text(TRUE, encoding="utf-8")
    before = sorted(p.name for p in Path(folder).iterdir())
    run(folder / "paper.tex")
    assert before == sorted(p.name for p in Path(folder).iterdir())
