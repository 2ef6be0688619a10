/**
 * How far ties stay inside camps. The E–I index (Krackhardt and Stern 1988) is external minus internal ties over all of
 * them: −1 when nobody reaches out, 1 when everybody does only that. It depends on how large the camps are, so what chance
 * would give stands beside it; assortativity (Newman 2003) and modularity take chance out.
 */
import type { Camps } from './camps.ts'
import { courseOf, type CourseWindow } from './course.ts'
import type { Graph } from './graph.ts'
import { Tally, type Mixing } from './mixing.ts'
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
  /** Likes of posts and comments as they stand. */
  readonly likes: Mixing
  /** Posts that a refresh put before members: whose, and whom. Null where the record did not keep them. */
  readonly shown: Mixing | null
  readonly modularity: number | null
  readonly perCamp: readonly CampMixing[]
  /** The run in equal stretches; empty where the record kept no times. */
  readonly course: readonly CourseWindow[]
  readonly notes: readonly string[]
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
  const follows = new Tally(labels, names.length)
  for (let i = 0; i < record.follows.count; i++) follows.add(record.follows.from[i] as number, record.follows.to[i] as number)
  const order = Int32Array.from({ length: names.length }, (_, camp) => camp).sort((a, b) => (sizes[b] as number) - (sizes[a] as number) || a - b)
  return {
    camps: camps.kind,
    campCount: names.length,
    labelled,
    unlabelled: labels.length - labelled,
    follows: follows.mixing('follows'),
    answers: answers(record, camps).mixing('answers'),
    likes: likes(record, camps).mixing('likes'),
    shown: shown(record, camps)?.mixing('posts shown') ?? null,
    modularity: modularityOf(ties, labels, names.length),
    perCamp: Array.from(order.subarray(0, CAMPS_SHOWN), (camp) => ({ name: names[camp] as string, members: sizes[camp] as number, eiIndex: follows.eiOf(camp) })),
    course: courseOf(record, camps),
    notes: camps.kind === 'communities' ? ['communities are found by keeping follows inside them, so their divide is the deepest this graph holds, not one that members chose'] : [],
  }
}

function answers({ posts, comments }: WorldRecord, { labels, names }: Camps): Tally {
  const tally = new Tally(labels, names.length)
  for (let i = 0; i < comments.count; i++) {
    const parent = comments.parent[i] as number
    const author = comments.author[i] as number
    const answered = parent === NOBODY ? posts.author[comments.post[i] as number] as number : comments.author[parent] as number
    if (author !== answered) tally.add(author, answered)
  }
  return tally
}

function likes({ posts, comments, reactions }: WorldRecord, { labels, names }: Camps): Tally {
  const tally = new Tally(labels, names.length)
  for (let i = 0; i < reactions.count; i++) {
    if (reactions.value[i] !== 1) continue
    const { author } = reactions.on[i] === 0 ? posts : comments
    tally.add(reactions.member[i] as number, author[reactions.target[i] as number] as number)
  }
  return tally
}

function shown({ posts, shown: kept }: WorldRecord, { labels, names }: Camps): Tally | null {
  if (kept === undefined) return null
  const tally = new Tally(labels, names.length)
  for (let i = 0; i < kept.count; i++) tally.add(kept.member[i] as number, posts.author[kept.post[i] as number] as number)
  return tally
}
