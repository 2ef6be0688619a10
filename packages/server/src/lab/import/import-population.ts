/**
 * A population from other people's files (SPEC J, "Start from real data"): who they are, whom they follow and what they
 * wrote before. Each file is told by its content and read row by row; a row that is odd is reported and the rest goes on,
 * only a file that is nothing of the kind is an error. The same files and seed give the same population.
 *
 * People, follows and posts are held in memory, the files are not: follows are columns, and voices, weights and rhythms are
 * shared objects, so that a million people fit.
 */
import type { PersonaDraft } from '@troupe/contract/persona'
import { InvalidError, unreachable } from '../../base/errors.ts'
import { importPersonas } from '../../persona/exchange/import-personas.ts'
import { IMPORT_CHARACTERS_MOST } from '../../persona/exchange/raw-records.ts'
import type { EdgeList } from '../graphs/edge-list.ts'
import { Mappings, type FieldMapping } from './field-mapping.ts'
import { formatOf, type FileFormat } from './file-format.ts'
import { Follows, type FileFollows } from './follows.ts'
import { readGraphml } from './graphml.ts'
import { jsonElements, jsonLines } from './json-elements.ts'
import { Members } from './members.ts'
import { Oddities, type Oddity } from './oddities.ts'
import { PersonaMaker } from './persona-of-profile.ts'
import { textOf, type PopulationFile } from './population-file.ts'
import { ProfileReader, type PreviousPost } from './read-profiles.ts'
import { fieldsOf, openTable } from './table-rows.ts'
import { Usernames } from './usernames.ts'

export interface ImportOptions {
  /** What the files leave out (voices, rhythms, zones of large countries) is drawn from this. */
  readonly seed: string
  /** `tint` lets the four letters colour voice and weights a little (see temperament.ts); `ignore` leaves them in the backstory only. */
  readonly mbti?: 'tint' | 'ignore'
  readonly signal?: AbortSignal
}

export interface ImportedPopulation {
  readonly personas: readonly PersonaDraft[]
  /** Between personas by their place in the list, from 0. */
  readonly follows: EdgeList
  readonly previousPosts: readonly PreviousPost[]
  readonly mapping: readonly FieldMapping[]
  /** The first thousand; `odditiesTotal` counts them all. */
  readonly oddities: readonly Oddity[]
  readonly odditiesTotal: number
}

/** Throws `InvalidError` for a file that is none of the known kinds or too large, and where no file holds anybody. */
export async function importPopulation(files: readonly PopulationFile[], options: ImportOptions): Promise<ImportedPopulation> {
  const oddities = new Oddities()
  const mappings = new Mappings()
  const usernames = new Usernames()
  const members = new Members()
  const follows = new Follows()
  const maker = new PersonaMaker({ seed: options.seed, tinted: options.mbti !== 'ignore', usernames, mappings })
  const reader = new ProfileReader({ members, usernames, maker, mappings, oddities })

  // All are looked at before any is read, so that a wrong file costs no waiting.
  const known: { file: PopulationFile; format: FileFormat }[] = []
  for (const file of files) known.push({ file, format: await formatOf(file) })
  for (const { file, format } of known) await readFile(file, format, reader, follows.of(file.name), mappings, options.signal)

  if (members.personas.length === 0) {
    // Edges alone: whoever they name is somebody.
    for (const file of follows.files) {
      if (file.names.list.length === 0) continue
      mappings.add(file.file, '(names in edges)', 'personas', 'no file tells who they are: each name becomes a persona with an ordinary voice')
      for (const name of file.names.list) if (typeof members.find(name) === 'string') reader.named(name, file.file)
    }
  }
  if (members.personas.length === 0) throw nobodyIn(files, oddities)
  const edges = follows.settle(members, oddities)
  return { personas: members.personas, follows: edges, previousPosts: reader.posts, mapping: mappings.list, oddities: oddities.kept, odditiesTotal: oddities.total }
}

