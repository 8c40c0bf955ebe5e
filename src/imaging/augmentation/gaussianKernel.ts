/**
 * Weights of a normal distribution at whole steps, summing to 1.
 * @param side odd
 * @param sigma steps, above 0
 */
export function gaussianKernel(side: number, sigma: number): number[] {
  const reach = (side - 1) / 2;
  const weights = Array.from({ length: side }, (_, tap) =>
    Math.exp(-((tap - reach) ** 2) / (2 * sigma ** 2)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
