/** What is concluded from sending words: from its answer, and where that is unclear from looking whether they arrived. Nothing is sent again. */
import type { Clock } from '../../base/clock.ts'
import type { OutsideResult } from '../outside-platform.ts'
import { fateOf, made, type Found } from './fate.ts'
import type { NoAnswer, Reply } from './reply.ts'

/** A moment for what was cut off to be carried out, before it is looked for once more. */
export const LOOK_AFTER_MS = 1_000

export interface Sending {
  /** Of one that was answered. */
  readonly note: string
  readonly clock: Clock
  /** What it made has been accounted for. */
  readonly know: (id: string) => void
  readonly find: () => Promise<Found>
  /** Of one that was clearly not done. */
  readonly withoutEffect: (reply: NoAnswer) => OutsideResult
}

export async function sent(reply: Reply<string>, { note, clock, know, find, withoutEffect }: Sending, signal: AbortSignal): Promise<OutsideResult> {
  if (reply.kind === 'answered') {
    know(reply.value)
    return made(reply.value, note)
  }
  if (reply.kind !== 'unclear') return withoutEffect(reply)
  if (signal.aborted) return { kind: 'unknown', reason: reply.reason }
  const found = await find()
  if (found.kind !== 'absent' || reply.over) return fateOf(found, reply.reason, reply.over)
  if (!await waited(clock, signal)) return { kind: 'unknown', reason: reply.reason }
  return fateOf(await find(), reply.reason, false)
}

/** False where it was called off meanwhile. */
export async function waited(clock: Clock, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.until(clock.now() + LOOK_AFTER_MS, signal)
    return true
  } catch (error) {
    if (!signal.aborted) throw error
    return false
  }
}
