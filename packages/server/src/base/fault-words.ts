/**
 * What is wrong with an input, in words that say how to mend it. Zod's own ("Invalid ISO datetime", "Too small: expected string to
 * have >=1 characters") speak of schemas, and whoever sent the input has never seen one. Given to a parse as `SAID`, it is asked
 * only for faults that a schema has no words of its own for. Each reads after the name of its place ("/at must be a moment such as …")
 * and as a sentence of its own. What was given is repeated only where it cannot be a secret: a word out of a list, a number, a moment.
 */
import type { z } from 'zod'
import { nearest } from '@troupe/contract'

/** Longer lists are not read. */
const NAMES_MOST = 24
const SHOWN_CHARACTERS_MOST = 40

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', tuple: 'a list', object: 'an object', record: 'an object', null: 'null', date: 'a date', bigint: 'a whole number',
}
const FORMS: Readonly<Record<string, string>> = {
  datetime: 'a moment such as 2026-05-04T09:30:00Z', date: 'a day such as 2026-05-04', time: 'a time such as 09:30', duration: 'a duration such as PT15M', email: 'an e-mail address such as ada@example.com',
  url: 'a whole address that begins with http:// or https://', uuid: 'an id as the API gave it, a UUID', json_string: 'JSON',
}

export const SAID = { error: faultWords } as const

export function faultWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const kind = FORMS[formOf(issue.inst)] ?? KINDS[issue.expected] ?? issue.expected
      return issue.input === undefined ? `is missing: give ${kind}` : `must be ${kind}, not ${kindOf(issue.input)}`
    }
    case 'invalid_value': {
      const words = issue.values.map(String)
      if (words.length === 1) return issue.input === undefined ? `is missing: give ${JSON.stringify(words[0])}` : `must be ${JSON.stringify(words[0])}`
      return issue.input === undefined ? `is missing: give ${oneOf(words)}` : `must be ${oneOf(words)}, not ${shown(issue.input)}${meant(issue.input, words)}`
    }
    case 'too_small':
      return issue.origin === 'string' ? Number(issue.minimum) <= 1 ? 'must not be empty' : `must have at least ${counted(issue.minimum, 'character')}`
        : issue.origin === 'array' || issue.origin === 'set' ? `must have at least ${counted(issue.minimum, 'item')}`
          : `must be ${issue.inclusive === false ? `more than ${issue.minimum}` : `${issue.minimum} or more`}, not ${shown(issue.input)}`
    case 'too_big':
      return issue.origin === 'string' ? `must have at most ${counted(issue.maximum, 'character')}; it has ${String(issue.input).length}`
        : issue.origin === 'array' || issue.origin === 'set' ? `must have at most ${counted(issue.maximum, 'item')}; it has ${(issue.input as { readonly length?: number }).length ?? 'more'}`
          : `must be ${issue.inclusive === false ? `less than ${issue.maximum}` : `${issue.maximum} or less`}, not ${shown(issue.input)}`
    case 'invalid_format': {
      const form = FORMS[issue.format]
      return form === undefined ? 'has not the form that is needed here' : `must be ${form}${issue.format === 'datetime' || issue.format === 'date' ? `, not ${shown(issue.input)}` : ''}`
    }
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}, not ${shown(issue.input)}`
    case 'unrecognized_keys': {
      const known = namesIn(issue.inst)
      const [only] = issue.keys
      const near = issue.keys.length === 1 && only !== undefined ? nearest(only, known) : null
      return `is not known here${near !== null ? `; did you mean "${near}"?` : known.length > 0 && known.length <= NAMES_MOST ? `; there ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}` : ''}`
    }
    case 'invalid_union':
      return Array.isArray(issue['options']) ? `must be ${oneOf(issue['options'].map(String))}` : 'has none of the forms that are taken here'
    case 'invalid_key':
      return 'has a name that is not taken here'
    default:
      return undefined
  }
}

function oneOf(words: readonly string[]): string {
  return words.length > NAMES_MOST ? `one of ${words.slice(0, NAMES_MOST).join(', ')} and ${words.length - NAMES_MOST} more` : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

function meant(given: unknown, words: readonly string[]): string {
  const near = typeof given === 'string' ? nearest(given, words) : null
  return near === null ? '' : `; did you mean "${near}"?`
}

/** Of a text that has to be a moment, an address or the like: which. */
function formOf(schema: unknown): string {
  return typeof schema === 'object' && schema !== null && 'format' in schema && typeof schema.format === 'string' ? schema.format : ''
}

function namesIn(schema: unknown): string[] {
  return typeof schema === 'object' && schema !== null && 'shape' in schema ? Object.keys(schema.shape as object) : []
}

function kindOf(given: unknown): string {
  if (given === null) return 'null'
  if (Array.isArray(given)) return 'a list'
  if (typeof given === 'number') return Number.isNaN(given) ? 'something else' : shown(given)
  return typeof given === 'boolean' ? String(given) : KINDS[typeof given] ?? typeof given
}

/** As JSON, cut where it is long. */
export function shown(given: unknown): string {
  if (given === undefined) return 'nothing'
  const text = JSON.stringify(given) ?? 'something else'
  return text.length > SHOWN_CHARACTERS_MOST ? `${text.slice(0, SHOWN_CHARACTERS_MOST).toWellFormed()}…` : text
}

function counted(number: number | bigint, one: string): string {
  return `${number} ${one}${Number(number) === 1 ? '' : 's'}`
}
