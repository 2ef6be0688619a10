/** What kind of file it is, told from how it begins; names and endings say nothing that can be relied on. */
import { InvalidError } from '../../base/errors.ts'
import { headOf, type PopulationFile } from './population-file.ts'
import { fieldOf } from './profile-fields.ts'

export type FileFormat =
  | { readonly kind: 'json-list' }
  | { readonly kind: 'json-lines' }
  | { readonly kind: 'graphml' }
  | { readonly kind: 'exchange-table' }
  | { readonly kind: 'profile-table'; readonly delimiter: string }
  | { readonly kind: 'edge-table'; readonly delimiter: string; readonly from: number; readonly to: number }

/** Enough for the longest header; a first row longer than that is no row. */
const HEAD_CHARACTERS = 64 * 1024

/** Lines of which one must be an object, for the file to be JSON lines. */
const LINES_TRIED = 20

const DELIMITERS = [',', ';', '\t'] as const

/** What the ends of an edge are called, the follower first. */
const ENDS: readonly (readonly [from: string, to: string])[] = [
  ['from', 'to'], ['source', 'target'], ['src', 'dst'], ['follower', 'followee'], ['follower', 'followed'], ['follower_id', 'followee_id'], ['user', 'follows'],
]

const EXPECTED = [
  'a JSON list or JSON lines of profiles (realname, username, bio, persona, age, gender, mbti, country, profession, interested_topics), or of personas as Troupe exports them',
  'a CSV table of profiles (user_id, name, username, following_agentid_list, previous_tweets, user_char, description), or as Troupe exports it',
  'a CSV table of edges with the columns from,to or source,target',
  'GraphML',
].join('; ')

export async function formatOf(file: PopulationFile): Promise<FileFormat> {
  const head = (await headOf(file, HEAD_CHARACTERS)).trimStart()
  const unknown = (what: string): InvalidError =>
    new InvalidError(`${file.name} ${what}. Expected ${EXPECTED}.`, [{ path: file.name, message: what }], 'import-unreadable')
  if (head === '') throw unknown('is empty')
  if (head.includes('\0')) throw unknown('is no text: it holds zero bytes')
  if (head.startsWith('<')) {
    if (/<(?:\w+:)?graphml[\s>]/.test(head)) return { kind: 'graphml' }
    throw unknown(`is XML, but no GraphML: it begins with ${JSON.stringify(head.slice(0, 40))}`)
  }
  if (head.startsWith('[') || /^\{\s*"personas"\s*:\s*\[/.test(head)) return { kind: 'json-list' }
  if (head.startsWith('{')) {
    if (isJsonLines(head)) return { kind: 'json-lines' }
    throw unknown('begins like JSON, but is neither a list nor one object a line')
  }
  return tableFormat(head) ?? unknownTable(head, unknown)
}

function tableFormat(head: string): FileFormat | null {
  const { names, delimiter } = headerOf(head)
  const small = names.map((name) => name.toLowerCase())
  for (const [from, to] of ENDS) {
    const [fromAt, toAt] = [small.indexOf(from), small.indexOf(to)]
    if (fromAt !== -1 && toAt !== -1) return { kind: 'edge-table', delimiter, from: fromAt, to: toAt }
  }
  if (names.includes('displayName') && names.includes('username')) return { kind: 'exchange-table' }
  const fields = new Set(names.map(fieldOf))
  return fields.has('username') || fields.has('name') ? { kind: 'profile-table', delimiter } : null
}

function unknownTable(head: string, unknown: (what: string) => InvalidError): never {
  const names = headerOf(head).names.slice(0, 12).map((name) => name.slice(0, 40))
  throw unknown(names.length > 1 ? `is a table without a column for a name: it has ${names.join(', ')}` : `begins with ${JSON.stringify(head.slice(0, 40))}`)
}

/** Names may stand in quotes; none of ours holds a delimiter. */
export function headerOf(head: string): { readonly names: string[]; readonly delimiter: string } {
  const line = head.slice(0, /\r|\n|$/.exec(head)?.index)
  const delimiter = DELIMITERS.find((each) => line.includes(each)) ?? ','
  return { names: line.split(delimiter).map((name) => name.trim().replace(/^"(.*)"$/, '$1').trim()), delimiter }
}

/** The first line may be the broken one, or longer than what is looked at. */
function isJsonLines(head: string): boolean {
  const lines = head.split('\n', LINES_TRIED)
  return lines.length === 1 && head.length > HEAD_CHARACTERS / 2 ? true : lines.some((line) => line.trimStart().startsWith('{') && isJson(line))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
