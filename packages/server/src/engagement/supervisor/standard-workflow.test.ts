import { goalWorkflowSchema, type SalesProfile } from '@troupe/contract'
import { expect, it } from 'vitest'
import type { GoalBrief } from './goal-brief.ts'
import { standardWorkflow } from './standard-workflow.ts'

const PROFILE: SalesProfile = {
  summary: 'Ines teaches bread.', pitch: '', targetAudience: [], valuePropositions: ['a starter that survives your holidays'], services: [], agentInstructions: '', objections: [], pricing: '', ratings: { average: null, count: 0 }, socialProof: [],
}
const LOAF = { name: 'First loaf, together', description: 'An evening and a morning on video, four people at most. You bake in your own oven.', priceMinor: 4500, currency: 'EUR', url: 'https://shop.example/loaf' }
const BRIEF: GoalBrief = {
  goal: { title: 'Fill the spring course', detail: '', metric: 'bookings', target: 10, days: 14 }, creator: { name: 'Ines Kowal', profile: PROFILE, products: [LOAF] },
  funnel: [{ stage: 'new', reached: 20 }, { stage: 'interested', reached: 12 }, { stage: 'engaged', reached: 5 }, { stage: 'converted', reached: 4 }] as GoalBrief['funnel'], reachable: { email: 9, whatsapp: 3, sms: 0 },
}
const brief = (patch: Partial<GoalBrief> = {}): GoalBrief => ({ ...BRIEF, ...patch })
const textsOf = (given: GoalBrief) => standardWorkflow(given).stages.flatMap(({ tasks }) => tasks.flatMap(({ tool, input }) => (tool.startsWith('send_') ? [String(input['text'])] : [])))

it('speaks of one offer in its own words and at its price, and never in the first person', () => {
  const workflow = standardWorkflow(brief())
  expect(goalWorkflowSchema.parse(workflow)).toEqual(workflow)
  const texts = textsOf(brief())
  expect(texts[0]).toBe('Hi {name},\n\nYou have had a good look at what {creator} does, so here is First loaf, together in a few words. An evening and a morning on video, four people at most. It is €45.\n\n' +
    'What would you want to have at the end of it? Answer with a line, and we can see whether it fits.\n\nIf you would rather go ahead: {url}')
  // A promise of the profile's is of everything the creator does, and nothing this offer may be held to.
  for (const text of texts) expect(text).not.toMatch(/starter|\bI\b|\bmy\b/)
  expect(workflow.reasoning).toBe('1 lead is close to deciding, and 7 leads have had a look. 9 leads have agreed to e-mail, more than to anything else. Those closest to deciding hear first, everybody at most once from each stage, and at most 50 a day, so that answers can be answered.')
})

it('leaves out with its sentence what is not known, and is a note of one paragraph where it goes to a phone', () => {
  const bare = brief({ creator: { name: 'Ines Kowal', profile: null, products: [] }, reachable: { email: 0, whatsapp: 4, sms: 0 } })
  for (const text of textsOf(bare)) expect(text).not.toMatch(/\n|undefined|null|\{url\}|: *$| {2}|It is \./)
  expect(textsOf(bare)[1]).toBe('Hi {name}, thank you for looking in on {creator}’s page. If you look at one thing more, make it what Ines Kowal offers. Questions are welcome, as an answer to this message.')
  expect(textsOf(brief({ creator: { ...BRIEF.creator, products: [{ ...LOAF, priceMinor: 0 }] } }))[0]).toContain('It is free.')
})

it('plans no message where nobody agreed to any, and says what comes first', () => {
  const { stages, reasoning } = standardWorkflow(brief({ reachable: { email: 0, whatsapp: 0, sms: 0 } }))
  expect(stages.map(({ tasks }) => tasks.map(({ tool }) => tool))).toEqual([['segment_audience', 'make_report', 'ask_person']])
  expect(reasoning).toMatch(/None has agreed to be written to, so the first thing to get is consent\.$/)
})
