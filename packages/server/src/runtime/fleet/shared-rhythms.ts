/**
 * Which rhythms the agents of each archetype have, and how many have which. Thousands share a few dozen. To gather them
 * reads every persona's document, so an answer is good for half a minute, or until an archetype has more or fewer agents.
 */
import { NO_ARCHETYPE, type Rhythm } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'
import { matching, type AgentFilter } from '../agents/agent-filter.ts'
import type { Shared } from './day-strip.ts'

const GOOD_FOR_MS = 30_000
const KEPT_MOST = 200
/** Distinct rhythms of one archetype that its strip is the mean of, the commonest first. */
const RHYTHMS_MOST = 200

type ByArchetype = ReadonlyMap<string, readonly Shared[]>

export class SharedRhythms {
  readonly #db: Database
  readonly #kept = new Map<string, { readonly untilMs: number; readonly counts: string; readonly rhythms: Promise<ByArchetype> }>()

  constructor(db: Database) {
    this.#db = db
  }

  /** `counts` stands for how many there are: where it differs from the last time, they are gathered anew. */
  async of(workspaceId: Id, filter: AgentFilter, nowMs: number, counts: string): Promise<ByArchetype> {
    const key = JSON.stringify([workspaceId, filter.projectId, filter.platform, filter.siteId])
    const kept = this.#kept.get(key)
    if (kept !== undefined && kept.untilMs > nowMs && kept.counts === counts) return kept.rhythms
    const rhythms = this.#gather(workspaceId, filter)
    if (this.#kept.size >= KEPT_MOST) this.#kept.clear()
    this.#kept.set(key, { untilMs: nowMs + GOOD_FOR_MS, counts, rhythms })
    rhythms.catch(() => this.#kept.delete(key))
    return rhythms
  }

  async #gather(workspaceId: Id, filter: AgentFilter): Promise<ByArchetype> {
    const { rows } = await sql<Shared & { archetype: string }>`SELECT archetype, rhythm, agents FROM (
        SELECT *, row_number() OVER (PARTITION BY archetype ORDER BY agents DESC) AS place FROM (
          SELECT coalesce(personas.archetype, ${NO_ARCHETYPE}) AS archetype, personas.doc->'rhythm' AS rhythm, count(*)::int AS agents
          FROM agents JOIN personas ON personas.id = agents.persona_id JOIN projects ON projects.id = agents.project_id AND projects.wake->>'kind' = 'rhythm'
          WHERE ${matching(workspaceId, filter)} AND personas.doc->'rhythm' IS NOT NULL GROUP BY 1, 2) found) placed
      WHERE place <= ${RHYTHMS_MOST}`.execute(this.#db)
    return Map.groupBy(rows.map(({ archetype, rhythm, agents }) => ({ archetype, rhythm: rhythm as Rhythm, agents })), ({ archetype }) => archetype)
  }
}
