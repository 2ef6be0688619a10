/** What a workflow is planned from: the goal, whom it is for, and how the creator's leads stand. */
import type { Funnel, GoalDraft, SalesProfile } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'
import { funnelOf } from '../analytics/funnel.ts'

export interface GoalBrief {
  readonly goal: Pick<GoalDraft, 'title' | 'detail' | 'metric' | 'target'> & { readonly days: number }
  readonly creator: { readonly name: string; readonly profile: SalesProfile | null; readonly products: readonly { readonly name: string; readonly description: string; readonly priceMinor: number | null; readonly currency: string; readonly url: string | null }[] }
  readonly funnel: Funnel['steps']
  /** Leads who agreed to be written to there. */
  readonly reachable: Readonly<Record<'email' | 'whatsapp' | 'sms', number>>
}

const DAY_MS = 86_400_000
const PRODUCTS_TOLD = 8

export async function briefOf(db: Database, goal: { workspace_id: Id; creator_id: Id; title: string; detail: string; metric: GoalDraft['metric']; target: number; from_at: number; to_at: number }, nowMs: number): Promise<GoalBrief> {
  const creator = await db.selectFrom('creators').select(['name', 'profile']).where('id', '=', goal.creator_id).executeTakeFirstOrThrow()
  const products = await db.selectFrom('products').select(['name', 'description', 'price_minor as priceMinor', 'currency', 'url']).where('creator_id', '=', goal.creator_id).where('active', '=', true).orderBy(sql`coalesce(price_minor, 0) > 0`, 'desc').orderBy('id').limit(PRODUCTS_TOLD).execute()
  const { rows: [reachable] } = await sql<GoalBrief['reachable']>`SELECT ${agreedTo('email')} AS email, ${agreedTo('whatsapp')} AS whatsapp, ${agreedTo('sms')} AS sms
    FROM consumers WHERE creator_id = ${goal.creator_id} AND merged_into IS NULL AND erased_at IS NULL`.execute(db)
  const { steps } = await funnelOf(db, { workspaceId: goal.workspace_id, creatorId: goal.creator_id, fromMs: 0, toMs: nowMs + 1 })
  return {
    goal: { title: goal.title, detail: goal.detail, metric: goal.metric, target: goal.target, days: Math.max(1, Math.ceil((goal.to_at - goal.from_at) / DAY_MS)) },
    creator: { name: creator.name, profile: creator.profile, products }, funnel: steps, reachable: reachable ?? { email: 0, whatsapp: 0, sms: 0 },
  }
}

function agreedTo(channel: string) {
  return sql`(count(*) FILTER (WHERE consents->${channel}->>'status' = 'granted'))::int`
}
