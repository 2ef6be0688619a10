/** What a process that draws does: one job at a time, told by messages. It ends with the server, and whatever breaks it breaks nobody else. */
import process from 'node:process'
import { SystemClock } from '../../base/clock.ts'
import { ExpectedError, messageOf, must } from '../../base/errors.ts'
import { RefusedImageError } from '../intake.ts'
import type { Generators } from '../workflow/run-workflow.ts'
import { doJob } from './do-job.ts'
import type { Failure, FromProcess, ImageJob, ProcessData, ToProcess } from './image-job.ts'

const { generators: address, fontFiles } = JSON.parse(must(process.argv[2], 'what the process is begun with')) as ProcessData
const clock = new SystemClock()
let underWay: AbortController | null = null

function tell(word: FromProcess): void {
  process.send?.(word)
}

async function work(job: ImageJob): Promise<void> {
  const controller = new AbortController()
  underWay = controller
  try {
    // Only a workflow needs them, and an upload should not wait for a chart library to load.
    const generators = job.kind === 'workflow' ? ((await import(address)) as { OFFLINE_GENERATORS: Generators }).OFFLINE_GENERATORS : {}
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

process.on('message', (word: ToProcess) => {
  if (word.kind === 'abort') underWay?.abort()
  else void work(word.job)
})
process.once('disconnect', () => process.exit())
// A terminal sends Ctrl-C to everybody; the server says when we end.
process.on('SIGINT', () => undefined)
