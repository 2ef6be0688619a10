import { describe, expect, test } from 'vitest'
import { cleanText, shortened } from './clean-text.ts'

describe('cleanText', () => {
  test.each([
    ['text as it should be', 'Fog again.', 'Fog again.'],
    ['a fence', '```\nFog again.\n```', 'Fog again.'],
    ['a preface with a colon', "Sure, here's a post about fog:\n\nFog again.", 'Fog again.'],
    ['another preface', 'Certainly! Here is the comment you asked for: Fog again.', 'Fog again.'],
    ['a preface and quotes', 'Here\'s my reply:\n\n"Fog again."', 'Fog again.'],
    ['a label', 'Post: Fog again.', 'Fog again.'],
    ['a bold label', '**Reply:** Fog again.', 'Fog again.'],
    ['quotation marks', '"Fog again."', 'Fog again.'],
    ['curly marks', '“Fog again.”', 'Fog again.'],
    ['German marks', '„Nebel.“', 'Nebel.'],
    ['an object', '{"post":"Fog again."}', 'Fog again.'],
    ['an object in a fence', '```json\n{"text":"Fog again."}\n```', 'Fog again.'],
    ['a title and a body', '{"title":"Fog","body":"Fog again."}', 'Fog again.'],
    ['a list of strings', '["Fog again.","And again."]', 'Fog again.\nAnd again.'],
    ['chat parts', '[{"type":"text","text":"Fog again."}]', 'Fog again.'],
    ['a JSON string', '"Fog \\"again\\"."', 'Fog "again".'],
    ['a closing remark', 'Fog again.\n\nLet me know if you would like it shorter!', 'Fog again.'],
    ['a count', 'Fog again.\n\n(Word count: 2)', 'Fog again.'],
    ['control characters', 'Fog\u0000 \u001b[again\u007f.', 'Fog [again.'],
    ['an overriding direction mark', 'Fog \u202eagain.', 'Fog again.'],
    ['thinking', '<think>She would be terse.</think>\nFog again.', 'Fog again.'],
    ['Windows line ends', 'Fog\r\nagain.', 'Fog\nagain.'],
  ])('takes %s', (_name, reply, text) => {
    expect(cleanText(reply, 500).text).toBe(text)
  })

  test.each([
    ['a persona that says sure', 'Sure, the fog is lovely, if you hate ships.'],
    ['a persona that begins with here', "Here's the thing about fog, nobody asked it."],
    ['two quotations', '"Fog", she said, "again"'],
    ['a quotation and a comment', '"Fog again." Who writes this?'],
    ['a colon later on', 'Okay so this is my list of fogs and what I make of them, in order of how much I mind: sea, valley, brain.'],
    ['brackets', '[sighs] fog again'],
    ['an object with two texts', '{"post":"Fog.","comment":"Again."}'],
    ['an emoji joined of three', 'the 👩‍👩‍👧 next door loves fog'],
    ['opening hours', 'Opening hours: closed since 2019'],
  ])('leaves %s alone', (_name, reply) => {
    expect(cleanText(reply, 500)).toEqual({ text: reply, mended: [] })
  })

  test('says what it mended', () => {
    expect(cleanText('Sure! Here is the post:\n"Fog."', 500).mended).toEqual(['preface removed', 'quotation marks removed'])
  })

  test('cuts at a sentence, else at a word, never inside a character', () => {
    expect(shortened('One sentence here. And a second one that is long.', 30)).toBe('One sentence here.')
    expect(shortened('words and words and words and words', 20)).toBe('words and words and…')
    expect(shortened('🌫️'.repeat(40), 21).isWellFormed()).toBe(true)
    expect(shortened('x'.repeat(1_000), 100)).toHaveLength(100)
  })
})
