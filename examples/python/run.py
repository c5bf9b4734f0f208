"""V_8 of the second and third layer of tanh networks at a thousand kernels at once.

v8.py was written by `oneovern code V_8 --target python --gradient`; it needs nothing but Python, and NumPy for many points.
The Gaussian averages are this program's business: <d^m f> = <f He_m> / K^(m/2), by Gauss-Hermite quadrature.
"""

import re

import numpy as np
from numpy.polynomial.hermite_e import hermegauss, hermeval

import v8

WIDTH = 64
nodes, weights = hermegauss(200)
weights = weights / weights.sum()


def averages(kernels):
    """<sigma^2>, and a function that gives <d^m Delta^p>: arrays over the kernels."""
    square = np.tanh(np.sqrt(kernels)[:, None] * nodes) ** 2
    mean = square @ weights
    delta = square - mean[:, None]

    def average(m, p):
        he = hermeval(nodes, [0] * m + [1])
        return (delta**p * he) @ weights / kernels ** (m / 2)

    return mean, average


def column(symbol, average, vertices):
    """The values of a symbol of v8.SYMBOLS at all kernels."""
    if symbol in vertices:
        return vertices[symbol]
    m, p = re.fullmatch(r"<(?:d\^(\d+) )?Delta(?:\^(\d+))?>", symbol).groups()
    return average(int(m or 0), int(p or 1))


kernels = np.linspace(0.2, 2.0, 1000)
none = np.zeros_like(kernels)
_, average = averages(kernels)
# The layer before the second is exactly Gaussian: it has no vertices.
known = {"n_{l-1}": none + WIDTH, "n_{l-2}": none + WIDTH, "V_4": none, "V_6": none, "V_8": none}
points = np.column_stack([column(symbol, average, known) for symbol in v8.SYMBOLS])
vertex = v8.evaluate_many(points) * WIDTH**3

at = int(np.argmin(abs(kernels - 1)))
print(f"V_8 of layer 2 at K = {kernels[at]:.4f}: {vertex[at]:.9g}")
print(f"largest at K = {kernels[np.argmax(vertex)]:.3f}")

value, slopes = v8.evaluate_with_gradient(tuple(points[at]))
print("d/dV_4 =", f"{slopes[v8.SYMBOLS.index('V_4')]:.6g}")
