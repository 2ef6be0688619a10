import { expect, test } from 'vitest'
import { consequencesOf, doneWords, historyWords, objectsOf } from './moderation-words.ts'

const counts = { posts: 0, comments: 0, profiles: 0, answers: 0, agents: 0, reports: 0 }
const outcome = (change: Partial<typeof counts>, failed: { id: string; reason: string }[] = []) => ({ preview: true, acts: [], counts: { ...counts, ...change }, failed })

test('says what it is done to', () => {
  expect(objectsOf({ ...counts, posts: 1, comments: 3 })).toBe('1 post and 3 comments')
  expect(objectsOf(counts)).toBe('nothing')
  expect(doneWords('hide', outcome({ posts: 2 }))).toBe('Hid 2 posts')
  expect(doneWords('dismiss', outcome({ posts: 1, reports: 4 }))).toBe('Dismissed 4 reports')
})

test('tells the consequence in numbers, and what is left alone', () => {
  expect(consequencesOf('suspend', outcome({ profiles: 1, agents: 1, reports: 2 }), false)).toEqual([
    '1 profile and all they have said will be out of sight.', '1 agent will be paused.', '2 open reports are decided with it.',
  ])
  expect(consequencesOf('hide', outcome({ posts: 1, answers: 2 }, [{ id: '1', reason: 'It is hidden already.' }]), false).slice(1)).toEqual([
    '2 answers stand under it: those under comments stay, those under posts go with them.', '1 other is left as they are: It is hidden already.',
  ])
  expect(consequencesOf('delete', outcome({ comments: 1 }), true)[1]).toContain('What remains: who said it and when')
})

test('knows an author by what happened before', () => {
  expect(historyWords({ reported: 3, hidden: 1, deleted: 0, suspended: 2 })).toBe('reported 3 times · hidden once · suspended twice')
  expect(historyWords({ reported: 0, hidden: 0, deleted: 0, suspended: 0 })).toBe('nothing reported before')
})
