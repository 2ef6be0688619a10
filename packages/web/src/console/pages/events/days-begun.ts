/** Where in a list, newest first, another day begins: the id of its first row, with the day in words. Days are the reader's own. */
const KEY = new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit' })
const NEAR = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })
const FAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
/** Some hours into the day before, whatever the clocks did in between. */
const HALF_A_DAY_MS = 12 * 3_600_000

/** `2026-11-22`. */
export function dayKey(ms: number): string {
  return KEY.format(ms)
}

export function daysBegun(rows: readonly { readonly id: string; readonly receivedAt: string }[], today: string): ReadonlyMap<string, string> {
  const begun = new Map<string, string>()
  let before = ''
  for (const { id, receivedAt } of rows) {
    const atMs = Date.parse(receivedAt)
    const day = dayKey(atMs)
    if (day !== before) begun.set(id, wordsOf(atMs, day, today))
    before = day
  }
  return begun
}

function wordsOf(atMs: number, day: string, today: string): string {
  if (day === today) return 'Today'
  if (day === dayKey(new Date(`${today}T00:00:00`).getTime() - HALF_A_DAY_MS)) return 'Yesterday'
  return (day.slice(0, 4) === today.slice(0, 4) ? NEAR : FAR).format(atMs)
}
