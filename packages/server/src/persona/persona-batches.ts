/** Personas by the hundred: generated from a pack, read from a file, written to one. */
import type { Persona, PersonaDraft } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id, Ids } from '../base/ids.ts'
import type { Actor, Doer } from '../people/actor.ts'
import type { AuditLog } from '../people/audit-log.ts'
import type { Database, Within } from '../store/database.ts'
import { exportPersonas, type ExchangeFormat } from './exchange/export-personas.ts'
import type { ImportFault } from './exchange/import-fault.ts'
import { importPersonas } from './exchange/import-personas.ts'
import { generatePersonas } from './generation/generate-personas.ts'
import type { LoadedPack } from './pack/loaded-pack.ts'
import { personaOf, personaRow } from './persona-row.ts'

/** Personas in the answer of a generation; all of them would be megabytes. */
const SHOWN_MOST = 100
/** Rows a statement: far below the 65,535 parameters PostgreSQL takes. */
const ROWS_A_STATEMENT = 500
/** Personas in one exported file. */
export const EXPORTED_MOST = 100_000
/** Faults in the answer of an import. */
const FAULTS_MOST = 1_000

/** Whoever is answerable in the audit log, and where. */
type InWorkspace = Doer & Pick<Actor, 'workspaceId'>

export interface GenerateOrder {
  readonly pack: string
  readonly archetype?: string | undefined
  readonly count: number
  readonly seed: string
}

export interface PersonaBatchParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly packs: { named(workspaceId: Id, packId: string): Promise<LoadedPack> }
}

export class PersonaBatches {
  readonly #parts: PersonaBatchParts

  constructor(parts: PersonaBatchParts) {
    this.#parts = parts
  }

  /** What was made before of this pack and seed is found, not made again, whoever asks at the same time. */
  async generate(by: InWorkspace, { pack: packId, archetype, count, seed }: GenerateOrder): Promise<{ created: number; existing: number; personas: Persona[] }> {
    const { db, audit } = this.#parts
    const pack = await this.#parts.packs.named(by.workspaceId, packId)
    return db.transaction().execute(async (within) => {
      await oneAtATime(within, by.workspaceId)
      const taken = await usernamesOf(within, by.workspaceId)
      const made = await within.selectFrom('personas').select('origin_index').where('workspace_id', '=', by.workspaceId)
        .where('origin_pack', '=', packId).where('origin_seed', '=', seed).where('project_id', 'is', null).execute()
      const indexes = new Set(made.map((row) => row.origin_index))
      const { fresh, existing } = await generatePersonas({
        pack, count, seed, ...(archetype === undefined ? {} : { archetype }),
        taken: (username) => taken.has(username.toLowerCase()),
        made: (index) => indexes.has(index),
      })
      await this.#insert(within, by.workspaceId, fresh.map(({ origin, ...draft }) => ({ draft, origin })))
      if (fresh.length > 0) {
        await audit.record(within, {
          workspaceId: by.workspaceId, by, action: 'personas-generated', subject: { kind: 'pack', id: packId },
          after: { archetype: archetype ?? null, count, seed, created: fresh.length, existing: existing.length },
        })
      }
      const shown = [...fresh.map((one) => one.origin.index), ...existing.map((one) => one.index)].sort((a, b) => a - b).slice(0, SHOWN_MOST)
      const rows = await within.selectFrom('personas').selectAll().where('workspace_id', '=', by.workspaceId).where('origin_pack', '=', packId)
        .where('origin_seed', '=', seed).where('project_id', 'is', null).where('origin_index', '=', sql<number>`ANY(${shown}::int[])`).orderBy('origin_index').execute()
      return { created: fresh.length, existing: existing.length, personas: rows.map(personaOf) }
    })
  }

  /** Oldest first. */
  async export(workspaceId: Id, format: ExchangeFormat): Promise<string> {
    const rows = await this.#parts.db.selectFrom('personas').selectAll().where('workspace_id', '=', workspaceId).where('project_id', 'is', null).orderBy('id').limit(EXPORTED_MOST).execute()
    return exportPersonas(rows.map(personaOf), format)
  }

  /** Rows that can't be made are told with row and column and do not stop the others. */
  async import(by: Actor, text: string, format: ExchangeFormat): Promise<{ created: number; faults: ImportFault[] }> {
    const { db, audit } = this.#parts
    const { drafts, faults } = importPersonas(text, format)
    return db.transaction().execute(async (within) => {
      await oneAtATime(within, by.workspaceId)
      const taken = await usernamesOf(within, by.workspaceId)
      const fresh = drafts.filter(({ draft }) => !taken.has(draft.username.toLowerCase()))
      const clashes = drafts.filter(({ draft }) => taken.has(draft.username.toLowerCase()))
        .map(({ row, draft }): ImportFault => ({ row, line: null, column: 'username', message: `${draft.username} is in the workspace already` }))
      await this.#insert(within, by.workspaceId, fresh.map(({ draft }) => ({ draft, origin: null })))
      if (fresh.length > 0) {
        await audit.record(within, {
          workspaceId: by.workspaceId, by, action: 'personas-imported', subject: { kind: 'file', id: null }, after: { format, created: fresh.length },
        })
      }
      return { created: fresh.length, faults: [...faults, ...clashes].sort((a, b) => a.row - b.row).slice(0, FAULTS_MOST) }
    })
  }

  async #insert(within: Within, workspaceId: Id, personas: readonly { draft: PersonaDraft; origin: Persona['origin'] }[]): Promise<void> {
    const { clock, ids } = this.#parts
    const nowMs = clock.now()
    const rows = personas.map(({ draft, origin }) => personaRow(ids.next(), workspaceId, draft, origin, nowMs))
    for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
      await within.insertInto('personas').values(rows.slice(from, from + ROWS_A_STATEMENT)).execute()
    }
  }
}

/** Whoever makes many reads which names are free first; two at once would both find the same ones. */
async function oneAtATime(within: Within, workspaceId: Id): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`personas/${workspaceId}`}, 0))`.execute(within)
}

async function usernamesOf(within: Within, workspaceId: Id): Promise<Set<string>> {
  const rows = await within.selectFrom('personas').select(sql<string>`lower(username)`.as('name')).where('workspace_id', '=', workspaceId).where('project_id', 'is', null).execute()
  return new Set(rows.map((row) => row.name))
}
