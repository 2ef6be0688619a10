import { expect, it } from 'vitest'
import { agentDraftOf, newAgentSchema, type NewAgent } from './new-agent.ts'

const PERSONA = '019b0000-0000-7000-8000-000000000001'
const SITE = '019b0000-0000-7000-8000-000000000002'
const FILLED: NewAgent = { persona: { id: PERSONA, displayName: 'Mira', username: 'mira', avatarUrl: '/a' }, name: ' ', projectId: '', siteId: '', brain: { kind: 'habit' }, start: true }

it('names the site where one was chosen, and nothing that was left empty', () => {
  expect(newAgentSchema.parse(agentDraftOf(FILLED))).toEqual({ personaId: PERSONA, brain: { kind: 'habit' }, start: true })
  expect(newAgentSchema.parse(agentDraftOf({ ...FILLED, siteId: SITE, name: 'Mira outside' }))).toMatchObject({ siteId: SITE, name: 'Mira outside' })
})

it('asks for a persona', () => {
  expect(newAgentSchema.safeParse(agentDraftOf({ ...FILLED, persona: null })).error?.issues[0]?.path).toEqual(['personaId'])
})
