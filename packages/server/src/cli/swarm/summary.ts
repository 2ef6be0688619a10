/** What came of a run: counted in the journal once it is over, not added up while it was shown. */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { deedsOf, type CountedEntries, type Deeds } from '../../runtime/trace/deeds.ts'
import { uuids } from '../../store/columns.ts'
import type { Database } from '../../store/database.ts'
import { plainCell } from './cells.ts'
import { counted } from './table.ts'

export interface Sleeper {
  readonly agentId: Id
  readonly username: string
  readonly until: string
  readonly reason: string
}

export interface FailureCount {
  readonly reason: string
  readonly count: number
}

export interface Outcome extends Deeds {
  readonly turns: number
  readonly acts: number
  readonly images: number
  /** Of the images, those that stand in for one that could not be made. */
  readonly placeholders: number
  /** Acts of which it is not known yet whether they arrived; they are looked for, never repeated. */
  readonly unknown: number
  readonly asleep: readonly Sleeper[]
  /** The most frequent first. */
  readonly failures: readonly FailureCount[]
}

interface CountedRow extends CountedEntries {
  readonly verdict: string | null
  readonly reason: string | null
}

const FAILURES_SHOWN = 8

export interface OutcomeOf {
  readonly projectId: Id
  readonly agentIds: readonly Id[]
  /** The newest journal entry before the run. */
  readonly afterSeq: number
  /** Images are made over there, with the post: there is no other record of them. */
  readonly imagesComeWithPosts: boolean
}

export async function outcomeOf(db: Database, { projectId, agentIds, afterSeq, imagesComeWithPosts }: OutcomeOf): Promise<Outcome> {
  // Reasons are counted of what failed alone: every other one is a thought of its own.
  const { rows } = await sql<CountedRow>`SELECT kind, action, verdict, result, CASE WHEN result IN ('failed', 'refused', 'invalid') THEN reason END AS reason, count(*)::int AS n
    FROM journal WHERE project_id = ${projectId} AND seq > ${afterSeq} AND agent_id = ANY(${uuids(agentIds, (id) => id)}) AND kind IN ('acted', 'asked', 'turn-ended')
    GROUP BY 1, 2, 3, 4, 5`.execute(db)
  const sum = (which: (row: CountedRow) => boolean): number => rows.filter(which).reduce((total, { n }) => total + n, 0)
  const asked = (results: readonly string[]) => sum(({ kind, action, result }) => kind === 'asked' && action === 'image' && results.includes(result ?? ''))
  const deeds = deedsOf(rows)
  return {
    turns: sum(({ kind }) => kind === 'turn-ended'), acts: sum(({ kind, verdict }) => kind === 'acted' && verdict === 'allow'), ...deeds,
    images: imagesComeWithPosts ? deeds.posts : asked(['answered', 'stood in for']), placeholders: asked(['stood in for']),
    unknown: sum(({ kind, result }) => kind === 'acted' && result === 'unknown'), asleep: await sleepersAmong(db, agentIds), failures: failuresOf(rows),
  }
}

/** Now, while they still sleep on record. */
async function sleepersAmong(db: Database, agentIds: readonly Id[]): Promise<Sleeper[]> {
  const rows = await db.selectFrom('agents').leftJoin('personas', 'personas.id', 'agents.persona_id').select(['agents.id', 'personas.username', 'agents.name', 'until_at', 'state_reason'])
    .where('agents.id', '=', sql<Id>`ANY(${uuids(agentIds, (id) => id)})`).where('state', '=', 'asleep').orderBy('until_at').execute()
  return rows.flatMap(({ id, username, name, until_at: untilMs, state_reason: reason }) => untilMs === null ? [] : [{ agentId: id, username: username ?? name, until: new Date(untilMs).toISOString(), reason: reason ?? '' }])
}

function failuresOf(rows: readonly CountedRow[]): FailureCount[] {
  const failed = rows.filter(({ kind, result }) => result === 'failed' || (kind === 'acted' && (result === 'refused' || result === 'invalid')))
  return [...Map.groupBy(failed, ({ reason, kind }) => reason ?? `${kind} failed`)].map(([reason, group]) => ({ reason, count: group.reduce((total, { n }) => total + n, 0) }))
    .sort((a, b) => b.count - a.count).slice(0, FAILURES_SHOWN)
}

/** For people; `seconds` that it ran. */
export function wordsOf(outcome: Outcome, seconds: number): string[] {
  const { turns, acts, posts, images, placeholders, comments, likes, follows, unknown, asleep, failures } = outcome
  const lines = [
    `${counted(posts, 'post')}, ${counted(images, 'image')}${placeholders > 0 ? ` (${placeholders} of them placeholders)` : ''}, ${counted(comments, 'comment')}, ${counted(likes, 'like')}${follows > 0 ? `, ${counted(follows, 'follow')}` : ''}`
    + ` in ${counted(turns, 'turn')} and ${counted(acts, 'act')}, ${Math.round(seconds)} s.`,
  ]
  if (unknown > 0) lines.push(`${counted(unknown, 'act')} got no clear answer: they are looked for, and not repeated.`)
  if (asleep.length > 0) {
    const [first] = asleep
    lines.push(`${counted(asleep.length, 'agent')} asleep, the first until ${first?.until.slice(0, 16).replace('T', ' ')} UTC: ${plainCell(first?.reason ?? '')}`)
  }
  for (const { reason, count } of failures) lines.push(`  ${count} × ${plainCell(reason)}`)
  return lines
}
