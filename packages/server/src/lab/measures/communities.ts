/** The communities of the follow graph: how many, how large, how closed, and who stands for the largest. */
import type { Random } from '../../base/random.ts'
import type { Degrees, Graph } from './graph.ts'
import { leiden, type Partition } from './leiden.ts'
import { modularityOf } from './modularity.ts'
import { summaryOf, type Summary } from './summary.ts'
import type { WorldRecord } from './world-record.ts'

export interface Community {
  readonly members: number
  readonly share: number
  /** The most followed, at most three. */
  readonly bestKnown: readonly string[]
  /** The commonest archetype and its share of the community; null where archetypes are not known. */
  readonly archetype: { readonly name: string; readonly share: number } | null
}

export interface Communities {
  readonly unit: 'members a community'
  readonly method: 'Leiden on undirected follows'
  /** Those of two members and more. */
  readonly count: number
  /** Members nobody follows and who follow nobody. */
  readonly isolated: number
  readonly sizes: Summary | null
  readonly modularity: number | null
  readonly largest: readonly Community[]
}

const SHOWN = 10
const NAMED = 3

export function communitiesOf(record: WorldRecord, degrees: Degrees, ties: Graph, random: Random): { readonly measure: Communities; readonly partition: Partition } {
  const partition = leiden(ties, random)
  const sizes = new Int32Array(partition.count)
  for (const label of partition.labels) sizes[label] = (sizes[label] as number) + 1
  const groups = sizes.filter((size) => size > 1)
  let isolated = 0
  for (let i = 0; i < ties.nodes; i++) if (ties.offsets[i] === ties.offsets[i + 1]) isolated += 1
  return {
    partition,
    measure: {
      unit: 'members a community',
      method: 'Leiden on undirected follows',
      count: groups.length,
      isolated,
      sizes: summaryOf(groups),
      modularity: modularityOf(ties, partition.labels, partition.count),
      largest: describe(record, degrees, partition.labels, groups.subarray(0, SHOWN)),
    },
  }
}

/** Communities come largest first, so the shown ones are the first labels. */
function describe(record: WorldRecord, degrees: Degrees, labels: Int32Array, sizes: Int32Array): Community[] {
  const best: number[][] = Array.from(sizes, () => [])
  const archetypes: Map<string, number>[] = Array.from(sizes, () => new Map<string, number>())
  const followers = (member: number): number => degrees.followers[member] as number
  for (let member = 0; member < labels.length; member++) {
    const label = labels[member] as number
    if (label >= sizes.length) continue
    const known = best[label] as number[]
    if (known.length < NAMED || followers(member) > followers(known.at(-1) as number)) {
      known.push(member)
      known.sort((a, b) => followers(b) - followers(a) || a - b)
      known.length = Math.min(known.length, NAMED)
    }
    const archetype = record.members.archetype(member)
    if (archetype !== null) (archetypes[label] as Map<string, number>).set(archetype, ((archetypes[label] as Map<string, number>).get(archetype) ?? 0) + 1)
  }
  return Array.from(sizes, (members, label) => {
    const commonest = [...archetypes[label] as Map<string, number>].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]
    return {
      members,
      share: members / labels.length,
      bestKnown: (best[label] as number[]).map((member) => record.members.username(member)),
      archetype: commonest ? { name: commonest[0], share: commonest[1] / members } : null,
    }
  })
}
