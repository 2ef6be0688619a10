/** Which run stands for a branch, and a branch's colour in the plot of all differences, where the base has no box. */
import type { Plot } from '../../../parts/plot/plot.ts'
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

export function inBranchColours(plot: Plot, { branches, base }: Pick<ReadyComparison, 'branches' | 'base'>): Plot {
  const { color = [], series = [] } = plot.option as { color?: readonly string[]; series?: readonly { name?: string; itemStyle?: object }[] }
  return {
    ...plot,
    option: {
      ...plot.option,
      series: series.map((each) => {
        const place = branches.findIndex(({ name }) => name === each.name)
        return place < 0 || each.name === base || color.length === 0 ? each : { ...each, itemStyle: { ...each.itemStyle, borderColor: color[place % color.length] } }
      }),
    },
  }
}
