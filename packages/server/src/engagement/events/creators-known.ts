/**
 * Which creators a workspace has, as events ask: is this one of ours, and which is the only one? Asked with each event, so kept for
 * some seconds; who was deleted within them gets leads that go with the rest of what was theirs.
 */
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import { uuids } from '../../store/columns.ts'
import { KEPT } from '../../store/kept-statements.ts'
import type { Database } from '../../store/database.ts'
import { NEVER_ARRIVED } from '../creators/never-arrived.ts'

const KEPT_MS = 5_000
/** With one that is looked up go so many more that are due and were asked for meanwhile: of a thousand creators one was due with nearly every event. */
const ALONG_MOST = 500
/** Beyond this many the memory begins anew. */
const KEPT_MOST = 100_000

interface Known<Value> {
  readonly value: Value
  readonly untilMs: number
}

export interface CreatorFacts {
  readonly workspaceId: Id
  readonly sample: boolean
}

interface KnownCreator extends Known<CreatorFacts> {
  /** Asked for since it was looked up. */
  isUsed: boolean
}

export class CreatorsKnown {
  readonly #clock: Clock
  /** In the order in which they were looked up. That there is none is not kept: it may be made in the next moment. */
  #creators = new Map<Id, KnownCreator>()
  #only = new Map<Id, Known<Id | null>>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Of those that are there. `within`: whoever holds a connection must not wait for another. */
  async of(within: Database, creatorIds: Iterable<Id>): Promise<ReadonlyMap<Id, CreatorFacts>> {
    const nowMs = this.#clock.now()
    const wanted = new Set(creatorIds)
    const known = new Map([...wanted].flatMap((id) => this.#fresh(id, nowMs)))
    const missing = [...wanted].filter((id) => !known.has(id))
    if (missing.length === 0) return known
    if (this.#creators.size > KEPT_MOST) this.#creators = new Map()
    const asked = [...new Set([...missing, ...this.#due(nowMs)])]
    const { rows } = await sql<CreatorFacts & { readonly id: Id }>`${KEPT} SELECT id, workspace_id AS "workspaceId", sample FROM creators WHERE id = ANY(${uuids(asked, (id) => id)}) AND erasing_at IS NULL`.execute(within)
    for (const id of asked) this.#creators.delete(id)
    for (const { id, ...value } of rows) {
      this.#creators.set(id, { value, untilMs: nowMs + KEPT_MS, isUsed: false })
      known.set(id, value)
    }
    return known
  }

  #fresh(id: Id, nowMs: number): [Id, CreatorFacts][] {
    const known = this.#creators.get(id)
    if (known === undefined) return []
    known.isUsed = true
    return isFresh(known, nowMs) ? [[id, known.value]] : []
  }

  /** Whose time is over, those that have waited longest first; of whom nobody asked, nothing is kept. */
  #due(nowMs: number): Id[] {
    const due: Id[] = []
    for (const [id, known] of this.#creators) {
      if (isFresh(known, nowMs) || due.length === ALONG_MOST) break
      if (known.isUsed) due.push(id)
      else this.#creators.delete(id)
    }
    return due
  }

  /** The workspace's creator, where it has exactly one; a name whose onboarding failed is none. */
  async onlyOf(within: Database, workspaceId: Id): Promise<Id | null> {
    const nowMs = this.#clock.now()
    const known = this.#only.get(workspaceId)
    if (known !== undefined && isFresh(known, nowMs)) return known.value
    if (this.#only.size > KEPT_MOST) this.#only = new Map()
    const rows = await within.selectFrom('creators as c').select('c.id').where('c.workspace_id', '=', workspaceId).where('c.erasing_at', 'is', null).where(sql<boolean>`NOT ${NEVER_ARRIVED}`).limit(2).execute()
    const value = rows.length === 1 ? rows[0]?.id ?? null : null
    this.#only.set(workspaceId, { value, untilMs: value === null ? nowMs : nowMs + KEPT_MS })
    return value
  }
}

function isFresh(known: Known<unknown> | undefined, nowMs: number): boolean {
  return known !== undefined && nowMs < known.untilMs
}
