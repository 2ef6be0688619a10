import { describe, expect, it } from 'vitest'
import { generationSchema } from './generation.ts'

const values = { pack: 'agora', archetype: '', count: 24, seed: ' one ' }

describe('what the generator is asked', () => {
  it('leaves out an archetype that was not chosen and trims the seed', () => {
    expect(generationSchema.safeParse(values)).toEqual({ success: true, data: { pack: 'agora', count: 24, seed: 'one' } })
  })

  it('says what to mend', () => {
    for (const [patch, path] of [[{ pack: '' }, 'pack'], [{ count: 0 }, 'count'], [{ count: 2.5 }, 'count'], [{ count: null }, 'count'], [{ count: Number.NaN }, 'count'], [{ seed: ' ' }, 'seed']] as const) {
      const result = generationSchema.safeParse({ ...values, ...patch })
      expect(result.success ? [] : result.error.issues).toMatchObject([{ path: [path] }])
    }
  })
})
