"""One-to-one assignment of the greatest total similarity (Kuhn 1955, the Hungarian algorithm)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]


def assign(similarity: Sequence[Sequence[float]], threshold: float = 0.0) -> list[tuple[int, int]]:
    """Pairs `(row, column)` in row order, every row and column at most once, similarity above 0 and >= `threshold`.

    Entries below the threshold count as 0 while assigning, so that no hopeless pair keeps a good one apart.
    """
    matrix = np.asarray(similarity, dtype=np.float64)
    if not matrix.size:
        return []
    matrix = np.where(matrix >= threshold, matrix, 0.0)
    rows, columns = linear_sum_assignment(matrix, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if matrix[i, j] > 0]
