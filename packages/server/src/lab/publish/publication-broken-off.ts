import { ExpectedError, messageOf } from '../../base/errors.ts'

/** Its disk or memory was full, or it went away, before the world was whole. One transaction holds all of it, so nothing was left. */
export class PublicationBrokenOffError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'publication-broken-off'
}

const DISK_FULL = '53100'

/** What the database's failure means for whoever publishes; null for any other failure. `written`: only the commit was left to do. */
export function brokenOff(error: unknown, written: boolean): PublicationBrokenOffError | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  const what = messageOf(error)
  if (code === DISK_FULL) {
    return new PublicationBrokenOffError(`The database has no room left on its disk (${what}). Nothing was published: make room, then publish it again.`, { cause: error })
  }
  if (code.startsWith('53')) return new PublicationBrokenOffError(`The database ran out of something (${what}). Nothing was published.`, { cause: error })
  if (!/^(08|57P)/.test(code) && !/^(ECONN|EPIPE)/.test(code) && !/connection (was )?(terminated|closed|ended)/i.test(what)) return null
  const outcome = written ? 'That was while it was told to keep all of it: look whether the project is there before you publish it again.' : 'Nothing was published: publish it again when the database is there.'
  return new PublicationBrokenOffError(`The connection to the database broke (${what}). ${outcome}`, { cause: error })
}
