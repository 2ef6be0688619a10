import { describe, expect, it } from 'vitest'
import { isPostmasterOf, parsePostmasterFile } from './postmaster-file.ts'

describe('postmaster.pid', () => {
  it('tells who, where and how far', () => {
    expect(parsePostmasterFile('4711\n/data/cluster\n1795227229\n44257\n\n127.0.0.1\n  123 4\nready   \n')).toEqual({ pid: 4711, port: 44257, status: 'ready' })
  })

  it('may be half written', () => {
    expect(parsePostmasterFile('4711\n/data/cl')).toEqual({ pid: 4711, port: null, status: 'unknown' })
    expect(parsePostmasterFile('')).toBeNull()
    expect(parsePostmasterFile('rubbish')).toBeNull()
  })

  it('of a stand-alone backend bears a negative pid', () => {
    expect(parsePostmasterFile('-4711\n')?.pid).toBe(4711)
  })
})

it('a live process that is no database of ours is not taken for one', () => {
  expect(isPostmasterOf('/nowhere/cluster', process.pid)).toBe(false)
  expect(isPostmasterOf('/nowhere/cluster', 2 ** 22)).toBe(false)
})
