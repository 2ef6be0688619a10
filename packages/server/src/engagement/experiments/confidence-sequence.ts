/**
 * Intervals for shares that hold at every look. Who looks at a usual 95% interval each morning and stops when it pleases will
 * be wrong far more often than one time in twenty. These are confidence sequences: with probability 1 − alpha the true share lies
 * in all of them at once, however often and whenever somebody looks, and whatever made them stop.
 *
 * The mixture martingale of Robbins (1970, "Statistical methods related to the law of the iterated logarithm") with a Beta prior,
 * as in Howard, Ramdas, McAuliffe and Sekhon (2021, "Time-uniform, nonparametric, nonasymptotic confidence sequences"): were p
 * the true share, then M(p) = ∫ L(q) dBeta(q) / L(p) is a nonnegative martingale that starts at 1, so by Ville's inequality it
 * ever reaches 1/alpha with probability of at most alpha. All p where it has not are in the interval. For two groups the product
 * of both martingales is one again (Turner and Grünwald 2023, "Exact anytime-valid confidence intervals for contingency
 * tables and beyond"), and the differences p − q of the set where it has not reached 1/alpha are the interval.
 *
 * It takes for granted that a lead's outcome is counted when it is known for good, whether it is yes or no.
 */

export interface Outcomes {
  readonly leads: number
  readonly conversions: number
}

export interface Interval {
  readonly low: number
  readonly high: number
}

/** Of the Beta prior: Jeffreys', whose mixture is never far from the best for any share. It decides how tight intervals are, never whether they hold. */
const PRIOR = 0.5
/** Halvings: to 12 decimals. */
const BISECTIONS = 40
const TERNARY_STEPS = 60

/** At most `alpha` of all sequences ever leave out the true share. */
export function shareInterval(outcomes: Outcomes, alpha: number): Interval {
  return within(outcomes, Math.log(1 / alpha))
}

/** Of `one` less `other`; at most `alpha` of all sequences ever leave out the true difference. */
export function differenceInterval(one: Outcomes, other: Outcomes, alpha: number): Interval {
  return { low: -mostAbove(other, one, alpha), high: mostAbove(one, other, alpha) }
}

/** Whether the interval of the difference leaves out 0, told without computing it: no common share explains both. */
export function differs(one: Outcomes, other: Outcomes, alpha: number): boolean {
  if (one.leads + other.leads === 0) return false
  const common = (one.conversions + other.conversions) / (one.leads + other.leads)
  return logMartingale(one, common) + logMartingale(other, common) >= Math.log(1 / alpha)
}

/** The greatest p − q that both groups together allow. The set is convex, so for each p the least q, and the best p by thirds. */
function mostAbove(one: Outcomes, other: Outcomes, alpha: number): number {
  const budget = Math.log(1 / alpha)
  const above = (p: number): number => p - within(other, budget - logMartingale(one, p)).low
  let { low, high } = within(one, budget - logMartingale(other, peak(other)))
  for (let step = 0; step < TERNARY_STEPS; step++) {
    const third = (high - low) / 3
    if (above(low + third) < above(high - third)) low += third
    else high -= third
  }
  return above((low + high) / 2)
}

/** All p whose martingale stays below the budget. */
function within(outcomes: Outcomes, budget: number): Interval {
  if (outcomes.leads === 0) return { low: 0, high: 1 }
  const best = peak(outcomes)
  if (logMartingale(outcomes, best) >= budget) return { low: best, high: best }
  const edge = (outside: number): number => {
    if (logMartingale(outcomes, outside) < budget) return outside
    let [far, near] = [outside, best]
    for (let step = 0; step < BISECTIONS; step++) {
      const middle = (far + near) / 2
      if (logMartingale(outcomes, middle) < budget) near = middle
      else far = middle
    }
    return near
  }
  return { low: edge(0), high: edge(1) }
}

function peak({ leads, conversions }: Outcomes): number {
  return leads === 0 ? 0.5 : conversions / leads
}

function logMartingale({ leads, conversions }: Outcomes, p: number): number {
  const misses = leads - conversions
  return logBeta(PRIOR + conversions, PRIOR + misses) - logBeta(PRIOR, PRIOR) - times(conversions, p) - times(misses, 1 - p)
}

/** What never happened weighs nothing, even where it was impossible. */
function times(count: number, share: number): number {
  return count === 0 ? 0 : count * Math.log(share)
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}

/** Lanczos' approximation (g = 7, nine terms), good to 15 digits for arguments from 0.5 on. */
const LANCZOS = [0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7]

function logGamma(x: number): number {
  const shifted = x - 1
  const sum = LANCZOS.reduce((all, term, index) => (index === 0 ? term : all + term / (shifted + index)), 0)
  const t = shifted + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum)
}
