/**
 * Proposals to deepen personas, one at a time: asked for, kept, and applied only when somebody accepts them. What is
 * applied must still be what was looked at; what is taken back must still be what was applied.
 */
import { isDeepStrictEqual } from 'node:util'
import type { EnrichedField, EnrichedValues, Enrichment, Persona, PersonaChange, ResearchProfile } from '@troupe/contract'
import type { Selectable } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, ExpectedError, InvalidError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Actor, Doer } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database, Within } from '../../store/database.ts'
import type { EnrichmentsTable } from '../../store/workshop-schema.ts'
import type { PackLibrary } from '../pack/pack-library.ts'
import { avatarPath } from '../persona-row.ts'
import type { PersonaStore } from '../persona-store.ts'
import { pick, propose, type Proposal, type ProposeParts } from './propose.ts'

/** Proposals shown of one persona, newest first. */
const HISTORY_SHOWN = 20

/** Whoever is answerable in the audit log, and where; a run acts for whoever began it. */
export type InWorkspace = Doer & Pick<Actor, 'workspaceId'>

export interface EnrichmentParts extends ProposeParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly personas: PersonaStore
  readonly library: PackLibrary
}

/** The money for models is used up; `untilMs` says when there is more. */
export class ModelExhaustedError extends ExpectedError {
  readonly kind = 'too-many'
  readonly code = 'model-exhausted'
  readonly untilMs: number
  constructor(message: string, untilMs: number) {
    super(message)
    this.untilMs = untilMs
  }
}

type Row = Selectable<EnrichmentsTable> & { readonly username: string; readonly display_name: string }

export class Enrichments {
  readonly #parts: EnrichmentParts

  constructor(parts: EnrichmentParts) {
    this.#parts = parts
  }

  /** Asks once; an earlier proposal that nobody decided about gives way to this one. */
  async propose(by: InWorkspace, personaId: Id, research: ResearchProfile | null, signal: AbortSignal): Promise<Enrichment> {
    const { db, ids, clock } = this.#parts
    const id = ids.next()
    const proposal = await this.ask(by.workspaceId, personaId, research, id, signal)
    if (proposal.kind === 'exhausted') throw new ModelExhaustedError(proposal.message, proposal.untilMs)
    const nowMs = clock.now()
    await db.transaction().execute(async (within) => {
      await within.updateTable('enrichments').set({ state: 'dismissed', settled_at: nowMs }).where('persona_id', '=', personaId).where('state', '=', 'proposed').execute()
      await within.insertInto('enrichments').values({
        id, workspace_id: by.workspaceId, persona_id: personaId, run_id: null, state: 'proposed', accepted: [], created_at: nowMs, settled_at: null, ...written(proposal),
      }).execute()
    })
    return this.get(by.workspaceId, id)
  }

