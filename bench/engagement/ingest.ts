/** Events in batches of 500, as `POST /api/events` takes them, and contexts made anew from all that was stored. */
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { SystemClock } from '../../packages/server/src/base/clock.ts'
import { systemIds } from '../../packages/server/src/base/ids.ts'
import { silentLog } from '../../packages/server/src/base/log.ts'
import { seeded } from '../../packages/server/src/base/random.ts'
import { rebuildAll } from '../../packages/server/src/engagement/context/rebuild-contexts.ts'
import { Intake, type IncomingEvent } from '../../packages/server/src/engagement/events/intake.ts'
import { connect } from '../../packages/server/src/store/database.ts'
import { median } from '../median.ts'
import { numberOption } from '../options.ts'
import { atLeast, plain, thousands, type Row } from '../row.ts'
import { scratchDatabase } from '../scratch-database.ts'
import { processorMicros } from './processor-time.ts'
import { shop } from './shop.ts'

const BATCH = 500
/** Requests under way at once, as from a sender that doesn't wait for each answer. */
const SENDERS = 6
const TYPES = ['page_view', 'page_view', 'page_view', 'page_view', 'service_click', 'email_clicked', 'identify', 'booking_created', 'payment_success', 'Webinar joined'] as const

export async function ingest(args: readonly string[]): Promise<Row[]> {
  const leads = numberOption(args, 'leads', 100_000)
  const creators = numberOption(args, 'creators', 1_000)
  const events = numberOption(args, 'events', 60_000)
  const rounds = numberOption(args, 'rounds', 5)
  const rebuildRounds = numberOption(args, 'rebuilds', 3)
  const clock = new SystemClock()
  const ids = systemIds(clock)
  const random = seeded('ingest')
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await scratchDatabase('bench-ingest'))
  const { db } = stack.use(connect(database.url))
  const { workspaceId, creatorIds } = await shop(db, ids, { creators, leads, nowMs: clock.now() })
  await sql`VACUUM ANALYZE`.execute(db)
  const intake = stack.use(new Intake({ db, clock, ids, log: silentLog, secretKey: Buffer.alloc(32, 7), onStored: () => {} }))

  let count = 0
  const batch = (named: boolean): IncomingEvent[] => Array.from({ length: BATCH }, () => {
    const lead = random.below(leads)
    const type = TYPES[random.below(TYPES.length)] ?? 'page_view'
    return {
      creatorId: creatorIds[lead % creators], externalId: `u-${lead}`, type, source: 'api', payload: { url: `https://shop.example/${random.below(50)}`, amountMinor: 4900, plan: 'pro' }, atMs: clock.now() - random.below(60_000),
      ...named ? { messageId: `m-${count++}` } : {},
    }
  })
  const cpu = { ingest: [] as number[], rebuild: [] as number[], database: [] as number[] }
  /** Of this process, in microseconds an event: what doesn't hang on who else is at work on the machine. */
  const spent = async <Result>(of: number[], work: () => Promise<Result>, done: (result: Result) => number): Promise<Result> => {
    const before = process.cpuUsage()
    const databaseBefore = processorMicros(database.pid)
    const result = await work()
    const { user, system } = process.cpuUsage(before)
    const databaseAfter = processorMicros(database.pid)
    if (of === cpu.ingest && databaseBefore !== null && databaseAfter !== null) cpu.database.push((databaseAfter - databaseBefore) / done(result))
    of.push((user + system) / done(result))
    return result
  }
  const round = async (named: boolean): Promise<number> => {
    const batches = Array.from({ length: Math.ceil(events / BATCH) }, () => batch(named))
    const started = performance.now()
    await Promise.all(Array.from({ length: SENDERS }, async (_, sender) => {
      for (let n = sender; n < batches.length; n += SENDERS) {
        const { accepted } = await intake.ingest(workspaceId, batches[n] ?? [])
        if (accepted !== BATCH) throw new Error(`only ${accepted} of ${BATCH} were taken`)
      }
    }))
    return batches.length * BATCH / ((performance.now() - started) / 1000)
  }
  await round(false)
  const speeds: number[] = []
  const stored = async (): Promise<number> => Number((await db.selectFrom('events').select((eb) => eb.fn.countAll().as('count')).executeTakeFirstOrThrow()).count)
  const storedBefore = await stored()
  const named: number[] = []
  for (let n = 0; n < rounds; n++) {
    speeds.push(await spent(cpu.ingest, () => round(false), () => Math.ceil(events / BATCH) * BATCH))
    named.push(await round(true))
    // What autovacuum and checkpoints do between two rushes.
    await delay(500)
  }
  const sent = rounds * 2 * Math.ceil(events / BATCH) * BATCH
  const rows = (await stored() - storedBefore) / sent
  const rebuilds: number[] = []
  let changed = 0
  for (let n = 0; n < rebuildRounds; n++) {
    const started = performance.now()
    const rebuilt = await spent(cpu.rebuild, () => rebuildAll(db, { workspaceId }), (done) => done.events)
    rebuilds.push(rebuilt.events / ((performance.now() - started) / 1000))
    changed += rebuilt.changed
  }
  return [
    atLeast('events taken in batches of 500, events/s', median(speeds), 10_000, thousands),
    atLeast('  each with a message id, events/s', median(named), 10_000, thousands),
    plain('  CPU of this process, µs an event', median(cpu.ingest).toFixed(0)),
    plain('  CPU of PostgreSQL, µs an event', cpu.database.length === 0 ? 'not known here' : median(cpu.database).toFixed(0)),
    plain('  events stored for one sent: a change of stage is one, too', rows.toFixed(2)),
    atLeast('contexts made anew from events, events/s', median(rebuilds), 50_000, thousands),
    { what: '  that came out otherwise', figure: String(changed), reach: '0', ok: changed === 0 },
    plain('  CPU of this process, µs an event', median(cpu.rebuild).toFixed(0)),
    plain('  leads', thousands(leads)),
  ]
}
