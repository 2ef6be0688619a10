/**
 * From an intent until whatever came of it has come: a picture may take three minutes to make, an answer 20 s, and a
 * request that was cut off may be carried out late. What is not there after that was not done.
 */
export const SETTLED_MS = 600_000

/** Clocks are compared to the second, and told by a `Date` header that may be old by a request. */
export const CLOCK_TOLERANCE_MS = 60_000

/**
 * What an agent's acts made that were intended no earlier than this may be there beside what an act made that was
 * intended at `intendedMs`, and look like it.
 */
export function besideSinceMs(intendedMs: number): number {
  return intendedMs - CLOCK_TOLERANCE_MS - SETTLED_MS
}
