/**
 * Choosing a target among what is in view. What one has not reacted to yet, what touches one's interests, and what
 * was said to oneself comes first; chance decides the rest, so that two agents with one view do different things.
 */
import type { Id } from '../base/ids.ts'
import type { Action } from './action.ts'
import { ownIdOf, type Situation } from './brain.ts'
import { chooseGroup } from './group-habits.ts'
import type { SeenItem, Standing } from './seen-item.ts'

export interface Target {
  /** What the intent names; null for actions without a target. */
  readonly id: Id | null
  readonly post: SeenItem | null
  readonly comment: SeenItem | null
  readonly group?: SeenItem
}

const NO_TARGET: Target = { id: null, post: null, comment: null }

/** Being spoken to is hard to ignore: how often a reply goes to a notice when there is one. */
const NOTICE_CHANCE = 0.75
/** How often a reply answers a comment rather than the post, when a post has comments. */
const COMMENT_CHANCE = 0.45
/** What a shared interest adds to an item's ordinary weight of 1. */
const INTEREST_WEIGHT = 1.5
/** A thread one has already spoken in draws less, so that one voice does not fill it. */
const ALREADY_COMMENTED_WEIGHT = 0.15

/**
 * How one must stand towards an item for an action to be possible: only what one likes can be unliked. The gallery's votes
 * are the feed's likes under their own names. Actions that aren't here take any.
 */
const STANDING_NEEDED: Readonly<Record<string, Standing['reaction']>> = {
  like_post: null, dislike_post: null, unlike_post: 'like', undo_dislike_post: 'dislike', upvote: null, undo_upvote: 'like', remove_upvote: 'like',
  like_comment: null, dislike_comment: null, unlike_comment: 'like', undo_dislike_comment: 'dislike',
}

export function chooseTarget(action: Action, posts: readonly SeenItem[], situation: Situation): Target | null {
  if (action.target === null) return NO_TARGET
  if (action.words?.form === 'reply') return chooseToAnswer(posts, situation)
  switch (action.target.kind) {
    case 'post': {
      const post = situation.random.weighted(posts, (item) => postWeight(action, item, situation))
      return post === null ? null : { id: post.id, post, comment: null }
    }
    case 'comment': {
      const comments = posts.flatMap((post) => post.comments.map((comment) => ({ post, comment })))
      const foreign = comments.filter(({ comment }) => comment.authorId !== ownIdOf(situation.agent) && isPossible(action, comment))
      if (foreign.length === 0) return null
      const { post, comment } = situation.random.pick(foreign)
      return { id: comment.id, post, comment }
    }
    case 'profile': {
      const fresh = posts.filter((post) => post.authorId !== ownIdOf(situation.agent) && isPossible(action, post))
      const post = situation.random.weighted(fresh, (item) => interestWeight(item, situation))
      return post === null ? null : { id: post.authorId, post, comment: null }
    }
    case 'group': {
      const group = chooseGroup(action, posts, situation)
      return group === null ? null : { id: group.id, post: null, comment: null, group }
    }
  }
}

function chooseToAnswer(posts: readonly SeenItem[], situation: Situation): Target | null {
  const { random, observation, agent } = situation
  const spokenTo = observation.notices.filter((notice) => notice.kind === 'comment' && !posts.some((post) => answered(post, notice, ownIdOf(agent))))
  if (spokenTo.length > 0 && random.chance(NOTICE_CHANCE)) {
    const notice = random.pick(spokenTo)
    const post = posts.find((item) => item.id === notice.postId) ?? null
    return { id: notice.postId, post, comment: notice }
  }
  // Outside there is no telling what was said under one's own: that reaches one as news.
  const open = agent.site === undefined ? posts : posts.filter((item) => item.authorId !== ownIdOf(agent))
  const post = random.weighted(open, (item) => interestWeight(item, situation) * (item.yours.commented ? ALREADY_COMMENTED_WEIGHT : 1))
  if (post === null) return null
  const others = post.comments.filter((comment) => comment.authorId !== ownIdOf(agent) && !answered(post, comment, ownIdOf(agent)))
  if (others.length > 0 && random.chance(COMMENT_CHANCE)) {
    return { id: post.id, post, comment: random.pick(others.slice(-6)) }
  }
  return { id: post.id, post, comment: null }
}

function answered(post: SeenItem, comment: SeenItem, me: Id | null): boolean {
  return post.comments.some((other) => other.parentId === comment.id && other.authorId === me)
}

function postWeight(action: Action, post: SeenItem, situation: Situation): number {
  // The embedded network has its own rule for votes on one's own; outside, each place says no in its own way.
  if (situation.agent.site !== undefined && action.effect === 'write' && action.words === null && post.authorId === ownIdOf(situation.agent)) return 0
  return isPossible(action, post) ? interestWeight(post, situation) : 0
}

function isPossible({ name }: Action, { yours }: SeenItem): boolean {
  if (name === 'follow') return !yours.followsAuthor
  if (name === 'unfollow') return yours.followsAuthor
  const needed = STANDING_NEEDED[name]
  return needed === undefined || yours.reaction === needed
}

function interestWeight(item: SeenItem, situation: Situation): number {
  const interests = situation.agent.persona?.interests ?? []
  if (interests.length === 0) return 1
  const text = item.text.toLowerCase()
  return interests.some((interest) => text.includes(interest.toLowerCase())) ? 1 + INTEREST_WEIGHT : 1
}
