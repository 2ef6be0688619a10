import { describe, expect, it } from 'vitest'
import { avatarSvg } from './avatar-svg.ts'

const SIZE_MOST = 3072

describe('avatarSvg', () => {
  it('draws the same face for the same persona, and another for another', () => {
    expect(avatarSvg('ada', 'hustler')).toBe(avatarSvg('ada', 'hustler'))
    const faces = Array.from({ length: 2000 }, (_, i) => avatarSvg(`persona-${i}`, 'hustler'))
    expect(new Set(faces).size).toBe(2000)
  })

  it('keeps an archetype in one colour', () => {
    const ground = (svg: string): string => /<path fill="(#[0-9a-f]{6})" d="M0 0h120/.exec(svg)?.[1] ?? 'none'
    expect(new Set(Array.from({ length: 50 }, (_, i) => ground(avatarSvg(`p${i}`, 'doomer')))).size).toBe(1)
    expect(new Set(Array.from({ length: 50 }, (_, i) => ground(avatarSvg(`p${i}`, null)))).size).toBeGreaterThan(5)
  })

  it('is small and well-formed, whatever the seed says', () => {
    for (let i = 0; i < 3000; i++) {
      const svg = avatarSvg(`<script>${i}"&`, i % 2 ? null : 'a<b')
      expect(svg.length).toBeLessThanOrEqual(SIZE_MOST)
      if (/script|NaN|undefined|a<b/.test(svg)) expect.fail(svg)
      const open: string[] = []
      for (const [, close, name, self] of svg.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
        if (close) expect(open.pop()).toBe(name)
        else if (!self) open.push(name!)
      }
      expect(open).toEqual([])
    }
  })
})
