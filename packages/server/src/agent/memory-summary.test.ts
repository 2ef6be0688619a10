import { expect, test } from 'vitest'
import type { Recollection } from '../llm/rehearsal/brief.ts'
import { summarise } from './memory-summary.ts'

const DAY_MS = 86_400_000
const memory = (kind: Recollection['kind'], aboutName: string | null, day: number, text = ''): Recollection =>
  ({ kind, aboutId: aboutName, aboutName, text, atMs: Date.UTC(2026, 10, 1) + day * DAY_MS })

test('counts what was done and with whom', () => {
  const summary = summarise([
    memory('said', null, 0), memory('said', null, 1), memory('replied', 'ada', 1), memory('contradicted', 'ada', 2), memory('replied', 'bob', 2),
    memory('liked', 'cyd', 2), memory('muted', 'dee', 2),
  ])
  expect(summary).toMatchObject({ kind: 'summary', atMs: Date.UTC(2026, 10, 3) })
  expect(summary.text).toBe('Nov 1 to Nov 3: wrote 2 posts; talked most with @ada (2 times), @bob; liked what came from @cyd; muted @dee.')
})

test('carries an earlier summary on, and stays short', () => {
  const summary = summarise([memory('summary', null, 0, 'Oct 1 to Oct 9: wrote 40 posts.'), memory('said', null, 3)])
  expect(summary.text).toBe('Nov 1 to Nov 4: wrote 1 post. Oct 1 to Oct 9: wrote 40 posts.')
  expect(summarise([memory('summary', null, 0, 'x'.repeat(5000))]).text.length).toBeLessThanOrEqual(600)
})
