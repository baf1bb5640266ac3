"""What a model may predict: the names that rules ask for, and their meaning."""

from __future__ import annotations

SCALARS = {
    "number": "carrier number N, as a function of drive and equilibrium symbols",
    "number_fluctuation": "mean square number fluctuation ΔN",
    "density": "carrier density n, as a function of the chemical potential",
    "compressibility": "compressibility κ = (Ω/N²) ∂N/∂μ",
    "conductance": "conductance G",
    "current_noise": "current noise S at zero frequency, one-sided: 4 k_B T G in equilibrium",
    "current_correlation": "current correlation ⟨[j(t), j(0)]⟩ as a function of the time t ≥ 0",
    "density_response": "density response χ(q, ω), negative at low frequency: χ(q → 0, 0) = −∂n/∂μ",
    "fano_factor": "Fano factor F: S → 2 e F G V at a large drive V",
    "generating_function": "cumulant generating function of the transferred charge, in the counting field",
}
MATRICES = {
    "conductance_matrix": "G_ab = ∂I_a/∂V_b, a row for each terminal a",
}
TENSORS = {
    "second_order_conductance": "G_abc in I_a = Σ G_ab V_b + Σ G_abc V_b V_c: for each terminal a a matrix in b and c",
}
MEANINGS = {**SCALARS, **MATRICES, **TENSORS}


def rank(name: str) -> int:
    """0 for a scalar, 1 + the number of nested lists of a matrix or tensor less one; unknown names are scalars."""
    return 2 if name in MATRICES else 3 if name in TENSORS else 0