function nobodyIn(files: readonly PopulationFile[], { kept, total }: Oddities): InvalidError {
  const told = kept.slice(0, 20).map(({ file, row, column, problem }) => ({ path: `${file} row ${row}${column === undefined ? '' : ` ${column}`}`, message: problem }))
  const names = files.map((file) => file.name).join(', ')
  return new InvalidError(`Nobody could be read from ${names}: ${total === 0 ? 'it lists no one' : `all rows were odd, the first because it ${kept[0]?.problem}`}.`, told, 'import-empty')
}

async function readFile(file: PopulationFile, format: FileFormat, reader: ProfileReader, follows: FileFollows, mappings: Mappings, signal?: AbortSignal): Promise<void> {
  const text = textOf(file)
  switch (format.kind) {
    case 'json-list':
    case 'json-lines':
      for await (const element of format.kind === 'json-list' ? jsonElements(text) : jsonLines(text)) {
        signal?.throwIfAborted()
        reader.element(element, follows)
      }
      return
    case 'exchange-table': return readExchangeTable(text, file.name, reader, follows)
    case 'profile-table': return readProfileTable(text, format.delimiter, reader, follows, mappings, signal)
    case 'edge-table': return readEdgeTable(text, format, reader, follows, mappings, signal)
    case 'graphml': return readGraphml(text, reader, follows, mappings, signal)
    default: return unreachable(format)
  }
}

/** Troupe's own table: it was written whole and is bounded, so it is read whole, by the exchange's rules. */
async function readExchangeTable(pieces: AsyncIterable<string>, file: string, reader: ProfileReader, follows: FileFollows): Promise<void> {
  let text = ''
  for await (const piece of pieces) {
    text += piece
    // Past the bound the exchange refuses it with the size in its message.
    if (text.length > IMPORT_CHARACTERS_MOST) break
  }
  const { drafts, faults } = importPersonas(text, 'csv')
  for (const { row, line, message, column } of faults) reader.notes(file, row, line).odd(message, row === 0 ? 'column left out' : 'row left out', column)
  for (const { row, draft } of drafts) reader.draft(draft, reader.notes(file, row, null), follows)
}

async function readProfileTable(pieces: AsyncIterable<string>, delimiter: string, reader: ProfileReader, follows: FileFollows, mappings: Mappings, signal?: AbortSignal): Promise<void> {
  const { header, rows } = await openTable(pieces, delimiter, follows.file)
  for (const column of header) if (column !== '') mappings.column(follows.file, column)
  for await (const entry of rows) {
    signal?.throwIfAborted()
    const notes = reader.notes(follows.file, entry.row, entry.line)
    if (entry.kind === 'fault') {
      notes.odd(entry.fault, 'row left out')
      follows.row(null)
      continue
    }
    if (entry.cells.length > header.length) notes.odd(`has ${entry.cells.length} cells for ${header.length} columns`, 'the cells too many left out')
    reader.profile(fieldsOf(header, entry.cells), notes, follows)
  }
}

type EdgeTable = FileFormat & { kind: 'edge-table' }

async function readEdgeTable(pieces: AsyncIterable<string>, { delimiter, from, to }: EdgeTable, reader: ProfileReader, follows: FileFollows, mappings: Mappings, signal?: AbortSignal): Promise<void> {
  const { header, rows } = await openTable(pieces, delimiter, follows.file)
  header.forEach((column, at) => {
    if (at === from) mappings.add(follows.file, column, 'follows', 'who follows: a username or an id')
    else if (at === to) mappings.add(follows.file, column, 'follows', 'who is followed: a username or an id')
    else mappings.add(follows.file, column, null, 'not used')
  })
  for await (const entry of rows) {
    signal?.throwIfAborted()
    if (entry.kind === 'fault') {
      reader.notes(follows.file, entry.row, entry.line).odd(entry.fault, 'row left out')
      continue
    }
    const [follower, followed] = [entry.cells[from]?.trim() ?? '', entry.cells[to]?.trim() ?? '']
    if (follower === '' || followed === '') reader.notes(follows.file, entry.row, entry.line).odd('names only one end', 'row left out')
    else follows.edge(follower, followed, entry.row, entry.line)
  }
}
