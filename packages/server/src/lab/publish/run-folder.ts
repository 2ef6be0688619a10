/** The folder a simulation leaves: `journal.troupe`, and beside it `people.jsonl` and `run.json` where there is more to tell. */
import { createReadStream } from 'node:fs'
import { access, readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { personaDraftSchema, personaSchema, type Persona, type PersonaDraft } from '@troupe/contract/persona'
import { z } from 'zod'
import { ExpectedError, InvalidError } from '../../base/errors.ts'
import type { GivenPeople } from './published-people.ts'

export interface RunFolder {
  readonly journalPath: string
  /** Null where the run's people are numbers. */
  readonly people: GivenPeople | null
  /** As its owner called it, else the folder's name. */
  readonly name: string
}

export class RunFolderError extends ExpectedError {
  readonly kind = 'missing'
  readonly code = 'run-missing'
}

const NAME_LONGEST = 80
const specSchema = z.object({ name: z.string().trim().min(1).max(NAME_LONGEST).optional() }).catch({})
/** What a persona of an instance has besides what its writer gave it. */
const givenSchema = personaDraftSchema.extend({
  id: z.string().optional(), avatarUrl: z.string().optional(), origin: personaSchema.shape.origin.optional(), createdAt: z.string().optional(), updatedAt: z.string().optional(),
}).nullable()

export async function openRunFolder(folder: string): Promise<RunFolder> {
  const journalPath = join(folder, 'journal.troupe')
  if (!await isThere(journalPath)) throw new RunFolderError(`${folder} is no run: there is no journal.troupe in it. Name the folder that --out gave the simulation.`)
  const peoplePath = join(folder, 'people.jsonl')
  return { journalPath, people: await isThere(peoplePath) ? peopleIn(peoplePath) : null, name: await nameOf(folder) }
}

async function nameOf(folder: string): Promise<string> {
  const path = join(folder, 'run.json')
  if (await isThere(path)) {
    const { name } = specSchema.parse(JSON.parse(await readFile(path, 'utf8')) as unknown)
    if (name !== undefined) return name
  }
  return basename(resolve(folder)).slice(0, NAME_LONGEST)
}

/** A line at a time; an empty one, or `null`, is somebody who is a number. */
async function* peopleIn(path: string): AsyncGenerator<Persona | PersonaDraft | null> {
  let line = 0
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1
    yield text.trim() === '' ? null : personOf(text, `${path}:${line}`)
  }
}

function personOf(text: string, where: string): Persona | PersonaDraft | null {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new InvalidError(`${where} is no JSON: ${(error as Error).message}`)
  }
  const parsed = givenSchema.safeParse(json)
  if (!parsed.success) throw new InvalidError(`${where} is no persona: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).slice(0, 3).join('; ')}`)
  return parsed.data as Persona | PersonaDraft | null
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false)
}
