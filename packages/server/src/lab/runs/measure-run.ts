/** A run measured as it stands; kept beside it, since it takes seconds and does not change. */
import { readFile, writeFile } from 'node:fs/promises'
import { measureAll, measuresFrom, type Measures } from '../measures/measure-all.ts'
import type { WorldRecord } from '../measures/world-record.ts'
import { historyOf } from './history.ts'
import type { Lab } from './lab.ts'
import type { RunFolder } from './run-folder.ts'
import { worldRecordOf } from './world-record.ts'

/** Of the sampling in the measures; the same for all, so that runs differ by their worlds alone. */
export const SAMPLING_SEED = 'measures'

export async function recordOf(lab: Lab, folder: RunFolder, atMs: number | null = null, signal?: AbortSignal): Promise<WorldRecord> {
  const { world } = await lab.worldAt(folder, atMs === null ? null : { kind: 'time', atMs }, signal === undefined ? {} : { signal })
  return worldRecordOf(world, await historyOf(folder, world.nowMs, (username) => world.cast.named(username)))
}

export async function measureRun(lab: Lab, folder: RunFolder, signal?: AbortSignal): Promise<Measures> {
  await folder.demandWholeJournal()
  const status = await folder.status()
  const of = status?.state === 'done' ? status.journalSha256 : null
  const kept = of === null ? null : await keptMeasures(folder, of)
  if (kept !== null) return kept
  const measures = measureAll(await recordOf(lab, folder, null, signal), { seed: SAMPLING_SEED })
  if (of !== null) await writeFile(folder.measuresPath, JSON.stringify({ journalSha256: of, measures }))
  return measures
}

async function keptMeasures(folder: RunFolder, journalSha256: string): Promise<Measures | null> {
  try {
    const kept = JSON.parse(await readFile(folder.measuresPath, 'utf8')) as { journalSha256?: string; measures?: unknown }
    return kept.journalSha256 === journalSha256 ? measuresFrom(kept.measures) : null
  } catch {
    // Not there, cut off, or of another version: measured anew.
    return null
  }
}
