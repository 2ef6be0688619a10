/** One write: done once, and what is said of it is so, however its answer gets lost. */
import { describe, expect, test, vi } from 'vitest'
import { SETTLED_MS } from '../outside/settling.ts'
import { UNCLEAR, workedIn } from './misbehaviour.ts'
import type { OutsideHarness, OutsideWrite } from './outside-stage.ts'
import { accountOf, again, actOf, expectFitReason, NEVER, prepared, reconciled, settle } from './outside-troupe.ts'

const NOT_DONE = ['refused', 'failed', 'asleep']

export function writingCases(harness: OutsideHarness, write: OutsideWrite): void {
  describe(`to ${write.name}`, () => {
    test('is done, once', async () => {
      await using stage = await harness.open()
      const mira = await accountOf(stage, 'Mira')
      const act = await prepared(stage, harness, write, mira)
      expect(stage.effects(write, mira, act.intent.target)).toBe(0)
      const result = await stage.platform.perform(act, NEVER)
      expect(result).toMatchObject({ kind: 'done', madeId: write.words === null ? null : expect.stringMatching(/./) as string })
      expect(stage.effects(write, mira, act.intent.target)).toBe(1)
      expect(stage.isLabelled(mira)).toBe(true)
      expect(stage.violations()).toEqual([])
    })

    test.concurrent.each(UNCLEAR)('%s', async (_, fault) => {
      await using stage = await harness.open()
      const mira = await accountOf(stage, 'Mira')
      const act = await prepared(stage, harness, write, mira)
      const effects = (): number => stage.effects(write, mira, act.intent.target)
      stage.breaks(write.name, fault)
      const result = await stage.platform.perform(act, NEVER)
      expect(stage.unspent()).toBe(0)
      expectFitReason(result, harness)
      const atOnce = effects()
      await settle()
      expect(effects()).toBe(workedIn(fault) ? 1 : 0)
      if (result.kind === 'done') expect(atOnce).toBe(1)
      if (NOT_DONE.includes(result.kind)) expect(effects()).toBe(0)
      // Unless it was seen, an act that may have arrived is not called undone.
      if (fault.kind !== 'error' && !workedIn(fault) && result.kind !== 'unknown') expect(NOT_DONE).toContain(result.kind)
      const later = await reconciled(stage, act)
      if (write.blind === true && later.kind === 'unknown') expect(result.kind).toBe('unknown')
      else expect(later.kind).toBe(workedIn(fault) ? 'done' : 'failed')
      expect(effects()).toBe(workedIn(fault) ? 1 : 0)
      expect(stage.violations()).toEqual([])
    })

    test.each([['limit', 300_000], ['limit-untold', 3_600_000]] as const)('%s: slept on, and done after', async (kind, ms) => {
      await using stage = await harness.open()
      const mira = await accountOf(stage, 'Mira')
      const act = await prepared(stage, harness, write, mira)
      stage.breaks(write.name, { kind })
      const result = await stage.platform.perform(act, NEVER)
      expect(result).toMatchObject({ kind: 'asleep', untilMs: stage.clock.now() + ms })
      expect(stage.effects(write, mira, act.intent.target)).toBe(0)
      await stage.clock.until(stage.clock.now() + ms)
      expect(await stage.platform.perform(again(stage, act), NEVER)).toMatchObject({ kind: 'done' })
      expect(stage.effects(write, mira, act.intent.target)).toBe(1)
      expect(stage.violations()).toEqual([])
    })

    test('that never left is found not to have been done, and is not done then', async () => {
      await using stage = await harness.open()
      const mira = await accountOf(stage, 'Mira')
      const act = await prepared(stage, harness, write, mira)
      expect(await reconciled(stage, act)).toMatchObject({ kind: 'failed' })
      expect(stage.effects(write, mira, act.intent.target)).toBe(0)
    })

    test.runIf(write.words !== null)('that did not arrive is not taken for the same words, sent by another process a moment before', async () => {
      await using stage = await harness.open()
      const mira = await accountOf(stage, 'Mira')
      const act = await prepared(stage, harness, write, mira)
      const first = await stage.platform.perform(act, NEVER)
      if (first.kind !== 'done' || first.madeId === null) throw new Error(`it was ${first.kind}`)
      const accounted = [first.madeId]
      stage.breaks(write.name, { kind: 'hang-up', worked: false })
      const lost = { ...again(stage, act), accountedFor: async () => accounted }
      expect((await stage.platformAnew().perform(lost, NEVER)).kind).not.toBe('done')
      expect((await reconciled(stage, lost, accounted)).kind).toBe('failed')
      expect(stage.effects(write, mira, act.intent.target)).toBe(1)
    })

    test.runIf(write.words !== null)('whose answer did not get on record is found again by the same process', async () => {
      await using stage = await harness.open()
      const mira = await accountOf(stage, 'Mira')
      const act = await prepared(stage, harness, write, mira)
      stage.breaks(write.name, { kind: 'hang-up', worked: true })
      const result = await stage.platform.perform(act, NEVER)
      expect(result.kind).toBe('done')
      expect(await stage.platform.reconcile(act, NEVER)).toMatchObject({ kind: 'done', madeId: result.kind === 'done' ? result.madeId : '' })
    })

    test('that is not there yet may still come', async () => {
      await using stage = await harness.open()
      const mira = await accountOf(stage, 'Mira')
      const act = await prepared(stage, harness, write, mira)
      stage.breaks(write.name, { kind: 'hang-up', worked: false })
      expect((await stage.platform.perform(act, NEVER)).kind).toBe('unknown')
      expect((await stage.platform.reconcile(act, NEVER)).kind).toBe('unknown')
    })

    test('switched off on its way is unknown, and found later', async () => {
      await using stage = await harness.open()
      const mira = await accountOf(stage, 'Mira')
      const act = await prepared(stage, harness, write, mira)
      stage.breaks(write.name, { kind: 'silence', worked: true })
      const stop = new AbortController()
      const performing = stage.platform.perform(act, stop.signal)
      // On a busy machine what comes before it may take its time.
      await vi.waitUntil(() => stage.unspent() === 0, { timeout: 60_000, interval: 5 })
      setTimeout(() => stop.abort(), 50)
      expect((await performing).kind).toBe('unknown')
      expect((await reconciled(stage, act)).kind).toBe('done')
    })

    test('switched off before it left leaves no trace', async () => {
      await using stage = await harness.open()
      const mira = await accountOf(stage, 'Mira')
      const act = await prepared(stage, harness, write, mira)
      const { all } = stage.asked()
      expect(NOT_DONE).toContain((await stage.platform.perform(act, AbortSignal.abort())).kind)
      expect([stage.asked().all, stage.effects(write, mira, act.intent.target)]).toEqual([all, 0])
    })

    test('with nobody there was not done', async () => {
      await using stage = await harness.open()
      const mira = await accountOf(stage, 'Mira')
      const act = await prepared(stage, harness, write, mira)
      await stage.leave()
      expect((await stage.platform.perform(act, NEVER)).kind).toBe('failed')
    })

    test.skipIf(write.on === 'nothing')('on what is not there is refused', async () => {
      await using stage = await harness.open()
      const mira = await accountOf(stage, 'Mira')
      const intent = { action: write.name, target: 'no-such-thing', input: write.words?.('Hello?') ?? {} }
      expect(NOT_DONE).toContain((await stage.platform.perform(actOf(stage, mira, intent), NEVER)).kind)
    })

    if (write.words !== null) wordCases(harness, write, write.words)
  })
}

