/**
 * From an intent until whatever came of it has come: a picture may take three minutes to make, an answer 20 s, and a
 * request that was cut off may be carried out late. What is not there after that was not done.
 */
export const SETTLED_MS = 600_000

/** Clocks are compared to the second, and told by a `Date` header that may be old by a request. */
export const CLOCK_TOLERANCE_MS = 60_000
