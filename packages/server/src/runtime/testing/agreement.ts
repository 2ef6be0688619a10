/**
 * Whether journal, rows and counters of a database agree: every count is counted again, every act that says it made
 * something is held against what was made, every chain is followed. Returns what does not agree, in words.
 */
import { sql } from 'kysely'
import type { Database } from '../../store/database.ts'
import { CHAIN_START, entryHash, payloadHash, type EntryKind } from '../../store/journal.ts'

/** A counter, and the rows it should count: `counted` gives (id, n). */
function miscounted(table: string, counter: string, counted: string): string {
  return `SELECT count(*) FROM ${table} t LEFT JOIN (${counted}) c ON c.id = t.id WHERE t.${counter} <> coalesce(c.n, 0)`
}

function rowsBy(column: string, from: string): string {
  return `SELECT ${column} AS id, count(*) AS n FROM ${from} GROUP BY 1`
}

/** Each counts rows that contradict its sentence. Grouped and joined, never row by row: a chaos run ends with 100,000 rows. */
const CONTRADICTIONS: Readonly<Record<string, string>> = {
  'posts count their likes': miscounted('posts', 'like_count', rowsBy('target_id', 'reactions WHERE value = 1')),
  'posts count their dislikes': miscounted('posts', 'dislike_count', rowsBy('target_id', 'reactions WHERE value = -1')),
  'posts count their comments': miscounted('posts', 'comment_count', rowsBy('post_id', 'comments')),
  'posts count their reposts': miscounted('posts', 'repost_count', rowsBy('referenced_id', "posts WHERE kind = 'repost'")),
  'posts count their quotes': miscounted('posts', 'quote_count', rowsBy('referenced_id', "posts WHERE kind = 'quote'")),
  'comments count their likes': miscounted('comments', 'like_count', rowsBy('target_id', 'reactions WHERE value = 1')),
  'comments count their replies': miscounted('comments', 'reply_count', rowsBy('parent_id', 'comments WHERE parent_id IS NOT NULL')),
  'profiles count their posts': miscounted('profiles', 'post_count', rowsBy('author_id', 'posts')),
  'profiles count their comments': miscounted('profiles', 'comment_count', rowsBy('author_id', 'comments')),
  'profiles count their followers': miscounted('profiles', 'follower_count', rowsBy('followee_id', 'follows')),
  'profiles count whom they follow': miscounted('profiles', 'following_count', rowsBy('follower_id', 'follows')),
  'profiles count the likes they were given': miscounted('profiles', 'likes_received', rowsBy('said.author_id',
    'reactions r JOIN (SELECT id, author_id FROM posts UNION ALL SELECT id, author_id FROM comments) said ON said.id = r.target_id WHERE r.value = 1')),
  'groups count their members': miscounted('groups', 'member_count', rowsBy('group_id', 'group_members')),
  'groups count their posts': miscounted('groups', 'post_count', rowsBy('group_id', 'posts WHERE group_id IS NOT NULL')),
  'what the journal says was made is there': `SELECT count(*) FROM journal j LEFT JOIN (SELECT id FROM posts UNION ALL SELECT id FROM comments UNION ALL SELECT id FROM reports UNION ALL SELECT id FROM groups) made
    ON made.id = j.made_id WHERE j.made_id IS NOT NULL AND made.id IS NULL`,
  'what is there, the journal made, once': `SELECT count(*) FROM (
      SELECT id FROM posts WHERE turn_id IS NOT NULL UNION ALL SELECT id FROM comments WHERE turn_id IS NOT NULL
      UNION ALL SELECT id FROM groups WHERE turn_id IS NOT NULL) made
    LEFT JOIN (${rowsBy('made_id', 'journal WHERE made_id IS NOT NULL')}) j ON j.id = made.id WHERE coalesce(j.n, 0) <> 1`,
  'a like in the journal is a like in the world, unless it was taken back': `SELECT count(*) FROM (
      SELECT DISTINCT j.agent_id, j.target_id FROM journal j WHERE j.kind = 'acted' AND j.result = 'done' AND j.action IN ('like_post', 'like_comment')) liked
    JOIN agents a ON a.id = liked.agent_id LEFT JOIN reactions r ON r.profile_id = a.profile_id AND r.target_id = liked.target_id::uuid
    LEFT JOIN (SELECT DISTINCT agent_id, target_id FROM journal WHERE result = 'done' AND action LIKE 'un%like%') undone
      ON undone.agent_id = liked.agent_id AND undone.target_id = liked.target_id
    WHERE r.profile_id IS NULL AND undone.agent_id IS NULL`,
  'a reaction in the world is in the journal': `SELECT count(*) FROM reactions r JOIN agents a ON a.profile_id = r.profile_id
    LEFT JOIN (SELECT DISTINCT agent_id, target_id FROM journal WHERE result = 'done' AND action LIKE '%like%') j
      ON j.agent_id = a.id AND j.target_id = r.target_id::text WHERE j.agent_id IS NULL`,
  'no act is done twice': `SELECT count(*) FROM (SELECT turn_id, step, place FROM journal GROUP BY 1, 2, 3 HAVING count(*) > 1) twice`,
  'an ended turn ends once in the journal': `SELECT count(*) FROM turns t LEFT JOIN (${rowsBy('turn_id', "journal WHERE kind = 'turn-ended'")}) j ON j.id = t.id
    WHERE coalesce(j.n, 0) <> CASE WHEN t.ended_at IS NULL THEN 0 ELSE 1 END`,
  'a running turn is held by its agent, and no other': `SELECT count(*) FROM turns t LEFT JOIN agents a ON a.turn_id = t.id WHERE t.ended_at IS NULL AND a.id IS NULL`,
  'turns count the acts that were let through': miscounted('turns', 'acts', rowsBy('turn_id', "journal WHERE kind = 'acted' AND verdict = 'allow'")),
  'agents count the acts of their turns': miscounted('agents', 'acts', 'SELECT agent_id AS id, sum(acts) AS n FROM turns WHERE ended_at IS NOT NULL GROUP BY 1'),
  'agents count their turns': miscounted('agents', 'turns', rowsBy('agent_id', 'turns WHERE ended_at IS NOT NULL')),
}

