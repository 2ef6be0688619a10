/**
 * A bounded store of pages by address and variant. What was not asked for since the last sweep goes first (the "second
 * chance" rule): as good as least-recently-used here, and a hit only sets a flag.
 */
import type { IncomingHttpHeaders } from 'node:http'
import type { PageBytes } from './cached-page.ts'

/** What of a request's headers, beside the address, decides what is answered. */
export type Variant = (headers: IncomingHttpHeaders) => string

const BYTES_MOST = 48 * 1024 * 1024
/** Each entry's own cost beside its bytes: address, headers, maps. */
const ENTRY_BYTES = 4_096
/** Variants of one address, such as themes. */
const VARIANTS_MOST = 16

interface Slot {
  variant: Variant | null
  readonly pages: Map<string, PageBytes>
}

export class KeptPages {
  readonly #bytesMost: number
  readonly #slots = new Map<string, Slot>()
  #bytes = 0

  constructor(bytesMost: number = BYTES_MOST) {
    this.#bytesMost = bytesMost
  }

  get size(): number {
    return this.#slots.size
  }

  find(url: string, headers: IncomingHttpHeaders): PageBytes | undefined {
    const slot = this.#slots.get(url)
    const page = slot?.pages.get(slot.variant === null ? '' : slot.variant(headers))
    if (page !== undefined) page.used = true
    return page
  }

  put(url: string, headers: IncomingHttpHeaders, variant: Variant | null, page: PageBytes): void {
    if (page.bytes + ENTRY_BYTES > this.#bytesMost) return
    let slot = this.#slots.get(url)
    if (slot === undefined || (slot.variant === null) !== (variant === null) || slot.pages.size >= VARIANTS_MOST) {
      slot = { variant, pages: new Map() }
      this.#slots.delete(url)
      this.#slots.set(url, slot)
    }
    slot.variant = variant
    slot.pages.set(variant === null ? '' : variant(headers), page)
    // Counted anew at each sweep, since pages grow by their compressed forms and leave with their slots.
    this.#bytes += page.bytes * 2 + ENTRY_BYTES
    if (this.#bytes > this.#bytesMost) this.#sweep()
  }

  #sweep(): void {
    let bytes = 0
    for (const slot of this.#slots.values()) bytes += weight(slot)
    // Down to three quarters, so that the next sweep is not the next page's. Twice round is enough: the first takes every flag away.
    for (let round = 0; round < 2 && bytes > this.#bytesMost * 0.75; round++) {
      for (const [url, slot] of this.#slots) {
        if (bytes <= this.#bytesMost * 0.75) break
        const pages = [...slot.pages.values()]
        if (pages.some((page) => page.used)) {
          for (const page of pages) page.used = false
          continue
        }
        this.#slots.delete(url)
        bytes -= weight(slot)
      }
    }
    this.#bytes = bytes
  }
}

function weight(slot: Slot): number {
  let bytes = ENTRY_BYTES
  for (const page of slot.pages.values()) bytes += page.bytes
  return bytes
}
