/**
 * Turns on PostgreSQL. A batch's commit is a handful of statements: entries and payloads, memories, turns, agents. The
 * rows of agents whose turns had waited are checked and locked first (fencing): a worker whose lease was taken over
 * writes nothing.
 */
import { sql } from 'kysely'
import type { Turn } from '../agent/turn.ts'
import { must } from '../base/errors.ts'
import type { Id, Ids } from '../base/ids.ts'
import type { Recollection } from '../llm/rehearsal/brief.ts'
import type { UnitOfWork } from '../platform/platform.ts'
import { bigints, booleans, bytes, ints, jsonbs, texts, uuids } from '../store/columns.ts'
import type { Database, Within } from '../store/database.ts'
import { appendEntries, jsonText, seal, type Entry } from '../store/journal.ts'
import type { AfterTurn, Ledger, RecallQuery } from './ledger.ts'
import { keepOutsideActs } from './outside/postgres-outside-acts.ts'

export class PostgresLedger implements Ledger {
  readonly #db: Database
  readonly #ids: Ids

  constructor(db: Database, ids: Ids) {
    this.#db = db
    this.#ids = ids
  }

  within<Result>(work: (unit: UnitOfWork) => Promise<Result>): Promise<Result> {
    return this.#db.transaction().execute(async (tx) => {
      const atEnd: (() => Promise<void>)[] = []
      const result = await work({ sql: tx, atEnd })
      for (const last of atEnd) await last()
      return result
    })
  }

  #sql(unit: UnitOfWork): Database | Within {
    return unit.sql ?? this.#db
  }

  async stillHeld(turns: readonly Turn[], unit: UnitOfWork): Promise<Turn[]> {
    if (turns.length === 0) return []
    const { rows } = await sql<{ id: Id }>`SELECT a.id FROM agents a
      JOIN unnest(${uuids(turns, (turn) => turn.agent.id)}, ${ints(turns, (turn) => turn.lease)}) AS q(id, lease) ON a.id = q.id AND a.lease = q.lease
      WHERE a.lease_until IS NOT NULL ORDER BY a.id FOR NO KEY UPDATE OF a`.execute(this.#sql(unit))
    const held = new Set(rows.map((row) => row.id))
    return turns.filter((turn) => held.has(turn.agent.id))
  }

  async recall(queries: readonly RecallQuery[], unit: UnitOfWork): Promise<Recollection[][]> {
    if (queries.length === 0) return []
    const { rows } = await sql<Recollection & { n: number }>`SELECT q.n::int, found.* FROM unnest(${uuids(queries, (q) => q.agentId)},
        ${texts(queries, (q) => q.aboutId)}, ${ints(queries, (q) => q.limit)}) WITH ORDINALITY AS q(agent, about, most, n)
      CROSS JOIN LATERAL (
        SELECT m.kind, m.about_id AS "aboutId", m.about_name AS "aboutName", m.text, m.at AS "atMs"
        FROM (SELECT * FROM memories WHERE agent_id = q.agent ORDER BY id DESC LIMIT 60) m
        ORDER BY (m.about_id IS NOT DISTINCT FROM q.about AND q.about IS NOT NULL) DESC, m.id DESC LIMIT q.most) found
      ORDER BY q.n`.execute(this.#sql(unit))
    const lists: Recollection[][] = queries.map(() => [])
    for (const { n, ...memory } of rows) lists[n - 1]?.push(memory)
    return lists
  }

  async commit(turns: readonly Turn[], after: ReadonlyMap<Turn, AfterTurn>, unit: UnitOfWork): Promise<void> {
    const tx = unit.sql
    if (tx === null) throw new TypeError('a commit on PostgreSQL takes a transaction')
    const entries: Entry[] = []
    for (const turn of turns) {
      const sealed = seal(turn.entries, { turnId: turn.id, projectId: turn.agent.projectId, agentId: turn.agent.id }, turn.chain, this.#ids)
      entries.push(...sealed)
      turn.chain = sealed.at(-1)?.hash ?? turn.chain
    }
    await appendEntries(tx, entries)
    await this.#keepMemories(tx, turns)
    await writeTurns(tx, turns, entries)
    await keepOutsideActs(tx, turns)
    await giveBack(tx, turns, after)
    for (const turn of turns) {
      turn.entries = []
      turn.memories = []
      turn.outsideActs = []
      turn.stored = true
    }
  }

  async #keepMemories(tx: Within, turns: readonly Turn[]): Promise<void> {
    const rows = turns.flatMap((turn) => turn.memories.map((memory) => ({ ...memory, id: this.#ids.next(), agentId: turn.agent.id })))
    if (rows.length === 0) return
    await sql`INSERT INTO memories (id, agent_id, kind, about_id, about_name, text, at)
      SELECT * FROM unnest(${uuids(rows, (r) => r.id)}, ${uuids(rows, (r) => r.agentId)}, ${texts(rows, (r) => r.kind)},
        ${texts(rows, (r) => r.aboutId)}, ${texts(rows, (r) => r.aboutName)}, ${texts(rows, (r) => r.text)}, ${bigints(rows, (r) => r.atMs)})`.execute(tx)
  }
}

async function writeTurns(tx: Within, turns: readonly Turn[], entries: readonly Entry[]): Promise<void> {
  const lastAt = new Map(entries.map((entry) => [entry.turnId, entry.atMs]))
  const rows = turns.map((turn) => {
    const end = turn.status.kind === 'ended' ? turn.status.end : null
    return {
      stored: turn.stored, id: turn.id, agentId: turn.agent.id, projectId: turn.agent.projectId, trigger: JSON.stringify(turn.trigger), startedMs: turn.startedMs,
      endedMs: end === null ? null : lastAt.get(turn.id) ?? turn.startedMs,
      outcome: end?.kind ?? 'running',
      reason: end === null ? null : end.kind === 'rested' ? end.thought : end.reason,
      steps: turn.step, acts: turn.acts, costMicros: turn.costMicros, summary: turn.summary(),
      snapshot: end === null ? jsonText(turn.snapshot()) : null,
    }
  })
  const [again, fresh] = [rows.filter((row) => row.stored), rows.filter((row) => !row.stored)]
  if (fresh.length > 0) {
    await sql`INSERT INTO turns (id, agent_id, project_id, trigger, started_at, ended_at, outcome, reason, steps, acts, cost_micros, summary, snapshot)
      SELECT * FROM unnest(${uuids(fresh, (r) => r.id)}, ${uuids(fresh, (r) => r.agentId)}, ${uuids(fresh, (r) => r.projectId)},
        ${jsonbs(fresh, (r) => r.trigger)}, ${bigints(fresh, (r) => r.startedMs)}, ${bigints(fresh, (r) => r.endedMs)},
        ${texts(fresh, (r) => r.outcome)}, ${texts(fresh, (r) => r.reason)}, ${ints(fresh, (r) => r.steps)}, ${ints(fresh, (r) => r.acts)},
        ${bigints(fresh, (r) => r.costMicros)}, ${texts(fresh, (r) => r.summary)}, ${jsonbs(fresh, (r) => r.snapshot)})`.execute(tx)
  }
  if (again.length > 0) {
    await sql`UPDATE turns t SET ended_at = q.ended_at, outcome = q.outcome, reason = q.reason, steps = q.steps, acts = q.acts, cost_micros = q.cost,
        summary = q.summary, snapshot = q.snapshot
      FROM unnest(${uuids(again, (r) => r.id)}, ${bigints(again, (r) => r.endedMs)}, ${texts(again, (r) => r.outcome)}, ${texts(again, (r) => r.reason)},
        ${ints(again, (r) => r.steps)}, ${ints(again, (r) => r.acts)}, ${bigints(again, (r) => r.costMicros)}, ${texts(again, (r) => r.summary)},
        ${jsonbs(again, (r) => r.snapshot)}) AS q(id, ended_at, outcome, reason, steps, acts, cost, summary, snapshot)
      WHERE t.id = q.id`.execute(tx)
  }
}

/**
 * Ended turns release their agents; waiting ones leave them under a lease, with the turn's id, by which it is taken up
 * again. The agent of a turn that was begun in this transaction has been locked since, and goes where the turn says.
 * While a turn waited, a person may have paused or stopped its agent: that stands, only a busy agent goes to
 * the state the turn ended in. A person's `wake` in the meantime stands too: the earlier of both times counts.
 */
async function giveBack(tx: Within, turns: readonly Turn[], after: ReadonlyMap<Turn, AfterTurn>): Promise<void> {
  const rows = turns.map((turn) => {
    const next = must(after.get(turn), 'where the agent goes')
    const ended = next.state !== 'busy'
    return {
      id: turn.agent.id, chain: turn.chain, texts: turn.texts, day: turn.tally.day, posts: turn.tally.posts, comments: turn.tally.comments, actsToday: turn.tally.acts ?? 0,
      ended, fresh: !turn.stored,
      turnId: ended ? null : turn.id,
      trigger: ended ? null : JSON.stringify(turn.trigger),
      acts: ended ? turn.acts : 0,
      costMicros: ended ? turn.costMicros : 0,
      startedMs: turn.startedMs,
      // Who was interviewed has not looked: what was addressed to it before is news still.
      looked: ended && turn.trigger.kind !== 'interview',
      state: next.state,
      reason: next.state === 'asleep' || next.state === 'failed' ? next.reason : null,
      untilMs: next.state === 'asleep' ? next.untilMs : null,
      wakeMs: next.state === 'asleep' ? next.untilMs : next.state === 'idle' ? next.wakeAtMs : null,
      lease: turn.lease,
      leaseUntilMs: next.state === 'busy' ? next.leaseUntilMs : null,
      workerId: next.state === 'busy' ? next.workerId : null,
    }
  })
  await sql`UPDATE agents a SET chain = q.chain, texts = q.texts, tally_day = q.day, tally_posts = q.posts, tally_comments = q.comments, tally_acts = q.acts_today,
      turn_id = q.turn_id, turn_trigger = q.trigger,
      turns = a.turns + CASE WHEN q.ended THEN 1 ELSE 0 END, acts = a.acts + q.acts, cost_micros = a.cost_micros + q.cost,
      last_turn_at = CASE WHEN q.looked THEN q.started ELSE a.last_turn_at END,
      lease = q.lease, lease_until = q.lease_until, lease_worker = q.lease_worker,
      state = CASE WHEN q.fresh OR a.state = 'busy' THEN q.state ELSE a.state END,
      state_reason = CASE WHEN q.fresh OR a.state = 'busy' AND q.ended THEN q.reason ELSE a.state_reason END,
      state_since = CASE WHEN q.fresh OR a.state = 'busy' AND q.ended THEN q.started ELSE a.state_since END,
      until_at = CASE WHEN q.fresh OR a.state = 'busy' THEN q.until_at ELSE a.until_at END,
      wake_at = CASE WHEN q.fresh THEN q.wake_at WHEN a.state = 'busy' AND q.ended THEN least(q.wake_at, a.wake_at) ELSE a.wake_at END
    FROM unnest(${uuids(rows, (r) => r.id)}, ${bytes(rows, (r) => r.chain)}, ${ints(rows, (r) => r.texts)}, ${texts(rows, (r) => r.day)},
      ${ints(rows, (r) => r.posts)}, ${ints(rows, (r) => r.comments)}, ${ints(rows, (r) => r.actsToday)}, ${booleans(rows, (r) => r.ended)}, ${booleans(rows, (r) => r.fresh)},
      ${uuids(rows, (r) => r.turnId)}, ${jsonbs(rows, (r) => r.trigger)}, ${ints(rows, (r) => r.acts)}, ${bigints(rows, (r) => r.costMicros)},
      ${bigints(rows, (r) => r.startedMs)}, ${texts(rows, (r) => r.state)}, ${texts(rows, (r) => r.reason)},
      ${bigints(rows, (r) => r.untilMs)}, ${bigints(rows, (r) => r.wakeMs)}, ${ints(rows, (r) => r.lease)}, ${bigints(rows, (r) => r.leaseUntilMs)},
      ${uuids(rows, (r) => r.workerId)}, ${booleans(rows, (r) => r.looked)})
      AS q(id, chain, texts, day, posts, comments, acts_today, ended, fresh, turn_id, trigger, acts, cost, started, state, reason, until_at, wake_at,
        lease, lease_until, lease_worker, looked)
    WHERE a.id = q.id`.execute(tx)
}
