/**
 * What every channel keeps to (`channel.ts`), over the vendor's real client against a far side that misbehaves. The one thing that
 * must never come out wrong: what may have been accepted is not called failed, unless the far side takes one message once.
 */
import { describe, expect, it } from 'vitest'
import type { Channel, OutboundMessage } from '../channel.ts'
import type { FakeMood } from './fake-vendor.ts'

export interface ChannelStage extends AsyncDisposable {
  readonly channel: Channel
  /** The same with nobody at its address; null for one that goes nowhere. */
  readonly deserted: Channel | null
  readonly message: OutboundMessage
  /** Texts that the far side has taken. */
  taken(): readonly string[]
  mood(mood: FakeMood): void
}

export interface ChannelHarness {
  readonly name: string
  readonly open: () => Promise<ChannelStage>
  /** It can be asked what became of a message. */
  readonly lists: boolean
  /** The far side takes one message once however often it comes, so that trying again is no harm. */
  readonly takesOnce: boolean
}

const NEVER = new AbortController().signal
const AT_MS = Date.UTC(2026, 8, 1, 12)
export const SUITE_NOW_MS = AT_MS

export function channelSuite({ name, open, lists, takesOnce }: ChannelHarness): void {
  describe(`${name} as a channel`, () => {
    it('takes a message, and tells its id', async () => {
      await using stage = await open()
      const outcome = await stage.channel.send(stage.message, NEVER)
      expect(outcome).toMatchObject({ kind: 'sent', vendorId: expect.any(String) as string })
      expect(stage.taken()).toHaveLength(1)
      expect(stage.taken()[0]).toContain('Hello')
      const { vendorId } = outcome as { vendorId: string }
      if (lists) expect(await stage.channel.reconcile({ message: stage.message, intendedAtMs: AT_MS, taken: new Set() }, NEVER)).toEqual({ kind: 'found', vendorId })
      expect(stage.taken()).toHaveLength(1)
    })

    it('never sends while it looks', async () => {
      await using stage = await open()
      const outcome = await stage.channel.reconcile({ message: stage.message, intendedAtMs: AT_MS, taken: new Set() }, NEVER)
      expect(takesOnce && !lists ? ['again'] : ['not-found', 'cannot-tell', 'found']).toContain(outcome.kind)
      if (stage.deserted !== null) expect(stage.taken()).toEqual([])
    })

    it('knows what was certainly not taken', async () => {
      await using stage = await open()
      if (stage.deserted === null) return
      stage.mood('refuse')
      expect(await stage.channel.send(stage.message, NEVER)).toMatchObject({ kind: 'failed', permanent: true, reason: expect.stringMatching(/\S/) as string })
      stage.mood('unauthorised')
      expect(await stage.channel.send(stage.message, NEVER)).toMatchObject({ kind: 'failed', permanent: false, reason: expect.stringMatching(/credentials/) as string })
      stage.mood('too-many')
      const paused = await stage.channel.send(stage.message, NEVER)
      expect(paused.kind === 'later' ? paused.untilMs > AT_MS : paused).toSatisfy((held: unknown) => held === true || (held as { permanent: boolean }).permanent === false)
      expect(await stage.deserted.send(stage.message, NEVER)).toMatchObject({ kind: 'failed', permanent: false })
      expect(stage.taken()).toEqual([])
    })

    it.each(['accept-then-fail', 'accept-then-cut', 'silent', 'garbage'] as const)('calls nothing failed that may have gone out: %s', async (mood) => {
      await using stage = await open()
      if (stage.deserted === null) return
      stage.mood(mood)
      const outcome = await stage.channel.send(stage.message, NEVER)
      if (takesOnce) return expect(outcome.kind).toMatch(/failed|sent/)
      expect(outcome).toMatchObject({ kind: 'unknown', reason: expect.stringMatching(/\S/) as string })
      stage.mood('accept')
      const before = stage.taken().length
      const found = await stage.channel.reconcile({ message: stage.message, intendedAtMs: AT_MS, taken: new Set() }, NEVER)
      expect(found.kind).toBe(!lists ? 'cannot-tell' : before === 0 ? 'not-found' : 'found')
      expect(stage.taken()).toHaveLength(before)
    })

    it('can be given up', async () => {
      await using stage = await open()
      if (stage.deserted === null) return
      stage.mood('silent')
      const stop = new AbortController()
      const sending = stage.channel.send(stage.message, stop.signal)
      setTimeout(() => stop.abort(), 5)
      // Some do several things, and know whether they had got as far as the message.
      const bySteps = stage.channel.vendor === 'smtp' || stage.channel.channel === 'payment-link'
      expect(takesOnce ? ['failed'] : bySteps ? ['failed', 'unknown'] : ['unknown']).toContain((await sending).kind)
    })
  })
}
