/** Personas as rows and back: what is searched or unique has a column, the rest stands in `doc`. */
import type { Persona, PersonaDraft } from '@troupe/contract'
import type { Insertable, Selectable } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { PersonaDoc, PersonasTable } from '../store/agent-schema.ts'

export function personaRow(id: Id, workspaceId: Id, draft: PersonaDraft, origin: Persona['origin'], nowMs: number): Insertable<PersonasTable> {
  const { username, displayName, archetype, ...doc } = draft
  return {
    id, workspace_id: workspaceId, username, display_name: displayName, archetype, doc: JSON.stringify(doc satisfies PersonaDoc),
    origin_pack: origin?.pack ?? null, origin_seed: origin?.seed ?? null, origin_index: origin?.index ?? null, created_at: nowMs, updated_at: nowMs,
  }
}

export function personaOf(row: Selectable<PersonasTable>): Persona {
  return {
    ...row.doc,
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    archetype: row.archetype,
    avatarUrl: avatarPath(row.id),
    origin: row.origin_pack === null ? null : { pack: row.origin_pack, seed: row.origin_seed ?? '', index: row.origin_index ?? 0 },
    createdAt: new Date(row.created_at).toISOString(),
    updatedAt: new Date(row.updated_at).toISOString(),
  }
}

/** Where a persona's drawn avatar is served. */
export function avatarPath(personaId: Id): string {
  return `/avatars/${personaId}.svg`
}
