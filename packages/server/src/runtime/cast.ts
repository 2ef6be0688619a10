/**
 * The agents as brains meet them: persona, speech and all. Personas are read when first needed and again when they have
 * changed; the claim says when that was.
 */
import type { Persona } from '@troupe/contract'
import type { AgentView } from '../agent/brain.ts'
import type { Id } from '../base/ids.ts'
import { personaOf } from '../persona/persona-row.ts'
import type { Database } from '../store/database.ts'
import type { Claimed } from './claim.ts'
import { NO_REPERTOIRE, type RepertoireOf } from './repertoire.ts'

/**
 * Personas held; some 4 KB each, so 80 MB at the most. Reading each one anew for each turn costs a sixth of the live feed
 * (18,000 agents, 2026-11-21: 8,400 to 8,800 actions/s, and 10,300 to 10,900 with all of them held).
 */
const PERSONAS_HELD = 20_000

interface Held {
  readonly updatedMs: number
  readonly persona: Persona
}

export class Cast {
  readonly #db: Database
  readonly #repertoireOf: RepertoireOf
  readonly #held = new Map<Id, Held>()

  constructor(db: Database, repertoireOf: RepertoireOf) {
    this.#db = db
    this.#repertoireOf = repertoireOf
  }

  async views(claimed: readonly Claimed[]): Promise<AgentView[]> {
    await this.#load(claimed)
    return claimed.map((one) => {
      const persona = one.personaId === null ? null : this.#held.get(one.personaId)?.persona ?? null
      return {
        id: one.id, name: one.name, workspaceId: one.workspaceId, projectId: one.projectId, platform: one.platform, brain: one.brain,
        persona, ...(persona === null ? NO_REPERTOIRE : this.#repertoireOf(persona)), profileId: one.profileId,
      }
    })
  }

  async #load(claimed: readonly Claimed[]): Promise<void> {
    const wanted = claimed.filter((one) => one.personaId !== null && this.#held.get(one.personaId)?.updatedMs !== one.personaUpdatedMs)
    if (wanted.length === 0) return
    const rows = await this.#db.selectFrom('personas').selectAll().where('id', 'in', [...new Set(wanted.map((one) => one.personaId as Id))]).execute()
    for (const row of rows) {
      if (this.#held.size >= PERSONAS_HELD) this.#held.delete(this.#held.keys().next().value as Id)
      this.#held.set(row.id, { updatedMs: row.updated_at, persona: personaOf(row) })
    }
  }
}
