/**
 * The personas of a workspace, one at a time: found, written, changed, removed. A persona's members in worlds follow its
 * name and looks; what it posted stays when it goes.
 */
import type { Persona, PersonaChange, PersonaDraft } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { MissingError } from '../base/errors.ts'
import type { Id, Ids } from '../base/ids.ts'
import type { Actor, Doer } from '../people/actor.ts'
import type { AuditLog } from '../people/audit-log.ts'
import type { IdPage, IdPageQuery } from '../people/id-page.ts'
import type { Database, Within } from '../store/database.ts'
import { containing } from '../store/like.ts'
import { personaOf, personaRow } from './persona-row.ts'
import { refusedBy, UsernameTakenError } from './username-taken.ts'

export interface PersonaQuery extends IdPageQuery {
  /** Part of the username, the display name or the archetype. */
  readonly query?: string | undefined
  readonly archetype?: string | undefined
}

/** What else happens in the transaction of a change. It may throw, and then nothing has changed. */
export interface AlongWithChange {
  /** The persona is locked and as it was. */
  readonly before?: (persona: Persona) => void
  readonly within?: (within: Within, after: Persona) => Promise<void>
}

export interface PersonaStoreParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  /** Takes the persona's agents away in the same transaction and says how many they were. */
  readonly retireAgents: (within: Within, personaId: Id) => Promise<number>
}

export class PersonaStore {
  readonly #parts: PersonaStoreParts

  constructor(parts: PersonaStoreParts) {
    this.#parts = parts
  }

  async list(workspaceId: Id, { limit, beforeId, query, archetype }: PersonaQuery): Promise<IdPage<Persona>> {
    let select = this.#parts.db.selectFrom('personas').selectAll().where('workspace_id', '=', workspaceId).where('project_id', 'is', null)
    if (beforeId !== null) select = select.where('id', '<', beforeId)
    if (archetype !== undefined) select = select.where('archetype', '=', archetype)
    if (query !== undefined) {
      const pattern = containing(query)
      select = select.where((is) => is.or([is('username', 'ilike', pattern), is('display_name', 'ilike', pattern), is('archetype', 'ilike', pattern)]))
    }
    const rows = await select.orderBy('id', 'desc').limit(limit + 1).execute()
    return { items: rows.slice(0, limit).map(personaOf), more: rows.length > limit }
  }

  async get(workspaceId: Id, id: Id): Promise<Persona> {
    const row = await this.#parts.db.selectFrom('personas').selectAll().where('id', '=', id).where('workspace_id', '=', workspaceId).executeTakeFirst()
    if (!row) throw new MissingError('persona', id)
    return personaOf(row)
  }

  async byUsername(workspaceId: Id, username: string): Promise<Persona> {
    const row = await this.#parts.db.selectFrom('personas').selectAll().where('workspace_id', '=', workspaceId).where('project_id', 'is', null)
      .where(sql<string>`lower(username)`, '=', username.toLowerCase()).executeTakeFirst()
    if (!row) throw new MissingError('persona', username)
    return personaOf(row)
  }

  async create(by: Actor, draft: PersonaDraft): Promise<Persona> {
    const { db, clock, ids, audit } = this.#parts
    const id = ids.next()
    await unlessTaken(draft.username, () => db.transaction().execute(async (within) => {
      await within.insertInto('personas').values(personaRow(id, by.workspaceId, draft, null, clock.now())).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'persona-created', subject: { kind: 'persona', id }, after: draft })
    }))
    return this.get(by.workspaceId, id)
  }

  async change(by: Doer & Pick<Actor, 'workspaceId'>, id: Id, change: PersonaChange, along: AlongWithChange = {}): Promise<Persona> {
    const { db, clock, audit } = this.#parts
    return unlessTaken(change.username ?? '', () => db.transaction().execute(async (within) => {
      const row = await within.selectFrom('personas').selectAll().where('id', '=', id).where('workspace_id', '=', by.workspaceId).forUpdate().executeTakeFirst()
      if (!row) throw new MissingError('persona', id)
      const before = personaOf(row)
      along.before?.(before)
      const changed = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<PersonaDraft>
      const { id: _id, avatarUrl: _avatar, createdAt: _created, updatedAt: _updated, origin, ...draft } = before
      const written = personaRow(id, by.workspaceId, { ...draft, ...changed }, origin, row.created_at)
      // Workers keep personas by the moment they were changed; two changes in one millisecond must differ.
      const updatedMs = Math.max(clock.now(), row.updated_at + 1)
      const after = await within.updateTable('personas')
        .set({ username: written.username, display_name: written.display_name, doc: written.doc, updated_at: updatedMs })
        .where('id', '=', id).returningAll().executeTakeFirstOrThrow()
      await followInWorlds(within, before, personaOf(after))
      await audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'persona-changed', subject: { kind: 'persona', id },
        before: Object.fromEntries(Object.keys(changed).map((name) => [name, before[name as keyof Persona]])), after: changed,
      })
      await along.within?.(within, personaOf(after))
      return personaOf(after)
    }))
  }

  /** Its agents go with it; its members in worlds stay with what they posted, as nobody's. Answers how many agents went. */
  async remove(by: Actor, id: Id): Promise<{ agentsDeleted: number }> {
    const { db, audit, retireAgents } = this.#parts
    return db.transaction().execute(async (within) => {
      const row = await within.selectFrom('personas').selectAll().where('id', '=', id).where('workspace_id', '=', by.workspaceId).forUpdate().executeTakeFirst()
      if (!row) throw new MissingError('persona', id)
      const agentsDeleted = await retireAgents(within, id)
      await within.updateTable('profiles').set({ persona_id: null }).where('persona_id', '=', id).execute()
      await within.deleteFrom('personas').where('id', '=', id).execute()
      await audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'persona-deleted', subject: { kind: 'persona', id }, before: personaOf(row), after: { agentsDeleted },
      })
      return { agentsDeleted }
    })
  }
}

async function unlessTaken<Result>(username: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write()
  } catch (error) {
    if (refusedBy(error, 'personas_username') || refusedBy(error, 'profiles_username')) throw new UsernameTakenError(username)
    throw error
  }
}

/** A member keeps what it changed by itself there: only a bio that was still the persona's follows, and a name likewise. */
async function followInWorlds(within: Within, before: Persona, after: Persona): Promise<void> {
  await sql`UPDATE profiles SET display_name = ${after.displayName}, location = ${after.location}, interests = ${after.interests}::text[],
      bio = CASE WHEN bio = ${before.bio} THEN ${after.bio} ELSE bio END,
      username = CASE WHEN username = ${before.username} THEN ${after.username} ELSE username END
    WHERE persona_id = ${after.id}`.execute(within)
}
