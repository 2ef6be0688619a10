/**
 * How far a reader of the journal has come: all up to `frontier`, except `gaps`. Numbers are given out when a row is
 * written and rows are seen when their transaction commits, so a lower one may turn up after a higher one.
 *
 * As text (the SSE event id): `1204`, or with gaps `1204~3.17`, each as its distance below the frontier. Where the gaps are
 * too many for a header, the text says less was seen than was: a reader that comes back with it gets some items twice, and
 * none too few. Items carry their number, so twice does no harm.
 */
export interface Position {
  readonly frontier: number
  readonly gaps: readonly number[]
}

/** What `http/sse.ts` takes of a Last-Event-ID. */
const CHARACTERS_MOST = 200

export function positionText({ frontier, gaps }: Position): string {
  if (gaps.length === 0) return String(frontier)
  const text = `${frontier}~${gaps.map((gap) => (frontier - gap).toString(36)).join('.')}`
  return text.length <= CHARACTERS_MOST ? text : String(Math.min(...gaps) - 1)
}

/** `null` for a text that no position of ours looks like. */
export function readPosition(text: string): Position | null {
  const match = /^(\d{1,16})(?:~([0-9a-z]+(?:\.[0-9a-z]+)*))?$/.exec(text)
  if (match === null) return null
  const frontier = Number(match[1])
  const gaps = (match[2]?.split('.') ?? []).map((distance) => frontier - Number.parseInt(distance, 36))
  return Number.isSafeInteger(frontier) && gaps.every((gap) => Number.isSafeInteger(gap) && gap > 0 && gap < frontier) ? { frontier, gaps } : null
}

export function hasSeen({ frontier, gaps }: Position, seq: number): boolean {
  return seq <= frontier && !gaps.includes(seq)
}
