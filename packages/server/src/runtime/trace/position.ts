/**
 * How far a reader of the journal has come: all up to `frontier`, except `gaps`. Numbers are given out when a row is
 * written and rows are seen when their transaction commits, so a lower one may turn up after a higher one.
 *
 * As text (the SSE event id): `1204`, or with gaps `1190~2219`: all up to 1190, then by turns so many missing and so many
 * seen (2 and 2, 1 and 9, so the frontier is 1204). A batch that is yet to commit is one run, however many it brings. Of
 * more gaps than a header takes, the lowest are told, and a frontier below the first that is not: a reader that comes back
 * with it gets the items above once more, and none too few. Items carry their number, so twice does no harm.
 */
export interface Position {
  readonly frontier: number
  readonly gaps: readonly number[]
}

/** Of a position's text, in a header as in an address. */
export const POSITION_CHARACTERS_MOST = 1_000
/** Runs are short to write, whatever their length; a text must not name more than can be held. */
const GAPS_MOST = 5_000
/** Five bits a character, the lowest first, and whether more follow. They mean nothing in an address. */
const LAST_DIGITS = '0123456789abcdefghijklmnopqrstuv'
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZwxyz-_'

export function positionText({ frontier, gaps }: Position): string {
  const missing = gaps.toSorted((a, b) => a - b)
  const [lowest] = missing
  if (lowest === undefined) return String(frontier)
  const runs: [missing: number, seen: number][] = []
  for (let place = 0, told = 0; place < missing.length && told < GAPS_MOST; ) {
    const first = missing[place] ?? 0
    let length = 1
    while (missing[place + length] === first + length) length++
    place += length
    told += length
    if (told <= GAPS_MOST) runs.push([length, (missing[place] ?? frontier + 1) - first - length])
  }
  const base = String(lowest - 1)
  let text = ''
  for (const [missed, seen] of runs) {
    const next = text + runText(missed) + runText(seen)
    if (base.length + 1 + next.length > POSITION_CHARACTERS_MOST) break
    text = next
  }
  return text === '' ? base : `${base}~${text}`
}

/** `null` for a text that no position of ours looks like. */
export function readPosition(text: string): Position | null {
  const match = /^(\d{1,16})(?:~([\w-]+))?$/.exec(text)
  if (match === null || text.length > POSITION_CHARACTERS_MOST || !Number.isSafeInteger(Number(match[1]))) return null
  const gaps: number[] = []
  let frontier = Number(match[1])
  if (match[2] !== undefined) {
    const runs = readRuns(match[2])
    if (runs === null || runs.length % 2 !== 0) return null
    for (const [place, run] of runs.entries()) {
      // Beyond it, one more is no more, and counting up would not end.
      if (!Number.isSafeInteger(frontier + run)) return null
      if (place % 2 === 0) {
        if (gaps.length + run > GAPS_MOST) return null
        for (let seq = frontier + 1; seq <= frontier + run; seq++) gaps.push(seq)
      }
      frontier += run
    }
  }
  return { frontier, gaps }
}

export function hasSeen({ frontier, gaps }: Position, seq: number): boolean {
  return seq <= frontier && !gaps.includes(seq)
}

function runText(run: number): string {
  let text = ''
  let left = run
  for (; left >= 32; left = Math.floor(left / 32)) text += DIGITS[left % 32]
  return text + LAST_DIGITS[left]
}

/** None is 0: a run that is not there would not have been written. */
function readRuns(text: string): number[] | null {
  const runs: number[] = []
  let run = 0
  let weight = 1
  for (const character of text) {
    const last = LAST_DIGITS.indexOf(character)
    run += (last === -1 ? DIGITS.indexOf(character) : last) * weight
    weight *= 32
    if (!Number.isSafeInteger(run)) return null
    if (last === -1) continue
    if (run === 0) return null
    runs.push(run)
    run = 0
    weight = 1
  }
  return weight === 1 ? runs : null
}
