import { describe, expect, it } from 'vitest'
import { openBook } from './book.ts'
import { hear, subjectOfText } from './hearing.ts'
import { packSpeakers } from './testing/cast.ts'
import type { HeardText } from './brief.ts'

const book = openBook((packSpeakers('agora')[0] ?? null)?.speech ?? null)
const said = (text: string): HeardText => ({ id: 'p1', authorId: 'a1', authorName: 'Una', authorUsername: 'una_of_mill_lane', text })

function echoes(text: string): Set<string | null> {
  return new Set([0, 0.3, 0.6, 0.99].map((chance) => hear(said(text), book, chance).echo))
}

describe('hear', () => {
  it('keeps a hashtag that is a word of its sentence and drops one that is a label', () => {
    expect(echoes('I trained a model on the whole #library. #MrTibbs')).toEqual(new Set(['I trained a model on the whole library']))
  })

  it('quotes no sentence out of which a name was taken, and no name that stands behind one', () => {
    expect(echoes('I am told @pim_hawk is right about the cones.')).toEqual(new Set([null]))
    expect(echoes('The drummer upstairs has hired a lawyer, @pim_hawk.')).toEqual(new Set(['The drummer upstairs has hired a lawyer']))
  })

  it('quotes nothing that says nothing, and no throat-clearing where something follows', () => {
    expect(echoes('You put it well, love.')).toEqual(new Set([null]))
    expect(echoes('The piano tuner will deny this story. The goose took his second umbrella.')).toEqual(new Set(['The goose took his second umbrella']))
  })

  it('lets everyday life give way to what the place talks about, in the text or above it', () => {
    expect(subjectOfText('My mother and my nan met the goose.', book)?.id).toBe('goose')
    expect(subjectOfText('My mother rang to ask if I am happy.', book)?.id).toBe('mothers')
    expect(hear(said('My mother would have finished it.'), book, 0, [said('The cones at the roundabout are back.')]).subject.id).toBe('roundabout')
  })
})
