/**
 * From "something happened" to "this is to be said": 500 events a second one by one, as a shop sends them, 20 agents of code of whom
 * two hear of each, and whatever they plan stored with its turn, its journal and its payloads. Timed from the moment an event was to
 * be sent, so that a sender who is kept waiting counts against us, to the answer, which comes when the actions are on disk.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { SystemClock } from '../../packages/server/src/base/clock.ts'
import { systemIds } from '../../packages/server/src/base/ids.ts'
import { silentLog } from '../../packages/server/src/base/log.ts'
import { seeded } from '../../packages/server/src/base/random.ts'
import { AgentKinds } from '../../packages/server/src/engagement/agents/agent-kinds.ts'
import { defineAgent } from '../../packages/server/src/engagement/agents/define-agent.ts'
import { Intake } from '../../packages/server/src/engagement/events/intake.ts'
import { ExperimentArms } from '../../packages/server/src/engagement/experiments/experiment-arms.ts'
import { rehearsalOnly } from '../../packages/server/src/runtime/asks.ts'
import { LeadAgents } from '../../packages/server/src/runtime/engagement/lead-agents.ts'
import { connect, type Database } from '../../packages/server/src/store/database.ts'
import type { Id, Ids } from '../../packages/server/src/base/ids.ts'
import { numberOption } from '../options.ts'
import { atMost, plain, thousands, type Row } from '../row.ts'
import { scratchDatabase } from '../scratch-database.ts'
import { processorMicros } from './processor-time.ts'
import { shop } from './shop.ts'

const TYPES = ['page_view', 'service_click', 'email_clicked', 'booking_created', 'payment_failed', 'Webinar joined', 'Quiz finished', 'Cart left', 'Video watched', 'Form sent'] as const
const AGENTS = 20
const WARM_MS = 5_000

/** Acts on whatever wakes it: two actions an event, so that nothing is measured that does nothing. */
const seller = defineAgent({
  name: 'bench-seller', title: 'Seller', description: 'Answers everything.', triggers: [], settings: z.object({}),
  shouldAct: ({ lead }) => !lead.isChurned,
  plan: ({ send }) => send.email({ subject: 'About what you looked at, {firstName|there}', text: `Hi {firstName|there},\n\nthank you for looking around. What would help you most right now? An answer of one line is plenty.`, in: '1d', unless: ['unsubscribed', 'converted'] }),
})

