import { describe, expect, test } from 'vitest'
import { faultOfFile } from './picked-file.ts'

describe('a picked file', () => {
  test.each([
    [{ size: 1, type: 'image/jpeg' }, null],
    [{ size: 15 * 1024 * 1024, type: 'image/avif' }, null],
    [{ size: 1, type: '' }, null],
    [{ size: 0, type: 'image/png' }, 'The file is empty.'],
    [{ size: 16_000_000, type: 'image/png' }, 'The file has 15.3 MB; at most 15 MB are taken.'],
    [{ size: 1, type: 'image/svg+xml' }, 'Choose a JPEG, PNG, WebP, AVIF or GIF image.'],
    [{ size: 1, type: 'application/pdf' }, 'Choose a JPEG, PNG, WebP, AVIF or GIF image.'],
  ])('%j', (file, fault) => {
    expect(faultOfFile(file)).toBe(fault)
  })
})
