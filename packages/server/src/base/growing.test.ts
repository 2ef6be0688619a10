import { expect, test } from 'vitest'
import { Growing, nextRow } from './growing.ts'

const ROWS = 700_000

test('rows keep what they hold while columns of several kinds grow, small and large', () => {
  const columns = [new Growing(Int32Array), new Growing(Uint8Array), new Growing(Float64Array)] as const
  const [numbers, bytes, times] = columns
  for (let n = 0; n < ROWS; n++) {
    const row = nextRow(columns)
    expect(row === n).toBe(true)
    numbers.data[row] = n
    if (n % 3 === 0) times.data[row] = n / 2
  }
  expect(columns.map((column) => column.length)).toEqual([ROWS, ROWS, ROWS])
  expect(numbers.view().every((value, row) => value === row)).toBe(true)
  expect(bytes.view().every((value) => value === 0)).toBe(true)
  expect(times.view().every((value, row) => value === (row % 3 === 0 ? row / 2 : 0))).toBe(true)
})
