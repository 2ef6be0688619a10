/**
 * A discrete power law p(x) = x^-α / ζ(α, xmin) for x ≥ xmin, fitted as Clauset, Shalizi and Newman (2009) do: α by maximum
 * likelihood for each xmin, xmin where the fitted and the counted distribution lie closest (Kolmogorov–Smirnov).
 */
import { countOf, tailFrom, type TailCounts } from './tail-counts.ts'
import { hurwitzZeta } from './zeta.ts'

export interface PowerLaw {
  readonly alpha: number
  readonly xmin: number
  /** Largest distance between the two cumulative shares. */
  readonly distance: number
  /** How many lie at xmin and above. */
  readonly tail: number
}

const ALPHA_LEAST = 1.01
const ALPHA_MOST = 8
/** Golden-section steps: α to about six digits. */
const STEPS = 34
/** Starts of the tail that are tried; where there are more values, these are spread over them by their number. */
const STARTS_MOST = 60
/** Fewer above xmin fit anything. */
const TAIL_LEAST = 10

/** Null where nothing varies enough to be fitted. */
export function fitPowerLaw(counts: TailCounts): PowerLaw | null {
  let best: PowerLaw | null = null
  for (const index of startsOf(counts)) {
    const tail = tailFrom(counts, index)
    const alpha = fitAlpha(tail)
    const distance = distanceOf(tail, alpha)
    if (best === null || distance < best.distance) best = { alpha, xmin: tail.values[0] as number, distance, tail: countOf(tail) }
  }
  return best
}

/** Indices of values that leave two different values and enough members above. */
function startsOf(counts: TailCounts): number[] {
  let above = 0
  let last = -1
  for (let i = counts.values.length - 1; i >= 0 && last === -1; i--) {
    above += counts.counts[i] as number
    if (above >= TAIL_LEAST && i < counts.values.length - 1) last = i
  }
  const count = last + 1
  if (count <= STARTS_MOST) return Array.from({ length: count }, (_, index) => index)
  // Half of them the smallest values, where most members lie; the rest evenly over the others.
  const dense = STARTS_MOST / 2
  return Array.from({ length: STARTS_MOST }, (_, i) => (i < dense ? i : dense + Math.floor((i - dense) * (count - dense) / (STARTS_MOST - dense))))
}

function fitAlpha(tail: TailCounts): number {
  const xmin = tail.values[0] as number
  let logs = 0
  let count = 0
  for (let i = 0; i < tail.values.length; i++) {
    logs += (tail.counts[i] as number) * Math.log(tail.values[i] as number)
    count += tail.counts[i] as number
  }
  // The mean log-likelihood has one peak in α.
  const likelihood = (alpha: number): number => -Math.log(hurwitzZeta(alpha, xmin)) - alpha * logs / count
  const golden = (Math.sqrt(5) - 1) / 2
  let low = ALPHA_LEAST
  let high = ALPHA_MOST
  let left = high - golden * (high - low)
  let right = low + golden * (high - low)
  let atLeft = likelihood(left)
  let atRight = likelihood(right)
  for (let i = 0; i < STEPS; i++) {
    if (atLeft > atRight) {
      high = right
      right = left
      atRight = atLeft
      left = high - golden * (high - low)
      atLeft = likelihood(left)
    } else {
      low = left
      left = right
      atLeft = atRight
      right = low + golden * (high - low)
      atRight = likelihood(right)
    }
  }
  return (low + high) / 2
}

function distanceOf(tail: TailCounts, alpha: number): number {
  const whole = hurwitzZeta(alpha, tail.values[0] as number)
  const count = countOf(tail)
  let counted = 0
  let most = 0
  for (let i = 0; i < tail.values.length; i++) {
    const value = tail.values[i] as number
    // Both sides of the step: just below a value, and at it.
    const before = 1 - hurwitzZeta(alpha, value) / whole
    most = Math.max(most, Math.abs(counted / count - before))
    counted += tail.counts[i] as number
    const at = 1 - hurwitzZeta(alpha, value + 1) / whole
    most = Math.max(most, Math.abs(counted / count - at))
  }
  return most
}

/** Log of each value's chance, for comparison with another distribution on the same tail. */
export function powerLawLogs(tail: TailCounts, alpha: number): Float64Array {
  const whole = Math.log(hurwitzZeta(alpha, tail.values[0] as number))
  return tail.values.map((value) => -alpha * Math.log(value) - whole)
}
