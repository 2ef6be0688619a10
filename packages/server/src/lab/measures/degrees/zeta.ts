/**
 * The Hurwitz zeta function Σ (k + q)^-s over k ≥ 0, for s > 1 and q > 0: what makes the chances of a discrete power law
 * from `q` up add to one. The first terms are summed, the rest is Euler and Maclaurin's formula (DLMF 25.11.5); about
 * 12 digits, in some 20 powers.
 */
const SUMMED = 10
/** B₂ₖ / (2k)! for k = 1 to 6. */
const COEFFICIENTS = [1 / 12, -1 / 720, 1 / 30_240, -1 / 1_209_600, 1 / 47_900_160, -691 / 1_307_674_368_000]

export function hurwitzZeta(s: number, q: number): number {
  let sum = 0
  for (let k = 0; k < SUMMED; k++) sum += (q + k) ** -s
  const a = q + SUMMED
  let power = a ** -s
  sum += power * a / (s - 1) + power / 2
  // s, then s(s+1)(s+2), … over rising powers of a.
  let rising = s
  power /= a
  for (let k = 0; k < COEFFICIENTS.length; k++) {
    sum += (COEFFICIENTS[k] as number) * rising * power
    rising *= (s + 2 * k + 1) * (s + 2 * k + 2)
    power /= a * a
  }
  return sum
}
