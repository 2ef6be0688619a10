/** How far the leads who came in a span have got. A stage once reached counts, also of those who have left since. Of the erased nothing is known, and they are not counted. */
import type { Funnel, Stage } from '@troupe/contract'
import { sql } from 'kysely'
import type { Database } from '../../store/database.ts'
import type { Counted } from './span.ts'

const STEPS = ['new', 'interested', 'engaged', 'converted'] as const satisfies readonly Stage[]

/** Of `text`, the place of a stage on the way; -1 for who has left. */
const rank = (text: string) => sql`coalesce(array_position(ARRAY['new', 'interested', 'engaged', 'converted'], ${sql.raw(text)}) - 1, -1)`

export async function funnelOf(db: Database, { workspaceId, creatorId, fromMs, toMs }: Counted): Promise<Funnel> {
  const { rows } = await sql<{ reached: number; leads: number }>`
    SELECT greatest(0, ${rank('x.stage')}, coalesce(before.rank, -1))::int AS reached, count(*)::int AS leads
    FROM consumers c LEFT JOIN consumer_contexts x ON x.consumer_id = c.id
    LEFT JOIN LATERAL (SELECT max(${rank("e.payload->>'to'")}) AS rank FROM events e
      WHERE (x.stage = 'churned' OR x.marks->'set' IS NOT NULL) AND e.consumer_id = c.id AND e.type = 'stage_changed') before ON true
    WHERE c.workspace_id = ${workspaceId} AND ${creatorId === null ? sql`true` : sql`c.creator_id = ${creatorId}`} AND c.merged_into IS NULL AND c.erased_at IS NULL AND c.created_at >= ${fromMs} AND c.created_at < ${toMs}
    GROUP BY 1`.execute(db)
  const reached = STEPS.map((_, step) => rows.reduce((sum, row) => sum + (row.reached >= step ? row.leads : 0), 0))
  const steps = STEPS.map((stage, step) => {
    const before = reached[step - 1] ?? 0
    return { stage, reached: reached[step] ?? 0, shareOfBefore: before === 0 ? null : (reached[step] ?? 0) / before }
  })
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), steps, leads: reached[0] ?? 0 }
}
