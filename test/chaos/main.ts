/** `npm run chaos [-- --rounds 30 --seed N --workers 2]`: prints its tally; the exit code is 1 when anything was lost or doubled. */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { seeded } from '../../packages/server/src/base/random.ts'
import { isSound, runChaos } from './run-chaos.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string' }, seed: { type: 'string' }, workers: { type: 'string' } } })
const seed = values.seed ?? String(process.pid)
const folder = await mkdtemp(join(tmpdir(), 'troupe-chaos-'))
// As root the database runs as another user, who has to pass through here.
await chmod(folder, 0o711)
const started = performance.now()
try {
  console.log(`chaos, seed ${seed}`)
  const tally = await runChaos({
    dataDir: join(folder, 'data'), rounds: Number(values.rounds ?? 30), workers: Number(values.workers ?? 2), random: seeded(seed),
    say: (line) => console.log(line),
  })
  const sound = isSound(tally)
  const { kills } = tally
  const lines: readonly (readonly [string, string | number])[] = [
    ['kills', `${kills.server + kills.worker + kills.postgres} (server ${kills.server}, workers ${kills.worker}, PostgreSQL ${kills.postgres})`],
    ['turns', tally.turns], ['acts', tally.acts], ['asks', tally.asks],
    ['resumed turns', `${tally.resumed} of ${tally.interrupted} that were under way in a killed worker`],
    ['doubled', tally.doubled], ['lost', tally.lost], ['stuck', tally.stuck], ['failed agents', tally.failedAgents], ['failed turns', tally.failedTurns],
    ['disagreements', tally.disagreements.length === 0 ? 0 : `\n    ${tally.disagreements.join('\n    ')}`],
  ]
  console.log(`\n${lines.map(([name, value]) => `  ${name.padEnd(14)} ${value}`).join('\n')}\n\n  ${sound ? 'sound' : 'NOT SOUND'}, in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  process.exitCode = sound ? 0 : 1
} finally {
  await rm(folder, { recursive: true, force: true })
}
