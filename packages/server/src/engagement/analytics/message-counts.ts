/** How many messages: of which intent those that came, on which day and by which way those that went. */
import type { intentsSchema, messagesByDaySchema } from '@troupe/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Database } from '../../store/database.ts'
import type { Counted } from './span.ts'

export async function intentsOf(db: Database, { workspaceId, creatorId, fromMs, toMs }: Counted): Promise<z.infer<typeof intentsSchema>> {
  let select = db.selectFrom('messages').select([sql<string>`coalesce(intent, 'other')`.as('intent'), sql<number>`count(*)::int`.as('messages')])
    .where('workspace_id', '=', workspaceId).where('direction', '=', 'in').where('at', '>=', fromMs).where('at', '<', toMs)
  if (creatorId !== null) select = select.where('creator_id', '=', creatorId)
  return { items: await select.groupBy(sql`1`).orderBy('messages', 'desc').orderBy('intent').execute() }
}

/** Days as the creator's calendar has them; UTC's where it is of several. */
export async function messagesByDay(db: Database, { workspaceId, creatorId, fromMs, toMs }: Counted): Promise<z.infer<typeof messagesByDaySchema>> {
  const creator = creatorId === null ? undefined : await db.selectFrom('creators').select('timezone').where('id', '=', creatorId).executeTakeFirst()
  let select = db.selectFrom('messages').select([sql<string>`to_char(to_timestamp(at / 1000.0) AT TIME ZONE ${creator?.timezone ?? 'UTC'}, 'YYYY-MM-DD')`.as('day'), 'channel', sql<number>`count(*)::int`.as('sent')])
    .where('workspace_id', '=', workspaceId).where('direction', '=', 'out').where('at', '>=', fromMs).where('at', '<', toMs)
  if (creatorId !== null) select = select.where('creator_id', '=', creatorId)
  return { items: await select.groupBy([sql`1`, 'channel']).orderBy('day').orderBy('channel').execute() }
}
