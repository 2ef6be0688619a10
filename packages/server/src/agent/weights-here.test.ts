import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineAction, type Action } from './action.ts'
import { weightsHere } from './weights-here.ts'

function place(...names: string[]): ReadonlyMap<string, Action> {
  return new Map(names.map((name) => [name, defineAction({ name, description: name, effect: 'read', words: null, target: null, schema: z.strictObject({}) })]))
}

function named(weights: readonly (readonly [Action, number])[]): unknown {
  return Object.fromEntries(weights.map(([{ name }, weight]) => [name, weight]))
}

test('a gallery\'s votes are a feed\'s likes, and the other way round', () => {
  expect(named(weightsHere({ upvote: 24, comment: 14, view_gallery: 22 }, place('like_post', 'comment', 'refresh_feed')))).toEqual({ like_post: 24, comment: 14, refresh_feed: 22 })
  expect(named(weightsHere({ like_post: 40, create_post: 9 }, place('upvote', 'comment')))).toEqual({ upvote: 40 })
})

test('who has weights for both names has their sum where there is one; nothing and less is no weight', () => {
  expect(named(weightsHere({ like_post: 3, upvote: 2, comment: 0, follow: -1 }, place('like_post', 'comment', 'follow')))).toEqual({ like_post: 5 })
  expect(named(weightsHere({ like_post: 3, upvote: 2 }, place('like_post', 'upvote')))).toEqual({ like_post: 3, upvote: 2 })
})
