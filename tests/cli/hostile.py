"""Files that a stranger may send: made here, each with a word that its message must hold."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

SYMBOLS = 'x = { domain = "real" }\ny = { domain = "positive", role = "drive" }\n'
PAYLOAD = "__import__('os').system('touch pwned')"

Maker = Callable[[Path], None]


def model(observable: str = '"x"', *, symbols: str = SYMBOLS, head: str = 'name = "m"', more: str = "") -> str:
    """A model that is sound but for what is put into it."""
    return f"[model]\n{head}\n[symbols]\n{symbols}\n{more}\n[observables]\nnumber = {observable}\n"


def _expression(text: str) -> str:
    return model(f"'''{text}'''")


CODE = {
    "import": (PAYLOAD, "string"),
    "lambda": ("(lambda: 1)()", ":"),
    "open": ("open(pwned)", "open"),
    "exec": ("exec(x)", "exec"),
    "eval": ("eval(x)", "eval"),
    "attribute": ("x.__class__", "attribute"),
    "dunder": ("().__class__.__bases__[0].__subclasses__()", ""),
    "item": ("x[0]", "indexing"),
    "walrus": ("(x := 1)", ""),
    "semicolon": ("x; y", ";"),
    "comprehension": ("[x for x in y]", ""),
    "format": ("f'{x}'", ""),
    "percent": ("'%s' % x", ""),
    "globals": ("globals()", "globals"),
    "getattr": ("getattr(x, y)", "getattr"),
    "sympify": ("sympify(x)", "sympify"),
    "symbol-call": ("x(y)", "x"),
    "backslash": ("x\\\ny", ""),
    "comment": ("x # comment", "comment"),
    "backtick": ("`touch pwned`", "`"),
    "undeclared": ("os", "os"),
}
SIZES = {
    "tower": ("9**9**9**9", ""),
    "tower-right": ("2**(2**(2**100))", ""),
    "million-digits": ("1" * 300_000, ""),
    "exponent": ("10**100000000000", ""),
    "float": ("1e999999999", ""),
    "negative-power": ("(1/3)**(10**12)", ""),
    "brackets": ("(" * 5_000 + "x" + ")" * 5_000, "nest"),
    "open-brackets": ("(" * 100_000, ""),
    "minuses": ("-" * 50_000 + "x", ""),
    "functions": ("sin(" * 2_000 + "x" + ")" * 2_000, "nest"),
    "powers": ("x**" * 2_000 + "x", "nest"),
    "long-sum": ("x+" * 400_000 + "x", ""),
    "long-product": ("x*" * 400_000 + "x", ""),
    "commas": ("Max(" + "x," * 200_000 + "x)", ""),
    "derivative": ("Derivative(x, (x, 10**9))", ""),
}
ZERO = {
    "divided-by-zero": ("1/0", "zero"),
    "divided-by-nothing": ("1/(x - x)", "zero"),
    "divided-by-difference": ("y/(1 - 1)", "zero"),
    "divided-by-identity": ("1/(sin(x)**2 + cos(x)**2 - 1)", "zero"),
    "root-of-negative": ("sqrt(-1 - x**2)", "not real"),
    "logarithm-of-negative": ("log(-y)", "not real"),
}
WORDS = {
    "nan": ("nan", "nan"),
    "inf": ("inf", "inf"),
    "empty": ("", ""),
    "blank": ("   ", ""),
    "cyrillic": ("х + 1", ""),
    "fullwidth": ("１ + x", ""),
    "mathematical": ("𝑥", ""),
    "superscript": ("x²", ""),
    "minus-sign": ("1 − x", ""),
    "zero-width": ("x\u200by", ""),
    "right-to-left": ("x\u202ey", ""),
    "combining": ("x\u0301", ""),
}
TEXTS = {
    "no-model": ("[symbols]\n", "[model]"),
    "nothing": ("", "[model]"),
    "no-name": (model(head=""), "name"),
    "model-is-number": ("model = 3\n", "table"),
    "symbols-are-list": ('model = {name = "m"}\nsymbols = []\n', "table"),
    "observable-is-number": (model("3"), "text"),
    "observable-is-nan": (model("nan"), "text"),
    "observable-is-date": (model("1979-05-27"), "text"),
    "observable-is-list": (model('[["x"]]'), "text"),
    "ragged-matrix": (model() + 'conductance_matrix = [["x", "x"], ["x"]]\n', "nested"),
    "matrix-too-large": (model() + f"conductance_matrix = {[['x'] * 50] * 50}\n", "12"),
    "matrix-too-deep": (model() + 'conductance_matrix = [[["x"]]]\n', "text"),
    "unknown-observable": (model() + 'nmber = "x"\n', "did you mean 'number'"),
    "unknown-table": (model() + "[symbls]\n", "did you mean"),
    "unknown-role": (model(symbols='x = { role = "driver" }'), "did you mean 'drive'"),
    "unknown-rule": (model() + '[expect]\ncompresibility = "proved"\n', "did you mean 'compressibility'"),
    "unknown-verdict": (model() + '[expect]\ncompressibility = "true"\n', "true"),
    "name-of-code": (model(symbols=f'"{PAYLOAD}" = {{}}'), "cannot name"),
    "name-with-dot": (model(symbols='"x.__class__" = {}'), "cannot name"),
    "name-of-builtins": (model(symbols="__builtins__ = {}"), "cannot name"),
    "name-empty": (model(symbols='"" = {}'), "cannot name"),
    "name-keyword": (model(symbols="import = {}"), "cannot name"),
    "name-path": (model(symbols='"../../etc/passwd" = {}'), "cannot name"),
    "name-long": (model(symbols=f'{"x" * 100_000} = {{}}'), "cannot name"),
    "name-cyrillic": (model(symbols='"х" = {}'), "cannot name"),
    "name-twice": (model(symbols="x = {}\nx = {}"), "not TOML"),
    "table-twice": (model() + "[model]\n", "not TOML"),
    "defined-symbol": (model(more='[definitions]\nx = "y"'), "already"),
    "defined-twice": (model(more='[definitions]\na = "y"\n"a(z)" = "z"'), "already"),
    "cycle": (model('"a"', more='[definitions]\na = "b"\nb = "a"'), "rests on itself"),
    "cycle-of-one": (model('"a"', more='[definitions]\na = "a + 1"'), "rests on itself"),
    "cycle-of-functions": (model('"f(x)"', more='[definitions]\n"f(z)" = "g(z)"\n"g(z)" = "f(z)"'), "rests on itself"),
    "laughs": (model('"a30"', more='[definitions]\na0 = "x"\n'
               + "\n".join(f'a{k + 1} = "a{k} + a{k}*a{k}"' for k in range(30))), "parts"),
    "dimension-code": (model(symbols=f"x = {{ dimension = \"{PAYLOAD}\" }}"), ""),
    "dimension-tower": (model(symbols='x = { dimension = "energy**9**9**9**9" }'), ""),
    "domain-nan": (model(symbols='x = { domain = "[nan, 1]" }'), "interval"),
    "domain-empty": (model(symbols='x = { domain = "[2, 1]" }'), "empty"),
    "domain-long": (model(symbols=f'x = {{ domain = "[{"9" * 100_000}, 1]" }}'), "domain"),
    "sum-of-dimensions": (model('"a + b"', symbols='a = {dimension = "energy"}\nb = {dimension = "mass"}'), "[energy]"),
    "where-is-text": (model(head='name = "m"\nwhere = "x"'), "list"),
    "where-is-code": (model(head=f'name = "m"\nwhere = ["{PAYLOAD} > 0"]'), "string"),
    "where-is-no-relation": (model(head='name = "m"\nwhere = ["x"]'), "relation"),
    "nested-lists": (model("[" * 10_000 + "]" * 10_000), "nest"),
    "nested-tables": (model("{a=" * 5_000 + "1" + "}" * 5_000), "nest"),
    "dotted-key": (model() + ".".join(["a"] * 20_000) + " = 1\n", ""),
    "dotted-table": (model() + "[" + ".".join(["a"] * 20_000) + "]\n", ""),
    "many-keys": ("\n".join(f"k{k} = 1" for k in range(60_000)), ""),
    "many-tables": ("[[a]]\n" * 60_000, ""),
    "unclosed-string": ('[model]\nname = "m\n', "not TOML"),
    "unclosed-long-string": ('[model]\nname = """' + "m" * 100_000, "not TOML"),
    "huge-integer": (model("9" * 500_000), ""),
    "control-characters": ('[model]\nname = "\\u001b[2J"\n', "name"),
    "line-ends": ("\r" * 100_000 + "[", ""),
}  # fmt: skip
BYTES = {
    "latin-1": (model(head='name = "Büttiker"').encode("latin-1"), "UTF-8"),
    "utf-16": (model().encode("utf-16"), "UTF-8"),
    "half-character": (model(head='name = "ü"').encode()[:17], "UTF-8"),
    "surrogate": (b'[model]\nname = "\xed\xa0\x80"\n', "UTF-8"),
    "overlong": (b'[model]\nname = "\xc0\xaf"\n', "UTF-8"),
    "null": (b"[model]\0", "not TOML"),
    "program": (b"\x7fELF" + bytes(range(256)) * 100, ""),
    "large": (b"#" * 2_000_000, "larger"),
    "larger-than-memory": (None, "larger"),
}


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 36)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(path.parent)  # the path of a socket is short
        try:
            server.bind(path.name)
        finally:
            os.chdir(here)


