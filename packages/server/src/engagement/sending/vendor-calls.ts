/**
 * Calls to vendors that are under way: so many a vendor at once, each given up when a kill switch is thrown. Whatever happens to
 * a call there is an outcome; one that was given up may have arrived.
 */
import type { Vendor } from '@troupe/contract'
import { messageOf } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { SEND_TIME_MS, type SendOutcome } from '../../messaging/channel.ts'
import type { Intended } from './judge-due.ts'
import type { Settlement } from './settle.ts'

/** Calls to one vendor at a time. Few enough that a crash leaves few to look for; at 100 ms a call, 200 messages a second. */
const CALLS_MOST = 20
/** A channel that doesn't keep to its own time is not waited for. */
const PATIENCE_MS = SEND_TIME_MS + 2_000

export interface VendorCallsParts {
  /** Why a project or the instance stands still; null where it does not. */
  readonly killed: (of: { readonly projectId: Id }) => string | null
  readonly onOutcome: (settlement: Settlement) => void
  readonly callsMost?: number
}

export class VendorCalls {
  readonly #parts: VendorCallsParts
  readonly #taken = new Map<Vendor, number>()
  readonly #underWay = new Map<Promise<void>, { readonly projectId: Id; readonly abort: AbortController }>()

  constructor(parts: VendorCallsParts) {
    this.#parts = parts
  }

  get size(): number {
    return this.#underWay.size
  }

  hasRoom(vendor: Vendor): boolean {
    return (this.#taken.get(vendor) ?? 0) < (this.#parts.callsMost ?? CALLS_MOST)
  }

  take(vendor: Vendor): boolean {
    if (!this.hasRoom(vendor)) return false
    this.#taken.set(vendor, (this.#taken.get(vendor) ?? 0) + 1)
    return true
  }

  giveBack(vendor: Vendor): void {
    this.#taken.set(vendor, (this.#taken.get(vendor) ?? 1) - 1)
  }

  /** In a place that was taken for it. */
  start(intended: Intended): void {
    const { action: { projectId }, carrier, message } = intended
    const reason = this.#parts.killed({ projectId })
    if (reason !== null) {
      this.giveBack(carrier.vendor)
      this.#parts.onOutcome({ message, outcome: { kind: 'not-called', reason: `switched off: ${reason}` } })
      return
    }
    const abort = new AbortController()
    const call = this.#call(intended, AbortSignal.any([abort.signal, AbortSignal.timeout(PATIENCE_MS)])).then((outcome) => {
      this.#underWay.delete(call)
      this.giveBack(carrier.vendor)
      this.#parts.onOutcome({ message, outcome })
    })
    this.#underWay.set(call, { projectId, abort })
  }

  /** `scope`: `instance` or a project's id. Returns how many were given up. */
  abort(scope: string, reason: string): number {
    const meant = [...this.#underWay.values()].filter(({ projectId }) => scope === 'instance' || projectId === scope)
    for (const { abort } of meant) abort.abort(new Error(`switched off: ${reason}`))
    return meant.length
  }

  /** All that are under way now have ended. */
  async ended(): Promise<void> {
    await Promise.all(this.#underWay.keys())
  }

  async #call({ carrier, message }: Intended, signal: AbortSignal): Promise<SendOutcome> {
    const givenUp = new Promise<SendOutcome>((resolve) => {
      signal.addEventListener('abort', () => resolve({ kind: 'unknown', reason: `the call was given up: ${messageOf(signal.reason)}` }), { once: true })
    })
    try {
      return await Promise.race([carrier.send(message, signal), givenUp])
    } catch (error) {
      return { kind: 'unknown', reason: messageOf(error) }
    }
  }
}
