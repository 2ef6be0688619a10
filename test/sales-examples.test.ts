/** The examples of agents that write to leads, run as they stand: one in this process, one in its own behind a signature. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SystemClock } from '../packages/server/src/base/clock.ts'
import { decideRequest } from '../packages/server/src/engagement/agents/decide-request.ts'
import { draftActions } from '../packages/server/src/engagement/agents/draft-actions.ts'
import { planByRules } from '../packages/server/src/engagement/agents/plan-by-rules.ts'
import { agentSituation, CALL, SITUATION_MS } from '../packages/server/src/engagement/testing/agent-situation.ts'
import { loadAgents } from '../packages/server/src/runtime/engagement/load-agents.ts'
import { askHttp } from '../packages/server/src/runtime/http-asker.ts'

const folder = (name: string): string => fileURLToPath(new URL(`../examples/${name}`, import.meta.url))

describe('sales-agent: a third look', async () => {
  const kind = (await loadAgents(folder('sales-agent'))).kinds.get('third-look')
  const click = { event: { type: 'service_click', nth: 3, payload: { serviceId: 'svc-1' } }, context: { counts: { page_view: 4, service_click: 3 }, lastAtMs: { page_view: SITUATION_MS } } }
  const plan = (situation: ReturnType<typeof agentSituation>) => {
    if (kind === undefined) throw new Error('there is no agent third-look')
    return planByRules(kind, situation)
  }

  test('asks one question, in the lead’s own morning, and remembers that it did', () => {
    const situation = agentSituation(click)
    const planned = plan(situation)
    if (planned.kind !== 'planned') throw new Error(`it ${planned.kind}`)
    expect(planned.marks).toEqual(['third-look'])
    const { drafted, misfits } = draftActions(planned.intents, situation)
    expect(misfits).toEqual([])
    const [letter] = drafted.flatMap(({ outcome }) => outcome.kind === 'action' ? [outcome.draft] : [])
    expect(letter?.content.text).toContain('Career call')
    // Noon in Greenwich is eight in New York: nothing to wait for there.
    expect(letter?.sendAtMs).toBe(SITUATION_MS)
  })

  test.each([
    ['whom it has asked before', { ...click, marks: { 'third-look': 1 } }],
    ['who has bought', { ...click, context: { ...click.context, counts: { ...click.context.counts, payment_success: 1 } } }],
    ['who has written', { ...click, context: { ...click.context, counts: { ...click.context.counts, email_replied: 1 } } }],
  ])('leaves alone %s', (_, change) => {
    expect(plan(agentSituation(change)).kind).toBe('passed')
  })
})

describe('sales-brain: a process of its own', () => {
  const SECRET = 'example-secret'
  let child: ChildProcess
  let url: string

  beforeAll(async () => {
    child = spawn(process.execPath, [`${folder('sales-brain')}/brain.mjs`], { env: { BRAIN_SECRET: SECRET, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = await once(child.stdout as NonNullable<typeof child.stdout>, 'data') as [Buffer]
    url = line.toString().trim()
  })
  afterAll(async () => {
    child.kill()
    await once(child, 'exit')
  })
  const ask = (secret: string) => askHttp({ kind: 'http', url, secret, timeoutMs: 5_000, body: decideRequest(agentSituation({ event: { type: 'payment_success', payload: { serviceId: CALL.externalId, amountMinor: 24_000, currency: 'EUR' } } })) }, fetch, new SystemClock(), AbortSignal.timeout(5_000))

  test('thanks for a payment by what was bought, and tells a person of a large sum', async () => {
    const reply = await ask(SECRET)
    expect(reply).toMatchObject({ intents: [{ action: 'send_email' }, { action: 'escalate', input: { reason: 'paid 240 EUR: say thank you yourself' } }], thought: 'A large sum deserves a person.' })
    expect(JSON.stringify(reply)).toContain('your payment for Career call has arrived')
  })

  test('answers nobody who does not know the secret', async () => {
    expect(await ask('guessed')).toMatchObject({ kind: 'failed', message: 'it answered 401' })
  })
})
