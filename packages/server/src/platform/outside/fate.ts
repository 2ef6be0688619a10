/** What is concluded from having looked for what an act made. */
import type { Done, OutsideResult } from '../outside-platform.ts'

export type Found = { readonly kind: 'there'; readonly id: string } | { readonly kind: 'absent' } | { readonly kind: 'unsure'; readonly reason: string }

export function made(id: string, note: string): Done {
  return { kind: 'done', items: [], madeId: id, note }
}

/**
 * `settled`: whatever was sent has been carried out by now, or never will be, so that what is absent was not done.
 */
export function fateOf(found: Found, reason: string, settled: boolean): OutsideResult {
  switch (found.kind) {
    case 'there':
      return made(found.id, `It is there (${reason}).`)
    case 'absent':
      return settled ? { kind: 'failed', reason: `${reason}, and it is not there` } : { kind: 'unknown', reason: `${reason}; it is not there yet` }
    case 'unsure':
      return { kind: 'unknown', reason: `${reason}; ${found.reason}` }
  }
}
