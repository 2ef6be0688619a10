/** Accounts: made or taken into use once, and labelled. */
import { describe, expect, test } from 'vitest'
import { UNCLEAR } from './misbehaviour.ts'
import type { OutsideHarness } from './outside-stage.ts'
import { accountOf, expectFitReason, NEVER } from './outside-troupe.ts'

export function accountCases(harness: OutsideHarness): void {
  describe('accounts', () => {
    test('there once, however often they are asked for, and labelled', async () => {
      await using stage = await harness.open()
      const applicant = await stage.applicant('Mira')
      const first = await stage.platform.provision(applicant, NEVER)
      expect(first).toMatchObject({ kind: 'there', account: { ...applicant, farId: expect.stringMatching(/./) as string, farUsername: expect.stringMatching(/./) as string } })
      const second = await stage.platformAnew().provision(applicant, NEVER)
      expect(second).toMatchObject({ kind: 'there', created: false, account: first.kind === 'there' ? first.account : {} })
      expect(stage.accounts()).toBe(1)
      expect(first.kind === 'there' && stage.isLabelled(first.account)).toBe(true)
      expect(stage.violations()).toEqual([])
    })

    test.concurrent.each(UNCLEAR)('%s: at the latest with the next try there once', async (_, fault) => {
      await using stage = await harness.open()
      const applicant = await stage.applicant('Mira')
      stage.breaks('provision', fault)
      const first = await stage.platform.provision(applicant, NEVER)
      expectFitReason(first, harness)
      const second = first.kind === 'there' ? first : await stage.platform.provision(applicant, NEVER)
      expect(second).toMatchObject({ kind: 'there' })
      expect(second.kind === 'there' && stage.isLabelled(second.account)).toBe(true)
      expect([stage.accounts(), stage.unspent(), stage.violations()]).toEqual([1, 0, []])
    })

    test('a place that asks for a pause is given one', async () => {
      await using stage = await harness.open()
      const applicant = await stage.applicant('Mira')
      stage.breaks('provision', { kind: 'limit' })
      expect(await stage.platform.provision(applicant, NEVER)).toMatchObject({ kind: 'asleep', untilMs: stage.clock.now() + 300_000 })
    })

    test('of two agents are two', async () => {
      await using stage = await harness.open()
      const [mira, jon] = [await accountOf(stage, 'Mira'), await accountOf(stage, 'Jon')]
      expect(mira.farId).not.toBe(jon.farId)
      expect(stage.accounts()).toBe(2)
    })

    test.runIf(harness.retires)('are removed; one that is gone already counts as removed', async () => {
      await using stage = await harness.open()
      const mira = await accountOf(stage, 'Mira')
      expect([await stage.platform.retire(mira, NEVER), await stage.platform.retire(mira, NEVER)]).toEqual([{ kind: 'gone' }, { kind: 'gone' }])
      expect(stage.accounts()).toBe(0)
    })

    test.skipIf(harness.retires)('are not removed by program, which is told', async () => {
      await using stage = await harness.open()
      const mira = await accountOf(stage, 'Mira')
      expect((await stage.platform.retire(mira, NEVER)).kind).toBe('refused')
    })
  })
}
