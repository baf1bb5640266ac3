"""Manuscripts: the equations of a LaTeX document as claims, what was declared of them, and what becomes of each."""