PLACES: dict[str, tuple[Maker, str]] = {
    "missing": (lambda path: None, "cannot be read"),
    "fifo": (os.mkfifo, "pipe"),
    "socket": (_socket, ""),
    "link-outside": (lambda path: path.symlink_to("/etc/passwd"), "leads out of its folder"),
    "link-to-device": (lambda path: path.symlink_to("/dev/zero"), "leads out of its folder"),
    "link-to-itself": (lambda path: path.symlink_to(path.name), "cannot be"),
    "link-to-nothing": (lambda path: path.symlink_to("nowhere.toml"), "cannot be read"),
    "link-up": (lambda path: path.symlink_to("../" * 30 + "etc/hostname"), "leads out of its folder"),
}


def files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Make the files in a folder; yields each with the word that its message must hold."""
    for group in (CODE, SIZES, ZERO, WORDS):
        for name, (text, word) in group.items():
            yield _written(folder / f"{name}.toml", _expression(text).encode()), word
    for name, (text, word) in TEXTS.items():
        yield _written(folder / f"{name}.toml", text.encode()), word
    for name, (content, word) in BYTES.items():
        path = folder / f"{name}.toml"
        if content is None:
            _sparse(path)
        else:
            path.write_bytes(content)
        yield path, word
    for name, (make, word) in PLACES.items():
        make(folder / f"{name}.toml")
        yield folder / f"{name}.toml", word


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
