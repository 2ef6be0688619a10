/** No person takes the name of a persona, nor one that passes for it (SPEC P2): asked of the world and of the workspace's personas. */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'
import { checkNames, foldDisplayName, foldUsername, nameRefused } from './member-names.ts'

export interface WantedNames {
  readonly username?: string | undefined
  readonly displayName?: string | undefined
}

/** Rows read at a time; a world may have a hundred thousand. */
const SLICE = 5_000

/** Throws `InvalidError`. `exceptProfileId`: whose names these are already. */
export async function refuseNames(db: Database, worldId: Id, names: WantedNames, exceptProfileId: Id | null = null): Promise<void> {
  checkNames(names)
  if (names.username !== undefined && await isTaken(db, worldId, names.username)) {
    throw nameRefused('/username', 'somebody here has this name already', 'username-taken')
  }
  const username = names.username === undefined ? null : foldUsername(names.username)
  const displayName = names.displayName === undefined ? null : foldDisplayName(names.displayName)
  for await (const persona of personaNames(db, worldId, exceptProfileId)) {
    if (username !== null && foldUsername(persona.username) === username) throw nameRefused('/username', `it looks like @${persona.username}, an AI persona`, 'username-of-a-persona')
    if (displayName !== null && foldDisplayName(persona.displayName) === displayName) throw nameRefused('/displayName', `${persona.displayName} is an AI persona here`, 'name-of-a-persona')
    // In one field or the other: "@dale_wrong" called "@dale" would do as well.
    if (displayName !== null && foldUsername(persona.username) === displayName) throw nameRefused('/displayName', `it looks like @${persona.username}, an AI persona`, 'name-of-a-persona')
  }
}

async function isTaken(db: Database, worldId: Id, username: string): Promise<boolean> {
  const { rows } = await sql`SELECT FROM profiles WHERE world_id = ${worldId} AND lower(username) = lower(${username})
    UNION ALL SELECT FROM members WHERE world_id = ${worldId} AND lower(username) = lower(${username}) LIMIT 1`.execute(db)
  return rows.length > 0
}

async function* personaNames(db: Database, worldId: Id, exceptProfileId: Id | null): AsyncGenerator<{ readonly username: string; readonly displayName: string }> {
  for (let after: Id | null = null; ;) {
    const { rows }: { rows: { id: Id; username: string; displayName: string }[] } = await sql<{ id: Id; username: string; displayName: string }>`
      SELECT named.* FROM (
        SELECT id, username, display_name AS "displayName" FROM profiles WHERE world_id = ${worldId} AND automated AND suspended_at IS NULL
        UNION ALL
        SELECT p.id, p.username, p.display_name FROM personas p JOIN projects j ON j.workspace_id = p.workspace_id JOIN worlds w ON w.project_id = j.id AND w.id = ${worldId}
        WHERE p.project_id IS NULL) named
      WHERE ${after === null ? sql`true` : sql`named.id > ${after}::uuid`} ${exceptProfileId === null ? sql`` : sql`AND named.id <> ${exceptProfileId}::uuid`}
      ORDER BY named.id LIMIT ${SLICE}`.execute(db)
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < SLICE) return
    after = last.id
  }
}
