import { describe, expect, test } from 'vitest'
import { must } from '../base/errors.ts'
import { seeded } from '../base/random.ts'
import type { SeenItem } from './seen-item.ts'
import { chooseTarget, type Target } from './target.ts'
import { ACTIONS, NOTHING_NEW, seenComment, seenPost, situation } from './testing/situation.ts'

const action = (name: string) => must(ACTIONS.get(name), name)

function draw(name: string, posts: readonly SeenItem[], times: number, notices: readonly SeenItem[] = []): (Target | null)[] {
  return Array.from({ length: times }, (_, n) =>
    chooseTarget(action(name), posts, situation({ kind: 'habit' }, { random: seeded(`target ${n}`), observation: { ...NOTHING_NEW, notices } })))
}

describe('what an action is done to', () => {
  test('an action without a target takes none', () => {
    expect(draw('create_post', [], 1)).toEqual([{ id: null, post: null, comment: null }])
  })

  test('a post one has reacted to is not reacted to again', () => {
    const liked = seenPost(1, { yours: { reaction: 'like', commented: false, followsAuthor: false } })
    expect(new Set(draw('like_post', [liked, seenPost(2)], 50).map((target) => target?.id))).toEqual(new Set(['post-2']))
    expect(draw('like_post', [liked], 1)).toEqual([null])
  })

  test('what touches an interest is chosen more often, and never alone', () => {
    const ids = draw('like_post', [seenPost(1), seenPost(2, { text: 'BREAD again' })], 400).map((target) => target?.id)
    const share = ids.filter((id) => id === 'post-2').length / ids.length
    expect(share).toBeGreaterThan(0.6)
    expect(share).toBeLessThan(0.85)
  })

  test('one\'s own comments are neither liked nor answered', () => {
    const own = seenPost(1, { comments: [seenComment(1, 1, { authorId: 'me' })] })
    expect(draw('like_comment', [own], 5)).toEqual(Array(5).fill(null))
    expect(draw('comment', [own], 60).every((target) => target?.comment === null && target.id === 'post-1')).toBe(true)
  })

  test('one does not follow whom one follows', () => {
    const followed = seenPost(1, { yours: { reaction: null, commented: false, followsAuthor: true } })
    expect(new Set(draw('follow', [followed, seenPost(2)], 30).map((target) => target?.id))).toEqual(new Set(['author-2']))
  })

  test('being spoken to draws most replies, on the post it was said under, though that is not in the feed', () => {
    const notice = seenComment(7, 99, { text: 'And you, Mara?' })
    const targets = draw('comment', [seenPost(1)], 300, [notice])
    const toNotice = targets.filter((target) => target?.comment?.id === 'comment-7')
    expect(toNotice.length / targets.length).toBeGreaterThan(0.65)
    expect(toNotice[0]).toEqual({ id: 'post-99', post: null, comment: notice })
  })

  test('a notice that has been answered is not answered again', () => {
    const notice = seenComment(7, 1)
    const post = seenPost(1, { comments: [notice, seenComment(8, 1, { authorId: 'me', parentId: 'comment-7' })] })
    expect(draw('comment', [post], 100, [notice]).every((target) => target?.comment?.id !== 'comment-7')).toBe(true)
  })

  test('a thread one has spoken in draws less', () => {
    const spoken = seenPost(1, { yours: { reaction: null, commented: true, followsAuthor: false } })
    const share = draw('comment', [spoken, seenPost(2)], 400).filter((target) => target?.post?.id === 'post-1').length / 400
    expect(share).toBeLessThan(0.25)
  })
})
