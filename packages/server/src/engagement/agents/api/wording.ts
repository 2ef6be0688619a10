/** Words: variants chosen by seeded chance, gaps filled with what is known, money and times as the lead reads them. */
import { assert } from '../../../base/errors.ts'
import type { Random } from '../../../base/random.ts'

export type Gaps = Readonly<Record<string, string | number | null | undefined>>

/** A line that greets or signs off: it ends in a comma, or begins as people greet, and is short. */
const GREETING = /^(?:.{1,40},|(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|hola|bonjour|ciao)\b[^?]{0,30})$/iu
const GAP = /\{([a-zA-Z]+)(?:\|([^{}]*))?\}/g

export interface Worded {
  readonly text: string
  /** The gaps for which nothing is known, where no more than a greeting is left without their lines; else empty. */
  readonly missing: readonly string[]
}

/**
 * One of the variants, its gaps filled: `{firstName|there}` takes what stands after the bar where nothing is known. A line
 * with a gap that stays empty is left out. A variant that is whole is chosen before one that loses a line, and one that still
 * says something before one of which a greeting is left.
 */
export function worded(variants: readonly string[], gaps: Gaps, random: Random): Worded {
  assert(variants.length > 0, 'a text has at least one variant')
  const whole = variants.filter((variant) => variant.split('\n').every((line) => emptyGaps(line, gaps).length === 0))
  if (whole.length > 0) return filled(random.pick(whole), gaps)
  const telling = variants.filter((variant) => filled(variant, gaps).missing.length === 0)
  return filled(random.pick(telling.length > 0 ? telling : variants), gaps)
}

/** Of a line, the gaps with nothing to fill them. */
function emptyGaps(line: string, gaps: Gaps): string[] {
  return [...line.matchAll(GAP)].flatMap(([, name = '', otherwise]) => otherwise === undefined && valueOf(name, gaps) === '' ? [name] : [])
}

function filled(words: string, gaps: Gaps): Worded {
  const lines = words.split('\n')
  const left = lines.filter((line) => emptyGaps(line, gaps).length === 0)
    .map((line) => line.replace(GAP, (_, name: string, otherwise: string | undefined) => valueOf(name, gaps) || (otherwise ?? '')))
  const text = left.join('\n').replaceAll(/\n{3,}/g, '\n\n').trim()
  const saysNothing = left.length < lines.length && left.every((line) => line.trim() === '' || GREETING.test(line.trim()))
  return { text, missing: saysNothing ? [...new Set(lines.flatMap((line) => emptyGaps(line, gaps)))] : [] }
}

function valueOf(name: string, gaps: Gaps): string {
  assert(name in gaps, `a gap {${name}} that is known; there are ${Object.keys(gaps).join(', ')}`)
  const value = gaps[name]
  return value === null || value === undefined ? '' : String(value).trim()
}

const MONEY = new Map<string, Intl.NumberFormat>()
const DATES = new Map<string, Intl.DateTimeFormat>()
/** Making one takes 50 µs and more. */
const FORMATS_MOST = 2_000

/** An amount of the currency's smallest unit as the locale writes it: "€49", "$1,200.50". */
export function moneyText(minor: number, currency: string, locale: string): string {
  const format = kept(MONEY, `${locale} ${currency}`, () => new Intl.NumberFormat(tag(locale), { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' }))
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

export type TimeStyle = 'date' | 'time' | 'moment' | 'weekday' | 'hour'

const STYLES: Readonly<Record<TimeStyle, Intl.DateTimeFormatOptions>> = {
  date: { weekday: 'long', day: 'numeric', month: 'long' },
  time: { hour: 'numeric', minute: '2-digit' },
  moment: { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
  weekday: { weekday: 'long' },
  hour: { hour: 'numeric', hourCycle: 'h23' },
}

/** A moment as it reads in a timezone and locale. */
export function timeText(atMs: number, style: TimeStyle, timezone: string, locale: string): string {
  return kept(DATES, `${style} ${timezone} ${locale}`, () => new Intl.DateTimeFormat(tag(locale), { ...STYLES[style], timeZone: zone(timezone) })).format(atMs)
}

function kept<Format>(formats: Map<string, Format>, key: string, make: () => Format): Format {
  const at = formats.get(key)
  if (at !== undefined) return at
  if (formats.size >= FORMATS_MOST) formats.clear()
  const made = make()
  formats.set(key, made)
  return made
}

/** Imports bring all sorts of words for a locale; what is none reads as English. */
function tag(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale.replaceAll('_', '-'))[0] ?? 'en'
  } catch {
    return 'en'
  }
}

function zone(timezone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

const SENTENCE_LONGEST = 220
/** As long as this, words are quoted whole: their point is seldom in the first sentence. */
const BRIEF_LONGEST = 170

/** The first sentence of somebody's description, without markup, on one line; empty where there is none worth showing. */
export function firstSentence(text: string): string {
  const plain = text.slice(0, 4_000).replaceAll(/<[^<>]*>/g, ' ').replaceAll(/\s+/g, ' ').trim()
  const [sentence = ''] = /^.{15,}?[.!?](?=\s|$)/u.exec(plain) ?? [plain]
  if (sentence.length <= SENTENCE_LONGEST) return sentence
  const cut = sentence.slice(0, SENTENCE_LONGEST)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)).toWellFormed()}…`
}

/** Somebody's words as they are where they are few, else their first sentence. */
export function briefly(text: string): string {
  const plain = text.slice(0, 4_000).replaceAll(/<[^<>]*>/g, ' ').replaceAll(/\s+/g, ' ').trim()
  return plain.length <= BRIEF_LONGEST ? plain : firstSentence(plain)
}
