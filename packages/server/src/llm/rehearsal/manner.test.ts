import { describe, expect, it } from 'vitest'
import { seeded } from '../../base/random.ts'
import { inManner } from './manner.ts'

const voice = { tone: 'plain', length: 'medium', casing: 'sentence', emoji: 0, emojis: [], slang: [], vocabulary: [] } as const

function written(casing: 'lower' | 'upper' | 'erratic', text: string, verbatim: readonly string[] = []): string[] {
  return Array.from({ length: 60 }, (_, at) => inManner(text, { ...voice, emojis: [], slang: [], vocabulary: [], casing }, seeded(`manner/${at}`), 1000, verbatim))
}

describe('inManner', () => {
  it('leaves quoted words as they were written, whatever the speaker does to its own', () => {
    const echo = 'The council ALWAYS says so'
    for (const casing of ['lower', 'upper', 'erratic'] as const) {
      for (const text of written(casing, `"${echo}." Everybody knows that they never meant it.`, [echo])) expect(text).toContain(`"${echo}."`)
    }
  })

  it('stresses words somebody would lean on, and no others', () => {
    const texts = written('erratic', 'The pigeon looked at my garage again and nobody asked the pigeon why.')
    const shouted = new Set(texts.flatMap((text) => text.match(/\b[A-Z]{2,}\b/g) ?? []))
    expect([...shouted].toSorted()).toEqual(['AGAIN', 'NOBODY', 'WHY'])
  })

  it('shouts whole sentences where a voice shouts, and never a name', () => {
    for (const text of written('upper', 'Listen, @una_of_mill_lane. They came to look at it. Then they all went home again.')) {
      expect(text).toContain('@una_of_mill_lane')
      expect(text).toMatch(/THEY CAME TO LOOK AT IT\.|THEN THEY ALL WENT HOME AGAIN\./)
    }
  })
})
