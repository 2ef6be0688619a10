/** The score of one lead as people see it, with its reasons. */
import type { LeadScore, MessageIntent } from '@troupe/contract'
import { MissingError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { creatorScope, type Actor } from '../../people/actor.ts'
import type { Database } from '../../store/database.ts'
import { scoreLead } from './lead-score.ts'

export async function scoreOf(db: Database, by: Actor, id: Id, nowMs: number): Promise<LeadScore> {
  const scope = creatorScope(by)
  let select = db.selectFrom('consumers as c').leftJoin('consumer_contexts as x', 'x.consumer_id', 'c.id')
    .select(['c.consents', 'c.created_at', 'x.stage', 'x.first_seen_at', 'x.last_seen_at', 'x.counts', ({ selectFrom }) => selectFrom('messages as m').select('m.intent').whereRef('m.consumer_id', '=', 'c.id')
      .where('m.direction', '=', 'in').where('m.intent', 'is not', null).orderBy('m.id', 'desc').limit(1).$castTo<MessageIntent | null>().as('intent')])
    .where('c.id', '=', id).where('c.workspace_id', '=', by.workspaceId).where('c.merged_into', 'is', null)
  if (scope !== null) select = select.where('c.creator_id', '=', scope)
  const row = await select.executeTakeFirst()
  if (!row) throw new MissingError('lead', id)
  const { score, reasons, personaClass } = scoreLead({ stage: row.stage ?? 'new', firstSeenMs: row.first_seen_at, lastSeenMs: row.last_seen_at, counts: row.counts ?? {}, consents: row.consents, lastIntent: row.intent }, nowMs)
  return { score, reasons: [...reasons], personaClass, asOf: new Date(nowMs).toISOString() }
}
