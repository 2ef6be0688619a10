import { expect, it } from 'vitest'
import { afterSave, changeOf, edit, EMPTY_PROFILE, faultsOf, keep, overtaken, shown, touchedIn } from './profile-draft.ts'

const stored = { ...EMPTY_PROFILE, summary: 'Teaches yoga.', pitch: 'Breathe.' }

it('keeps what was typed while the rest follows what is stored', () => {
  const draft = edit({}, stored, 'pitch', 'Breathe deeper.')
  const synced = { ...stored, summary: 'Teaches yoga in Lisbon.', pitch: 'Move.' }
  expect(shown(synced, draft)).toMatchObject({ summary: 'Teaches yoga in Lisbon.', pitch: 'Breathe deeper.' })
  expect(overtaken(draft, stored)).toEqual([])
  expect(overtaken(draft, synced)).toEqual(['pitch'])
  // Kept in the knowledge of it, nothing more is told; typed back, there is nothing to save.
  expect(overtaken(keep(draft, synced, 'pitch'), synced)).toEqual([])
  expect(touchedIn(edit(draft, synced, 'pitch', 'Move.'))).toEqual([])
})

it('stores touched fields alone, and what was typed while it was stored stays typed', () => {
  const draft = edit(edit({}, stored, 'pitch', 'Breathe deeper.'), stored, 'pricing', 'From €20.')
  const saved = changeOf(draft)
  expect(saved).toEqual({ pitch: 'Breathe deeper.', pricing: 'From €20.' })
  const meanwhile = edit(draft, stored, 'pricing', 'From €25.')
  const after = afterSave(meanwhile, saved)
  expect(changeOf(after)).toEqual({ pricing: 'From €25.' })
  expect(overtaken(after, { ...stored, ...saved })).toEqual([])
})

it('says what is wrong where it is', () => {
  expect(faultsOf('objections', [{ objection: 'x'.repeat(301), answer: '' }])).toEqual({ '0.objection': 'Shorten it to 300 characters.' })
  expect(faultsOf('pitch', 'fine')).toEqual({})
})
