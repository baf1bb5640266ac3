"""Writing a folder of files whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from symrules.errors import OutputError
from symrules.report import tree


def _all(target: Path) -> dict[str, bytes]:
    return {str(p.relative_to(target)): p.read_bytes() for p in sorted(target.rglob("*")) if p.is_file()}


def test_files_are_written_below_the_target(tmp_path):
    """Every file stands at its path with its content, beside a manifest that lists it."""
    written = tree.write(tmp_path / "out", {"a.txt": b"1", "deep/b.txt": b"2"}, complete=True)
    found = _all(tmp_path / "out")
    assert {"a.txt": b"1", "deep/b.txt": b"2"} == {k: v for k, v in found.items() if k != tree.MANIFEST}
    assert ["a.txt", "deep/b.txt"] == json.loads(found[tree.MANIFEST])["files"]
    assert ("a.txt", "deep/b.txt", tree.MANIFEST) == written.changed


def test_second_write_touches_nothing(tmp_path):
    """A file whose content is unchanged keeps its modification time, and nothing is reported as changed."""
    files = {"a.txt": b"1", "deep/b.txt": b"2"}
    tree.write(tmp_path, files, complete=True)
    for path in tmp_path.rglob("*.*"):
        os.utime(path, (1, 1))
    written = tree.write(tmp_path, files, complete=True)
    assert () == written.changed
    assert {1.0} == {path.stat().st_mtime for path in tmp_path.rglob("*") if path.is_file()}


def test_stale_files_of_an_earlier_run_are_removed_and_others_stay(tmp_path):
    """What an earlier run wrote and this one does not goes, with its empty folder; a stranger's file stays."""
    tree.write(tmp_path, {"a.txt": b"1", "old/b.txt": b"2", "kept/c.txt": b"3"}, complete=True)
    (tmp_path / "kept" / "mine.txt").write_bytes(b"mine")
    written = tree.write(tmp_path, {"a.txt": b"1"}, complete=True)
    assert ("kept/c.txt", "old/b.txt") == written.removed
    assert ["a.txt", "kept/mine.txt", tree.MANIFEST] == sorted(_all(tmp_path))
    assert not (tmp_path / "old").exists()


def test_files_asked_to_be_kept_stay_and_stay_listed(tmp_path):
    """A file that this run leaves alone is neither removed nor forgotten by the next."""
    tree.write(tmp_path, {"a.txt": b"1", "figures/f.pdf": b"2"}, complete=True)
    written = tree.write(tmp_path, {"a.txt": b"1"}, complete=True, keep=lambda name: name.startswith("figures/"))
    assert () == written.changed == written.removed
    assert ("a.txt", "figures/f.pdf") == tree.read_manifest(tmp_path)


def test_partial_write_removes_nothing_and_keeps_the_manifest(tmp_path):
    """Writing some files over a complete tree changes these and nothing else."""
    tree.write(tmp_path, {"a.txt": b"1", "b.txt": b"2"}, complete=True)
    before = _all(tmp_path)
    tree.write(tmp_path, {"b.txt": b"3"}, complete=False)
    assert {**before, "b.txt": b"3"} == _all(tmp_path)


@pytest.mark.parametrize("path", ["../victim.txt", "/etc/hostname", "link/victim.txt", "a/../../victim.txt"])
def test_manifest_cannot_lead_out_of_the_target(tmp_path, path):
    """A manifest that names a file elsewhere does not get that file removed."""
    (tmp_path / "victim.txt").write_bytes(b"precious")
    target = tmp_path / "out"
    target.mkdir()
    (target / "link").symlink_to(tmp_path)
    (target / tree.MANIFEST).write_text(json.dumps({"files": [path]}))
    written = tree.write(target, {"a.txt": b"1"}, complete=True)
    assert () == written.removed
    assert b"precious" == (tmp_path / "victim.txt").read_bytes()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": 3}', '{"files": [1, null]}', "\x00\xff"])
def test_damaged_manifest_counts_as_none(tmp_path, text):
    """A manifest that cannot be read removes nothing and stops nothing."""
    (tmp_path / tree.MANIFEST).write_text(text, encoding="utf-8")
    assert () == tree.write(tmp_path, {"a.txt": b"1"}, complete=True).removed


def test_target_below_a_file_is_refused(tmp_path):
    """A target that cannot be made is an error that names it."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="file"):
        tree.require_writable(tmp_path / "file" / "out")


def test_file_in_the_way_of_a_folder_is_refused_before_anything_is_written(tmp_path):
    """Where a folder must be and a file is, nothing of the tree is written."""
    (tmp_path / "equations").write_bytes(b"mine")
    with pytest.raises(OutputError, match="is a file"):
        tree.write(tmp_path, {"a.txt": b"1", "equations/b.tex": b"2"}, complete=True)
    assert {"equations": b"mine"} == _all(tmp_path)


def test_folder_in_the_way_of_a_file_is_refused_before_anything_is_written(tmp_path):
    """Where a file must be and a folder is, nothing of the tree is written."""
    (tmp_path / "ledger.md").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        tree.write(tmp_path, {"a.txt": b"1", "ledger.md": b"2"}, complete=True)
    assert {} == _all(tmp_path)


def test_probe_leaves_no_trace(tmp_path):
    """Asking whether a folder could be written makes neither it nor its parents."""
    tree.require_writable(tmp_path / "a" / "b")
    assert [] == list(tmp_path.iterdir())


def test_full_disk_leaves_earlier_output_whole(tmp_path, monkeypatch):
    """When writing fails half-way, the earlier files stand as they were and no scratch folder is left."""
    tree.write(tmp_path, {"a.txt": b"1", "b.txt": b"2"}, complete=True)
    before = _all(tmp_path)
    genuine = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if content == b"4":
            raise OSError(28, "No space left on device", str(path))
        return genuine(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError, match="no space left"):
        tree.write(tmp_path, {"a.txt": b"3", "b.txt": b"4"}, complete=True)
    assert before == _all(tmp_path)
    assert not list(tmp_path.glob(".symrules-*"))


def test_differing_names_missing_and_changed_files(tmp_path):
    """A file is stale when it is missing or its bytes differ."""
    (tmp_path / "same").write_bytes(b"1")
    (tmp_path / "changed").write_bytes(b"1")
    assert ["changed", "missing"] == tree.differing(tmp_path, {"same": b"1", "changed": b"2", "missing": b""})
