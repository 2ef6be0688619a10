/** One account as its repository shows it: the newest of what it wrote, likes, reposts and follows. A bounded number of requests. */
import { plainText } from '../platform/outside/plain-text.ts'
import { within, type NoAnswer, type Reply } from '../platform/outside/reply.ts'
import { FOLLOW, LIKE, markOf, POST, postOf, REPOST, type MarkRecord, type PostRecord } from './records.ts'
import type { Repo, StoredRecord } from './repo.ts'

/** Of each account; by their keys, likes are of the newest posts first, where agents of ours gave them. */
const RECORDS_MOST = { [POST]: 50, [LIKE]: 300, [REPOST]: 100, [FOLLOW]: 300 } as const
/** A page of a hundred posts at their longest would be refused for its size. */
const PAGE_RECORDS = { [POST]: 50, [LIKE]: 100, [REPOST]: 100, [FOLLOW]: 100 } as const
const NAME_LONGEST = 80

export interface RepoSnapshot {
  readonly did: string
  readonly name: string | null
  readonly posts: readonly PostRecord[]
  readonly likes: readonly MarkRecord[]
  readonly reposts: readonly MarkRecord[]
  readonly follows: readonly MarkRecord[]
}

export async function snapshotOf(repo: Repo, did: string, nowMs: number, signal: AbortSignal): Promise<Reply<RepoSnapshot>> {
  const parts = await Promise.all([
    newest(repo, did, POST, RECORDS_MOST[POST], signal), newest(repo, did, LIKE, RECORDS_MOST[LIKE], signal),
    newest(repo, did, REPOST, RECORDS_MOST[REPOST], signal), newest(repo, did, FOLLOW, RECORDS_MOST[FOLLOW], signal),
  ])
  const missing = parts.find((part): part is NoAnswer => part.kind !== 'answered')
  if (missing !== undefined) return missing
  const profile = await repo.find({ repo: did, collection: 'app.bsky.actor.profile', rkey: 'self' }, signal)
  if (profile.kind !== 'answered') return profile
  const [posts = [], likes = [], reposts = [], follows = []] = parts.map((part) => part.kind === 'answered' ? part.value : [])
  const name = profile.value?.value['displayName']
  return { kind: 'answered', value: {
    did,
    name: typeof name === 'string' ? plainText(name, NAME_LONGEST) || null : null,
    posts: present(posts, (stored) => postOf(stored, nowMs)),
    likes: present(likes, (stored) => markOf(stored, LIKE)),
    reposts: present(reposts, (stored) => markOf(stored, REPOST)),
    follows: present(follows, (stored) => markOf(stored, FOLLOW)),
  } }
}

/** Likes, reposts or follows of one account as they are at this moment. */
export async function marksBy(repo: Repo, did: string, collection: typeof LIKE | typeof REPOST | typeof FOLLOW, signal: AbortSignal): Promise<Reply<readonly MarkRecord[]>> {
  const records = await newest(repo, did, collection, RECORDS_MOST[collection], signal)
  return within(records, (found) => present(found, (stored) => markOf(stored, collection)))
}

async function newest(repo: Repo, did: string, collection: keyof typeof PAGE_RECORDS, most: number, signal: AbortSignal): Promise<Reply<readonly StoredRecord[]>> {
  const records: StoredRecord[] = []
  const limit = PAGE_RECORDS[collection]
  let cursor: string | null = null
  for (let page = 0; page < Math.ceil(most / limit); page++) {
    const reply = await repo.page(did, collection, limit, cursor, signal)
    if (reply.kind !== 'answered') return reply
    // A record says whose it is; one that names another repository is not let in under this one's name.
    records.push(...reply.value.records.slice(0, limit).filter(({ uri }) => uri.startsWith(`at://${did}/${collection}/`)))
    cursor = reply.value.cursor
    if (cursor === null || reply.value.records.length < limit) break
  }
  return { kind: 'answered', value: records }
}

function present<Item>(records: readonly StoredRecord[], read: (stored: StoredRecord) => Item | null): Item[] {
  return records.map(read).filter((item) => item !== null)
}
