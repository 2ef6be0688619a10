/**
 * Reports by readers without a login, where the owner of the world takes them. Of a visitor nothing is kept but a key made
 * of their network, the thing reported and this instance's secret: it tells a repeated report, and cannot be turned back or
 * be matched with the key of another report.
 */
import { createHmac } from 'node:crypto'
import type { z } from 'zod'
import type { visitorReportSchema } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { ExpectedError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { cleanText } from '../../feed/clean-text.ts'
import type { Said } from '../../feed/rows.ts'
import { networkOf } from '../../people/network-of.ts'
import type { Database } from '../../store/database.ts'

export class ReportsNotTakenError extends ExpectedError {
  readonly kind = 'forbidden'
  readonly code = 'reports-not-taken'
  constructor() {
    super('Whoever runs this world takes no reports from visitors.')
  }
}

export interface VisitorReportsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly secretKey: Uint8Array
}

/** A thing that so many visitors reported is in the queue anyway: more of them say nothing new, and could be made by the thousand. */
const OPEN_MOST = 200

export class VisitorReports {
  readonly #parts: VisitorReportsParts

  constructor(parts: VisitorReportsParts) {
    this.#parts = parts
  }

  /** Only of what anybody can see. A second report of the same thing from the same network changes nothing, and is not refused. */
  async take(on: Said, targetId: Id, { category, text, website }: z.output<typeof visitorReportSchema>, address: string): Promise<void> {
    const { db, clock, ids, secretKey } = this.#parts
    const { rows: [said] } = await sql<{ worldId: Id; taken: boolean }>`SELECT w.id AS "worldId", w.visitor_reports AS taken
      FROM ${sql.table(on === 'post' ? 'posts' : 'comments')} t JOIN profiles a ON a.id = t.author_id AND a.suspended_at IS NULL
      JOIN worlds w ON w.id = t.world_id AND w.public JOIN projects j ON j.id = w.project_id AND j.erasing_at IS NULL
      WHERE t.id = ${targetId} AND t.hidden_at IS NULL AND t.deleted_at IS NULL`.execute(db)
    if (said === undefined) throw new MissingError(on, targetId)
    if (!said.taken) throw new ReportsNotTakenError()
    if (website !== '') return
    const key = createHmac('sha256', secretKey).update(`report ${targetId} ${networkOf(address)}`).digest()
    await sql`INSERT INTO reports (id, world_id, reporter_id, target_kind, target_id, category, visitor_key, reason, created_at)
      SELECT ${ids.next()}::uuid, ${said.worldId}::uuid, NULL, ${on}, ${targetId}::uuid, ${category}, ${key}, ${cleanText(text)}, ${clock.now()}::bigint
      WHERE (SELECT count(*) FROM reports WHERE target_id = ${targetId} AND visitor_key IS NOT NULL AND resolved_at IS NULL) < ${OPEN_MOST}
      ON CONFLICT DO NOTHING`.execute(db)
  }
}
