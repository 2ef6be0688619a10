/** A way to stop a command. In a file of its own: with the lab behind it, a mirrored run began with 80 MB that it has no use for. */
import type { Terminal } from '../terminal.ts'

/** Aborted by the first Ctrl-C; a second one ends the process as usual. */
export function stoppable(terminal: Terminal, what: string): AbortSignal {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(name, () => {
      terminal.say(`Stopping… ${what}`)
      stop.abort()
    })
  }
  return stop.signal
}
