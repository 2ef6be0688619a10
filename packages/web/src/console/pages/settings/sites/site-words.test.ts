import type { Site } from '@troupe/contract'
import { describe, expect, it } from 'vitest'
import { agentsWords, credentialSentence, credentialWords, nameFor, provedUntil, removalWords, stateWord } from './site-words.ts'

describe('a site in words', () => {
  it('is named by its state, and by what it stands on', () => {
    expect(stateWord({ state: 'proved', basis: 'file' })).toBe('proved')
    expect(stateWord({ state: 'proved', basis: 'private-network' })).toBe('private network')
    expect(stateWord({ state: 'lost', basis: null })).toBe('proof lost')
  })

  it('says until when its proof lasts, where checks fail', () => {
    const provedAt = '2026-11-21T12:00:00.000Z'
    expect(provedUntil({ state: 'proved', fault: 'It answered 502.', provedAt })).toBe('2026-11-23T12:00:00.000Z')
    expect(provedUntil({ state: 'proved', fault: null, provedAt })).toBeNull()
    expect(provedUntil({ state: 'lost', fault: 'x', provedAt })).toBeNull()
  })

  it('counts what is deleted with it', () => {
    const site = (total: number, running: number) => ({ name: 'Our gallery', agents: { total, running } }) as Site
    expect(removalWords(site(1, 0))[0]).toBe('1 agent goes with it, and what they kept in mind.')
    expect(removalWords(site(12, 3))[0]).toBe('12 agents go with it, 3 of them at work, and what they kept in mind.')
    expect(removalWords(site(0, 0))).toHaveLength(1)
    expect([agentsWords({ total: 0, running: 0 }), agentsWords({ total: 1, running: 1 }), agentsWords({ total: 4, running: 0 })]).toEqual(['no agents', '1 agent, 1 at work', '4 agents, none at work'])
  })

  it('says whose tokens sign in, and of one secret how it ends', () => {
    const stored = { identifier: null, ending: null, tokens: null, savedAt: '2026-11-21T12:00:00.000Z' }
    const tokens = (...usernames: string[]) => ({ ...stored, tokens: { count: usernames.length, usernames } })
    expect([credentialWords(null), credentialWords(stored), credentialWords({ ...stored, ending: 'lery' })]).toEqual(['no credentials', 'credentials stored', 'credentials end in …lery'])
    expect([credentialWords(tokens()), credentialWords(tokens('mira')), credentialWords(tokens('a', 'b', 'c', 'd', 'e', 'f'))])
      .toEqual(['no access tokens', '1 access token: mira', '6 access tokens: a, b, c, d and 2 more'])
    expect([credentialSentence('mastodon', tokens('mira', 'tomas')), credentialSentence('showcase', { ...stored, ending: 'lery' })]).toEqual(['2 access tokens are stored (mira, tomas)', 'Service token ends in …lery'])
  })

  it('is called by its host unless named', () => {
    expect([nameFor('https://gallery.example:8443/'), nameFor('gallery'), nameFor('')]).toEqual(['gallery.example:8443', '', ''])
  })
})
