/**
 * Due messages over many channels, four overlapping workers, `kill -9` at random moments, and vendors that sometimes take a message
 * and say nothing. Then everything is counted, here and at the vendors': each message once in the ledger, none received twice,
 * and what nobody knows the fate of named as that.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Random } from '../../../packages/server/src/base/random.ts'
import { snsNotification } from '../../../packages/server/src/messaging/testing/sns-signer.ts'
import { connect, type Database } from '../../../packages/server/src/store/database.ts'
import { openFarSides, type FarSides } from './far-sides.ts'
import { fillChannels } from './fill-channels.ts'
import { sendingHouse } from './sending-house.ts'
import { tallySending, type SendingTally } from './sending-tally.ts'

export interface SendingChaosOptions {
  readonly databaseUrl: string
  readonly actions: number
  readonly workers: number
  /** About so many, spread over the whole of the work; whoever is killed is followed by another. */
  readonly kills: number
  readonly random: Random
  readonly say: (line: string) => void
}

/** The moment itself is chance: while answers are under way, written, or the next batch is judged. */
const MOMENT_MS = 60
/** They fall due one after the other, so that those who follow the killed have something to do. */
const SPREAD_MS = 4_000
const LOOK_EVERY_MS = 25
const HURRY_EVERY_MS = 100
/** No message is under way for so long; where it takes longer, something hangs. */
const PATIENCE_MS = 600_000

export async function runSendingChaos(options: SendingChaosOptions): Promise<SendingTally> {
  const { databaseUrl, actions, workers, random, say } = options
  await using connection = connect(databaseUrl, { connections: 3 })
  const { db } = connection
  await using far = await openFarSides(random)
  const house = sendingHouse(db)
  const crew = Array.from({ length: workers }, () => new SendWorker(databaseUrl))
  const kills = { workers: 0, withCalls: 0 }
  try {
    while (!crew.every(({ stands }) => stands)) await delay(LOOK_EVERY_MS)
    const workspaceId = await fillChannels(db, house.ids, house.clock.now(), { count: actions, urls: far.urls, apartMs: SPREAD_MS / actions })
    const next = (): number => random.between(0.3, 1.7) * actions / options.kills
    const until = performance.now() + PATIENCE_MS
    let [killAt, hurriedMs] = [next(), 0]
    for (let now = await left(db); now.due + now.underWay > 0; now = await left(db)) {
      if (performance.now() > until) throw new Error(`messages hang: ${JSON.stringify(now)}`)
      await delay(LOOK_EVERY_MS)
      const standing = crew.flatMap(({ stands }, place) => stands ? [place] : [])
      if (now.taken >= killAt && standing.length > 1) {
        killAt = now.taken + next()
        await delay(random.between(0, MOMENT_MS))
        const place = random.pick(standing)
        const { underWay } = await left(db)
        await crew[place]?.kill()
        crew[place] = new SendWorker(databaseUrl)
        kills.workers += 1
        if (underWay > 0) kills.withCalls += 1
      }
      if (performance.now() - hurriedMs > HURRY_EVERY_MS) {
        hurriedMs = performance.now()
        await hurry(db)
      }
    }
    say(`${kills.workers} kills; nothing is under way any more, and what is unknown is looked for`)
    far.calm()
    await settled(db)
    const unknown = await unknowns(db)
    await tellOfMails(house, workspaceId, far)
    const replayed = await lookByHand(db, house, workspaceId, far)
    await settled(db)
    return { ...await tallySending(db, far), kills, replayed, unknownAfterLooks: unknown }
  } finally {
    await Promise.all(crew.map((worker) => worker.kill()))
  }
}

class SendWorker {
  /** It has come as far as to send. */
  stands = false
  readonly #child: ChildProcess

  constructor(databaseUrl: string) {
    this.#child = fork(new URL('send-worker.ts', import.meta.url), [databaseUrl], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'troupe-compile-cache') } })
    this.#child.once('message', () => {
      this.stands = true
    })
  }

  async kill(): Promise<void> {
    this.stands = false
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await gone
  }
}

/** What was put off after a failure is due at once: a minute's patience shows nothing here. */
async function hurry(db: Database): Promise<void> {
  await sql`UPDATE actions SET send_at = 1 WHERE state IN ('planned', 'approved') AND send_at > 1 AND reason IS NOT NULL`.execute(db)
}

interface Left {
  readonly due: number
  readonly underWay: number
  readonly taken: number
  readonly looked: number
}

async function left(db: Database): Promise<Left> {
  const { rows: [row] } = await sql<Left>`SELECT count(*) FILTER (WHERE state IN ('planned', 'approved'))::int AS due, count(*) FILTER (WHERE state = 'executing')::int AS "underWay", count(*) FILTER (WHERE state NOT IN ('planned', 'approved'))::int AS taken,
    (SELECT count(*) FROM send_ledger WHERE state = 'unknown' AND reconcile_at IS NOT NULL)::int AS looked FROM actions`.execute(db)
  return row ?? { due: 0, underWay: 0, taken: 0, looked: 0 }
}

/** All that workers can do by themselves is done. */
async function settled(db: Database): Promise<void> {
  for (const until = performance.now() + PATIENCE_MS; ;) {
    const { due, underWay, looked } = await left(db)
    if (due + underWay + looked === 0) return
    if (performance.now() > until) throw new Error('what was unknown is looked for without an end')
    await hurry(db)
    await delay(HURRY_EVERY_MS)
  }
}

async function unknowns(db: Database): Promise<Record<string, number>> {
  const { rows } = await sql<{ vendor: string; n: number }>`SELECT vendor, count(*)::int AS n FROM send_ledger WHERE state = 'unknown' GROUP BY vendor ORDER BY vendor`.execute(db)
  return Object.fromEntries(rows.map(({ vendor, n }) => [vendor, n]))
}

/** SES can't be asked, and tells by itself: of each mail, late and twice. */
async function tellOfMails({ channels }: ReturnType<typeof sendingHouse>, workspaceId: string, far: FarSides): Promise<void> {
  for (const [index, mail] of far.sesMails.entries()) {
    const tags = Object.fromEntries(mail.EmailTags.map(({ Name, Value }) => [Name, [Value]]))
    const notice = (eventType: string): string => snsNotification({ eventType, mail: { messageId: `0102-${index + 1}`, destination: mail.Destination.ToAddresses, tags } })
    for (const eventType of ['Delivery', 'Send']) await channels.receipts.ses(workspaceId, notice(eventType))
  }
}

/** A person looks at the vendor's own list, and puts back into the queue what is not in it. What is in it stays as it is. */
async function lookByHand(db: Database, { actions, ids }: ReturnType<typeof sendingHouse>, workspaceId: string, far: FarSides): Promise<number> {
  const received = far.received()
  const { rows } = await sql<{ id: string }>`SELECT id FROM actions WHERE state = 'unknown' ORDER BY id`.execute(db)
  const missing = rows.map(({ id }) => id).filter((id) => !received.has(id))
  const by = { kind: 'user' as const, id: ids.next(), name: 'Mira', workspaceId, role: 'operator' as const, creatorId: null, session: { id: ids.next(), kind: 'bearer' as const } }
  const { done } = missing.length === 0 ? { done: [] } : await actions.bulk(by, { verb: 'replay', ids: missing, reason: 'the vendor does not have it' })
  return done.length
}
