/**
 * The adapters of a process: one a site, since an adapter keeps order among the acts of a site's agents. Opened when first needed,
 * and anew when the site's credentials or its declaration have changed.
 */
import type { SiteCredentials, SiteKind } from '@troupe/contract'
import type { Action } from '../../agent/action.ts'
import type { Clock } from '../../base/clock.ts'
import { messageOf } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Random } from '../../base/random.ts'
import type { OutsidePlatform } from '../../platform/outside-platform.ts'
import type { LikeMemory } from '../../showcase/like-memory.ts'
import type { PlaceholderUrl } from '../../showcase/picture.ts'
import type { PictureOf } from './picture-files.ts'

/** What is asked of the database once in so long, a site. */
const LOOK_AGAIN_MS = 5_000

/** A site as its adapter needs to know it. */
export interface SiteToOpen {
  readonly id: Id
  readonly workspaceId: Id
  readonly kind: SiteKind
  readonly name: string
  /** Scheme, host and port, of which control has been proved. */
  readonly origin: string
  readonly credentials: SiteCredentials
  /** Its pages show who is automated. */
  readonly showsFlag: boolean
  /** Who runs the agents, in the words of a label: the workspace's name. */
  readonly operator: string
}

export interface AdapterParts {
  /** To the site's origin alone, and only while it is owned (SPEC P1). */
  readonly fetch: typeof fetch
  readonly clock: Clock
  /** For pauses. */
  readonly random: Random
  /** The site's; for wires on which a like is a toggle. */
  readonly likes: LikeMemory
  readonly placeholderUrl: PlaceholderUrl
  /** For places that take the image itself. */
  readonly pictureOf: PictureOf
}

export type AdapterOf = (site: SiteToOpen, parts: AdapterParts) => OutsidePlatform

/** What there is to know of a kind before any site of it is opened. */
export interface OutsideKind {
  readonly actions: ReadonlyMap<string, Action>
  readonly open: AdapterOf
}

export type OutsideKinds = ReadonlyMap<SiteKind, OutsideKind>

export type Opened = { readonly kind: 'open'; readonly platform: OutsidePlatform } | { readonly kind: 'closed'; readonly reason: string }

/** Where errands find the adapter of a site. */
export interface OpenSites {
  open(siteId: Id): Promise<Opened>
}

export interface AdaptersParts {
  readonly kinds: OutsideKinds
  /** A reason in its place where it cannot be opened: gone, no credentials, credentials that no key opens. */
  readonly read: (siteId: Id) => Promise<SiteToOpen | { readonly reason: string }>
  readonly partsFor: (site: SiteToOpen) => AdapterParts
  readonly clock: Clock
}

interface Held {
  readonly sign: string
  readonly platform: OutsidePlatform
}

export class Adapters implements OpenSites {
  readonly #parts: AdaptersParts
  readonly #held = new Map<Id, Held>()
  readonly #looks = new Map<Id, { readonly atMs: number; readonly opened: Promise<Opened> }>()

  constructor(parts: AdaptersParts) {
    this.#parts = parts
  }

  open(siteId: Id): Promise<Opened> {
    const nowMs = this.#parts.clock.now()
    const look = this.#looks.get(siteId)
    if (look !== undefined && nowMs - look.atMs < LOOK_AGAIN_MS) return look.opened
    const opened = this.#open(siteId)
    this.#looks.set(siteId, { atMs: nowMs, opened })
    // What the database withheld is asked for again at once.
    opened.catch(() => this.#looks.delete(siteId))
    return opened
  }

  /** A site was changed: it is read again when it is needed next. */
  changed(): void {
    this.#looks.clear()
  }

  async #open(siteId: Id): Promise<Opened> {
    const { kinds, read, partsFor } = this.#parts
    const site = await read(siteId)
    if ('reason' in site) return { kind: 'closed', reason: site.reason }
    const kind = kinds.get(site.kind)
    if (kind === undefined) return { kind: 'closed', reason: `nothing here speaks ${site.kind} yet` }
    const sign = JSON.stringify([site.kind, site.origin, site.credentials, site.showsFlag, site.operator])
    const held = this.#held.get(siteId)
    if (held?.sign === sign) return { kind: 'open', platform: held.platform }
    try {
      const platform = kind.open(site, partsFor(site))
      this.#held.set(siteId, { sign, platform })
      return { kind: 'open', platform }
    } catch (error) {
      return { kind: 'closed', reason: messageOf(error) }
    }
  }
}
