/** Runs as branches to compare: those that are alike but for their seeds are repetitions of one. */
import { InvalidError } from '../../base/errors.ts'
import type { Branch } from '../measures/comparison/compare-runs.ts'
import type { Lab } from './lab.ts'
import { measureRun } from './measure-run.ts'
import type { RunFolder } from './run-folder.ts'
import type { RunRecord } from './run-record.ts'

/** In the order of the first run of each; named by it. `onMeasured` is told how many are done. */
export async function branchesOf(lab: Lab, folders: readonly RunFolder[], onMeasured?: (done: number) => void, signal?: AbortSignal): Promise<Branch[]> {
  const branches = new Map<string, { name: string; runs: { seed: string; measures: Branch['runs'][number]['measures'] }[] }>()
  const names = new Set<string>()
  /** Where each run lies: one that was named twice would pass for two that agree. */
  const known = new Map<string, string>()
  for (const [place, folder] of folders.entries()) {
    const record = await folder.record()
    const key = likeness(record)
    let branch = branches.get(key)
    if (branch === undefined) {
      branch = { name: freeName(record.name, names), runs: [] }
      branches.set(key, branch)
    }
    const seed = seedsOf(record)
    const whole = `${key} ${record.inputs.peopleSeed} ${seed}`
    const same = known.get(whole)
    if (same !== undefined) throw new InvalidError(`${same} and ${folder.path} are one run: the same inputs and the same seed. Name one of them; a repetition has a seed of its own.`, [], 'run-twice')
    known.set(whole, folder.path)
    branch.runs.push({ seed, measures: await measureRun(lab, folder, signal) })
    onMeasured?.(place + 1)
  }
  return [...branches.values()]
}

/** What two repetitions share: everything but chance, and the people that chance made of the same pack. */
function likeness({ inputs: { seed: _seed, peopleSeed: _peopleSeed, population, ...inputs }, forks, untilMs }: RunRecord): string {
  const people = population.kind === 'pack' ? { ...population, sha256: null } : population
  return JSON.stringify([inputs, people, forks.map(({ point, changes }) => [point, changes]), untilMs])
}

function seedsOf({ inputs, forks }: RunRecord): string {
  return [inputs.seed, ...forks.map(({ seed }) => seed).filter((seed) => seed !== null)].join('/')
}

function freeName(name: string, taken: Set<string>): string {
  let free = name
  for (let number = 2; taken.has(free); number++) free = `${name} (${number})`
  taken.add(free)
  return free
}
