/** One account as its repository shows it: the newest of what it wrote, likes, reposts and follows. A bounded number of requests. */
import { plainText } from '../platform/outside/plain-text.ts'
import type { NoAnswer, Reply } from '../platform/outside/reply.ts'
import { FOLLOW, LIKE, markOf, POST, postOf, REPOST, type MarkRecord, type PostRecord } from './records.ts'
import type { Repo, StoredRecord } from './repo.ts'

/** Of each account; by their keys, likes are of the newest posts first, where agents of ours gave them. */
const POSTS_MOST = 50
const LIKES_MOST = 300
const REPOSTS_MOST = 100
const FOLLOWS_MOST = 300
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
    newest(repo, did, POST, POSTS_MOST, signal), newest(repo, did, LIKE, LIKES_MOST, signal),
    newest(repo, did, REPOST, REPOSTS_MOST, signal), newest(repo, did, FOLLOW, FOLLOWS_MOST, signal),
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
