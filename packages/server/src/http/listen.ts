/** Opens the port, or the next one that is free, and says which it was. */
import type { AddressInfo } from 'node:net'
import { ExpectedError } from '../base/errors.ts'
import type { App } from './app.ts'

/** Tried in a row before giving up. */
const PORTS_TRIED_MOST = 20
const PORT_LAST = 65_535
/** After this long a closing server cuts what is still open. */
export const CLOSE_GRACE_MS = 5_000

export class NoFreePortError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'no-free-port'
  constructor(first: number, last: number, options: ErrorOptions) {
    super(`Every port from ${first} to ${last} is taken. Set PORT to a free one.`)
    this.cause = options.cause
  }
}

export interface Listening {
  readonly port: number
  /** `http://127.0.0.1:4747`, without a slash at its end; for a server bound everywhere, its loopback address. */
  readonly address: string
  /** The port that was asked for and taken, so that whoever starts us can say so; null when it was free. */
  readonly takenPort: number | null
}

export async function listen(app: App, { host, port }: { host: string; port: number }): Promise<Listening> {
  const last = port === 0 ? 0 : Math.min(port + PORTS_TRIED_MOST - 1, PORT_LAST)
  await app.ready()
  for (let tried = port; ; tried++) {
    try {
      await open(app, host, tried)
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
      if (tried >= last) throw new NoFreePortError(port, last, { cause: error })
    }
  }
  const { port: opened } = app.server.address() as AddressInfo
  return { port: opened, address: `http://${nameOf(host)}:${opened}`, takenPort: port === 0 || opened === port ? null : port }
}

/** Not `app.listen`, which can't be asked a second time after a taken port. */
function open(app: App, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    app.server.once('error', reject)
    app.server.listen({ host, port }, () => {
      app.server.off('error', reject)
      resolve()
    })
  })
}

function nameOf(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

/** Refuses new requests, lets those under way end within the grace, then cuts. */
export async function close(app: App): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), CLOSE_GRACE_MS)
  try {
    await app.close()
    // Fastify closes only what its own `listen` has opened.
    if (app.server.listening) await new Promise((resolve) => app.server.close(resolve))
  } finally {
    clearTimeout(timer)
  }
}
