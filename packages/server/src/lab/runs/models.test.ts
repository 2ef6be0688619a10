/** Models that take their time: several at once, recorded, repeated without asking, carried on without paying twice. */
import { appendFile, readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { must } from '../../base/errors.ts'
import { seeded } from '../../base/random.ts'
import type { ModelPort, ModelReply } from '../../llm/model-port.ts'
import { rehearsed } from '../../runtime/asks.ts'
import { FROM_MS, HOUR_MS, laboratory, small } from './testing/laboratory.ts'

/** Answers as the rehearsal model would, after a while that differs from call to call. */
class SlowPort implements ModelPort {
  asked = 0
  under = 0
  most = 0
  readonly #chance = seeded('slow')
  readonly #fails: (asked: number) => ModelReply | null

  constructor(fails: (asked: number) => ModelReply | null = () => null) {
    this.#fails = fails
  }

  async ask(request: Parameters<ModelPort['ask']>[0], signal: AbortSignal): Promise<ModelReply> {
    this.asked += 1
    const asked = this.asked
    this.under += 1
    this.most = Math.max(this.most, this.under)
    await delay(this.#chance.below(4), undefined, { signal })
    this.under -= 1
    const reply = this.#fails(asked) ?? rehearsed(request)
    return reply.kind === 'answered' ? { ...reply, generator: 'slow:model' } : reply
  }
}

const MODEL = { model: 'slow/model', concurrency: 5, brains: 'mixed' as const, untilMs: FROM_MS + 5 * HOUR_MS }

test('several wait at once, and the same answers make the same world', async () => {
  const port = new SlowPort()
  await using at = await laboratory(port)
  const { folder } = await at.lab.begin(at.path('a'), small(MODEL))
  const first = await at.lab.carryOn(folder)
  expect(port.most).toBe(5)
  expect(port.asked).toBeGreaterThan(100)
  const again = await at.lab.begin(at.path('b'), small(MODEL))
  expect((await at.lab.carryOn(again.folder)).journalSha256).toBe(first.journalSha256)
})

test('repeated, nobody is asked; what was never asked is an error that says so', async () => {
  const port = new SlowPort()
  await using at = await laboratory(port)
  const { folder } = await at.lab.begin(at.path('a'), small(MODEL))
  const first = await at.lab.carryOn(folder)
  const { asked } = port
  const copy = await at.lab.copyInputs(folder, at.path('copy'))
  expect((await at.lab.carryOn(copy)).journalSha256).toBe(first.journalSha256)
  expect(port.asked).toBe(asked)
  const { world } = await at.lab.worldAt(folder, { kind: 'time', atMs: FROM_MS + 2 * HOUR_MS })
  expect(world.state.posts.author.length).toBeGreaterThan(0)
  await folder.writeRecord({ ...await folder.record(), untilMs: FROM_MS + 6 * HOUR_MS })
  await expect(at.lab.worldAt(folder, { kind: 'time', atMs: FROM_MS + 6 * HOUR_MS })).rejects.toThrow(/recording has no reply/)
})

test('cut off in the middle of a line and carried on, it pays for nothing twice', async () => {
  const whole = new SlowPort()
  await using once = await laboratory(whole)
  const { folder: undisturbed } = await once.lab.begin(once.path('a'), small(MODEL))
  const { journalSha256 } = await once.lab.carryOn(undisturbed)

  const stop = new AbortController()
  const port = new SlowPort((asked) => {
    if (asked === 90) stop.abort()
    return null
  })
  await using at = await laboratory(port)
  const { folder } = await at.lab.begin(at.path('a'), small(MODEL))
  await expect(at.lab.carryOn(folder, { signal: stop.signal })).rejects.toThrow()
  const answered = (await readFile(folder.callsPath, 'utf8')).split('\n').length - 1
  expect(answered).toBeGreaterThan(0)
  await appendFile(folder.callsPath, '{"key":"half a li')
  expect((await at.lab.carryOn(folder)).journalSha256).toBe(journalSha256)
  expect(port.asked).toBeLessThanOrEqual(whole.asked + MODEL.concurrency)
})

test('where the money is used up the run stops, and goes on when there is more', async () => {
  let spent = false
  const port = new SlowPort((asked) => {
    if (asked === 60) spent = true
    return spent ? { kind: 'exhausted', untilMs: 0, message: 'The budget of 1.00 USD is used up.', attempts: [] } : null
  })
  await using at = await laboratory(port)
  const { folder } = await at.lab.begin(at.path('a'), small(MODEL))
  await expect(at.lab.carryOn(folder)).rejects.toThrow(/budget of 1\.00 USD is used up\. The run can be carried on with --resume/)
  expect(must(await folder.status(), 'a status')).toMatchObject({ state: 'failed', message: expect.stringContaining('used up') as string })
  spent = false
  expect((await at.lab.carryOn(folder)).state).toBe('done')
})
