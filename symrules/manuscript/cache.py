"""Verdicts that are kept beside a manuscript, by the content of what was decided.

Notes
-----
The key of an entry is the claim itself: both sides, the relation, the hypotheses, the declarations of every symbol in
them, the time budget, and the engine, down to the bytes of its files. So an entry never outlives what it was made
from, and whatever changes in an equation, a macro, a declaration or a cited equation changes the key.

The folder travels with the manuscript, and may come from a stranger who would like a false equation to pass. Each
entry is therefore sealed with a key that only this user's own cache folder holds; one whose seal does not fit, and a
file that cannot be read, are as if they were not there. A verdict that is undecided because time ran out is not kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import flint
import mpmath
import sympy

import symrules
from symrules.tables import read_text_file

FOLDER = ".symrules-cache"
FORMAT = "symrules cache 1"
MAX_BYTES = 64_000_000
_SECRET_BYTES = 32

Record = dict[str, Any]


@lru_cache(maxsize=1)
def engine() -> str:
    """What identifies the engine: its version, the libraries it computes with, and its files."""
    digest = hashlib.sha256(
        f"{symrules.__version__} {sympy.__version__} {flint.__version__} {mpmath.__version__}".encode()
    )
    root = Path(symrules.__file__).resolve().parent
    for path in sorted(root.rglob("*.py")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def digest(*parts: str) -> str:
    """One name for several texts."""
    return hashlib.sha256("".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogatepass")).hexdigest()


class Cache:
    """Records by key, in one JSON file.

    Parameters
    ----------
    path : the file; None keeps records in memory only
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._records: dict[str, Record] = {}
        self._used: dict[str, Record] = {}
        self._secret = None if path is None else _secret()
        self._stored: set[str] = set()
        if path is not None and self._secret is not None:
            self._records = self._load(path, self._secret)
            self._stored = set(self._records)

    def get(self, key: str) -> Record | None:
        """The record of a key, or None."""
        found = self._records.get(key)
        if found is not None:
            self._used[key] = found
        return found

    def put(self, key: str, record: Record, *, lasting: bool = True) -> None:
        """Keep a record; in memory only where it is not to last."""
        self._records[key] = record
        if lasting:
            self._used[key] = record

    def save(self) -> None:
        """Write what was used since the cache was opened; what cannot be written is not."""
        if self.path is None or self._secret is None or set(self._used) == self._stored:
            return
        entries = {key: [record, _seal(self._secret, key, record)] for key, record in sorted(self._used.items())}
        content = json.dumps({"format": FORMAT, "engine": engine(), "entries": entries}, sort_keys=True)
        try:
            if self.path.parent.is_symlink():
                return
            self.path.parent.mkdir(exist_ok=True)
            ignored = self.path.parent / ".gitignore"
            if not ignored.exists():
                replace_file(ignored, "*\n")
            replace_file(self.path, content)
            self._stored = set(self._used)
        except OSError:
            return

    def _load(self, path: Path, secret: bytes) -> dict[str, Record]:
        try:
            if path.parent.is_symlink() or path.is_symlink() or not path.exists():
                return {}
            content = json.loads(read_text_file(path, limit=MAX_BYTES))
            if content["format"] != FORMAT or content["engine"] != engine():
                return {}
            entries: Mapping[str, Any] = content["entries"]
            return {key: record for key, (record, seal) in entries.items() if _fits(secret, key, record, seal)}
        except Exception:  # whatever is wrong with the file, it is as if it were not there
            return {}


def _seal(secret: bytes, key: str, record: Record) -> str:
    content = json.dumps([key, record], sort_keys=True).encode()
    return hmac.new(secret, content, hashlib.sha256).hexdigest()


def _fits(secret: bytes, key: str, record: Record, seal: Any) -> bool:
    return isinstance(seal, str) and hmac.compare_digest(seal.encode(), _seal(secret, key, record).encode())


def _secret() -> bytes | None:
    """This user's key, made at the first use; None where there is no place for it, and then nothing is kept."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    path = Path(home) / "symrules" / "key"
    for _ in range(2):
        try:
            found = path.read_bytes()
            return found if len(found) == _SECRET_BYTES else None
        except FileNotFoundError:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                _create(path, os.urandom(_SECRET_BYTES))
            except OSError:
                return None
        except OSError:
            return None
    return None


def _create(path: Path, content: bytes) -> None:
    """Write a new file that only its owner can read; another process may have been faster."""
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        with contextlib.suppress(FileExistsError):
            os.link(name, path)
    finally:
        os.unlink(name)


def replace_file(path: Path, content: str) -> None:
    """Put a file in place of another at once; never a half of it."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(content)
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
