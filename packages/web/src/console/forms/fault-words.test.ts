import { agentDraftSchema, consumerDraftSchema, inviteSchema, personaChangeSchema, providerKeySchema, registerSchema, rhythmSchema } from '@troupe/contract'
import { describe, expect, it } from 'vitest'
import { dottedPath, faultWords, pathOf, type SchemaIssue } from './fault-words.ts'

function faults(schema: { safeParse(value: unknown): { success: boolean; error?: { issues: unknown[] } } }, value: unknown): Record<string, string> {
  const issues = (schema.safeParse(value).error?.issues ?? []) as SchemaIssue[]
  return Object.fromEntries(issues.map((issue) => [pathOf(issue), faultWords(issue)]))
}

describe('faults in words', () => {
  it('says how to mend what the contract left to the library', () => {
    expect(faults(registerSchema, { name: ' ', email: 'ada', password: 'short' })).toEqual({
      name: 'Fill this in.', email: 'Use an e-mail address.', password: 'Use at least 10 characters.',
    })
    expect(faults(personaChangeSchema, { bio: 'x'.repeat(201), age: 12.5 })).toEqual({
      bio: 'Shorten it to 200 characters.', age: expect.stringMatching(/whole number|13 or more/) as string,
    })
    expect(faults(rhythmSchema, { timezone: 'Mars/Olympus', minimumIntervalS: 1 })).toEqual({
      timezone: 'Use an IANA zone such as Europe/London.', minimumIntervalS: 'Use 5 or more.',
    })
    expect(faults(inviteSchema, { email: 'a@b.example' })).toHaveProperty('role')
    expect(faults(consumerDraftSchema, {})).toHaveProperty('creatorId')
  })

  it('says what is wrong with an address and shows a right one', () => {
    for (const baseUrl of ['', 'not an address', 'localhost:11434/v1', 'ftp://models.example/v1']) {
      expect(faults(providerKeySchema, { provider: 'ollama', baseUrl })).toEqual({ baseUrl: 'A base URL begins with http:// or https://, for example http://127.0.0.1:11434/v1.' })
    }
    expect(faults(agentDraftSchema, { personaId: '0197a000-0000-7000-8000-000000000001', brain: { kind: 'http', url: 'brain.example' } })['brain.url']).toContain('begins with http:// or https://')
  })

  it('reads the paths of the API', () => {
    expect(dottedPath('/brain/url')).toBe('brain.url')
    expect(dottedPath('rules.0.days')).toBe('rules.0.days')
  })
})
