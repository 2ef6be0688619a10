/**
 * Record and replay of model calls (SPEC I3, J2). A call is known by the hash of what was asked, so a replayed run gets
 * each reply where it had it; the same question asked twice gets the replies in the order they came. What a person
 * aborted is not recorded: it was no answer.
 *
 * One JSON object a line. Prompts are not in it, only their hash; replies are, since they are what is played back.
 */
import { createHash } from 'node:crypto'
import { ExpectedError, InvalidError, messageOf } from '../base/errors.ts'
import type { ModelPort, ModelReply, ModelRequest } from './model-port.ts'

interface RecordedCall {
  /** SHA-256 of the canonical request, in hex. */
  readonly key: string
  /** Which asking of the same question this was, from 0. */
  readonly occurrence: number
  readonly reply: ModelReply
}

/** Where the lines go: a file, a row, an array. */
export interface CallStore {
  append(line: string): void | Promise<void>
}

/** In a replay something was asked that the recorded run never asked: code, data or seed differ. */
export class UnrecordedCallError extends ExpectedError {
  readonly kind = 'missing'
  readonly code = 'model-call-unrecorded'
  readonly key: string
  constructor(key: string, occurrence: number, request: ModelRequest) {
    super(`The recording has no reply to this ${request.purpose} call (${key.slice(0, 12)}, asked ${occurrence + 1} times, brief ${request.rehearsal.key}).`)
    this.key = key
  }
}

/** Of the rehearsal brief only its key counts, which names agent, turn and step; the rest repeats what the prompt says. */
export function requestKey(request: ModelRequest): string {
  const { purpose, instructions, messages, tools, expects, maxOutputTokens, rehearsal } = request
  return createHash('sha256').update(canonical({ purpose, instructions, messages, tools, expects, maxOutputTokens, rehearsal: rehearsal.key })).digest('hex')
}

/** JSON with keys in order, so that a request that was stored and read back hashes the same. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
    : inner)
}

class Occurrences {
  readonly #seen = new Map<string, number>()

  next(key: string): number {
    const occurrence = this.#seen.get(key) ?? 0
    this.#seen.set(key, occurrence + 1)
    return occurrence
  }
}

/** Asks `port` and appends each reply. One recording a run: the occurrence counts live as long as the port. */
export function recordingPort(port: ModelPort, store: CallStore): ModelPort {
  const occurrences = new Occurrences()
  return {
    async ask(request, signal) {
      const key = requestKey(request)
      const reply = await port.ask(request, signal)
      if (reply.kind === 'failed' && reply.reason === 'aborted') return reply
      const call: RecordedCall = { key, occurrence: occurrences.next(key), reply }
      await store.append(JSON.stringify(call))
      return reply
    },
  }
}

/** Answers from a recording; throws `UnrecordedCallError` for what is not in it. */
export function replayingPort(calls: Recording): ModelPort {
  const occurrences = new Occurrences()
  return {
    async ask(request, signal) {
      signal.throwIfAborted()
      const key = requestKey(request)
      const occurrence = occurrences.next(key)
      const reply = calls.get(`${key}/${occurrence}`)
      if (reply === undefined) throw new UnrecordedCallError(key, occurrence, request)
      return reply
    },
  }
}

/** Replies by `key/occurrence`. */
export type Recording = ReadonlyMap<string, ModelReply>

export async function readRecording(lines: Iterable<string> | AsyncIterable<string>): Promise<Recording> {
  const calls = new Map<string, ModelReply>()
  let number = 0
  for await (const line of lines) {
    number++
    if (line.trim() === '') continue
    let call: Partial<RecordedCall>
    try {
      call = JSON.parse(line) as Partial<RecordedCall>
    } catch (cause) {
      throw new InvalidError(`Line ${number} of the recording is no JSON: ${messageOf(cause)}.`, [{ path: `/${number}`, message: 'no JSON' }], 'recording-unreadable')
    }
    if (typeof call.key !== 'string' || typeof call.occurrence !== 'number' || typeof call.reply !== 'object') {
      throw new InvalidError(`Line ${number} of the recording is no model call.`, [{ path: `/${number}`, message: 'key, occurrence and reply are due' }], 'recording-unreadable')
    }
    calls.set(`${call.key}/${call.occurrence}`, call.reply)
  }
  return calls
}
