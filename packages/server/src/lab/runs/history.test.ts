/** What the journal tells that the world's columns do not. */
import { expect, test } from 'vitest'
import { historyOf } from './history.ts'
import { recordOf } from './measure-run.ts'
import { ShownSample } from './shown-sample.ts'
import { FROM_MS, HOUR_MS, laboratory, small } from './testing/laboratory.ts'

test('ties drawn and taken back end in the follows there are, interventions too; what was shown is whose it was', async () => {
  await using at = await laboratory()
  const { population } = await at.lab.begin(at.path('names'), small())
  const [a, b, c] = population.personas.map(({ username }) => username)
  const camps = { model: 'camps' as const, camps: { one: ['hustler', 'urbanist'], other: ['nostalgic', 'pedant'] }, inside: 0.9, across: 0.2 }
  const timeline = `interventions:\n  - at: 1h\n    do: [{ edges: { add: [[${a}, ${b}]], remove: [[${b}, ${c}]] } }, { follow: { from: ${c}, to: ${a} } }]\n`
  const { folder } = await at.lab.begin(at.path('run'), small({ brains: 'habit', population: { kind: 'pack', pack: 'agora', agents: 32 }, graph: camps, timeline, untilMs: FROM_MS + 6 * HOUR_MS }))
  await at.lab.carryOn(folder)
  const record = await recordOf(at.lab, folder)

  const standing = new Set<string>()
  const { ties, shown, follows, posts } = record
  for (let i = 0; i < (ties?.count ?? 0); i++) standing[ties?.drawn[i] === 1 ? 'add' : 'delete'](`${ties?.from[i]} ${ties?.to[i]}`)
  expect([...standing].toSorted()).toEqual(Array.from({ length: follows.count }, (_, i) => `${follows.from[i]} ${follows.to[i]}`).toSorted())
  expect(shown?.count).toBeGreaterThan(100)
  expect(shown?.reasons).toEqual(['new'])
  // Nobody is shown what they wrote themselves, or what was not yet there.
  for (let i = 0; i < (shown?.count ?? 0); i++) {
    const post = shown?.post[i] as number
    expect(posts.author[post]).not.toBe(shown?.member[i])
    expect(posts.createdMs[post]).toBeLessThanOrEqual(shown?.atMs[i] as number)
  }
  expect(record.camps?.map(({ kind, names }) => [kind, ...names])).toEqual([['camps', 'one', 'other']])
  const early = await historyOf(folder, FROM_MS + HOUR_MS / 2, () => null)
  expect(Math.max(...early.ties.atMs, ...early.shown.atMs)).toBeLessThanOrEqual(FROM_MS + HOUR_MS / 2)
})

test('of a long run whole refreshes are kept, evenly, and no more than the bound', () => {
  const sample = new ShownSample(100)
  for (let refresh = 0; refresh < 1000; refresh++) sample.refreshed(refresh, refresh, [{ row: 1, why: 'new' }, { row: 2, why: 'popular' }])
  const { count, of, member, post, reasons } = sample.columns()
  expect(of).toBe(2000)
  expect(count).toBeLessThanOrEqual(100)
  expect(count).toBeGreaterThan(50)
  expect([...member.subarray(0, 6)]).toEqual([0, 0, 32, 32, 64, 64])
  expect([...post.subarray(0, 4)]).toEqual([1, 2, 1, 2])
  expect(reasons).toEqual(['new', 'popular'])
})