export async function plan(args: readonly string[]): Promise<Row[]> {
  const leads = numberOption(args, 'leads', 100_000)
  const creators = numberOption(args, 'creators', 1_000)
  const perSecond = numberOption(args, 'per-second', 500)
  const seconds = numberOption(args, 'seconds', 20)
  const clock = new SystemClock()
  const ids = systemIds(clock)
  const random = seeded('plan')
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await scratchDatabase('bench-plan'))
  const { db } = stack.use(connect(database.url))
  const { workspaceId, creatorIds } = await shop(db, ids, { creators, leads, nowMs: clock.now() })
  await sql`UPDATE consumers SET name = 'Grace Hopper', email = external_id || '@example.org', consents = '{"email":{"status":"granted","source":"form","at":"2026-01-01T00:00:00.000Z"}}'`.execute(db)
  await deploy(db, ids, workspaceId, creatorIds[0] ?? '')
  await sql`VACUUM ANALYZE`.execute(db)
  const agents = new LeadAgents({ db, clock, ids, log: silentLog, seed: 'bench', kinds: new AgentKinds({ kinds: new Map([[seller.name, seller]]), graphs: new Map() }), arms: new ExperimentArms(), asks: rehearsalOnly, onPlanned: () => {} })
  const intake = stack.use(new Intake({ db, clock, ids, log: silentLog, secretKey: Buffer.alloc(32, 7), plan: agents.plan, onStored: () => agents.stored() }))
  agents.connect({ intake, conversations: { escalate: () => Promise.reject(new Error('nobody escalates here')), escalated: () => {} } })
  await agents.startByHand()

  const one = async (): Promise<void> => {
    const lead = random.below(leads)
    const { items: [item] } = await intake.ingest(workspaceId, [{
      creatorId: creatorIds[lead % creators], externalId: `u-${lead}`, type: TYPES[random.below(TYPES.length)] ?? 'page_view', source: 'api', payload: { url: `https://shop.example/${random.below(50)}`, plan: 'pro' }, atMs: clock.now(),
    }])
    if (item?.refusal !== null) throw new Error(item?.refusal.message ?? 'no answer')
  }
  const send = async (forMs: number): Promise<number[]> => {
    const took: number[] = []
    const under: Promise<void>[] = []
    const started = performance.now()
    const many = forMs / 1000 * perSecond
    for (let n = 0; n < many;) {
      // At moments of their own, not in step.
      const dueMs = started + (n + random.next()) / perSecond * 1000
      const now = performance.now()
      if (dueMs > now) await delay(Math.max(1, dueMs - now))
      under.push(one().then(() => void took.push(performance.now() - dueMs)))
      n++
    }
    await Promise.all(under)
    return took.toSorted((a, b) => a - b)
  }
  await send(WARM_MS)
  const { rows: [before] } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM actions`.execute(db)
  const cpu = process.cpuUsage()
  const cpuBefore = processorMicros(database.pid)
  const took = await send(seconds * 1000)
  const { user, system } = process.cpuUsage(cpu)
  const cpuAfter = processorMicros(database.pid)
  const { rows: [after] } = await sql<{ n: number; jobs: number; turns: number }>`SELECT (SELECT count(*)::int FROM actions) AS n, (SELECT count(*)::int FROM event_jobs) AS jobs, (SELECT count(*)::int FROM turns) AS turns`.execute(db)
  await agents[Symbol.asyncDispose]()
  const at = (share: number): number => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
  const shown = (ms: number): string => `${ms.toFixed(1)} ms`
  const planned = (after?.n ?? 0) - (before?.n ?? 0)
  return [
    atMost(`event in to planned actions stored, ${perSecond} events/s, median`, at(0.5), 15, shown),
    atMost('  99 of 100', at(0.99), 60, shown),
    plain('  the slowest', shown(at(1))),
    { what: '  actions planned for each event', figure: (planned / took.length).toFixed(2), reach: '2.00', ok: planned === took.length * 2 },
    atMost('  events left to the dispatcher', after?.jobs ?? -1, 0, thousands),
    plain('  CPU of this process, µs an event', ((user + system) / took.length).toFixed(0)),
    plain('  CPU of PostgreSQL, µs an event', cpuBefore === null || cpuAfter === null ? 'not known here' : ((cpuAfter - cpuBefore) / took.length).toFixed(0)),
    plain('  agents, creators, leads', `${AGENTS}, ${thousands(creators)}, ${thousands(leads)}`),
  ]
}

/** Of no creator, so that each hears of all leads; two for each type, half of them with a filter. */
async function deploy(db: Database, ids: Ids, workspaceId: Id, projectId: Id): Promise<void> {
  for (let n = 0; n < AGENTS; n++) {
    const triggers = JSON.stringify([{ eventType: TYPES[n % TYPES.length], filter: n < AGENTS / 2 ? null : { '==': [{ var: 'event.payload.plan' }, 'pro'] } }])
    await sql`INSERT INTO agents (id, workspace_id, project_id, name, platform, brain, triggers, state, state_since, wake_at, created_at)
      VALUES (${ids.next()}, ${workspaceId}, ${projectId}, ${`Seller ${n}`}, 'messaging', ${JSON.stringify({ kind: 'rules', rules: seller.name })}::jsonb, ${triggers}::jsonb, 'idle', 0, NULL, 0)`.execute(db)
  }
}
