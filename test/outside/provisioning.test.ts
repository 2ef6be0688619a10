/** Accounts by the dozen: what failed is told, and a second go makes the rest. */
import { expect, test } from 'vitest'
import { silentLog } from '../../packages/server/src/base/log.ts'
import { outsideInMemory } from '../../packages/server/src/runtime/outside/outside-in-memory.ts'
import { NEVER, Stage } from '../showcase/stage.ts'

const enrolments = (count: number, nameOf: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => ({ siteId: 's', applicant: { agentId: `a${i}`, personaId: `p${i}`, name: nameOf(i), username: `agent${i}` } }))

test('fifty at once: what failed is told by name, what is there is kept, and a second go makes the rest', async () => {
  await using stage = await Stage.open()
  const { provisioning, accounts } = outsideInMemory({ platform: () => stage.platform, clock: stage.clock, log: silentLog })
  const fifty = enrolments(50, (i) => i === 7 || i === 9 ? ' ' : `Agent ${i}`)
  stage.breaks('POST', /invite/, { kind: 'html', worked: false })
  const first = await provisioning.provisionAll(fifty, NEVER)
  expect(first).toMatchObject({ created: 47, found: 0, untilMs: null })
  expect(first.failed.map(({ reason }) => reason).sort()).toEqual([
    'it answered 400: agentId, name and username are needed', 'it answered 400: agentId, name and username are needed', 'its answer is no JSON, but begins: Back soon We are tidying up',
  ])
  expect((await accounts.of(fifty.map(({ applicant }) => applicant.agentId))).size).toBe(47)
  expect(await provisioning.provisionAll(fifty, NEVER)).toMatchObject({ created: 1, found: 47, failed: [{ agentId: 'a7' }, { agentId: 'a9' }] })
})

test('a site that asks for a pause is given one, and those that were not tried are told with it', async () => {
  await using stage = await Stage.open()
  const { provisioning } = outsideInMemory({ platform: () => stage.platform, clock: stage.clock, log: silentLog })
  stage.breaks('POST', /invite/, { kind: 'limit' })
  const { created, failed, untilMs } = await provisioning.provisionAll(enrolments(20, (i) => `A${i}`), NEVER)
  expect(untilMs).toBe(stage.clock.now() + 300_000)
  expect([failed.length > 10, failed.length + created]).toEqual([true, 20])
  expect(stage.showcase.ledger.counts.invitations).toBe(created)
})

test('one that is asked for twice at once is asked for once', async () => {
  await using stage = await Stage.open()
  const { provisioning } = outsideInMemory({ platform: () => stage.platform, clock: stage.clock, log: silentLog })
  const [one] = enrolments(1, () => 'Mira')
  if (one === undefined) throw new Error('nobody')
  const both = await Promise.all([1, 2].map(() => provisioning.provision(one.siteId, one.applicant, stage.platform, NEVER)))
  expect(both.map((outcome) => outcome.kind === 'there' && outcome.created)).toEqual([true, true])
})
