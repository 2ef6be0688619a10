/**
 * How far ties stay inside camps. The E–I index (Krackhardt and Stern 1988) is external minus internal ties over all of
 * them: −1 when nobody reaches out, 1 when everybody does only that. It depends on how large the camps are, so what chance
 * would give stands beside it; assortativity (Newman 2003) and modularity take chance out.
 */
import type { Camps } from './camps.ts'
import type { Graph } from './graph.ts'
import { modularityOf } from './modularity.ts'
import { NOBODY, type WorldRecord } from './world-record.ts'

export interface Polarisation {
  readonly camps: string
  readonly campCount: number
  /** Members in a camp, and the rest. */
  readonly labelled: number
  readonly unlabelled: number
  readonly follows: Mixing
  /** Comments on somebody else's post or comment: who answers whom. */
  readonly answers: Mixing
  readonly modularity: number | null
  readonly perCamp: readonly CampMixing[]
  readonly notes: readonly string[]
}

export interface Mixing {
  readonly unit: 'follows' | 'answers'
  readonly internal: number
  readonly external: number
  /** −1 to 1; null where there are no ties between members of camps. */
  readonly eiIndex: number | null
  /** The index if everybody kept their number of ties but chose at random. */
  readonly eiByChance: number | null
  /** 1 all inside, 0 chance; null where all ties touch one camp. */
  readonly assortativity: number | null
}

export interface CampMixing {
  readonly name: string
  readonly members: number
  /** Of the follows of its members. */
  readonly eiIndex: number | null
}

const CAMPS_SHOWN = 20

export function polarisationOf(record: WorldRecord, camps: Camps, ties: Graph): Polarisation {
  const { labels, names } = camps
  const sizes = new Int32Array(names.length)
  let labelled = 0
  for (const label of labels) {
    if (label === NOBODY) continue
    sizes[label] = (sizes[label] as number) + 1
    labelled += 1
  }
  const follows = new Tally(names.length)
  for (let i = 0; i < record.follows.count; i++) follows.add(labels[record.follows.from[i] as number] as number, labels[record.follows.to[i] as number] as number)
  const order = Int32Array.from({ length: names.length }, (_, camp) => camp).sort((a, b) => (sizes[b] as number) - (sizes[a] as number) || a - b)
  return {
    camps: camps.kind,
    campCount: names.length,
    labelled,
    unlabelled: labels.length - labelled,
    follows: follows.mixing('follows'),
    answers: answers(record, camps).mixing('answers'),
    modularity: modularityOf(ties, labels, names.length),
    perCamp: Array.from(order.subarray(0, CAMPS_SHOWN), (camp) => ({ name: names[camp] as string, members: sizes[camp] as number, eiIndex: follows.eiOf(camp) })),
    notes: camps.kind === 'communities' ? ['communities are found by keeping follows inside them, so their divide is the deepest this graph holds, not one that members chose'] : [],
  }
}

function answers({ posts, comments }: WorldRecord, { labels, names }: Camps): Tally {
  const tally = new Tally(names.length)
  for (let i = 0; i < comments.count; i++) {
    const parent = comments.parent[i] as number
    const author = comments.author[i] as number
    const answered = parent === NOBODY ? posts.author[comments.post[i] as number] as number : comments.author[parent] as number
    if (author !== answered) tally.add(labels[author] as number, labels[answered] as number)
  }
  return tally
}

class Tally {
  readonly #from: Float64Array
  readonly #to: Float64Array
  readonly #inside: Float64Array

  constructor(camps: number) {
    this.#from = new Float64Array(camps)
    this.#to = new Float64Array(camps)
    this.#inside = new Float64Array(camps)
  }

  add(from: number, to: number): void {
    if (from === NOBODY || to === NOBODY) return
    this.#from[from] = (this.#from[from] as number) + 1
    this.#to[to] = (this.#to[to] as number) + 1
    if (from === to) this.#inside[from] = (this.#inside[from] as number) + 1
  }

  eiOf(camp: number): number | null {
    const all = this.#from[camp] as number
    return all === 0 ? null : (all - 2 * (this.#inside[camp] as number)) / all
  }

  mixing(unit: Mixing['unit']): Mixing {
    let all = 0
    let internal = 0
    for (let camp = 0; camp < this.#from.length; camp++) {
      all += this.#from[camp] as number
      internal += this.#inside[camp] as number
    }
    if (all === 0) return { unit, internal: 0, external: 0, eiIndex: null, eiByChance: null, assortativity: null }
    let chance = 0
    for (let camp = 0; camp < this.#from.length; camp++) chance += (this.#from[camp] as number) / all * ((this.#to[camp] as number) / all)
    const inside = internal / all
    return {
      unit,
      internal,
      external: all - internal,
      eiIndex: 1 - 2 * inside,
      eiByChance: 1 - 2 * chance,
      assortativity: chance > 1 - 1e-12 ? null : (inside - chance) / (1 - chance),
    }
  }
}
