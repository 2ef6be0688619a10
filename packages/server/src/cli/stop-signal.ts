/** A long-lived command's end: the first Ctrl-C or SIGTERM stops in good order, a second one ends the process at once. */
import type { Terminal } from './terminal.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * `what` is said at the first one. The listeners stay until this is disposed of: with a listener that is gone after its first call, others who
 * watch for signals find themselves alone and end the process.
 */
export function stopSignal(terminal: Terminal, what: string | null = null): { readonly signal: AbortSignal } & AsyncDisposable {
  const controller = new AbortController()
  const stop = (): void => {
    if (controller.signal.aborted) {
      terminal.say('Stopped at once.')
      process.exit(130)
    }
    if (what !== null) terminal.say(what)
    controller.abort(new Error('stopped'))
  }
  for (const name of SIGNALS) process.on(name, stop)
  return {
    signal: controller.signal,
    [Symbol.asyncDispose]: async () => {
      for (const name of SIGNALS) process.off(name, stop)
    },
  }
}
