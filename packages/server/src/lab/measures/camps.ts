/** A labelling of members to look for a divide along: found communities, archetypes, or sides that a study set. */
import type { Partition } from './leiden.ts'
import { NOBODY, type Camps, type WorldRecord } from './world-record.ts'

export type { Camps } from './world-record.ts'

/** Communities of a single member are no camp. */
export function communityCamps({ labels, count }: Partition): Camps {
  const sizes = new Int32Array(count)
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1
  const groups = sizes.filter((size) => size > 1).length
  return {
    kind: 'communities',
    names: Array.from({ length: groups }, (_, index) => `community ${index + 1}`),
    // The largest come first, so those of one come last.
    labels: labels.map((label) => (label < groups ? label : NOBODY)),
  }
}

/** Null where fewer than two archetypes are known. */
export function archetypeCamps(record: WorldRecord): Camps | null {
  const names: string[] = []
  const known = new Map<string, number>()
  const labels = Int32Array.from({ length: record.members.count }, (_, member) => {
    const name = record.members.archetype(member)
    if (name === null) return NOBODY
    let label = known.get(name)
    if (label === undefined) {
      label = names.push(name) - 1
      known.set(name, label)
    }
    return label
  })
  return names.length < 2 ? null : { kind: 'archetypes', names, labels }
}
