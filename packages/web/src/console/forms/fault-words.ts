/** A schema's complaint as a sentence that says how to mend it. Sentences the contract wrote itself stay as they are. */
export interface SchemaIssue {
  readonly code?: string | undefined
  readonly message: string
  readonly path: readonly PropertyKey[]
  readonly origin?: string
  readonly minimum?: number | bigint
  readonly maximum?: number | bigint
  readonly expected?: string
  readonly format?: string
}

/** What zod writes when nobody wrote anything better. */
const STOCK = /^(Invalid|Too (small|big)|Unrecognized|Expected)/

export function faultWords(issue: SchemaIssue): string {
  if (!STOCK.test(issue.message)) return sentence(issue.message)
  if (issue.code === 'too_small') {
    const least = Number(issue.minimum)
    if (issue.origin === 'string') return least <= 1 ? 'Fill this in.' : `Use at least ${least} characters.`
    if (issue.origin === 'array') return least <= 1 ? 'Choose at least one.' : `Give at least ${least}.`
    return `Use ${least.toLocaleString('en-US')} or more.`
  }
  if (issue.code === 'too_big') {
    const most = Number(issue.maximum)
    if (issue.origin === 'string') return `Shorten it to ${most.toLocaleString('en-US')} characters.`
    if (issue.origin === 'array') return `Give at most ${most}.`
    return `Use ${most.toLocaleString('en-US')} or less.`
  }
  if (issue.code === 'invalid_type') {
    if (issue.expected === 'int') return 'Use a whole number.'
    return issue.expected === 'number' ? 'Use a number.' : 'Fill this in.'
  }
  if (issue.code === 'invalid_format' && issue.format === 'url') return 'Use a whole address that begins with http:// or https://.'
  return issue.code === 'invalid_value' ? 'Choose one of the list.' : 'This is not in the form that is needed here.'
}

export function pathOf(issue: SchemaIssue): string {
  return issue.path.map(String).join('.')
}

/** The API names fields by JSON pointer (`/brain/url`) or by dots; forms use dots. */
export function dottedPath(path: string): string {
  return path.replace(/^\/?(body\/)?/, '').replaceAll('/', '.')
}

export function sentence(words: string): string {
  const text = words.trim()
  if (text === '') return text
  const opened = text[0]!.toUpperCase() + text.slice(1)
  return /[.!?]$/.test(opened) ? opened : `${opened}.`
}
