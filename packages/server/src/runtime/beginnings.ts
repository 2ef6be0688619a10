/** Turns of the agents that were taken up: begun anew, or gone on with where another worker left them. */
import { sql } from 'kysely'
import { Turn } from '../agent/turn.ts'
import type { Clock } from '../base/clock.ts'
import type { Id, Ids } from '../base/ids.ts'
import type { Database, Within } from '../store/database.ts'
import type { Cast } from './cast.ts'
import type { Claimed } from './claim.ts'

export class Beginnings {
  readonly #cast: Cast
  readonly #clock: Clock
  readonly #ids: Ids

  constructor(cast: Cast, clock: Clock, ids: Ids) {
    this.#cast = cast
    this.#clock = clock
    this.#ids = ids
  }

  /** One a claimed agent that stands in a world or acts on a site; the others are told that they can't go on. `within` holds the agents. */
  async turnsOf(claimed: readonly Claimed[], within: Database | Within): Promise<Turn[]> {
    if (claimed.length === 0) return []
    const views = await this.#cast.views(claimed)
    const nowMs = this.#clock.now()
    const turns: Turn[] = []
    for (const [place, one] of claimed.entries()) {
      const agent = views[place]
      const worldId = one.siteId ?? one.worldId
      if (agent === undefined || worldId === null) {
        await this.standStill(within, one, 'it has no profile in any world')
        continue
      }
      turns.push(new Turn({
        id: one.turnId ?? this.#ids.next(),
        agent,
        worldId,
        trigger: one.trigger ?? { kind: 'wake' },
        startedMs: one.turnStartedMs ?? nowMs,
        sinceMs: one.lastTurnMs ?? one.createdMs,
        texts: one.texts,
        tally: { day: one.tallyDay, posts: one.tallyPosts, comments: one.tallyComments, acts: one.tallyActs },
        chain: one.chain,
        snapshot: one.turnId === null ? null : one.snapshot,
        // One that is due is only locked; should its turn have to wait, this is the lease it leaves.
        lease: one.leased ? one.lease : one.lease + 1,
      }))
    }
    return turns
  }

  /** The agent has failed, and the turn it was in: nobody would take that up again. Nothing happens where somebody else has taken it up since. */
  async standStill(within: Database | Within, { id, turnId, lease }: { id: Id; turnId: Id | null; lease: number | null }, reason: string): Promise<void> {
    const nowMs = this.#clock.now()
    await sql`WITH held AS (
        UPDATE agents SET state = 'failed', state_reason = ${reason}, state_since = ${nowMs}, wake_at = NULL, lease_until = NULL, lease_worker = NULL,
          turn_id = NULL, turn_trigger = NULL
        WHERE id = ${id} AND (${lease}::int IS NULL OR lease = ${lease}::int) RETURNING id)
      UPDATE turns SET outcome = 'failed', reason = ${reason}, ended_at = ${nowMs}, snapshot = NULL
      WHERE id = ${turnId} AND outcome = 'running' AND EXISTS (SELECT FROM held)`.execute(within)
  }

  /**
   * A turn whose batch was rolled back stands in memory where the database does not: it is begun again from its snapshot.
   * If that stands at an ask which had been answered, the ask is put again.
   */
  async afresh(turn: Turn, db: Database): Promise<Turn> {
    const row = await db.selectFrom('agents').leftJoin('turns', (join) => join.on('turns.id', '=', turn.id)).where('agents.id', '=', turn.agent.id)
      .select(['agents.texts', 'agents.chain', 'agents.tally_day', 'agents.tally_posts', 'agents.tally_comments', 'agents.tally_acts', 'turns.snapshot']).executeTakeFirst()
    return new Turn({
      id: turn.id, agent: turn.agent, worldId: turn.worldId, trigger: turn.trigger, startedMs: turn.startedMs, sinceMs: turn.sinceMs,
      texts: row?.texts ?? turn.texts, chain: row?.chain ?? turn.chain,
      tally: row === undefined ? turn.tally : { day: row.tally_day, posts: row.tally_posts, comments: row.tally_comments, acts: row.tally_acts },
      snapshot: (row?.snapshot ?? null) as ReturnType<Turn['snapshot']> | null,
      lease: turn.lease,
    })
  }
}
