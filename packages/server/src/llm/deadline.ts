/** Runs one call under a time limit and the caller's abort signal, and leaves no timer and no listener behind. */
import type { Clock } from '../base/clock.ts'

/** The call took longer than it may. */
export class CallTimedOutError extends Error {
  constructor(ms: number) {
    super(`No answer within ${ms < 1_000 ? `${ms} ms` : `${Math.round(ms / 1_000)} s`}.`)
    this.name = 'CallTimedOutError'
  }
}

/**
 * `work` gets a signal that aborts when time is up or the caller gives up. The result does not wait for `work` to obey:
 * a client that ignores its signal must not hold up a kill switch. What it rejects with later is dropped.
 */
export async function withDeadline<T>(clock: Clock, timeoutMs: number, signal: AbortSignal, work: (signal: AbortSignal) => PromiseLike<T>): Promise<T> {
  signal.throwIfAborted()
  const cut = new AbortController()
  const done = new AbortController()
  clock.until(clock.now() + timeoutMs, done.signal).then(() => cut.abort(new CallTimedOutError(timeoutMs)), () => undefined)
  const giveUp = (): void => cut.abort(signal.reason)
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    return await new Promise<T>((resolve, reject) => {
      cut.signal.addEventListener('abort', () => reject(cut.signal.reason), { once: true })
      work(cut.signal).then(resolve, reject)
    })
  } finally {
    signal.removeEventListener('abort', giveUp)
    done.abort()
  }
}