function wordCases(harness: OutsideHarness, write: OutsideWrite, words: NonNullable<OutsideWrite['words']>): void {
  test('without a word is refused', async () => {
    await using stage = await harness.open()
    const mira = await accountOf(stage, 'Mira')
    const { account, intent } = await prepared(stage, harness, write, mira)
    const { writes } = stage.asked()
    expect((await stage.platform.perform(actOf(stage, account, { ...intent, input: words(' \u0000 ') }), NEVER)).kind).toBe('refused')
    expect(stage.asked().writes).toBe(writes)
  })

  test('in the same words as before is another one', async () => {
    await using stage = await harness.open()
    const mira = await accountOf(stage, 'Mira')
    const act = await prepared(stage, harness, write, mira, 'Again.')
    const [first, second] = [await stage.platform.perform(act, NEVER), await stage.platform.perform(again(stage, act), NEVER)]
    expect(first.kind === 'done' && second.kind === 'done' && first.madeId !== second.madeId).toBe(true)
    expect(stage.effects(write, mira, act.intent.target)).toBe(2)
    stage.breaks(write.name, { kind: 'hang-up', worked: false })
    const lost = again(stage, act)
    expect((await stage.platform.perform(lost, NEVER)).kind).toBe('unknown')
    const accountedFor = [first, second].flatMap((result) => result.kind === 'done' && result.madeId !== null ? [result.madeId] : [])
    expect((await reconciled(stage, lost, accountedFor)).kind).toBe('failed')
  })

  test('that another act is on record to have made is not this one\'s', async () => {
    await using stage = await harness.open()
    const mira = await accountOf(stage, 'Mira')
    const lost = await prepared(stage, harness, write, mira, 'Lost.')
    const other = await stage.platform.perform(actOf(stage, mira, { ...lost.intent, input: words('Another.') }), NEVER)
    const madeId = other.kind === 'done' ? other.madeId ?? '' : ''
    await stage.clock.until(lost.intendedMs + SETTLED_MS)
    expect((await reconciled(stage, lost, [madeId])).kind).toBe('failed')
  })
}
