/**
 * Keeps memories bounded: an agent gives its oldest up for one summary of them. A recall puts
 * at most a dozen before a brain, about 1,000 tokens; this bounds what a dozen is chosen from.
 */
import { sql } from 'kysely'
import { summarise } from '../agent/memory-summary.ts'
import type { Id, Ids } from '../base/ids.ts'
import { seededIds } from '../base/ids.ts'
import { VirtualClock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import type { Recollection } from '../llm/rehearsal/brief.ts'
import type { Database } from '../store/database.ts'

/** Held after a summary is drawn; the newest. */
const HELD_AFTER = 120
/** Memories made before an agent is looked at again: counting everybody's rows each minute would read the whole table. */
const LOOK_AFTER = 60
/** Agents tended at a time, so that one round is short. */
const AGENTS_A_ROUND = 50

/** Counts what each agent of this process comes to remember, and says whose memories are due. */
export class Forgetting {
  readonly #made = new Map<Id, number>()
  readonly #due = new Set<Id>()

  remembered(agentId: Id, memories: number): void {
    if (memories === 0) return
    const made = (this.#made.get(agentId) ?? 0) + memories
    if (made < LOOK_AFTER) {
      this.#made.set(agentId, made)
      return
    }
    this.#made.delete(agentId)
    this.#due.add(agentId)
  }

  async tend(db: Database, random: Random): Promise<void> {
    for (const agentId of [...this.#due].slice(0, AGENTS_A_ROUND)) {
      await forgetOldOf(db, agentId, random)
      this.#due.delete(agentId)
    }
  }
}

async function forgetOldOf(db: Database, agentId: Id, random: Random): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<Recollection & { id: Id }>`DELETE FROM memories WHERE id IN (
        SELECT id FROM memories WHERE agent_id = ${agentId} ORDER BY id DESC OFFSET ${HELD_AFTER})
      RETURNING id, kind, about_id AS "aboutId", about_name AS "aboutName", text, at AS "atMs"`.execute(tx)
    if (rows.length === 0) return
    const summary = summarise(rows)
    // Its id says when it ended, so that it sorts before what is still held.
    const ids: Ids = seededIds(new VirtualClock(summary.atMs), random.fork(agentId))
    await tx.insertInto('memories').values({
      id: ids.next(), agent_id: agentId, kind: summary.kind, about_id: null, about_name: null, text: summary.text, at: summary.atMs,
    }).execute()
  })
}
