/**
 * Offline images (issue 4: 150 ms each, median), at each generator's own size, drawings rasterised. Time of the processor, not of
 * the clock, and the least of three rounds of each image: an image is one thread's work, and neighbours on a shared machine only
 * ever add to it. `--images`: of each generator, with a seed each.
 */
import { seeded } from '../packages/server/src/base/random.ts'
import type { Generate } from '../packages/server/src/image/generated.ts'
import { FONT_FILES } from '../packages/server/src/image/generators/font-files.ts'
import { OFFLINE_GENERATORS } from '../packages/server/src/image/generators/offline-generators.ts'
import { rasterised } from '../packages/server/src/image/rasterise.ts'
import { median } from './median.ts'
import { numberOption } from './options.ts'
import { atMost, type Row } from './row.ts'

const REACH_MS = 150
const ROUNDS = 3

export function run(args: readonly string[]): Row[] {
  const images = numberOption(args, 'images', 20)
  return Object.entries(OFFLINE_GENERATORS).map(([name, generate]) => {
    const least: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      for (let i = 0; i < images; i++) {
        const before = process.cpuUsage()
        const { picture } = (generate as Generate<object>)({}, seeded(`bench/${i}`))
        if ('svg' in picture) rasterised(picture, FONT_FILES)
        const { user, system } = process.cpuUsage(before)
        least[i] = Math.min(least[i] ?? Infinity, (user + system) / 1000)
      }
    }
    return atMost(`${name}, one image`, median(least), REACH_MS, (ms) => `${ms.toFixed(0)} ms`)
  })
}
