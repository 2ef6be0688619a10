/** What came of one request to an outside place, told apart by what may be concluded from it. */
import type { Asleep, Failed, Refused } from '../outside-platform.ts'

export type Reply<Value> =
  | { readonly kind: 'answered'; readonly value: Value }
  /** It understood and said no (4xx): nothing was done. */
  | { readonly kind: 'declined'; readonly status: number; readonly reason: string }
  /** No money or too fast (402, 429): nothing was done. */
  | { readonly kind: 'limited'; readonly asleep: Asleep }
  /** It never left this machine: nothing was done. `passing`: it may get through the next time. */
  | { readonly kind: 'unsent'; readonly passing: boolean; readonly reason: string }
  /**
   * Sent, and what came back does not say whether it was done. `passing`: repeating may help, where repeating is safe.
   * `over`: it says that it failed, so what is not there now will not come; after a cut line it may still be at it.
   */
  | { readonly kind: 'unclear'; readonly passing: boolean; readonly over: boolean; readonly waitMs: number | null; readonly reason: string }

export type NoAnswer = Exclude<Reply<unknown>, { kind: 'answered' }>

/** Of a read, or of anything that may be repeated without harm: without an answer, nothing is done. */
export function withoutEffect(reply: NoAnswer): Refused | Failed | Asleep {
  switch (reply.kind) {
    case 'limited':
      return reply.asleep
    case 'declined':
      // The token or the address is wrong: that is no rule an agent could keep to.
      return reply.status === 401 || reply.status === 405 ? { kind: 'failed', reason: reply.reason } : { kind: 'refused', reason: reply.reason }
    case 'unsent':
    case 'unclear':
      return { kind: 'failed', reason: reply.reason }
  }
}

/** The same of something done to an item, which may have been taken down since it was seen. `what`: `That image`. */
export function withoutEffectOn(reply: NoAnswer, what: string): Refused | Failed | Asleep {
  return reply.kind === 'declined' && (reply.status === 404 || reply.status === 410) ? { kind: 'refused', reason: `${what} is gone.` } : withoutEffect(reply)
}

/** Why there was no answer, in a line. */
export function reasonOf(reply: NoAnswer): string {
  return reply.kind === 'limited' ? reply.asleep.reason : reply.reason
}

/** An answer with something else made of what it says. */
export function within<Whole, Part>(reply: Reply<Whole>, part: (whole: Whole) => Part): Reply<Part> {
  return reply.kind === 'answered' ? { kind: 'answered', value: part(reply.value) } : reply
}
