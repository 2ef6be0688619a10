/** The people a run begins with: made from a pack or read from files, and who follows whom. */
import { createHash } from 'node:crypto'
import type { Persona, PersonaDraft } from '@troupe/contract'
import { InvalidError, MissingError } from '../../base/errors.ts'
import { seeded } from '../../base/random.ts'
import { avatarPath } from '../../persona/persona-row.ts'
import { generatePersonas } from '../../persona/generation/generate-personas.ts'
import type { LoadedPack } from '../../persona/pack/loaded-pack.ts'
import type { EdgeList } from '../graphs/edge-list.ts'
import { generateGraph } from '../graphs/graph-model.ts'
import { importPopulation, type ImportedPopulation } from '../import/import-population.ts'
import type { PopulationFile } from '../import/population-file.ts'
import type { RunInputs } from './run-inputs.ts'

export interface Population {
  /** By member number. Ids are `n0`, `n1` …: numbers again, so that nothing of the machine enters. */
  readonly personas: readonly Persona[]
  readonly follows: EdgeList | null
  /** What files say people wrote before; oldest first where the files have times. */
  readonly previousPosts: ImportedPopulation['previousPosts']
  /** How the files were read; null for a pack. */
  readonly report: Pick<ImportedPopulation, 'mapping' | 'oddities' | 'odditiesTotal'> | null
}

export async function populationFromPack(pack: LoadedPack, agents: number, seed: string, fromMs: number): Promise<Population> {
  const { fresh } = await generatePersonas({ pack, count: agents, seed, taken: () => false, made: () => false })
  return { personas: fresh.map(({ origin, ...draft }, member) => personaOf(draft, member, origin, fromMs)), follows: null, previousPosts: [], report: null }
}

export async function populationFromFiles(files: readonly PopulationFile[], mbti: 'tint' | 'ignore', seed: string, fromMs: number, signal?: AbortSignal): Promise<Population> {
  const { personas, follows, previousPosts, ...report } = await importPopulation(files, { seed, mbti, ...(signal === undefined ? {} : { signal }) })
  return { personas: personas.map((draft, member) => personaOf(draft, member, null, fromMs)), follows, previousPosts, report }
}

/** Of what a pack made of a seed; tells whether pack and generator are still those of the run. */
export function populationSha256(personas: readonly Persona[]): string {
  const hash = createHash('sha256')
  for (const persona of personas) hash.update(`${JSON.stringify({ ...persona, createdAt: undefined, updatedAt: undefined })}\n`)
  return hash.digest('hex')
}

/** The graph that was asked for takes the place of the files'. */
export function followsAtStart({ graph, peopleSeed }: Pick<RunInputs, 'graph' | 'peopleSeed'>, population: Population): EdgeList | null {
  return graph === null ? population.follows : generateGraph(graph, population.personas.map(({ archetype }) => archetype), seeded(`${peopleSeed}/graph`))
}

/** The inputs' people again, as on the day the run began. Throws where pack or files are not what they were. */
export async function populationOf(inputs: RunInputs, packs: readonly LoadedPack[], files: readonly PopulationFile[], signal?: AbortSignal): Promise<Population> {
  const { population: input, peopleSeed, fromMs } = inputs
  if (input.kind === 'files') return populationFromFiles(files, input.mbti, peopleSeed, fromMs, signal)
  const pack = packNamed(packs, input.pack)
  const population = await populationFromPack(pack, input.agents, peopleSeed, fromMs)
  if (populationSha256(population.personas) !== input.sha256) {
    throw new InvalidError(`The pack "${input.pack}" makes other people today than when this run began: it was changed since. Put the former pack back, or begin a new run.`, [], 'pack-changed')
  }
  return population
}

export function packNamed(packs: readonly LoadedPack[], id: string): LoadedPack {
  const pack = packs.find((one) => one.pack.id === id)
  if (pack === undefined) throw new MissingError('pack', `${id} (there are: ${packs.map((one) => one.pack.id).join(', ')})`)
  return pack
}

function personaOf(draft: PersonaDraft, member: number, origin: Persona['origin'], fromMs: number): Persona {
  const at = new Date(fromMs).toISOString()
  const id = `n${member}`
  return { ...draft, id, avatarUrl: avatarPath(id), origin, createdAt: at, updatedAt: at }
}
