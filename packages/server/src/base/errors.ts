/**
 * Two kinds of error. A broken assumption is a bug: `must`, `assert`, `unreachable`, and the process may crash.
 * An expected failure is a named class beside the thing that fails, derived from `ExpectedError`;
 * one place (`http/problem.ts`) maps them to problem+json.
 */
import assert from 'node:assert/strict'

export { assert }

/** What an expected failure amounts to, in words every edge (HTTP, CLI) can map. */
export type ErrorKind = 'invalid' | 'unauthenticated' | 'forbidden' | 'missing' | 'conflict' | 'too-many' | 'unavailable'

/** One fault in an input: where it is (`/tags/3`, JSON pointer) and how to mend it. */
export interface FieldFault {
  readonly path: string
  readonly message: string
}

export abstract class ExpectedError extends Error {
  abstract readonly kind: ErrorKind
  /** Stable, kebab-case; the last part of the problem's `type`. */
  abstract readonly code: string
  readonly faults: readonly FieldFault[] = []
}

export class InvalidError extends ExpectedError {
  readonly kind = 'invalid'
  readonly code: string
  override readonly faults: readonly FieldFault[]
  constructor(message: string, faults: readonly FieldFault[] = [], code = 'invalid-input') {
    super(message)
    this.faults = faults
    this.code = code
  }
}

export class MissingError extends ExpectedError {
  readonly kind = 'missing'
  readonly code: string
  constructor(noun: string, id?: string) {
    super(id === undefined ? `There is no such ${noun}.` : `There is no ${noun} ${id}${id.endsWith('?') ? '' : '.'}`)
    this.code = `${noun.replaceAll(' ', '-')}-missing`
  }
}

export class ConflictError extends ExpectedError {
  readonly kind = 'conflict'
  readonly code: string
  constructor(message: string, code = 'conflict') {
    super(message)
    this.code = code
  }
}

/** The value, or a crash that names what was taken for granted. */
export function must<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new assert.AssertionError({ message: `expected ${what}` })
  return value
}

export function unreachable(value: never): never {
  throw new assert.AssertionError({ message: `unreachable: ${JSON.stringify(value)}` })
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
