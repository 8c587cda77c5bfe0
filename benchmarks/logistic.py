"""Ridge logistic regression, by Newton's method (iteratively reweighted least squares)."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_STEPS = 40
_SETTLED = 1e-8


def fitted(rows: Floats, truth: Floats, mass: Floats, ridge: float) -> tuple[Floats, float]:
    """Return one slope a column, and the bias; the ridge holds the slopes of unit columns."""
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    weights = _weights((rows - middle) / spread, truth, mass, ridge)
    slopes = weights[:-1] / spread
    return slopes, float(weights[-1] - slopes @ middle)


def _weights(rows: Floats, truth: Floats, mass: Floats, ridge: float) -> Floats:
    """One weight a column, and the bias last, which no ridge holds."""
    table = np.column_stack([rows, np.ones(len(rows))])
    held = np.append(np.full(rows.shape[1], ridge), 1e-9)
    weights = np.zeros(table.shape[1])
    for _ in range(_STEPS):
        guess = 1 / (1 + np.exp(-(table @ weights)))
        slope = table.T @ (mass * (guess - truth)) + held * weights
        curve = (table * (mass * guess * (1 - guess))[:, None]).T @ table + np.diag(held)
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if np.abs(step).max() < _SETTLED:
            break
    return weights
