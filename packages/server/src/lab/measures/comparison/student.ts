/** Quantiles of Student's t by its distribution for whole degrees of freedom (finite sums, Abramowitz and Stegun 26.7.3–4). */

/** The t above which `share` of the distribution lies; 0 < share < 1/2. */
export function upperStudent(share: number, degrees: number): number {
  let low = 0
  let high = 1
  while (shareAbove(high, degrees) > share) high *= 2
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2
    if (shareAbove(middle, degrees) > share) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function shareAbove(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees))
  const square = Math.cos(angle) ** 2
  const odd = degrees % 2 === 1
  let term = odd ? Math.cos(angle) : 1
  let sum = degrees === 1 ? 0 : term
  for (let k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
    term *= square * (k - 1) / k
    sum += term
  }
  const within = odd ? 2 / Math.PI * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum
  return (1 - within) / 2
}
