/**
 * What a live list of rows with ids shows and what waits behind its pill. The server says the order; what is new is what was
 * not known. Invariant: `shown` is what a reader has seen, from the newest down without a hole; nothing enters it while they
 * read but by their own doing.
 */
export interface NewsBuffer<Item> {
  /** Newest first. */
  readonly shown: readonly Item[]
  /** What is not shown yet, newest first. */
  readonly held: readonly Item[]
  /** The top of the list as the server orders it, shown and held alike; empty while nothing is held. */
  readonly top: readonly Item[]
  /** More came than could be fetched or held: the list begins anew when it is let go on. */
  readonly torn: boolean
}

/** Items that wait during a pause. */
export const HELD_MOST = 2_000

export function emptyBuffer<Item>(): NewsBuffer<Item> {
  return { shown: [], held: [], top: [], torn: false }
}

/**
 * The newest items as the server lists them now. `joined`: they reach down to something known, or to the end. Rows that are
 * known are replaced where they stand, since a turn may have been added to one. What happened earlier and came late takes
 * the place the server gives it.
 */
export function collect<Item extends { readonly id: string }>(buffer: NewsBuffer<Item>, newest: readonly Item[], joined: boolean, hold: boolean): NewsBuffer<Item> {
  if (!hold && (buffer.torn || buffer.held.length > 0)) return collect(release(buffer), newest, joined, hold)
  if (!hold) return { shown: joined ? over(newest, buffer.shown) : newest, held: [], top: [], torn: false }
  const fresh = new Map(newest.map((item) => [item.id, item]))
  const shown = buffer.shown.map((item) => fresh.get(item.id) ?? item)
  if (!joined) return { shown, held: newest, top: newest, torn: true }
  const top = over(newest, buffer.top)
  const known = new Set(shown.map(({ id }) => id))
  const held = top.filter(({ id }) => !known.has(id))
  return { shown, held: held.slice(0, HELD_MOST), top: held.length > HELD_MOST ? held.slice(0, HELD_MOST) : top, torn: buffer.torn || held.length > HELD_MOST }
}

/** What waited comes into view. */
export function release<Item extends { readonly id: string }>({ shown, top, torn }: NewsBuffer<Item>): NewsBuffer<Item> {
  return { shown: torn ? top : over(top, shown), held: [], top: [], torn: false }
}

/** The upper ones in their order, and below them those of the lower that are not among them. */
function over<Item extends { readonly id: string }>(upper: readonly Item[], lower: readonly Item[]): readonly Item[] {
  const ids = new Set(upper.map(({ id }) => id))
  return upper.length === 0 ? lower : [...upper, ...lower.filter(({ id }) => !ids.has(id))]
}

/** A page from further back. */
export function append<Item extends { readonly id: string }>(buffer: NewsBuffer<Item>, older: readonly Item[]): NewsBuffer<Item> {
  const known = new Set([...buffer.shown, ...buffer.held].map(({ id }) => id))
  return { ...buffer, shown: [...buffer.shown, ...older.filter(({ id }) => !known.has(id))] }
}
