/*
 * V_4 through the layers of a deep linear network, sigma(x) = x with C_b = 0 and C_W = 1, where it is known: V_4 = 2 (l - 1) K^2.
 * v4.c was written by `oneovern code V_4 --target c --gradient`.
 */
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

extern const char *const V_4_symbols[5];
double V_4(const double *values);
double V_4_gradient(const double *values, double *gradient);

int main(void) {
    const double kernel = 1.5, width = 100.0;
    double v4 = 0.0, gradient[5];
    for (int layer = 2; layer <= 10; layer++) {
        double values[5];
        for (int i = 0; i < 5; i++) {
            const char *symbol = V_4_symbols[i];
            /* Delta = phi^2 - K, so <Delta^2> = 2 K^2 and <d^2 Delta> = 2. */
            values[i] = strcmp(symbol, "V_4") == 0            ? v4
                        : strcmp(symbol, "<Delta^2>") == 0    ? 2.0 * kernel * kernel
                        : strcmp(symbol, "<d^2 Delta>") == 0  ? 2.0
                                                              : width;
        }
        v4 = V_4(values) * width;
        V_4_gradient(values, gradient);
        printf("layer %2d: V_4 = %.12g, d/dV_4 = %.12g\n", layer, v4, gradient[2] * width);
    }
    if (fabs(v4 - 18.0 * kernel * kernel) > 1e-9) {
        puts("FAILED: not the vertex of a linear network");
        return 1;
    }
    puts("as it is known: V_4 = 2 (l - 1) K^2");
    return 0;
}