interface ChainRow {
  turnId: string
  step: number
  place: number
  atMs: number
  projectId: string
  agentId: string
  kind: EntryKind
  action: string | null
  targetId: string | null
  verdict: 'allow' | 'hold' | 'ask' | 'suppress' | null
  policy: string | null
  result: string | null
  reason: string | null
  madeId: string | null
  ms: number | null
  tokens: number | null
  costMicros: number | null
  hash: Buffer
  salt: Buffer | null
  body: string | null
}

export async function disagreements(db: Database): Promise<string[]> {
  const found: string[] = []
  for (const [sentence, query] of Object.entries(CONTRADICTIONS)) {
    const { rows } = await sql.raw<{ count: number }>(query).execute(db)
    const count = rows[0]?.count ?? 0
    if (count > 0) found.push(`${count} contradict: ${sentence}`)
  }
  return [...found, ...await brokenChains(db)]
}

/** Turns of one agent run one after the other, and a turn's id sorts by its beginning: that is the chain's order. */
async function brokenChains(db: Database): Promise<string[]> {
  const { rows } = await sql<ChainRow>`SELECT j.turn_id AS "turnId", j.step, j.place, j.at AS "atMs", j.project_id AS "projectId", j.agent_id AS "agentId", j.kind,
      j.action, j.target_id AS "targetId", j.verdict, j.policy, j.result, j.reason, j.made_id AS "madeId", j.ms, j.tokens, j.cost_micros AS "costMicros", j.hash
    FROM journal j ORDER BY j.agent_id, j.seq`.execute(db)
  const ends = new Map<string, Buffer>()
  const { rows: agents } = await sql<{ id: string; chain: Buffer }>`SELECT id, chain FROM agents`.execute(db)
  const broken = new Set<string>()
  const { rows: payloads } = await sql<{ turnId: string; step: number; place: number; salt: Buffer; body: unknown; text: string }>`
    SELECT j.turn_id AS "turnId", j.step, j.place, p.salt, p.body::text AS text FROM journal j JOIN payloads p ON p.id = j.payload_id`.execute(db)
  const hashes = new Map(payloads.map((p) => [`${p.turnId} ${p.step} ${p.place}`, payloadHash({ salt: p.salt, body: p.text })]))
  for (const { hash, ...entry } of rows) {
    const expected = entryHash(ends.get(entry.agentId) ?? CHAIN_START, entry, hashes.get(`${entry.turnId} ${entry.step} ${entry.place}`) ?? null)
    if (!expected.equals(hash)) broken.add(entry.agentId)
    ends.set(entry.agentId, hash)
  }
  for (const { id, chain } of agents) if (!chain.equals(ends.get(id) ?? CHAIN_START)) broken.add(id)
  return broken.size === 0 ? [] : [`${broken.size} agents' chains do not hold`]
}