  /** What would be proposed. `key` decides among templates. */
  async ask(workspaceId: Id, personaId: Id, research: ResearchProfile | null, key: string, signal: AbortSignal): Promise<Proposal> {
    const { personas, library } = this.#parts
    const persona = await personas.get(workspaceId, personaId)
    const pack = persona.origin === null ? null : await library.named(workspaceId, persona.origin.pack).catch((error: unknown) => {
      // Its pack has gone since; the persona hasn't.
      if (error instanceof InvalidError) return null
      throw error
    })
    const archetype = pack?.archetypes.find(({ id }) => id === persona.archetype) ?? null
    return propose(this.#parts, { workspaceId, persona, archetype, research, key }, signal)
  }

  async get(workspaceId: Id, id: Id): Promise<Enrichment> {
    const row = await rowsIn(this.#parts.db, workspaceId).where('e.id', '=', id).executeTakeFirst()
    if (!row) throw new MissingError('proposal', id)
    return enrichmentOf(row)
  }

  async history(workspaceId: Id, personaId: Id): Promise<Enrichment[]> {
    await this.#parts.personas.get(workspaceId, personaId)
    const rows = await rowsIn(this.#parts.db, workspaceId).where('e.persona_id', '=', personaId).where('e.state', '!=', 'waiting').orderBy('e.id', 'desc').limit(HISTORY_SHOWN).execute()
    return rows.map(enrichmentOf)
  }

  /** Those fields, or all it proposes. A conflict where one of them is not any more what was looked at. */
  async apply(by: InWorkspace, id: Id, fields?: readonly EnrichedField[]): Promise<Persona> {
    const enrichment = await this.get(by.workspaceId, id)
    if (enrichment.state !== 'proposed') throw new ConflictError(`This proposal is ${enrichment.state}; there is nothing to accept.`, 'enrichment-settled')
    const proposed = Object.keys(enrichment.after) as EnrichedField[]
    const accepted = fields ?? proposed
    const beside = accepted.filter((field) => !proposed.includes(field))
    if (beside.length > 0) throw new InvalidError(`This proposal leaves ${beside.join(', ')} as it is.`, [{ path: '/fields', message: `it proposes ${proposed.join(', ')}` }])
    return this.#write(by, enrichment, 'proposed', { state: 'applied', accepted: [...accepted] }, enrichment.before, pick(enrichment.after, accepted), 'persona-enriched')
  }

  /** A proposal is dismissed; one that was applied is undone, unless its fields were changed since. */
  async takeBack(by: InWorkspace, id: Id): Promise<Enrichment> {
    const enrichment = await this.get(by.workspaceId, id)
    if (enrichment.state === 'applied') {
      await this.#write(by, enrichment, 'applied', { state: 'undone' }, enrichment.after, pick(enrichment.before, enrichment.accepted), 'persona-enrichment-undone')
    } else if (enrichment.state === 'proposed') {
      await this.#settle(this.#parts.db, id, 'proposed', { state: 'dismissed' })
    } else throw new ConflictError(`This proposal is ${enrichment.state} already.`, 'enrichment-settled')
    return this.get(by.workspaceId, id)
  }

  async #write(by: InWorkspace, { id, persona, generator }: Enrichment, from: Enrichment['state'], to: Partial<EnrichmentsTable>, expected: EnrichedValues, values: EnrichedValues, action: string): Promise<Persona> {
    const { personas, audit } = this.#parts
    const fields = Object.keys(values) as EnrichedField[]
    return personas.change(by, persona.id, values as PersonaChange, {
      before: (now) => {
        const stale = fields.filter((field) => !isDeepStrictEqual(now[field], expected[field]))
        if (stale.length > 0) throw new ConflictError(`Somebody changed ${stale.join(' and ')} of @${now.username} meanwhile. Ask for a new proposal, or leave that field out.`, 'enrichment-stale')
      },
      within: async (within) => {
        await this.#settle(within, id, from, to)
        await audit.record(within, { workspaceId: by.workspaceId, by, action, subject: { kind: 'persona', id: persona.id }, after: { enrichmentId: id, generator, fields } })
      },
    })
  }

  /** Of two who decide at once the second finds it settled. */
  async #settle(within: Database | Within, id: Id, from: Enrichment['state'], to: Partial<EnrichmentsTable>): Promise<void> {
    const { numUpdatedRows } = await within.updateTable('enrichments')
      .set({ ...(to.state === undefined ? {} : { state: to.state }), ...(to.accepted === undefined ? {} : { accepted: to.accepted }), settled_at: this.#parts.clock.now() })
      .where('id', '=', id).where('state', '=', from).executeTakeFirst()
    if (numUpdatedRows === 0n) throw new ConflictError('Somebody has decided about this proposal meanwhile.', 'enrichment-settled')
  }
}

export function rowsIn(db: Database, workspaceId: Id) {
  return db.selectFrom('enrichments as e').innerJoin('personas as p', 'p.id', 'e.persona_id').selectAll('e').select(['p.username', 'p.display_name']).where('e.workspace_id', '=', workspaceId)
}

export function written({ generator, note, before, after, costMicros }: Proposal & { readonly kind: 'proposed' }) {
  return { generator, note, before: JSON.stringify(before), after: JSON.stringify(after), cost_micros: costMicros }
}

export function enrichmentOf(row: Row): Enrichment {
  return {
    id: row.id,
    persona: { id: row.persona_id, displayName: row.display_name, username: row.username, avatarUrl: avatarPath(row.persona_id) },
    runId: row.run_id,
    state: row.state,
    generator: row.generator,
    note: row.note,
    before: row.before,
    after: row.after,
    accepted: row.accepted,
    costMicros: row.cost_micros,
    createdAt: new Date(row.created_at).toISOString(),
    settledAt: row.settled_at === null ? null : new Date(row.settled_at).toISOString(),
  }
}
