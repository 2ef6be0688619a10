/** What came of the messages, counted in the database and held against what the vendors took. */
import { sql } from 'kysely'
import type { Database } from '../../../packages/server/src/store/database.ts'
import type { FarSides } from './far-sides.ts'

export interface SendingCounts {
  readonly actions: number
  readonly executed: number
  /** Its vendor can neither be asked nor has told: a person looks. */
  readonly unknown: number
  readonly tries: number
  /** Tries whose answer was lost, and that were found in a listing or told of by a receipt. */
  readonly reconciled: number
  /** Actions with more than one try that may have gone out, more than one message, or more than one event of the sending. */
  readonly doubledHere: number
  /** Actions whose words arrived twice, or with two payment links. */
  readonly doubledThere: number
  /** Neither sent nor named as unknown; or said to be sent, and nobody has it. */
  readonly lost: number
  /** Said to have failed, and somebody has it. */
  readonly misjudged: number
  /** Of the first of those that are not as they should be, what stands of them here. */
  readonly strays: readonly string[]
}

export interface SendingTally extends SendingCounts {
  readonly kills: { readonly workers: number; readonly withCalls: number }
  readonly replayed: number
  /** By vendor, when workers had done what they can. */
  readonly unknownAfterLooks: Readonly<Record<string, number>>
}

const STRAYS_MOST = 10

export function isSoundSending({ actions, executed, unknown, doubledHere, doubledThere, lost, misjudged }: SendingCounts): boolean {
  return executed + unknown === actions && doubledHere + doubledThere + lost + misjudged === 0
}

export async function tallySending(db: Database, far: FarSides): Promise<SendingCounts> {
  const received = far.received()
  const { rows } = await sql<{ id: string; state: string; vendor: string | null; open: number; messages: number; events: number }>`SELECT a.id, a.state, a.vendor,
      (SELECT count(*) FROM send_ledger l WHERE l.action_id = a.id AND l.state <> 'failed')::int AS open, (SELECT count(*) FROM messages m WHERE m.action_id = a.id)::int AS messages, coalesce(e.n, 0)::int AS events
    FROM actions a LEFT JOIN (SELECT payload->>'actionId' AS id, count(*) AS n FROM events WHERE type LIKE '%\_sent' GROUP BY 1) e ON e.id = a.id::text`.execute(db)
  const { rows: [log] } = await sql<{ tries: number; reconciled: number }>`SELECT (SELECT count(*)::int FROM send_ledger) AS tries, count(*)::int AS reconciled FROM action_log WHERE kind = 'reconciled' AND state = 'executed'`.execute(db)
  const isSent = ({ state }: { readonly state: string }): boolean => state === 'executed'
  const isKnown = (row: { readonly state: string }): boolean => isSent(row) || row.state === 'unknown'
  const sent = rows.filter(isSent)
  const there = (id: string): boolean => received.has(id)
  const isLost = (row: (typeof rows)[number]): boolean => isSent(row) ? row.open !== 1 || row.messages !== 1 || row.events !== 1 || (row.vendor !== 'console' && !there(row.id)) : !isKnown(row)
  const isDoubled = ({ id, open, messages, events }: (typeof rows)[number]): boolean => open > 1 || messages > 1 || events > 1 || (received.get(id) ?? 0) > 1
  return {
    actions: rows.length, executed: sent.length, unknown: rows.filter(({ state }) => state === 'unknown').length, tries: log?.tries ?? 0, reconciled: log?.reconciled ?? 0,
    doubledHere: rows.filter(({ open, messages, events }) => open > 1 || messages > 1 || events > 1).length,
    doubledThere: [...received.values(), ...far.links().values()].filter((times) => times > 1).length,
    lost: rows.filter(isLost).length, misjudged: rows.filter((row) => !isKnown(row) && there(row.id)).length,
    strays: await Promise.all(rows.filter((row) => isLost(row) || isDoubled(row)).slice(0, STRAYS_MOST).map((row) => told(db, row.id, received.get(row.id) ?? 0))),
  }
}

async function told(db: Database, id: string, received: number): Promise<string> {
  const [action, tries, log] = await Promise.all([
    db.selectFrom('actions').select(['state', 'channel', 'reason', 'tries', 'dead']).where('id', '=', id).executeTakeFirstOrThrow(),
    db.selectFrom('send_ledger').select(['vendor', 'state', 'reason', 'reconcile_tries']).where('action_id', '=', id).orderBy('id').execute(),
    db.selectFrom('action_log').select(['at', 'kind', 'state', 'reason']).where('action_id', '=', id).orderBy('id').execute(),
  ])
  return JSON.stringify({ id, ...action, received, ledger: tries, log })
}
