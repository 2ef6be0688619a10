import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FEED_ACTIONS } from '../../feed/feed-actions.ts'
import { VERSION } from '../../store/journal-file/format.ts'
import { JournalReader, type JournalRecord } from '../../store/journal-file/journal-reader.ts'
import { JournalWriter } from '../../store/journal-file/journal-writer.ts'
import { JournalRecords } from './journal-records.ts'

async function told(tell: (records: JournalRecords) => void): Promise<JournalRecord[]> {
  const folder = await mkdtemp(join(tmpdir(), 'troupe-records-'))
  try {
    const path = join(folder, 'journal')
    await using writer = new JournalWriter(path, { version: VERSION, seed: 'x', inputs: {} })
    tell(new JournalRecords(writer))
    await writer.end()
    await using reader = await JournalReader.open(path)
    return await Array.fromAsync(reader.records())
  } finally {
    await rm(folder, { recursive: true })
  }
}

const START_MS = Date.UTC(2026, 0, 5, 8)

test('follows that were given and what was done from outside come back in their place', async () => {
  const deed = { kind: 'ban', who: ['agent_1', 'zoë'] }
  expect(await told((records) => {
    records.joined('Ada', 'likes tea', START_MS)
    records.joined('Bo', '', START_MS)
    records.edge(0, 1, START_MS)
    records.edge(70_000, 300, START_MS + 5)
    records.begin(0, 1, START_MS + 60_000)
    records.end('rested', null)
    records.intervened(deed, START_MS + 90_000)
  })).toEqual([
    { kind: 'joined', member: 0, name: 'Ada', bio: 'likes tea', atMs: START_MS },
    { kind: 'joined', member: 1, name: 'Bo', bio: '', atMs: START_MS },
    { kind: 'edge', from: 0, to: 1, atMs: START_MS },
    { kind: 'edge', from: 70_000, to: 300, atMs: START_MS + 5 },
    { kind: 'turn', turn: 0, agent: 1, atMs: START_MS + 60_000 },
    { kind: 'ended', outcome: 'rested', reason: null },
    { kind: 'intervention', deed: JSON.stringify(deed), atMs: START_MS + 90_000 },
  ])
})

test('an act that was held back says by which policy', async () => {
  const [, act, other] = await told((records) => {
    records.begin(0, 3, START_MS)
    records.acted({ action: 'like_post', target: 'p4', input: {} }, FEED_ACTIONS.get('like_post') ?? null, 'stopped', 'p4 was not shown', -1, null, { kind: 'suppress', policy: 'in-view', reason: 'p4 was not shown' })
    records.acted({ action: 'create_post', target: null, input: { text: 'Hello', title: 'A word' } }, FEED_ACTIONS.get('create_post') ?? null, 'done', null, 7, 'rehearsal')
    records.end('rested', null)
  })
  expect(act).toEqual({
    kind: 'acted', action: 'like_post', result: 'stopped', target: 4, made: false, text: null, generator: null, more: null, reason: 'p4 was not shown', verdict: 'suppress', policy: 'in-view',
  })
  expect(other).toMatchObject({ result: 'done', made: true, text: 'Hello', generator: 'rehearsal', more: '{"title":"A word"}', verdict: null, policy: null })
})

test('a deed longer than a block takes a block of its own', async () => {
  const deed = { kind: 'edges', add: Array.from({ length: 100_000 }, (_, n) => [`agent_${n}`, `agent_${n + 1}`]) }
  const records = await told((journal) => {
    for (let n = 0; n < 3; n++) journal.intervened(deed, START_MS + n)
  })
  expect(records.map((record) => record.kind === 'intervention' && record.deed.length)).toEqual(Array.from({ length: 3 }, () => JSON.stringify(deed).length))
})
