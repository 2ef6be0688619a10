/** The workspace a swarm belongs to: the one named, else the first; on an empty instance one is made, as the sample would make it. */
import { MissingError } from '../../base/errors.ts'
import type { Clock } from '../../base/clock.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { setSampleState } from '../../runtime/sample/sample-world.ts'
import { FEED_SAMPLE } from '../../runtime/sample/samples.ts'
import type { Database } from '../../store/database.ts'

export interface WorkspaceHere {
  readonly id: Id
  readonly name: string
  /** Loopback and private addresses count as its own. */
  readonly privateNetwork: boolean
}

const NAME = 'Troupe'

export async function workspaceHere(db: Database, name: string | null): Promise<WorkspaceHere | null> {
  let find = db.selectFrom('workspaces').select(['id', 'name', 'private_network as privateNetwork']).orderBy('created_at').limit(1)
  if (name !== null) find = find.where('name', '=', name)
  const row = await find.executeTakeFirst()
  if (row === undefined && name !== null) throw new MissingError('workspace', name)
  return row ?? null
}

/** `privateNetwork`: of a first workspace, see DESIGN "Private network". A later `npm start` still fills it with the samples. */
export async function firstWorkspace(db: Database, { clock, ids, privateNetwork }: { readonly clock: Clock; readonly ids: Ids; readonly privateNetwork: boolean }): Promise<WorkspaceHere> {
  const id = ids.next()
  await db.transaction().execute(async (within) => {
    await within.insertInto('workspaces').values({ id, name: NAME, private_network: privateNetwork, created_at: clock.now() }).execute()
    await setSampleState(within, FEED_SAMPLE, { state: 'wanted', workspaceId: id })
  })
  return { id, name: NAME, privateNetwork }
}
