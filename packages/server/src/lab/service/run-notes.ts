/** What the console keeps beside a run: whose it is and where it was published. None of it is the run's own. */
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { idSchema, type SimulationPublication } from '@troupe/contract'
import { z } from 'zod'

const FILE = 'console.json'
export const runNotesSchema = z.strictObject({
  /** Null for one begun on the command line, which is the instance's own. */
  workspaceId: idSchema.nullable(),
  budgetUsd: z.number(),
  published: z.strictObject({ projectId: idSchema, worldId: idSchema }).nullable(),
})
export type RunNotes = z.infer<typeof runNotesSchema>
export type Published = Extract<SimulationPublication, { state: 'ready' }>

const NONE: RunNotes = { workspaceId: null, budgetUsd: 1, published: null }

export async function notesOf(path: string): Promise<RunNotes> {
  try {
    return runNotesSchema.parse(JSON.parse(await readFile(join(path, FILE), 'utf8')))
  } catch {
    // Not there, or not ours: the run is what it is without.
    return NONE
  }
}

export async function writeNotes(path: string, notes: RunNotes): Promise<void> {
  const draft = join(path, `${FILE}.new`)
  await writeFile(draft, JSON.stringify(notes))
  await rename(draft, join(path, FILE))
}
