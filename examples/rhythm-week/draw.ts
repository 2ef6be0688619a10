/**
 * Draws a simulated week of every archetype of each pack, wakes counted beside what its rhythm says, into
 * `docs/images/rhythm-<pack>.svg`. The same seed draws the same picture.
 *
 *     npx node examples/rhythm-week/draw.ts [--people 40] [--seed week] [--out docs/images] [archetypes/harbour …]
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { rhythmPlot } from '../../packages/server/src/lab/plots/rhythm-plot.ts'
import { svgOf } from '../../packages/server/src/lab/plots/svg.ts'
import { weekOfWakes } from '../../packages/server/src/lab/rhythms/week-of-wakes.ts'
import { findPackFolders, loadPacks } from '../../packages/server/src/persona/pack/load-packs.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { values: { people, seed, out }, positionals } = parseArgs({
  allowPositionals: true,
  options: { people: { type: 'string', default: '40' }, seed: { type: 'string', default: 'week' }, out: { type: 'string', default: join(root, 'docs/images') } },
})
/** A Monday after which no clock changes for months, in any zone of the shipped packs. */
const MONDAY = '2026-11-16'

await mkdir(out, { recursive: true })
for (const { pack, archetypes } of await loadPacks(positionals.length > 0 ? positionals : await findPackFolders(join(root, 'archetypes')))) {
  const weeks = archetypes.map(({ name, rhythm }) => ({ name, timezone: rhythm.timezone, week: weekOfWakes(rhythm, { people: Number(people), monday: MONDAY, seed }) }))
  const file = join(out, `rhythm-${pack.id}.svg`)
  await writeFile(file, svgOf(rhythmPlot(pack.name, weeks, 'light')))
  for (const { name, week } of weeks) process.stdout.write(`${pack.name}, ${name}: ${(week.displacedShare * 100).toFixed(2)} % of wakes in another hour; chi-square ${week.chiSquare.toFixed(0)} over ${week.hoursCompared} hours\n`)
  process.stdout.write(`${file}\n`)
}
