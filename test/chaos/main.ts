/**
 * `npm run chaos [-- --rounds 30 --seed N --workers 2]`: prints its tally; the exit code is 1 when anything was lost or doubled.
 * Before that, how a server and a worker on a PostgreSQL that neither of them manages share the agents.
 *
 * `npm run chaos -- --actions [--count 10000 --rounds 60 --seed N --workers 4]`: messages to leads instead, sent by workers that are killed.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { seeded } from '../../packages/server/src/base/random.ts'
import { silentLog } from '../../packages/server/src/base/log.ts'
import { startManagedPostgres } from '../../packages/server/src/store/postgres/managed-postgres.ts'
import { migrateToLatest } from '../../packages/server/src/store/migrate.ts'
import { runSendingChaos } from './actions/run-sending.ts'
import { isSoundSending } from './actions/sending-tally.ts'
import { isSound, runChaos } from './run-chaos.ts'
import { shareWork } from './share-work.ts'

const { values } = parseArgs({ options: { actions: { type: 'boolean' }, count: { type: 'string' }, rounds: { type: 'string' }, seed: { type: 'string' }, workers: { type: 'string' } } })
const seed = values.seed ?? String(process.pid)
const POSTGRES_EVERY = 8
const SHARING_SECONDS = 12
const folder = await mkdtemp(join(tmpdir(), 'troupe-chaos-'))
// As root the database runs as another user, who has to pass through here.
await chmod(folder, 0o711)
const started = performance.now()
try {
  const sound = values.actions === true ? await send() : await live()
  console.log(`\n  ${sound ? 'sound' : 'NOT SOUND'}, in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  process.exitCode = sound ? 0 : 1
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function live(): Promise<boolean> {
  const shared = await share()
  console.log(`chaos, seed ${seed}`)
  const tally = await runChaos({
    dataDir: join(folder, 'data'), rounds: Number(values.rounds ?? 30), workers: Number(values.workers ?? 2), postgresEvery: POSTGRES_EVERY, allSamples: true, random: seeded(seed),
    say: (line) => console.log(line),
  })
  const { kills } = tally
  print([
    ['kills', `${kills.server + kills.worker + kills.postgres} (server ${kills.server}, workers ${kills.worker}, PostgreSQL ${kills.postgres})`],
    ['turns', tally.turns], ['acts', tally.acts], ['asks', tally.asks],
    ['resumed turns', `${tally.resumed} of ${tally.interrupted} that were under way in a killed worker`],
    ['doubled', tally.doubled], ['lost', tally.lost], ['stuck', tally.stuck], ['failed agents', tally.failedAgents], ['failed turns', tally.failedTurns],
    ['disagreements', tally.disagreements.length === 0 ? 0 : `\n    ${tally.disagreements.join('\n    ')}`],
  ])
  return shared && isSound(tally)
}

async function send(): Promise<boolean> {
  await using external = await startManagedPostgres({ dataDir: join(folder, 'external'), log: silentLog })
  await migrateToLatest(external.url)
  console.log(`chaos of messages, seed ${seed}`)
  const tally = await runSendingChaos({ databaseUrl: external.url, actions: Number(values.count ?? 10_000), workers: Number(values.workers ?? 4), kills: Number(values.rounds ?? 60), random: seeded(seed), say: (line) => console.log(line) })
  const { kills, unknownAfterLooks } = tally
  print([
    ['actions', tally.actions], ['kills', `${kills.workers} of workers, ${kills.withCalls} of them while calls were under way`], ['tries', tally.tries], ['sent', tally.executed],
    ['reconciled', `${tally.reconciled} whose answer was lost`], ['put back', `${tally.replayed} by hand, which no vendor had`],
    ['unknown', `${tally.unknown} that vendor or receipts can't tell of (before receipts and the look by hand: ${Object.entries(unknownAfterLooks).map(([vendor, n]) => `${vendor} ${n}`).join(', ') || 'none'})`],
    ['doubled here', tally.doubledHere], ['doubled there', tally.doubledThere], ['lost', tally.lost], ['misjudged', tally.misjudged], ...tally.strays.map((stray) => ['', stray] as const),
  ])
  return isSoundSending(tally)
}

function print(lines: readonly (readonly [string, string | number])[]): void {
  console.log(`\n${lines.map(([name, value]) => `  ${name.padEnd(14)} ${value}`).join('\n')}`)
}

async function share(): Promise<boolean> {
  await using external = await startManagedPostgres({ dataDir: join(folder, 'external'), log: silentLog })
  const { claims, turns, atOnce, disagreements } = await shareWork({ databaseUrl: external.url, dataDir: join(folder, 'instance'), seconds: SHARING_SECONDS })
  const each = [...claims].map(([worker, n]) => `${worker.slice(-4)} ${n}`).join(', ')
  console.log(`two workers on one external PostgreSQL: ${turns} turns, claims seen by worker ${each}; ` +
    `turns of an agent at once ${atOnce}, disagreements ${disagreements.length === 0 ? 0 : disagreements.join('; ')}`)
  return atOnce === 0 && claims.size === 2 && disagreements.length === 0
}
