/**
 * When something happens in a run, as people write it: `12h`, `1d 6h`, `90m` after the start, an instant such as
 * `2026-01-03T08:00:00Z`, or the number of a step. All become simulated time, so that one order holds over all.
 */

export interface RunSpan {
  /** Simulated time at which the run begins, epoch milliseconds. */
  readonly startMs: number
  /** When it ends; null where that is not known. */
  readonly endMs: number | null
  /** Simulated time a step takes; null in a run that knows no steps. */
  readonly stepMs: number | null
}

export type Moment =
  | { readonly kind: 'at'; readonly atMs: number }
  | { readonly kind: 'fault'; readonly message: string }

const UNITS_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const DURATION = /^(?:\d+(?:\.\d+)?\s*[smhdw]\s*)+$/
const INSTANT = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/i

export function momentAt(written: string | number, span: RunSpan): Moment {
  const text = String(written).trim()
  if (text === '0' || text === 'start') return { kind: 'at', atMs: span.startMs }
  if (DURATION.test(text)) return within(span.startMs + durationMs(text), span, text)
  const instant = INSTANT.exec(text)
  if (instant) {
    if (instant[7] === undefined) return fault(`${JSON.stringify(text)} names no zone: end it with Z or an offset such as +01:00`)
    const atMs = Date.parse(text.replace(' ', 'T'))
    const day = Number(instant[3])
    // JavaScript takes 30 February for 2 March.
    const dayThere = new Date(Date.UTC(Number(instant[1]), Number(instant[2]) - 1, day)).getUTCDate() === day
    if (Number.isNaN(atMs) || !dayThere) return fault(`${JSON.stringify(text)} is no moment there ever is`)
    return within(atMs, span, text)
  }
  if (text.startsWith('-')) return fault(`${JSON.stringify(text)} lies before the run begins`)
  if (/^\d+(?:\.\d+)?$/.test(text)) return fault(`${text} has no unit: write ${text}h for hours, or step: ${text}`)
  return fault(`${JSON.stringify(text)} is no time: write 12h, 1d 6h or 90m after the start, or an instant such as 2026-01-03T08:00:00Z`)
}

export function momentOfStep(step: number, span: RunSpan): Moment {
  if (span.stepMs === null) return fault('this run has no steps: say when with "at"')
  return within(span.startMs + step * span.stepMs, span, `step ${step}`)
}

function durationMs(text: string): number {
  let sum = 0
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*([smhdw])/g)) sum += Number(amount) * (UNITS_MS[unit ?? ''] ?? 0)
  return Math.round(sum)
}

function within(atMs: number, { startMs, endMs }: RunSpan, written: string): Moment {
  if (!Number.isSafeInteger(atMs)) return fault(`${written} is no time one can count to`)
  if (startMs === endMs && atMs !== startMs) return fault(`${written} is not where it branches, and all changes of a branch are done there: leave out "at"`)
  if (atMs < startMs) return fault(`${written} lies before the run begins, ${new Date(startMs).toISOString()}`)
  if (endMs !== null && atMs > endMs) return fault(`${written} lies after the run ends, ${new Date(endMs).toISOString()}`)
  return { kind: 'at', atMs }
}

function fault(message: string): Moment {
  return { kind: 'fault', message }
}
