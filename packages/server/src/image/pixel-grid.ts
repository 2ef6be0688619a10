/**
 * How large one pixel of pixel art is, in pixels of the picture: the greatest number of which every change of colour is a
 * multiple, across and down. One for everything that is no pixel art, and then the first rows have told.
 */
import type { Pixels } from './generated.ts'

export function gridOf({ width, height, data }: Pixels): number {
  const words = data.byteOffset % 4 === 0 ? new Uint32Array(data.buffer, data.byteOffset, width * height) : new Uint32Array(data.slice().buffer)
  let grid = commonDivisor(width, height)
  for (let y = 0; y < height && grid > 1; y++) {
    const row = y * width
    let changedRow = false
    for (let x = 0; x < width && grid > 1; x++) {
      if (x > 0 && words[row + x] !== words[row + x - 1]) grid = commonDivisor(grid, x)
      if (y > 0 && words[row + x] !== words[row + x - width]) changedRow = true
    }
    if (changedRow) grid = commonDivisor(grid, y)
  }
  return grid
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}
