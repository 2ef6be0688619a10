import { afterEach } from 'vitest'
import { likeMemorySuite } from '../../showcase/testing/like-memory-suite.ts'
import type { LikeMemory } from '../../showcase/like-memory.ts'
import { storeSite } from '../../site/testing/store-site.ts'
import { connect } from '../../store/database.ts'
import { testDatabase } from '../../store/testing/test-database.ts'
import { PostgresLikes } from './postgres-likes.ts'

const WORKSPACE = '00000000-0000-7000-8000-000000000001'
const SITE = '00000000-0000-7000-8000-000000000002'
const AGENTS: Readonly<Record<string, string>> = { a: '00000000-0000-7000-8000-00000000000a', b: '00000000-0000-7000-8000-00000000000b' }

const opened: AsyncDisposable[] = []
afterEach(async () => {
  for (const resource of opened.splice(0).toReversed()) await resource[Symbol.asyncDispose]()
})

likeMemorySuite('the database', async () => {
  const database = await testDatabase()
  const connection = connect(database.url, { connections: 2 })
  opened.push(database, connection)
  const { db } = connection
  await db.insertInto('workspaces').values({ id: WORKSPACE, name: 'W', private_network: true, created_at: 0 }).execute()
  await storeSite(db, { id: SITE, workspaceId: WORKSPACE, atMs: 0 })
  return named(new PostgresLikes(db, SITE))
})

/** The suite's agents go by short names; the table's by ids. */
function named(likes: PostgresLikes): LikeMemory {
  const idOf = (name: string): string => AGENTS[name] ?? name
  const nameOf = (id: string): string => Object.keys(AGENTS).find((name) => AGENTS[name] === id) ?? id
  return {
    of: (agent, items) => likes.of(idOf(agent), items),
    on: async (item) => new Map([...await likes.on(item)].map(([id, like]) => [nameOf(id), like])),
    set: (agent, item, like) => likes.set(idOf(agent), item, like),
  }
}
