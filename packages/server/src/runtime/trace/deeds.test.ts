import { expect, it } from 'vitest'
import { deedsOf } from './deeds.ts'

it('counts what was done under whatever name, and nothing that was not', () => {
  const acted = (action: string, n: number, result = 'done') => ({ kind: 'acted', action, result, n })
  expect(deedsOf([
    acted('create_image_post', 2), acted('create_post', 1), acted('comment', 5), acted('upvote', 3), acted('like_post', 4), acted('follow', 1), acted('view_gallery', 9),
    acted('comment', 7, 'unknown'), acted('upvote', 8, 'refused'), acted('do_nothing', 6), { kind: 'asked', action: 'comment', result: 'done', n: 9 },
  ])).toEqual({ posts: 3, comments: 5, likes: 7, follows: 1, looks: 9 })
})
