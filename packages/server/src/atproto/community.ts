/**
 * Everybody on a PDS, put together from its repositories. A bare PDS has no AppView, which is what elsewhere makes feeds,
 * threads and counts; it needs none to be a closed community: who is there, it lists with the revision of each repository,
 * so only those that changed are read again, and what is in them says the rest.
 *
 * A look costs a listing and, for each repository that changed since the last, five requests or a few more. At most
 * `READ_A_LOOK` are read in one look, those that wrote last first; others come with the next looks. A look is kept for
 * `KEPT_MS` and shared by all who look meanwhile, which leaves the reference server's limit (3,000 requests in five minutes
 * for an address, where limits are on) to spare. Beyond these bounds counts are of what was read: the likes of an account
 * beyond its newest 300 are not among them.
 *
 * A repository that cannot be read is passed over until it changes: its owner may have filled it with anything.
 */
import type { Clock } from '../base/clock.ts'
import type { NoAnswer, Reply } from '../platform/outside/reply.ts'
import type { Admin } from './admin.ts'
import { CommunityView } from './community-view.ts'
import type { Repo } from './repo.ts'
import { snapshotOf, type RepoSnapshot } from './repo-snapshot.ts'
import { SharedRead } from './shared-read.ts'
import type { Xrpc } from './xrpc.ts'

const KEPT_MS = 10_000
const READ_A_LOOK = 24
const READ_SIDE_BY_SIDE = 3
const LISTED_A_PAGE = 1_000
const LIST_PAGES = 5
/** Kept in mind, of all that are listed: those that wrote last. */
const ACCOUNTS_MOST = 1_000
/** They travel in an address. */
const HANDLES_A_REQUEST = 50
const HANDLES_KEPT_MS = 3_600_000

const SWITCHED_OFF = { kind: 'unsent', passing: false, reason: 'switched off' } as const

export interface CommunityParts {
  readonly xrpc: Xrpc
  readonly repo: Repo
  readonly admin: Admin
  readonly clock: Clock
}

interface Read {
  /** As the listing had it; null when it is known to have changed since. */
  readonly rev: string | null
  /** Null where it couldn't be read. */
  readonly snapshot: RepoSnapshot | null
}

interface Listed {
  readonly did: string
  readonly rev: string
}

interface Listing {
  readonly atMs: number
  /** The last to write first. */
  readonly repos: readonly Listed[]
  readonly all: ReadonlySet<string>
}

export class Community {
  readonly #parts: CommunityParts
  readonly #looking: SharedRead<Reply<CommunityView>>
  #listing: Listing | null = null
  #read = new Map<string, Read>()
  #handles = new Map<string, { readonly handle: string; readonly atMs: number }>()
  #changes = 0
  #view: { readonly atMs: number; readonly view: CommunityView } | null = null

  constructor(parts: CommunityParts) {
    this.#parts = parts
    this.#looking = new SharedRead((signal) => this.#lookAnew(signal))
  }

