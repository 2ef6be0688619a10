/**
 * Says of leads that nothing has been heard of them for so many days (`lead_quiet`), where an agent at work waits for it: for as many
 * days as its settings name, or a fortnight. Once for a silence and a number of days: what was said last stands in the lead's own context,
 * which is held while it is said, so it matters neither how many processes look nor when one of them dies. Whoever was never
 * there has not gone quiet, and after a year nobody is spoken of any more.
 */
import { sql } from 'kysely'
import { Chore } from '../../base/chore.ts'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import type { Database } from '../../store/database.ts'
import type { Intake, OwnEvent } from './intake.ts'

const LOOK_EVERY_MS = 5 * 60_000
const DAY_MS = 86_400_000
const DAYS_STANDARD = 14
const DAYS_MOST = 365
/** In a transaction: few leads are held, and for short. */
const AT_ONCE = 100

export interface QuietLeadsParts {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly intake: Pick<Intake, 'record'>
  /** After each commit: agents have something to hear of. */
  readonly onChanged: () => void
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** Whose leads are looked at: a creator's, or all of the workspace's. */
interface Wait {
  readonly workspaceId: Id
  readonly creatorId: Id | null
  readonly days: number
}

interface QuietLead {
  readonly consumerId: Id
  readonly creatorId: Id
  readonly seenMs: number
}

export class QuietLeads extends Chore {
  readonly #parts: QuietLeadsParts

  constructor(parts: QuietLeadsParts) {
    super({ log: parts.log, everyMs: LOOK_EVERY_MS, trouble: 'leads that went quiet could not be looked for; they are in some minutes' })
    this.#parts = parts
  }

  protected override async pass(stopping: AbortSignal): Promise<boolean> {
    for (const wait of await this.#waits()) {
      let after: Id | null = FIRST_ID
      while (after !== null && !stopping.aborted) after = await this.#say(wait, after)
    }
    return false
  }

  /** The longest silence first: whoever has been quiet for thirty days is not told of for fourteen besides. */
  async #waits(): Promise<Wait[]> {
    const { rows } = await sql<Wait>`SELECT DISTINCT a.workspace_id AS "workspaceId", a.creator_id AS "creatorId", CASE WHEN jsonb_typeof(a.brain->'settings'->'quietDays') = 'number' THEN least(greatest((a.brain->'settings'->>'quietDays')::numeric, 1), ${DAYS_MOST})::int ELSE ${DAYS_STANDARD}::int END AS days
      FROM agents a WHERE a.platform = 'messaging' AND a.state IN ('idle', 'busy', 'asleep') AND a.triggers @> '[{"eventType": "lead_quiet"}]' ORDER BY days DESC, 1, 2`.execute(this.#parts.db)
    return rows
  }

  /** Of some leads in the order of their ids; answers after whom to go on, null when that was all. Creators that stand still are left for later: what is heard then must be fresh. */
  async #say({ workspaceId, creatorId, days }: Wait, after: Id): Promise<Id | null> {
    const { db, clock, intake, onChanged } = this.#parts
    const nowMs = clock.now()
    const spanMs = days * DAY_MS
    const said = await db.transaction().execute(async (within) => {
      const { rows } = await sql<QuietLead>`SELECT c.consumer_id AS "consumerId", c.creator_id AS "creatorId", c.last_seen_at AS "seenMs" FROM consumer_contexts c
          JOIN consumers l ON l.id = c.consumer_id AND l.erased_at IS NULL AND l.merged_into IS NULL
        WHERE c.consumer_id > ${after} AND c.workspace_id = ${workspaceId} ${creatorId === null ? sql`` : sql`AND c.creator_id = ${creatorId}`} AND c.last_seen_at <= ${nowMs - spanMs} AND c.last_seen_at > ${nowMs - DAYS_MOST * DAY_MS}
          AND coalesce((c.last_at->>'lead_quiet')::bigint, 0) < c.last_seen_at + ${spanMs}::bigint
          AND EXISTS (SELECT FROM creators r JOIN projects p ON p.id = r.project_id WHERE r.id = c.creator_id AND r.erasing_at IS NULL AND p.erasing_at IS NULL AND NOT EXISTS (SELECT FROM kill_switches k WHERE k."on" AND k.scope IN ('instance', p.id::text)))
        ORDER BY c.consumer_id LIMIT ${AT_ONCE} FOR UPDATE OF c SKIP LOCKED`.execute(within)
      await intake.record(within, rows.map((lead): OwnEvent => ({
        workspaceId, creatorId: lead.creatorId, consumerId: lead.consumerId, type: 'lead_quiet', source: 'system', atMs: nowMs,
        payload: { days: Math.floor((nowMs - lead.seenMs) / DAY_MS), since: new Date(lead.seenMs).toISOString() },
      })))
      return rows
    })
    if (said.length > 0) onChanged()
    return said.length < AT_ONCE ? null : said.at(-1)?.consumerId ?? null
  }
}
