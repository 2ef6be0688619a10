/**
 * Ties a child to the end of this process. Whoever listens for SIGTERM has a shutdown of its own and disposes of
 * things in order, so we only act on a signal that nobody else listens for, where Node would end the process there
 * and then. Whatever ends the process otherwise, the child is told in its last moment.
 */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const

/** `atLast` must be synchronous. Returns the way to untie. */
export function stopWithProcess(stop: () => Promise<void>, atLast: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    if (process.listeners(signal).some((listener) => !OURS.has(listener))) return
    void stop().finally(() => {
      // With our listeners gone, the signal does what it does by nature, and the parent sees why we ended.
      process.removeListener(signal, onSignal)
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
    })
  }
  OURS.add(onSignal)
  for (const signal of SIGNALS) process.on(signal, onSignal)
  process.on('exit', atLast)
  return () => {
    for (const signal of SIGNALS) process.removeListener(signal, onSignal)
    process.removeListener('exit', atLast)
  }
}

/** Listeners of this file: two managed databases in one process must not take each other for a shutdown. */
const OURS = new WeakSet<object>()
