/** What a world has come to, in the numbers people watch. */
import type { RunCounts } from './run-record.ts'
import type { SimulatedWorld } from './simulated-world.ts'

export function countsOf({ cast, loop, state }: SimulatedWorld): RunCounts {
  const { turns, acts } = loop.counts
  return {
    members: cast.size, turns, acts, posts: state.posts.author.length, comments: state.comments.author.length,
    likes: state.postReactions.size + state.commentReactions.size, follows: state.followed.size,
  }
}
