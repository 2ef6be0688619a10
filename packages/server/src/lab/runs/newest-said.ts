/** What was said last in a simulated world, for whoever watches it run: written beside the status while it runs. */
import { z } from 'zod'
import { must } from '../../base/errors.ts'
import type { SimulatedWorld } from './simulated-world.ts'

const SHOWN = 60

const saidSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['post', 'quote', 'repost', 'comment']),
  atMs: z.number(),
  username: z.string(),
  displayName: z.string(),
  text: z.string(),
  about: z.strictObject({ username: z.string(), text: z.string() }).nullable(),
  likes: z.number(),
  comments: z.number(),
  turn: z.number().nullable(),
})
export type Said = z.infer<typeof saidSchema>

export const newestSaidSchema = z.strictObject({ atMs: z.number(), items: z.array(saidSchema) })
export type NewestSaid = z.infer<typeof newestSaidSchema>

/** Newest first. */
export function newestSaid(world: SimulatedWorld): NewestSaid {
  const { state, nowMs } = world
  const items: Said[] = []
  let [post, comment] = [state.posts.author.length - 1, state.comments.author.length - 1]
  while (items.length < SHOWN && (post >= 0 || comment >= 0)) {
    const isPost = post >= 0 && (comment < 0 || (state.posts.createdMs.data[post] as number) >= (state.comments.createdMs.data[comment] as number))
    const gone = isPost ? state.posts.gone.data[post] : state.comments.gone.data[comment]
    if (gone === 0) items.push(isPost ? postSaid(world, post) : commentSaid(world, comment))
    if (isPost) post -= 1
    else comment -= 1
  }
  return { atMs: nowMs, items }
}

function postSaid(world: SimulatedWorld, row: number): Said {
  const { kind, text, likes, comments, createdMs, authorId, referencedId, turnId } = must(world.state.post(row), 'a post')
  return {
    id: `p${row}`, kind: kind === 'original' ? 'post' : kind, atMs: createdMs, ...namesOf(world, authorId), text, likes, comments, turn: turnId,
    about: referencedId === null ? null : aboutPost(world, referencedId),
  }
}

function commentSaid(world: SimulatedWorld, row: number): Said {
  const { text, likes, replies, createdMs, authorId, parentId, postId, turnId } = must(world.state.comment(row), 'a comment')
  const parent = parentId === null ? null : must(world.state.comment(parentId), 'a comment')
  const about = parent === null ? aboutPost(world, postId) : { username: namesOf(world, parent.authorId).username, text: parent.text }
  return { id: `c${row}`, kind: 'comment', atMs: createdMs, ...namesOf(world, authorId), text, likes, comments: replies, turn: turnId, about }
}

function aboutPost(world: SimulatedWorld, row: number): Said['about'] {
  const { authorId, text } = must(world.state.post(row), 'a post')
  return { username: namesOf(world, authorId).username, text }
}

function namesOf({ state }: SimulatedWorld, member: number): { username: string; displayName: string } {
  const { username, displayName } = state.people.person(member)
  return { username, displayName }
}
