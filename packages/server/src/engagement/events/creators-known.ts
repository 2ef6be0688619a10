/**
 * Which creators a workspace has, as events ask: is this one of ours, and which is the only one? Asked with each event, so kept for
 * some seconds; who was deleted within them gets leads that go with the rest of what was theirs.
 */
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'

const KEPT_MS = 5_000
/** Beyond this many the memory begins anew. */
const KEPT_MOST = 100_000

interface Known<Value> {
  readonly value: Value
  readonly untilMs: number
}

export class CreatorsKnown {
  readonly #clock: Clock
  /** Workspace and whether the creator is of the sample; null where there is no such creator. */
  #creators = new Map<Id, Known<{ workspaceId: Id; sample: boolean } | null>>()
  #only = new Map<Id, Known<Id | null>>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Looks up those that are not known. `within`: whoever holds a connection must not wait for another. */
  async load(within: Database, creatorIds: Iterable<Id>): Promise<void> {
    const nowMs = this.#clock.now()
    const missing = [...new Set(creatorIds)].filter((id) => !isFresh(this.#creators.get(id), nowMs))
    if (missing.length === 0) return
    if (this.#creators.size > KEPT_MOST) this.#creators = new Map()
    const rows = await within.selectFrom('creators').select(['id', 'workspace_id', 'sample']).where('id', 'in', missing).where('erasing_at', 'is', null).execute()
    const found = new Map(rows.map((row) => [row.id, { workspaceId: row.workspace_id, sample: row.sample }]))
    for (const id of missing) {
      const value = found.get(id) ?? null
      // That there is none is not kept: it may be made in the next moment.
      this.#creators.set(id, { value, untilMs: value === null ? nowMs : nowMs + KEPT_MS })
    }
  }

  isOf(creatorId: Id, workspaceId: Id): boolean {
    return this.#creators.get(creatorId)?.value?.workspaceId === workspaceId
  }

  isSample(creatorId: Id): boolean {
    return this.#creators.get(creatorId)?.value?.sample === true
  }

  /** The workspace's creator, where it has exactly one. */
  async onlyOf(within: Database, workspaceId: Id): Promise<Id | null> {
    const nowMs = this.#clock.now()
    const known = this.#only.get(workspaceId)
    if (known !== undefined && isFresh(known, nowMs)) return known.value
    if (this.#only.size > KEPT_MOST) this.#only = new Map()
    const rows = await within.selectFrom('creators').select('id').where('workspace_id', '=', workspaceId).where('erasing_at', 'is', null).limit(2).execute()
    const value = rows.length === 1 ? rows[0]?.id ?? null : null
    this.#only.set(workspaceId, { value, untilMs: value === null ? nowMs : nowMs + KEPT_MS })
    return value
  }
}

function isFresh(known: Known<unknown> | undefined, nowMs: number): boolean {
  return known !== undefined && nowMs < known.untilMs
}
