import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seeded, SeedStem, type Random } from './random.ts'

function draws(random: Random): number[] {
  return Array.from({ length: 8 }, () => random.next())
}

test('a seed gives the same draws on every machine and in every version', () => {
  expect(draws(seeded('troupe')).map((draw) => Math.floor(draw * 1e9))).toEqual([328_641_939, 882_930_444, 136_054_875, 377_222_013, 994_676_433, 841_279_300, 788_038_135, 922_081_445])
})

test('a stem gives what the whole text gives, its forks too', () => {
  fc.assert(fc.property(fc.string(), fc.array(fc.tuple(fc.nat(2 ** 31 - 1), fc.string())), (text, ends) => {
    const stem = new SeedStem(text)
    for (const [number, rest] of ends) {
      expect(draws(stem.source(number, rest))).toEqual(draws(seeded(`${text}${number}${rest}`)))
      expect(draws(stem.source(number, rest).fork('x'))).toEqual(draws(seeded(`${text}${number}${rest}`).fork('x')))
    }
  }))
})
