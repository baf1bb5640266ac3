"""Writing a folder of files so that no reader ever meets a half-written one.

Notes
-----
Everything is computed first. The changed files are then written into a scratch folder inside the target, which is on
the same file system for certain, and moved into place one by one with an atomic rename; an unchanged file is not
touched. The file ``manifest.json`` lists what was written, so that a later run removes what it no longer writes, and
nothing else.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from symrules.errors import OutputError, Place

MANIFEST = "manifest.json"
_NOTE = "files written by symrules; a later run removes those that it no longer writes"


@dataclass(frozen=True)
class Written:
    """What a write did to the target, as paths below it."""

    files: int
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def require_writable(target: Path, files: Mapping[str, bytes] | tuple[str, ...] = ()) -> None:
    """Fail before any work is done where the target, or the folder of one of its files, cannot be written.

    Raises
    ------
    OutputError
        With the path that stands in the way.
    """
    made = _make_folder(target)
    try:
        with tempfile.TemporaryDirectory(dir=target, prefix=".symrules-"):
            pass
        for name in files:
            for folder in list(PurePosixPath(name).parents)[:-1]:
                _require_folder(target / folder)
            if (target / name).is_dir():
                raise OutputError("is a folder, where a file must be written", place=Place(str(target / name)))
    except OSError as error:
        raise _unwritable(error, target) from error
    finally:
        for made_folder in made:
            _remove_if_empty(made_folder)


def write(target: Path, files: Mapping[str, bytes], *, complete: bool, keep: Callable[[str], bool] | None = None
          ) -> Written:  # fmt: skip
    """Write the files below `target`, each one whole or not at all.

    Parameters
    ----------
    files : contents by path below the target
    complete : the files are all that belongs there: write the manifest, and remove what an earlier run left
    keep : of the earlier files that are not written now, those that stay nevertheless (and stay listed)

    Raises
    ------
    OutputError
        A file or folder cannot be written; the files that stood there are whole, old or new.
    """
    require_writable(target, tuple(files))
    made = _make_folder(target)
    try:
        earlier = read_manifest(target) if complete else ()
        kept = [name for name in earlier if name not in files and keep is not None and keep(name)]
        removed = tuple(name for name in earlier if name not in files and name not in kept)
        everything = dict(files)
        if complete:
            everything[MANIFEST] = _manifest([*files, *kept])
        changed = tuple(differing(target, everything))
        _replace(target, {name: everything[name] for name in changed})
        for name in removed:
            _remove(target, name)
    except OSError as error:
        for folder in made:
            _remove_if_empty(folder)
        raise _unwritable(error, target) from error
    return Written(len(everything), changed, removed)


def differing(target: Path, files: Mapping[str, bytes]) -> list[str]:
    """The files that are missing below the target or stand there otherwise, by name."""
    return sorted(name for name, content in files.items() if not _has(target / name, content))


def read_manifest(target: Path) -> tuple[str, ...]:
    """The files that the manifest lists and that exist; none where there is no manifest.

    A manifest comes with the folder and may have been edited: a path that leads out of the target is ignored.
    """
    try:
        names = json.loads((target / MANIFEST).read_bytes())["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    if not isinstance(names, list):
        return ()
    return tuple(sorted(name for name in names if isinstance(name, str) and _is_inside(target, name)))


def _is_inside(target: Path, name: str) -> bool:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or str(path) != name:
        return False
    real = target / path
    return real.is_file() and real.parent.resolve().is_relative_to(target.resolve())


def _manifest(names: list[str]) -> bytes:
    record = {"note": _NOTE, "files": sorted(names)}
    return (json.dumps(record, indent=1, sort_keys=True) + "\n").encode()


def _has(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _replace(target: Path, files: Mapping[str, bytes]) -> None:
    if not files:
        return
    scratch = Path(tempfile.mkdtemp(dir=target, prefix=".symrules-"))
    try:
        staged = []
        for number, (name, content) in enumerate(files.items()):
            path = scratch / str(number)
            path.write_bytes(content)
            staged.append((path, target / name))
        for path, final in staged:
            final.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, final)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _remove(target: Path, name: str) -> None:
    (target / name).unlink(missing_ok=True)
    for folder in list(PurePosixPath(name).parents)[:-1]:
        _remove_if_empty(target / folder)


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return  # not empty, or not ours to remove


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and its parents; those that were made, innermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        for path in missing:
            if path.is_dir():
                _remove_if_empty(path)
        raise _unwritable(error, folder) from error
    return missing


def _require_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise OutputError("is a file, where a folder must be written", place=Place(str(folder)))
    if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError("cannot be written: permission denied", place=Place(str(folder)))


def _unwritable(error: OSError, target: Path) -> OutputError:
    reason = (error.strerror or str(error)).lower()
    path = str(error.filename or target)
    shown = str(target) if ".symrules-" in path else path
    return OutputError(f"cannot be written: {reason}", place=Place(shown), hint="choose another folder with --out")
