/** A simulated world as the measures read it: its own columns as they stand. Times of follows and reactions are not kept in them. */
import { multiplierAt } from '../../persona/rhythm/waking.ts'
import type { Rhythm } from '@troupe/contract'
import type { PairTable } from '../../feed/columns/pair-table.ts'
import type { FollowColumns, ReactionColumns, WorldRecord } from '../measures/world-record.ts'
import type { History } from './history.ts'
import type { SimulatedWorld } from './simulated-world.ts'
import { startingCamps } from './starting-camps.ts'

/** Without its history, which the journal tells, acts are counted from what was made, and of what was shown nothing is known. */
export function worldRecordOf({ inputs, nowMs, state, cast }: SimulatedWorld, history?: History): WorldRecord {
  const { posts, comments } = state
  const { indexOf, rates } = rhythmsOf(cast.personas.map((persona) => persona.rhythm))
  return {
    fromMs: inputs.fromMs,
    toMs: nowMs,
    members: {
      count: cast.size,
      username: (member) => cast.persona(member).username,
      archetype: (member) => cast.persona(member).archetype,
      rhythm: (member) => indexOf[member] as number,
      rhythms: rates,
    },
    posts: {
      count: posts.author.length, author: posts.author.view(), createdMs: posts.createdMs.view(), kind: posts.kind.view(), referenced: posts.referenced.view(),
      likes: posts.likes.view(), dislikes: posts.dislikes.view(), gone: posts.gone.view(), text: (row) => state.texts.get(posts.text.data[row] as number),
    },
    comments: {
      count: comments.author.length, post: comments.post.view(), parent: comments.parent.view(), author: comments.author.view(), createdMs: comments.createdMs.view(),
      likes: comments.likes.view(), dislikes: comments.dislikes.view(), gone: comments.gone.view(), text: (row) => state.texts.get(comments.text.data[row] as number),
    },
    follows: followsOf(state.followed),
    reactions: reactionsOf(state.postReactions, state.commentReactions),
    camps: startingCamps(inputs, cast.personas.map(({ archetype }) => archetype)),
    ...history,
  }
}

function followsOf(table: PairTable): FollowColumns {
  const from = new Int32Array(table.size)
  const to = new Int32Array(table.size)
  let count = 0
  for (const [follower, followee] of table.entries()) {
    from[count] = follower
    to[count++] = followee
  }
  return { count, from, to, atMs: null }
}

function reactionsOf(posts: PairTable, comments: PairTable): ReactionColumns {
  const count = posts.size + comments.size
  const columns = { count, member: new Int32Array(count), on: new Uint8Array(count), target: new Int32Array(count), value: new Int8Array(count), atMs: null }
  let row = 0
  for (const [on, table] of [posts, comments].entries()) {
    for (const [member, target, value] of table.entries()) {
      columns.member[row] = member
      columns.on[row] = on
      columns.target[row] = target
      columns.value[row++] = value
    }
  }
  return columns
}

/** Personas of one archetype share a rhythm as often as not: each content is listed once. */
function rhythmsOf(rhythms: readonly Rhythm[]): { indexOf: Int32Array; rates: readonly ((atMs: number) => number)[] } {
  const known = new Map<string, number>()
  const rates: ((atMs: number) => number)[] = []
  const indexOf = new Int32Array(rhythms.length)
  for (const [member, rhythm] of rhythms.entries()) {
    const content = JSON.stringify(rhythm)
    let index = known.get(content)
    if (index === undefined) {
      index = rates.push((atMs) => multiplierAt(rhythm, atMs)) - 1
      known.set(content, index)
    }
    indexOf[member] = index
  }
  return { indexOf, rates }
}