  async look(signal: AbortSignal): Promise<Reply<CommunityView>> {
    if (signal.aborted) return SWITCHED_OFF
    const kept = this.#view
    if (kept !== null && this.#parts.clock.now() - kept.atMs < KEPT_MS) return { kind: 'answered', value: kept.view }
    try {
      return await this.#looking.join(signal)
    } catch (error) {
      if (!signal.aborted) throw error
      return SWITCHED_OFF
    }
  }

  /** Whether the account lives on this server: nothing is done to anybody elsewhere (SPEC P1). */
  async hosts(did: string, signal: AbortSignal): Promise<Reply<boolean>> {
    const listing = await this.#list(signal)
    return listing.kind === 'answered' ? { kind: 'answered', value: listing.value.all.has(did) } : listing
  }

  /** Something of this account's has just changed by our own doing. */
  changed(did: string): void {
    const read = this.#read.get(did)
    if (read === undefined) this.#listing = null
    else this.#read.set(did, { ...read, rev: null })
    this.#view = null
    this.#changes++
    this.#looking.renew()
  }

  async #lookAnew(signal: AbortSignal): Promise<Reply<CommunityView>> {
    const changes = this.#changes
    const listing = await this.#list(signal)
    if (listing.kind !== 'answered') return listing
    const { repos } = listing.value
    const changed = repos.filter(({ did, rev }) => this.#read.get(did)?.rev !== rev).slice(0, READ_A_LOOK)
    const fault = await this.#readAll(changed, signal)
    // Of what stood before something can be shown; with nothing in hand, the reason is what there is to say.
    if (fault !== null && (fault.kind === 'limited' || this.#read.size === 0)) return fault
    this.#read = new Map(repos.flatMap(({ did }) => {
      const read = this.#read.get(did)
      return read === undefined ? [] : [[did, read] as const]
    }))
    await this.#nameAll(signal)
    const snapshots = [...this.#read.values()].flatMap(({ snapshot }) => snapshot ?? [])
    const view = new CommunityView(snapshots, (did) => this.#handles.get(did)?.handle ?? did)
    // Good for those who asked before, but not to be kept.
    if (changes === this.#changes) this.#view = { atMs: this.#parts.clock.now(), view }
    return { kind: 'answered', value: view }
  }

  /** What kept one of them from being read, if all of them met it. */
  async #readAll(repos: readonly Listed[], signal: AbortSignal): Promise<NoAnswer | null> {
    const queue = repos.values()
    const faults: NoAnswer[] = []
    let answered = 0
    const worker = async (): Promise<void> => {
      for (const { did, rev } of queue) {
        const reply = await snapshotOf(this.#parts.repo, did, this.#parts.clock.now(), signal)
        if (reply.kind === 'answered') {
          answered++
          this.#read.set(did, { rev, snapshot: reply.value })
          continue
        }
        faults.push(reply)
        // Of the server's doing, or the network's: nothing is held against the repository.
        if (reply.kind === 'limited' || signal.aborted) return
        if (reply.kind === 'declined' || (reply.kind === 'unclear' && !reply.passing)) this.#read.set(did, { rev, snapshot: this.#read.get(did)?.snapshot ?? null })
      }
    }
    await Promise.all(Array.from({ length: READ_SIDE_BY_SIDE }, worker))
    return answered === 0 ? faults[0] ?? null : null
  }

  async #list(signal: AbortSignal): Promise<Reply<Listing>> {
    const nowMs = this.#parts.clock.now()
    if (this.#listing !== null && nowMs - this.#listing.atMs < KEPT_MS) return { kind: 'answered', value: this.#listing }
    const repos: Listed[] = []
    let cursor: string | undefined
    for (let page = 0; page < LIST_PAGES; page++) {
      const query = { limit: LISTED_A_PAGE, ...(cursor === undefined ? {} : { cursor }) }
      const reply = await this.#parts.repo.repeated(signal, () => this.#parts.xrpc.ask(null, signal, (client, options) => client.com.atproto.sync.listRepos(query, options)))
      if (reply.kind !== 'answered') return reply
      repos.push(...reply.value.repos.slice(0, LISTED_A_PAGE).filter(({ active }) => active !== false).map(({ did, rev }) => ({ did, rev })))
      cursor = reply.value.cursor
      if (cursor === undefined || reply.value.repos.length === 0) break
    }
    const all = new Set(repos.map(({ did }) => did))
    // A revision is a TID, so the greatest wrote last.
    const listing = { atMs: nowMs, all, repos: repos.sort((a, b) => a.rev < b.rev ? 1 : -1).slice(0, ACCOUNTS_MOST) }
    this.#listing = listing
    return { kind: 'answered', value: listing }
  }

  /** Handles of those that have none yet or an old one; without them, accounts go by their DIDs. */
  async #nameAll(signal: AbortSignal): Promise<void> {
    const nowMs = this.#parts.clock.now()
    this.#handles = new Map([...this.#handles].filter(([did]) => this.#read.has(did)))
    const unnamed = [...this.#read.keys()].filter((did) => nowMs - (this.#handles.get(did)?.atMs ?? Number.NEGATIVE_INFINITY) >= HANDLES_KEPT_MS)
    for (let from = 0; from < unnamed.length; from += HANDLES_A_REQUEST) {
      const dids = unnamed.slice(from, from + HANDLES_A_REQUEST)
      const reply = await this.#parts.admin.handles(dids, signal)
      if (reply.kind !== 'answered') return
      for (const did of dids) this.#handles.set(did, { handle: reply.value.get(did) ?? did, atMs: nowMs })
    }
  }
}
