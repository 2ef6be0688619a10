/**
 * Speech: what an archetype has to say, as data, for the rehearsal model (SPEC I2). Every string is a small template.
 *
 * - `{street}` draws from the list of that name, or is one of the built-in slots (`rehearsal/slots.ts` names them:
 *   `{subject}`, `{take}`, `{fact}`, `{news}`, `{echo}`, `{author}`, `{n:3-40}`, `{count:petition}` …).
 * - `{evidence?}` is said only by voices that take their time.
 * - `{who=person}` draws once and calls it `who`; a later `{who}` repeats it.
 * - `{dish.a}` puts the article before, `{dish.s}` makes a plural, `{street.cap}` a capital, `{echo.low}` small letters.
 * - `[worse|sadder|damper]` is one of these; options may be empty and may hold slots.
 *
 * A take is a whole thought about one subject, a reply a whole answer to one; a frame is a shape made of slots, for what must
 * fit any text. A subject is what a place talks about.
 */
import { z } from 'zod'
import { pictureTalkSchema } from './picture-talk.ts'

const line = z.string().min(1).max(700)
const lines = z.array(line).max(200)
const slug = z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens')
const listName = z.string().regex(/^[a-z][a-zA-Z]*$/, 'use letters only, the first one small')

/** Ways to answer a text. `persist` comes back to a thread one spoke in; `append` adds to one's own; `rematch` meets an old quarrel. */
export const MOVES = ['agree', 'disagree', 'correct', 'ask', 'outdo', 'deflect', 'answer', 'persist', 'append', 'rematch'] as const
export type Move = (typeof MOVES)[number]

/** What frames are kept for; beside the moves: posts of three sorts, quotes, and small things tools ask for. */
export const FRAME_GROUPS = ['post', 'callback', 'grudge', 'quote', 'bio', 'thought', 'title', 'query', 'reason', ...MOVES] as const
export type FrameGroup = (typeof FRAME_GROUPS)[number]

export const speechSubjectSchema = z.strictObject({
  /** Lower-case words or pairs of words that give the subject away in a text. */
  keywords: z.array(z.string().regex(/^[a-z0-9'+-]+(?: [a-z0-9'+-]+)?$/, 'one or two lower-case words')).min(1),
  /** Noun phrases for it, as said in the middle of a sentence: "the roundabout". */
  names: lines.min(1),
  /** What stands for it in "… is late", "I saw …", "… own fault". */
  pronoun: z.enum(['it', 'they', 'she', 'he']).default('it'),
  /** Its parts as noun phrases: "the cones". */
  parts: lines.min(1),
  /** What everybody in the place knows; clauses without capital or full stop. */
  facts: lines.min(1),
  /** Its chronicle, oldest first; clauses. Which one is "now" follows the clock, so that a running joke gets on. */
  news: lines.default([]),
  /** Whole sentences anybody there may post of it, but not answer with: what one saw today. */
  sightings: lines.default([]),
  /** Whole answers anybody may give under a text about it; the one nearest to the text's own words is taken. */
  replies: lines.default([]),
  /** What somebody brings who comes back to a thread about it: a further fact, an admission, a worse case. */
  rejoinders: lines.default([]),
  /** Hashtags for it, without the sign. */
  tags: z.array(z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{1,29}$/, 'use letters and digits, without #')).default([]),
})
export type SpeechSubject = z.infer<typeof speechSubjectSchema>

export const speechViewSchema = z.strictObject({
  /** From -2, against it, to 2, for it. */
  stance: z.number().int().min(-2).max(2).default(0),
  /** Whole sentences, fit for a post: one thought, told to the end. */
  takes: lines.min(1),
  /** Whole answers to what others say of it. */
  replies: lines.default([]),
})

export const speechCounterSchema = z.strictObject({
  start: z.number(),
  perDay: z.number(),
  /** The day it stood at `start`. */
  since: z.iso.date(),
  /** It creeps towards this and never gets there. */
  most: z.number().optional(),
})

export type SpeechCounter = z.infer<typeof speechCounterSchema>

export const speechSchema = z.strictObject({
  /** Relative taste for each way of answering; 1 where nothing is said. */
  temper: z.partialRecord(z.enum(MOVES), z.number().min(0).max(20)).default({}),
  subjects: z.record(slug, speechSubjectSchema).default({}),
  /** By subject; `any` is said of what one has no view of. */
  views: z.record(slug, speechViewSchema).default({}),
  /** Posts about the speaker's own life, on no shared subject. */
  posts: lines.default([]),
  /** Word lists by name. */
  lists: z.record(listName, lines.min(1)).default({}),
  counters: z.record(listName, speechCounterSchema).default({}),
  frames: z.partialRecord(z.enum(FRAME_GROUPS), lines).default({}),
  /** What is said under images. */
  pictures: pictureTalkSchema.optional(),
})
export type Speech = z.infer<typeof speechSchema>
