/** The thread's own side: one job at a time, told by messages, so that drawing never holds up the server's pages. */
import { parentPort, workerData } from 'node:worker_threads'
import { SystemClock } from '../../base/clock.ts'
import { ExpectedError, messageOf, must } from '../../base/errors.ts'
import { RefusedImageError } from '../intake.ts'
import type { Generators } from '../workflow/run-workflow.ts'
import { doJob } from './do-job.ts'
import type { Failure, FromThread, ImageJob, ThreadData, ToThread } from './image-job.ts'

const port = must(parentPort, 'a thread')
const { generators: address, fontFiles } = workerData as ThreadData
const clock = new SystemClock()
const { OFFLINE_GENERATORS: generators } = (await import(address)) as { OFFLINE_GENERATORS: Generators }
let underWay: AbortController | null = null

function tell(word: FromThread): void {
  port.postMessage(word)
}

async function work(job: ImageJob): Promise<void> {
  const controller = new AbortController()
  underWay = controller
  try {
    const result = await doJob(job, { generators, fontFiles, clock, signal: controller.signal, onProgress: (progress) => tell({ kind: 'progress', progress }) })
    tell({ kind: 'done', result })
  } catch (error) {
    tell(controller.signal.aborted ? { kind: 'aborted' } : { kind: 'failed', failure: failureOf(error) })
  } finally {
    underWay = null
  }
}

function failureOf(error: unknown): Failure {
  return {
    message: messageOf(error),
    stack: error instanceof Error ? (error.stack ?? null) : null,
    expected: error instanceof ExpectedError ? { kind: error.kind, code: error.code } : null,
    refused: error instanceof RefusedImageError ? error.code : null,
  }
}

port.on('message', (word: ToThread) => {
  if (word.kind === 'abort') underWay?.abort()
  else void work(word.job)
})
tell({ kind: 'ready' })
