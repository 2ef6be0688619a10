/** A single event that was not taken, as an answer of its own. */
import { ExpectedError, type ErrorKind, type FieldFault } from '../../base/errors.ts'
import type { Refusal } from '../../engagement/events/incoming-event.ts'

const KIND: Readonly<Record<Refusal['kind'], ErrorKind>> = { invalid: 'invalid', missing: 'missing', conflict: 'conflict', 'too-large': 'invalid' }
const CODE: Readonly<Record<Refusal['kind'], string>> = { invalid: 'invalid-input', missing: 'event-names-nobody', conflict: 'event-conflict', 'too-large': 'payload-too-large' }
const TOO_LARGE_STATUS = 413

export class EventRefusedError extends ExpectedError {
  readonly kind: ErrorKind
  readonly code: string
  readonly status?: number
  override readonly faults: readonly FieldFault[]
  constructor({ kind, path, message }: Refusal) {
    super(`The event was not taken: ${sentenceOf({ path, message })}.`)
    this.kind = KIND[kind]
    this.code = CODE[kind]
    this.faults = [{ path, message }]
    if (kind === 'too-large') this.status = TOO_LARGE_STATUS
  }
}

/** For the line of a batch. */
export function sentenceOf({ path, message }: Pick<Refusal, 'path' | 'message'>): string {
  return path === '' ? message : `${path.slice(1)}: ${message}`
}
