/** The addresses a host has, as the system's resolver knows them. */
import { lookup } from 'node:dns/promises'
import { setTimeout as delay } from 'node:timers/promises'

/** IP addresses in their usual spelling; rejects where the name has none. */
export type LookUp = (hostname: string) => Promise<readonly string[]>

/** The system's own limit may be half a minute, and a look-up can't be stopped. */
const TIME_MS = 5_000

export const systemLookUp: LookUp = async (hostname) => {
  const stop = new AbortController()
  const tooLong = delay(TIME_MS, null, { signal: stop.signal }).then(() => {
    throw Object.assign(new Error(`${hostname} was not looked up within ${TIME_MS} ms`), { code: 'EAI_AGAIN' })
  })
  tooLong.catch(() => {})
  try {
    const found = await Promise.race([lookup(hostname, { all: true }), tooLong])
    return found.map(({ address }) => address)
  } finally {
    stop.abort()
  }
}
