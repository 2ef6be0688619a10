/** A mirrored run in a process of its own, so that a test can kill it. Says how far it is. */
import { runMirror, type MirrorOptions } from '../mirror/run-mirror.ts'

process.once('message', (options: Omit<MirrorOptions, 'elapsedMs'>) => {
  void runMirror({ ...options, elapsedMs: () => performance.now(), onProgress: (done) => process.send?.(done) })
})
