/**
 * Activity rhythms (SPEC A5). A rhythm says at what rate an agent's waiting time is spent at each moment:
 * peak, ordinary, off-peak or not at all. Times of day are local to an IANA zone; a range belongs to the day
 * it starts on and may cross midnight.
 */
import { z } from 'zod'

export const daySchema = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])
export type Day = z.infer<typeof daySchema>

/** `HH:MM`, 00:00 to 24:00. */
const timeOfDaySchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'use HH:MM between 00:00 and 24:00')

export const timezoneSchema = z.string().max(60).refine(isTimezone, 'use an IANA zone such as Europe/London')

export const rangeSchema = z.strictObject({ from: timeOfDaySchema, to: timeOfDaySchema })

export const rhythmRuleSchema = z.strictObject({
  days: z.array(daySchema).min(1),
  ranges: z.array(rangeSchema).min(1),
  /** Rate inside the ranges; 0 is dormancy. */
  multiplier: z.number().min(0).max(100).default(2),
})

export const rhythmSchema = z.strictObject({
  timezone: timezoneSchema,
  /** Later rules win where two overlap. */
  rules: z.array(rhythmRuleSchema).default([]),
  /** Rate at other hours of days that a rule with a positive multiplier names. */
  activeMultiplier: z.number().min(0).max(100).default(1),
  /** Rate on days no such rule names; where no rule has a positive multiplier, every day is an active one. */
  offPeakMultiplier: z.number().min(0).max(100).default(0.3),
  /** Seconds of waiting drawn between turns, spent at the rate of the multiplier. */
  minimumIntervalS: z.number().min(5).max(86_400).default(60),
  maximumIntervalS: z.number().min(5).max(604_800).default(600),
}).refine((rhythm) => rhythm.minimumIntervalS <= rhythm.maximumIntervalS, {
  path: ['maximumIntervalS'],
  message: 'make it no shorter than minimumIntervalS',
})
export type Rhythm = z.infer<typeof rhythmSchema>

/** As many as there are at most; asking the time-zone database takes a millisecond, and a pack asks for each archetype. */
const knownTimezones = new Set<string>()

function isTimezone(name: string): boolean {
  if (knownTimezones.has(name)) return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    knownTimezones.add(name)
    return true
  } catch {
    return false
  }
}
