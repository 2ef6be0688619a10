/**
 * When a form to join was handed out, in our own hand: whoever sends it back within a breath did not read it, and one from
 * yesterday was kept for later. Nothing is stored; any node knows another's hand.
 */
import { createHmac } from 'node:crypto'
import type { Clock } from '../../base/clock.ts'
import { InvalidError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { sameSecret } from '../../base/secrets.ts'

/** A person with a password manager needs about four. */
export const FORM_LEAST_MS = 2_000
const FORM_MOST_MS = 24 * 60 * 60_000

export class FormTickets {
  readonly #clock: Clock
  readonly #key: Uint8Array

  constructor(clock: Clock, secretKey: Uint8Array) {
    this.#clock = clock
    this.#key = secretKey
  }

  issue(worldId: Id): string {
    const nowMs = this.#clock.now()
    return `${nowMs}.${this.#sign(nowMs, worldId)}`
  }

  /** Throws `InvalidError`. */
  check(ticket: string, worldId: Id): void {
    const [at = '', signature = ''] = ticket.split('.')
    const issuedMs = Number(at)
    if (!/^\d{1,16}$/.test(at) || !sameSecret(signature, this.#sign(issuedMs, worldId))) throw stale()
    const ageMs = this.#clock.now() - issuedMs
    if (ageMs > FORM_MOST_MS || ageMs < 0) throw stale()
    if (ageMs < FORM_LEAST_MS) throw new InvalidError('That was quicker than anybody reads. Send it again in a moment.', [{ path: '/ticket', message: 'wait a moment' }], 'form-too-fresh')
  }

  #sign(atMs: number, worldId: Id): string {
    return createHmac('sha256', this.#key).update(`joining-form ${worldId} ${atMs}`).digest('base64url')
  }
}

function stale(): InvalidError {
  return new InvalidError('This form is too old, or not one of ours. Load it again.', [{ path: '/ticket', message: 'ask for a new one' }], 'form-stale')
}
