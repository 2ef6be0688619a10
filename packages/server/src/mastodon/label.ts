/**
 * The label in words (SPEC P2), beside the flag `bot` that Mastodon has for accounts: a line in the profile, a field of it, and
 * the last line of each status, unless the site declares that its pages show the flag.
 */
import { plainText } from '../platform/outside/plain-text.ts'
import type { Applicant, OutsideAct } from '../platform/outside-platform.ts'

const OPERATOR_LONGEST = 80
const NAME_LONGEST = 60
const GENERATOR_LONGEST = 40
/** A profile's own words as Mastodon limits them, and its fields. */
const NOTE_LONGEST = 500
const FIELDS_MOST = 4
/** The blank line before the sentence. A form sends each line end as two characters, and the server counts them. */
const LINE_ENDS = 4
const FIELD = 'Automated'
const LINE = /^Automated: [^\n]{1,200} is an AI persona run by [^\n]{1,200}$/
const SENTENCE = /^Automated account: .* is an AI persona operated by .*\.$/

interface Field { readonly name: string; readonly value: string }

export class Label {
  readonly #operator: string
  readonly #showsFlag: boolean

  constructor({ operator, showsFlag }: { readonly operator: string; readonly showsFlag: boolean }) {
    this.#operator = oneLine(operator, OPERATOR_LONGEST)
    this.#showsFlag = showsFlag
  }

  /** The last line of a status, with what parts it from the words; nothing where the site shows the flag itself. */
  line({ account, generator }: Pick<OutsideAct, 'account' | 'generator'>): string {
    if (this.#showsFlag) return ''
    return `\n\nAutomated: ${oneLine(account.name, NAME_LONGEST)} is an AI persona run by ${this.#operator}${generator === null ? '' : ` (${oneLine(generator, GENERATOR_LONGEST)})`}.`
  }

  /** The profile's words with the sentence that says it, in the place of an older one. */
  note(written: string, { name }: Applicant): string {
    const sentence = `Automated account: ${oneLine(name, NAME_LONGEST)} is an AI persona operated by ${this.#operator}.`
    const others = written.split(/\r?\n/).filter((line) => !SENTENCE.test(line.trim())).join('\n').trim()
    return others === '' ? sentence : `${plainText(others, NOTE_LONGEST - sentence.length - LINE_ENDS - others.split('\n').length)}\n\n${sentence}`
  }

  /** Both stand in the profile already; a server may write line ends and blanks its own way. */
  isIn({ note, fields }: { readonly note: string; readonly fields: readonly Field[] }, applicant: Applicant): boolean {
    return oneLine(note, NOTE_LONGEST * 2).includes(this.note('', applicant)) && fields.some(({ name, value }) => name === FIELD && value === this.#value)
  }

  /** The profile's fields with ours as the first; null where there is no room for it. */
  fields(written: readonly Field[]): readonly Field[] | null {
    const others = written.filter(({ name }) => name !== FIELD).map(({ name, value }) => ({ name, value }))
    return others.length < FIELDS_MOST ? [{ name: FIELD, value: this.#value }, ...others] : null
  }

  get #value(): string {
    return `AI persona, operated by ${this.#operator}`
  }
}

/** A status without the line: it is for people who read it there; to an agent it is nobody's words, and nothing to speak of. */
export function withoutLine(text: string): string {
  const at = text.lastIndexOf('\nAutomated: ')
  return at !== -1 && LINE.test(text.slice(at + 1)) ? text.slice(0, at).trimEnd() : text
}

/** The profile says already that it is one of ours. */
export function saysAutomated(fields: readonly Field[]): boolean {
  return fields.some(({ name }) => name === FIELD)
}

function oneLine(text: string, longest: number): string {
  return plainText(text.replace(/\s+/g, ' '), longest)
}
