/** What each agent of leads did in a span, and what came of it. Answers and payments are the last message's before them, within a week. */
import type { AgentResults } from '@troupe/contract'
import { sql } from 'kysely'
import type { Database } from '../../store/database.ts'
import { attributionOf } from './attribution.ts'
import type { Counted } from './span.ts'

const WINDOW_DAYS = 7
const DAY_MS = 86_400_000
const AGENTS_SHOWN = 200

type Row = Omit<AgentResults['items'][number], 'conversions' | 'revenueMinor'>

export async function agentResultsOf(db: Database, counted: Counted): Promise<AgentResults> {
  const { workspaceId, creatorId, fromMs, toMs } = counted
  const during = (column: string) => sql`${sql.ref(column)} >= ${fromMs} AND ${sql.ref(column)} < ${toMs}`
  const whose = (column: string) => (creatorId === null ? sql`true` : sql`${sql.ref(column)} = ${creatorId}`)
  // A creator's own numbers are of that creator's leads, also where the agent writes to all of the workspace's; turns are then those of its own agents only.
  const agents = creatorId === null ? sql`true` : sql`(a.creator_id = ${creatorId} OR p.agent_id IS NOT NULL)`
  const [{ rows }, attribution] = await Promise.all([
    sql<Row>`
      WITH planned AS (SELECT x.agent_id, count(*)::int AS planned, (count(*) FILTER (WHERE x.sent_at IS NOT NULL))::int AS sent, (count(*) FILTER (WHERE x.state = 'suppressed'))::int AS suppressed,
          (count(*) FILTER (WHERE x.delivery IN ('delivered', 'opened', 'clicked', 'replied')))::int AS delivered
        FROM actions x WHERE x.workspace_id = ${workspaceId} AND ${whose('x.creator_id')} AND x.agent_id IS NOT NULL AND ${during('x.created_at')} GROUP BY x.agent_id),
      answered AS (SELECT last.agent_id, count(*)::int AS replies FROM messages m
        CROSS JOIN LATERAL (SELECT x.agent_id FROM actions x WHERE x.consumer_id = m.consumer_id AND x.channel = m.channel AND x.sent_at <= m.at AND x.sent_at > m.at - ${WINDOW_DAYS * DAY_MS}::bigint ORDER BY x.sent_at DESC LIMIT 1) last
        WHERE m.workspace_id = ${workspaceId} AND ${whose('m.creator_id')} AND m.direction = 'in' AND ${during('m.at')} GROUP BY last.agent_id)
      SELECT a.id AS "agentId", a.name, coalesce(t.turns, 0) AS turns, coalesce(p.planned, 0) AS planned, coalesce(p.sent, 0) AS sent, coalesce(p.suppressed, 0) AS suppressed, coalesce(p.delivered, 0) AS delivered,
        coalesce(r.replies, 0) AS replies, coalesce(t.cost, 0)::bigint AS "costMicros"
      FROM agents a LEFT JOIN planned p ON p.agent_id = a.id LEFT JOIN answered r ON r.agent_id = a.id
      LEFT JOIN LATERAL (SELECT count(*)::int AS turns, sum(cost_micros) AS cost FROM turns WHERE agent_id = a.id AND ${during('started_at')} AND ${whose('a.creator_id')}) t ON true
      WHERE a.workspace_id = ${workspaceId} AND a.platform = 'messaging' AND ${agents} ORDER BY sent DESC, planned DESC, a.id LIMIT ${AGENTS_SHOWN}`.execute(db),
    attributionOf(db, counted, 'last-touch', WINDOW_DAYS),
  ])
  return {
    items: rows.map((row) => {
      const got = attribution.byAgent.find(({ agentId }) => agentId === row.agentId)
      return { ...row, conversions: got?.conversions ?? 0, revenueMinor: got?.revenueMinor ?? 0 }
    }),
  }
}
