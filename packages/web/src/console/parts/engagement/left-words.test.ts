import { expect, it } from 'vitest'
import { leftWords } from './left-words.ts'

it.each([[30_000, 'under 1m'], [2_759_000, '45m'], [7_200_000, '2h'], [11_520_000, '3h 12m'], [187_200_000, '2d 4h'], [172_800_000, '2d']])('%d ms are %s', (ms, words) => {
  expect(leftWords(ms)).toBe(words)
})
