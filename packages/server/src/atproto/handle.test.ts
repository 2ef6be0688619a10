import { describe, expect, test } from 'vitest'
import { handleFor } from './handle.ts'

const FIT = /^[a-z0-9][a-z0-9-]{1,16}[a-z0-9]\.pds\.example$/

describe('a handle', () => {
  test.each([
    ['mona', 'mona.pds.example'], ['Mona_Lind.42', 'mona-lind-42.pds.example'], ['__ab__', 'agent-ab.pds.example'], ['…', 'agent.pds.example'],
    ['a-very-long-username-indeed', 'a-very-long-userna.pds.example'], ['Zoë Å', 'zoe-a.pds.example'], ['abcdefghijklmnopq-rst', 'abcdefghijklmnopq.pds.example'],
  ])('of %s', (username, handle) => {
    expect(handleFor({ username, agentId: 'x' }, '.pds.example', 0)).toBe(handle)
    for (const attempt of [0, 1, 2, 3]) expect(handleFor({ username, agentId: 'x' }, 'pds.example', attempt)).toMatch(FIT)
  })

  test('of a later try bears a mark of the agent\'s own', () => {
    const [one, other] = ['one', 'other'].map((agentId) => handleFor({ username: 'mona', agentId }, '.test', 1))
    expect(one).toMatch(/^mona-[0-9a-f]{4}\.test$/)
    expect(one).not.toBe(other)
  })
})
