"""Drawing a figure for one journal column, to be told apart without colour.

Notes
-----
86 mm is the column of the physics journals. Curves differ in grey, marker and dashes; the legend stands above the axes,
where it covers nothing. Files carry no date and no version of the renderer, and carry the key of what they draw: a
figure whose key is unchanged need not be drawn again, on whatever machine.
"""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from symrules.derivation import Curve
from symrules.errors import DerivationError
from symrules.report.sampling import Column, Sampled, to_csv

_COLUMN_WIDTH = 86 / 25.4  # inches
_STYLE = {
    "font.family": "STIXGeneral",
    "mathtext.fontset": "stix",
    "font.size": 8,
    "axes.labelsize": 8,
    "legend.fontsize": 7.5,
    "xtick.labelsize": 7.5,
    "ytick.labelsize": 7.5,
    "axes.linewidth": 0.6,
    "xtick.direction": "in",
    "ytick.direction": "in",
    "xtick.top": True,
    "ytick.right": True,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "hatch.linewidth": 0.4,
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "symrules",
    "path.simplify": False,
}
_GREYS = ("0.0", "0.45", "0.0", "0.45", "0.25", "0.6")
_MARKERS = ("o", "s", "^", "D", "v", "x")
_DASHES = (0, (5, 2))


def key(sampled: Sampled) -> str:
    """What identifies a drawing: its data, its words, and the code that draws it."""
    figure = sampled.figure
    words = (figure.title, figure.x_label, figure.y_label, *(f"{c.label}|{c.dashed}" for c in figure.curves))
    parts = [to_csv(sampled), "\n".join(words).encode(), Path(__file__).read_bytes()]
    return "symrules:" + hashlib.sha256(b"\0".join(parts)).hexdigest()


def is_drawing_of(content: bytes, wanted: str) -> bool:
    """Whether a file is a whole PDF or SVG that carries the key."""
    whole = content.rstrip().endswith((b"%%EOF", b"</svg>"))
    return whole and wanted.encode() in content


def draw(sampled: Sampled, suffixes: Sequence[str] = ("pdf", "svg")) -> dict[str, bytes]:
    """The figure as PDF, SVG or PNG, by suffix.

    Raises
    ------
    DerivationError
        A label of the figure is not mathematics that the renderer knows.
    """
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    mark = key(sampled)
    pdf = {"Creator": "symrules", "Producer": None, "CreationDate": None, "Keywords": mark}
    svg = {"Creator": "symrules", "Date": None, "Description": mark}
    png = {"Software": "symrules", "Description": mark}
    canvases: dict[str, tuple[Any, dict[str, Any]]] = {
        "pdf": (FigureCanvasPdf, pdf), "svg": (FigureCanvasSVG, svg), "png": (FigureCanvasAgg, png),
    }  # fmt: skip
    drawn: dict[str, bytes] = {}
    with matplotlib.rc_context(_STYLE):
        for suffix in suffixes:
            canvas, metadata = canvases[suffix]
            drawing = _drawing(sampled)
            out = io.BytesIO()
            try:
                canvas(drawing).print_figure(out, format=suffix, metadata=metadata, dpi=300)
            except ValueError as error:  # mathtext's own parse error
                raise DerivationError(f"figure {sampled.figure.name}: {str(error).splitlines()[0]}") from error
            drawn[suffix] = out.getvalue()
    return drawn


def _drawing(sampled: Sampled) -> Any:
    from matplotlib.figure import Figure as Drawing

    figure = sampled.figure
    legend_rows = math.ceil(len(figure.curves) / 2)
    drawing = Drawing(figsize=(_COLUMN_WIDTH, _COLUMN_WIDTH * 0.72 + 0.16 * legend_rows), layout="constrained")
    axes = drawing.add_subplot()
    x = [float(value) for value in sampled.abscissa]
    for curve, column, band, shade in zip(
        figure.curves, sampled.curves, sampled.bands, _shades(figure.curves), strict=True
    ):
        _draw_band(axes, x, band, shade)
        _draw_curve(axes, x, column, shade, curve.dashed)
    _limit_axes(axes, sampled, x)
    axes.set_xlabel(figure.x_label)
    axes.set_ylabel(figure.y_label)
    if len(figure.curves) > 1:
        drawing.legend(loc="outside upper center", ncols=2, frameon=False, handlelength=2.8, columnspacing=1.2,
                       labelspacing=0.3, borderaxespad=0.2)  # fmt: skip
    return drawing


def _shades(curves: Sequence[Curve]) -> list[int]:
    """Which grey and marker each curve has: one for each solid curve.

    A dashed one takes those of the solid curve whose label begins its own, else of the solid curve before it.
    """
    solid = [curve.label for curve in curves if not curve.dashed]
    shades: list[int] = []
    for curve in curves:
        before = sum(not c.dashed for c in curves[: len(shades)])
        if curve.dashed:
            owner = [i for i, label in enumerate(solid) if curve.label.startswith(label)]
            shades.append(owner[0] if owner else max(before - 1, 0))
        else:
            shades.append(before)
    return shades


def _draw_curve(axes: Any, x: list[float], column: Column, shade: int, dashed: bool) -> None:
    """A solid curve carries markers, a dashed one its dashes."""
    marks = {} if dashed else {
        "marker": _MARKERS[shade % len(_MARKERS)], "markersize": 3.2, "markerfacecolor": "white",
        "markeredgewidth": 0.7, "markevery": (len(x) // 20 * (1 + shade % 3), max(len(x) // 6, 1)),
    }  # fmt: skip
    style = _DASHES if dashed else "-"
    axes.plot(x, _floats(column), linestyle=style, linewidth=1.0, color=_GREYS[shade % len(_GREYS)], label=column.name,
              zorder=3, **marks)  # fmt: skip


def _draw_band(axes: Any, x: list[float], band: tuple[Column, Column] | None, shade: int) -> None:
    """Bands are hatched in turn to the right and to the left, and not filled, so that overlapping ones show through."""
    if band is not None:
        lower, upper = (_floats(column) for column in band)
        hatch = ("//////", "\\\\" * 3)[shade % 2]
        axes.fill_between(x, lower, upper, facecolor="none", edgecolor="0.65", hatch=hatch, linewidth=0.0, zorder=1)


def _limit_axes(axes: Any, sampled: Sampled, x: list[float]) -> None:
    """The range of the curves themselves: a bound that grows without end must not flatten them."""
    values = [v for column in sampled.curves for v in _floats(column) if math.isfinite(v)]
    low, high = min(values), max(values)
    margin = 0.05 * (high - low) or 0.05 * (abs(high) or 1.0)
    axes.set_xlim(x[0], x[-1])
    axes.set_ylim(low - margin, high + margin)


def _floats(column: Column) -> list[float]:
    return [math.nan if value is None else float(value) for value in column.values]
