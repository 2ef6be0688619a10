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
import type { Accounts } from './outside/accounts.ts'
import { NO_REPERTOIRE, type Repertoire, type RepertoireOf } from './repertoire.ts'

/**
 * Personas held; some 4 KB each, so 80 MB at the most. Reading each one anew for each turn costs a sixth of the live feed
 * (18,000 agents, 2026-11-21: 8,400 to 8,800 actions/s, and 10,300 to 10,900 with all of them held).
 */
const PERSONAS_HELD = 20_000

/** The same for packs that a workspace wrote itself. */
export type OwnRepertoireOf = (workspaceId: Id, persona: Persona) => Promise<Repertoire | null>

interface Held {
  readonly updatedMs: number
  readonly persona: Persona
  readonly repertoire: Repertoire
}

export class Cast {
  readonly #db: Database
  readonly #repertoireOf: RepertoireOf
  readonly #ownRepertoireOf: OwnRepertoireOf
  readonly #accounts: Pick<Accounts, 'of'> | null
  readonly #held = new Map<Id, Held>()

  /** `accounts`: as whom sites know agents, where some act outside. */
  constructor(db: Database, repertoireOf: RepertoireOf, ownRepertoireOf: OwnRepertoireOf = async () => null, accounts: Pick<Accounts, 'of'> | null = null) {
    this.#db = db
    this.#accounts = accounts
    this.#repertoireOf = repertoireOf
    this.#ownRepertoireOf = ownRepertoireOf
  }

  async views(claimed: readonly Claimed[]): Promise<AgentView[]> {
    await this.#load(claimed)
    const outside = claimed.filter((one) => one.siteId !== null)
    const accounts = outside.length === 0 ? undefined : await this.#accounts?.of(outside.map((one) => one.id))
    return claimed.map((one) => {
      const held = one.personaId === null ? undefined : this.#held.get(one.personaId)
      return {
        id: one.id, name: one.name, workspaceId: one.workspaceId, projectId: one.projectId, platform: one.platform, brain: one.brain,
        persona: held?.persona ?? null, ...(held?.repertoire ?? NO_REPERTOIRE), profileId: one.profileId,
        ...(one.siteId === null ? {} : { site: { id: one.siteId, account: accounts?.get(one.id)?.account ?? null } }),
      }
    })
  }

  async #load(claimed: readonly Claimed[]): Promise<void> {
    const wanted = claimed.filter((one) => one.personaId !== null && this.#held.get(one.personaId)?.updatedMs !== one.personaUpdatedMs)
    if (wanted.length === 0) return
    const rows = await this.#db.selectFrom('personas').selectAll().where('id', 'in', [...new Set(wanted.map((one) => one.personaId as Id))]).execute()
    for (const row of rows) {
      if (this.#held.size >= PERSONAS_HELD) this.#held.delete(this.#held.keys().next().value as Id)
      const persona = personaOf(row)
      this.#held.set(row.id, { updatedMs: row.updated_at, persona, repertoire: await this.#ownRepertoireOf(row.workspace_id, persona) ?? this.#repertoireOf(persona) })
    }
  }
}
