/** Which run stands for a branch where there is one line for each. */
import type { ReadyComparison } from './comparison-rows.ts'

export interface NamedRun { readonly id: string; readonly name: string }

/** A branch is named by its first run; where two had one name, the second got a number behind it. */
export function runsOfBranches({ branches }: Pick<ReadyComparison, 'branches'>, runs: readonly NamedRun[]): { id: string; name: string }[] {
  const free = [...runs]
  return branches.flatMap(({ name }) => {
    const plain = name.replace(/ \(\d+\)$/, '')
    const place = free.findIndex((run) => run.name === name || run.name === plain)
    const [run] = place < 0 ? [] : free.splice(place, 1)
    return run === undefined ? [] : [{ id: run.id, name }]
  })
}
