import { expect, it } from 'vitest'
import { coloursIn, countOf, lineIn, pixelsIn, ratioIn } from './prompt-words.ts'

it('finds colours in the order they are said, longer names before shorter', () => {
  expect(coloursIn('sky blue sea, off-white sails and a blue flag').map(({ word }) => word)).toEqual(['sky blue', 'off-white', 'blue'])
  expect(coloursIn('pale green glass on dark teal').map(({ word }) => word)).toEqual(['pale green', 'dark teal'])
  expect(coloursIn('a limestone wall, browned toast, redo')).toEqual([])
})

it('finds counts, sizes and ratios', () => {
  expect(countOf('limited to twelve colours', 'colou?rs?')).toBe(12)
  expect(countOf('Four-frame walk cycle', 'frames?')).toBe(4)
  expect(countOf('many colours', 'colou?rs?')).toBeNull()
  expect(pixelsIn('A 32×32 sprite')).toBe(32)
  expect(pixelsIn('16x16')).toBe(16)
  expect(ratioIn('portrait placeholder, 4:5')).toBe(0.8)
})

it('finds the line that is to be set', () => {
  expect(lineIn("the line 'five things we stopped doing' in white")).toBe('five things we stopped doing')
  expect(lineIn('sticker reading OUT NOW at a slight angle')).toBe('OUT NOW')
  expect(lineIn('A UI for AI')).toBeNull()
  expect(lineIn("it's the dog's dinner")).toBeNull()
})
