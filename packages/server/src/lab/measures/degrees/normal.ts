/**
 * The normal distribution's upper tail, exact in relative terms far out, where a log-normal that imitates a power law
 * lives. The series of erf below 2.5 (DLMF 7.6.2), Laplace's continued fraction above (DLMF 7.9.2).
 */
const SWITCH = 2.5
const FRACTION_TERMS = 60

export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x)
  const outer = Math.exp(-x * x) / Math.sqrt(Math.PI)
  if (x < SWITCH) {
    let term = x
    let sum = x
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= 2 * x * x / (2 * n + 1)
      sum += term
    }
    return 1 - 2 * outer * sum
  }
  let fraction = 0
  for (let n = FRACTION_TERMS; n > 0; n--) fraction = n / 2 / (x + fraction)
  return outer / (x + fraction)
}

/** Share of the standard normal above z. */
export function upperTail(z: number): number {
  return erfc(z / Math.SQRT2) / 2
}

/** The z below which a share of the standard normal lies, by bisection; 0 < share < 1. */
export function normalQuantile(share: number): number {
  let low = -40
  let high = 40
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2
    if (upperTail(-middle) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}
