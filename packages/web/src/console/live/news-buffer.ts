/**
 * What a live list of rows with ids shows and what waits behind its pill. The server says the order; what is new is what was
 * not known. Invariant: `shown` is what a reader has seen, from the newest down without a hole; nothing enters it while they
 * read but by their own doing.
 */
export interface NewsBuffer<Item> {
  /** Newest first. */
  readonly shown: readonly Item[]
  /** Newest first; all above what is shown. */
  readonly held: readonly Item[]
  /** More came than could be fetched or held: the list begins anew when it is let go on. */
  readonly torn: boolean
}

/** Items that wait during a pause. */
export const HELD_MOST = 2_000

export function emptyBuffer<Item>(): NewsBuffer<Item> {
  return { shown: [], held: [], torn: false }
}

/**
 * The newest items as the server lists them now. `joined`: they reach down to something known, or to the end. Rows that are
 * known are replaced where they stand, since a turn may have been added to one.
 */
export function collect<Item extends { readonly id: string }>(buffer: NewsBuffer<Item>, newest: readonly Item[], joined: boolean, hold: boolean): NewsBuffer<Item> {
  if (!hold && (buffer.torn || buffer.held.length > 0)) return collect(release(buffer), newest, joined, hold)
  const fresh = new Map(newest.map((item) => [item.id, item]))
  const shown = buffer.shown.map((item) => fresh.get(item.id) ?? item)
  if (!joined) return hold ? { shown, held: newest, torn: true } : { shown: newest, held: [], torn: false }
  const known = new Set(shown.map(({ id }) => id))
  const above = [...newest, ...buffer.held.filter(({ id }) => !fresh.has(id))].filter(({ id }) => !known.has(id))
  if (!hold) return { shown: [...above, ...shown], held: [], torn: false }
  return { shown, held: above.slice(0, HELD_MOST), torn: buffer.torn || above.length > HELD_MOST }
}

/** What waited comes into view. */
export function release<Item>({ shown, held, torn }: NewsBuffer<Item>): NewsBuffer<Item> {
  return torn ? { shown: held, held: [], torn: false } : { shown: [...held, ...shown], held: [], torn: false }
}

/** A page from further back. */
export function append<Item extends { readonly id: string }>(buffer: NewsBuffer<Item>, older: readonly Item[]): NewsBuffer<Item> {
  const known = new Set([...buffer.shown, ...buffer.held].map(({ id }) => id))
  return { ...buffer, shown: [...buffer.shown, ...older.filter(({ id }) => !known.has(id))] }
}
