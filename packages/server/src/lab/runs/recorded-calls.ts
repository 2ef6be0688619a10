/**
 * A run's calls to models, kept as they come (SPEC J2): what was asked before is answered from the file, so that a run that
 * is carried on pays for nothing twice and one that is repeated asks nobody. A call names its turn and step, so no two of a
 * run are alike.
 */
import { createReadStream } from 'node:fs'
import { open, truncate } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { ExpectedError } from '../../base/errors.ts'
import type { ModelPort, ModelReply, ModelRequest } from '../../llm/model-port.ts'
import { readRecording, requestKey, UnrecordedCallError, type Recording } from '../../llm/record.ts'

/** The budget is spent or the provider's quota is: the run stops where it is, and goes on when there is more. */
export class ModelExhaustedError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'model-exhausted'
}

const LAST_LINE_MOST = 1 << 22

export class RecordedCalls {
  readonly #path: string
  readonly #port: ModelPort | null
  readonly #calls: Map<string, ModelReply>

  private constructor(path: string, port: ModelPort | null, calls: Recording) {
    this.#path = path
    this.#port = port
    this.#calls = new Map(calls)
  }

  /** `port` answers what is not there yet; null where nobody is to be asked. */
  static async open(path: string, port: ModelPort | null): Promise<RecordedCalls> {
    await dropTornLine(path)
    const lines = createInterface({ input: createReadStream(path, { flags: 'a+', start: 0 }) })
    return new RecordedCalls(path, port, await readRecording(lines))
  }

  /** Throws `UnrecordedCallError` where nobody is to be asked, `ModelExhaustedError`, and the signal's reason. */
  async ask(request: ModelRequest, signal: AbortSignal): Promise<ModelReply> {
    const key = requestKey(request)
    const known = this.#calls.get(`${key}/0`)
    if (known !== undefined) return known
    if (this.#port === null) throw new UnrecordedCallError(key, 0, request)
    const reply = await this.#port.ask(request, signal)
    signal.throwIfAborted()
    if (reply.kind === 'exhausted') throw new ModelExhaustedError(`${reply.message} The run can be carried on with --resume; what was answered is kept.`)
    this.#calls.set(`${key}/0`, reply)
    await using file = await open(this.#path, 'a')
    await file.write(`${JSON.stringify({ key, occurrence: 0, reply })}\n`)
    return reply
  }
}

/** A process that was killed while it wrote leaves half a line. */
async function dropTornLine(path: string): Promise<void> {
  await using file = await open(path, 'a+')
  const { size } = await file.stat()
  const tail = Buffer.alloc(Math.min(size, LAST_LINE_MOST))
  await file.read(tail, 0, tail.length, size - tail.length)
  const end = tail.lastIndexOf(10)
  if (tail.length > 0 && end < tail.length - 1) await truncate(path, size - tail.length + end + 1)
}
