/**
 * Whether journal, rows and counters of a database agree: every count is counted again, every act that says it made
 * something is held against what was made, every chain is followed. Returns what does not agree, in words.
 */
import { sql } from 'kysely'
import type { Database } from '../../store/database.ts'
import { CHAIN_START, entryHash, payloadHash, type EntryKind } from '../../store/journal.ts'

/** Each counts rows that contradict its sentence. */
const CONTRADICTIONS: Readonly<Record<string, string>> = {
  'posts count their likes': `SELECT count(*) FROM posts p WHERE like_count <> (SELECT count(*) FROM reactions r WHERE r.target_id = p.id AND r.value = 1)`,
  'posts count their dislikes': `SELECT count(*) FROM posts p WHERE dislike_count <> (SELECT count(*) FROM reactions r WHERE r.target_id = p.id AND r.value = -1)`,
  'posts count their comments': `SELECT count(*) FROM posts p WHERE comment_count <> (SELECT count(*) FROM comments c WHERE c.post_id = p.id)`,
  'posts count their reposts': `SELECT count(*) FROM posts p WHERE repost_count <> (SELECT count(*) FROM posts r WHERE r.referenced_id = p.id AND r.kind = 'repost')`,
  'posts count their quotes': `SELECT count(*) FROM posts p WHERE quote_count <> (SELECT count(*) FROM posts r WHERE r.referenced_id = p.id AND r.kind = 'quote')`,
  'comments count their likes': `SELECT count(*) FROM comments p WHERE like_count <> (SELECT count(*) FROM reactions r WHERE r.target_id = p.id AND r.value = 1)`,
  'comments count their replies': `SELECT count(*) FROM comments p WHERE reply_count <> (SELECT count(*) FROM comments c WHERE c.parent_id = p.id)`,
  'profiles count their posts': `SELECT count(*) FROM profiles m WHERE post_count <> (SELECT count(*) FROM posts p WHERE p.author_id = m.id)`,
  'profiles count their comments': `SELECT count(*) FROM profiles m WHERE comment_count <> (SELECT count(*) FROM comments c WHERE c.author_id = m.id)`,
  'profiles count their followers': `SELECT count(*) FROM profiles m WHERE follower_count <> (SELECT count(*) FROM follows f WHERE f.followee_id = m.id)`,
  'profiles count whom they follow': `SELECT count(*) FROM profiles m WHERE following_count <> (SELECT count(*) FROM follows f WHERE f.follower_id = m.id)`,
  'profiles count the likes they were given': `SELECT count(*) FROM profiles m WHERE likes_received <> (
    SELECT count(*) FROM reactions r LEFT JOIN posts p ON p.id = r.target_id LEFT JOIN comments c ON c.id = r.target_id
    WHERE r.value = 1 AND coalesce(p.author_id, c.author_id) = m.id)`,
  'what the journal says was made is there': `SELECT count(*) FROM journal j WHERE j.made_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM posts p WHERE p.id = j.made_id) AND NOT EXISTS (SELECT FROM comments c WHERE c.id = j.made_id)`,
  'what is there, the journal made, once': `SELECT count(*) FROM (
      SELECT id FROM posts WHERE turn_id IS NOT NULL UNION ALL SELECT id FROM comments WHERE turn_id IS NOT NULL) made
    WHERE (SELECT count(*) FROM journal j WHERE j.made_id = made.id) <> 1`,
  'likes in the journal are likes in the world': `SELECT count(*) FROM (
      SELECT j.agent_id, j.target_id, count(*) FILTER (WHERE j.action LIKE 'like\\_%') - count(*) FILTER (WHERE j.action LIKE 'unlike\\_%' OR (j.action LIKE 'dislike\\_%')) AS net
      FROM journal j WHERE j.kind = 'acted' AND j.result = 'done' AND j.action IN ('like_post', 'like_comment') GROUP BY 1, 2) acts
    JOIN agents a ON a.id = acts.agent_id WHERE NOT EXISTS (SELECT FROM reactions r WHERE r.profile_id = a.profile_id AND r.target_id::text = acts.target_id)
      AND NOT EXISTS (SELECT FROM journal u WHERE u.agent_id = acts.agent_id AND u.target_id = acts.target_id AND u.action LIKE 'un%' AND u.result = 'done')`,
  'no act is done twice': `SELECT count(*) FROM (SELECT turn_id, step, place FROM journal GROUP BY 1, 2, 3 HAVING count(*) > 1) twice`,
  'an ended turn ends once in the journal': `SELECT count(*) FROM turns t WHERE t.ended_at IS NOT NULL
    AND (SELECT count(*) FROM journal j WHERE j.turn_id = t.id AND j.kind = 'turn-ended') <> 1`,
  'a running turn has not ended in the journal': `SELECT count(*) FROM turns t WHERE t.ended_at IS NULL AND EXISTS (SELECT FROM journal j WHERE j.turn_id = t.id AND j.kind = 'turn-ended')`,
  'a running turn is held by its agent, and no other': `SELECT count(*) FROM turns t WHERE t.ended_at IS NULL AND NOT EXISTS (SELECT FROM agents a WHERE a.id = t.agent_id AND a.turn_id = t.id)`,
  'agents count their turns': `SELECT count(*) FROM agents a WHERE turns <> (SELECT count(*) FROM turns t WHERE t.agent_id = a.id AND t.ended_at IS NOT NULL)`,
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
