import { ConflictError, InvalidError, MissingError } from '../../base/errors.ts'
import type { Outcome } from '../../feed/feed-write.ts'
import { NotAllowedError } from '../../people/refusals.ts'

/** The rules' refusals in the terms of the API. */
export function throwRefused(outcome: Outcome | undefined, soAlready: string | null): void {
  if (outcome === undefined || outcome.kind === 'done' || outcome.code === soAlready) return
  const { code, reason } = outcome
  const [, what] = /^(post|comment|profile|group)-(missing|gone)$/.exec(code) ?? []
  if (what !== undefined) throw new MissingError(what)
  if (code === 'not-own' || code === 'suspended') throw new NotAllowedError(reason, code)
  if (code === 'empty' || code === 'too-long') throw new InvalidError(reason, [{ path: '/text', message: reason }], code)
  throw new ConflictError(reason, code)
}
