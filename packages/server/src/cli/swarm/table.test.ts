import type { ActivityItem } from '@troupe/contract'
import { expect, test } from 'vitest'
import { stripVTControlCharacters } from 'node:util'
import { cut, fit, plainCell, widthOf } from './cells.ts'
import { Roster } from './roster.ts'
import { span, tableOf } from './table.ts'

const STARTED = Date.parse('2026-11-21T18:00:00Z')

function acted(agentId: string, action: string, text: string, result = 'done', verdict: ActivityItem['verdict'] = 'allow'): ActivityItem {
  return { seq: 1, at: '2026-11-21T18:00:10Z', kind: 'acted', projectId: 'p', agent: { id: agentId, name: '', username: null, avatarUrl: null }, turnId: 't', action, text, verdict, result, costMicros: null }
}

function people(count: number): Roster {
  const roster = new Roster(Array.from({ length: count }, (_, i) => ({ agentId: `a${i}`, name: `Agent ${i}`, username: i === 0 ? '写真家の長い名前です' : `agent_${i}`, archetype: 'Indie game developer' })))
  roster.stand(Array.from({ length: count }, (_, i) => ({ agentId: `a${i}`, state: i === 1 ? 'asleep' : 'idle', reason: i === 1 ? 'its budget is used up' : null, wakeMs: STARTED + 75_000 })))
  return roster
}

const view = (roster: Roster) => ({ title: 'Swarm in the gallery', lines: roster.lines, total: roster.total, nowMs: STARTED + 60_000, startedMs: STARTED, endsMs: STARTED + 120_000 })

test('counts what was done, and not what was stopped', () => {
  const roster = people(2)
  roster.take(acted('a0', 'create_image_post', 'showed an image'))
  roster.take(acted('a0', 'comment', 'commented'))
  roster.take(acted('a0', 'upvote', 'wanted to upvote', 'stopped', 'suppress'))
  roster.take(acted('a0', 'upvote', 'wanted to upvote', 'unknown'))
  roster.take(acted('somebody else', 'upvote', 'upvoted'))
  expect(roster.total).toEqual({ turns: 0, acts: 3, done: 2, posts: 1, comments: 1, likes: 0, follows: 0, failed: 1 })
  expect(tableOf(view(roster), { columns: 100, rows: 20, colours: false })[1]).toBe('2 agents · 1:00 of 2:00 · 3 acts, 3 a minute · 1 post · 1 comment · 0 likes · 1 asleep')
})

test.each([20, 40, 60, 80, 100, 130, 160, 220])('no line is wider than a screen of %i columns, nor the table higher than its rows', (columns) => {
  const roster = people(50)
  roster.take(acted('a7', 'comment', 'commented on @写真家: 長い長い話、🌱⚔️ and so on, and so on, for as long as there is anything to say and somewhere to say it in this world of ours'))
  for (const colours of [false, true]) {
    const lines = tableOf(view(roster), { columns, rows: 12, colours })
    for (const line of lines) expect(widthOf(stripVTControlCharacters(line))).toBeLessThanOrEqual(columns)
    expect(lines.length).toBeLessThan(12)
    expect(lines.some((line) => line.includes('\u001b['))).toBe(colours)
  }
  const text = tableOf(view(roster), { columns, rows: 12, colours: false }).join('\n')
  expect(text).toContain('agent_7')
  expect(text).toContain('more, who'.slice(0, columns < 40 ? 4 : undefined))
})

test('what others wrote does not steer the terminal', () => {
  const roster = people(1)
  roster.take(acted('a0', 'comment', 'commented: \u001b[2J\u001b]0;owned\u0007 a\r\nb'))
  expect(tableOf(view(roster), { columns: 100, rows: 20, colours: false }).join('')).not.toMatch(/\p{Cc}/u)
  expect(plainCell('a\u001b[31m\n\tb\u202e')).toBe('a[31m b')
})

test('cells', () => {
  expect([fit('abc', 5), fit('abc', 5, 'right'), fit('abcdef', 4), fit('写真家', 4), cut('写真家', 4), cut('abc', 0)]).toEqual(['abc  ', '  abc', 'abc…', '写… ', '写…', ''])
  expect([widthOf('é'), widthOf('👩‍🎨'), widthOf('⚔️'), widthOf('写')]).toEqual([1, 2, 2, 2])
  expect([span(-1), span(7_000), span(750_000), span(3_600_000 * 3 + 300_000)]).toEqual(['now', '0:07', '12:30', '3 h 5'])
})
