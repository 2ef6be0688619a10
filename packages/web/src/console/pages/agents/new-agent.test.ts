import { agentDraftSchema } from '@troupe/contract'
import { expect, it } from 'vitest'
import { agentDraftOf, type NewAgent } from './new-agent.ts'

const PERSONA = '019b0000-0000-7000-8000-000000000001'
const SITE = '019b0000-0000-7000-8000-000000000002'
const FILLED: NewAgent = { persona: { id: PERSONA, displayName: 'Mira', username: 'mira', avatarUrl: '/a' }, name: ' ', projectId: '', siteId: '', brain: { kind: 'habit' }, start: true }

it('names the site where one was chosen, and nothing that was left empty', () => {
  expect(agentDraftSchema.parse(agentDraftOf(FILLED))).toEqual({ personaId: PERSONA, brain: { kind: 'habit' }, start: true })
  expect(agentDraftSchema.parse(agentDraftOf({ ...FILLED, siteId: SITE, name: 'Mira outside' }))).toMatchObject({ siteId: SITE, name: 'Mira outside' })
})
