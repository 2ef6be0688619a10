import { describe, expect, it } from 'vitest'
import { counted, formatCount, formatDuration, formatMinor, formatMoney, formatShare } from './number-format.ts'

describe('numbers', () => {
  it.each([[0, '0'], [999, '999'], [1000, '1K'], [1290, '1.2K'], [99_950, '99.9K'], [123_456, '123K'], [1_990_000, '1.9M']])('counts %d as %s', (value, words) => {
    expect(formatCount(value)).toBe(words)
  })

  it('writes money to the cent, and never nothing for something', () => {
    expect(formatMoney(1_204_000)).toBe('$1.20')
    expect(formatMoney(900)).toBe('under $0.01')
    expect(formatMoney(0)).toBe('$0.00')
    expect(formatMinor(1250, 'EUR')).toBe('€12.50')
    expect(formatMinor(1250, 'JPY')).toBe('¥1,250')
  })

  it('writes durations and shares', () => {
    expect(formatDuration(850)).toBe('850\u202fms')
    expect(formatDuration(12_340)).toBe('12.3\u202fs')
    expect(formatDuration(125_000)).toBe('2\u202fmin 5\u202fs')
    expect(formatShare(0.613)).toBe('61\u202f%')
    expect(counted(1, 'reply', 'replies')).toBe('1 reply')
    expect(counted(1200, 'reply', 'replies')).toBe('1,200 replies')
  })
})
