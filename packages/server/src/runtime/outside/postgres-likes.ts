/** The likes of a site's agents, in the database: each `set` is for good before the toggle leaves. */
import type { Id } from '../../base/ids.ts'
import type { Like, LikeMemory } from '../../showcase/like-memory.ts'
import type { Database } from '../../store/database.ts'

interface LikeColumns {
  readonly state: Like['state']
  readonly act_id: Id | null
  readonly count_before: number | null
  readonly since: number
}

export class PostgresLikes implements LikeMemory {
  readonly #db: Database
  readonly #siteId: Id

  constructor(db: Database, siteId: Id) {
    this.#db = db
    this.#siteId = siteId
  }

  async of(agentId: Id, itemIds: readonly string[]): Promise<ReadonlyMap<string, Like>> {
    if (itemIds.length === 0) return new Map()
    const rows = await this.#select().where('agent_id', '=', agentId).where('item_id', 'in', [...itemIds]).execute()
    return new Map(rows.map((row) => [row.item_id, likeOf(row)]))
  }

  async on(itemId: string): Promise<ReadonlyMap<string, Like>> {
    const rows = await this.#select().where('item_id', '=', itemId).execute()
    return new Map(rows.map((row) => [row.agent_id, likeOf(row)]))
  }

  async set(agentId: Id, itemId: string, like: Like): Promise<void> {
    const columns = { state: like.state, act_id: like.actId, count_before: like.state === 'liking' ? like.countBefore : null, since: like.sinceMs }
    await this.#db.insertInto('outside_likes').values({ site_id: this.#siteId, agent_id: agentId, item_id: itemId, ...columns })
      .onConflict((conflict) => conflict.columns(['site_id', 'item_id', 'agent_id']).doUpdateSet(columns)).execute()
  }

  #select() {
    return this.#db.selectFrom('outside_likes').select(['item_id', 'agent_id', 'state', 'act_id', 'count_before', 'since']).where('site_id', '=', this.#siteId)
  }
}

function likeOf({ state, act_id: actId, count_before: countBefore, since: sinceMs }: LikeColumns): Like {
  return state === 'liking' ? { state, actId, countBefore: countBefore ?? 0, sinceMs } : { state, actId, sinceMs }
}
