/**
 * One row of somebody else's file as a profile: each field checked by itself, so that an age of "about 30" costs the age
 * and not the person. Only who has no name at all is left out.
 */
import { z } from 'zod'
import { parsePythonList, PythonListError, type PythonItem } from './python-list.ts'
import { fieldOf, type ProfileField } from './profile-fields.ts'
import type { RowNotes } from './oddities.ts'

export interface Profile {
  readonly id: string
  readonly name: string
  readonly username: string
  readonly bio: string
  readonly persona: string
  readonly age: number | null
  readonly gender: string
  /** Four capitals, or empty. */
  readonly mbti: string
  readonly country: string
  readonly timezone: string
  readonly profession: string
  readonly interests: readonly string[]
  /** Places in the same file, from 0. */
  readonly followedRows: readonly number[]
  /** Usernames or ids. */
  readonly followedNames: readonly string[]
  readonly posts: readonly string[]
}

/** Text as it comes from a table, JSON or XML; what is nobody's text is an error of that field. */
const text = z.union([z.string(), z.number().transform(String), z.bigint().transform(String), z.boolean().transform(String)], 'must be text')
  .transform(clean)
const age = z.union([z.number(), z.string().trim().regex(/^\d{1,3}(?:\.0+)?$/, 'must be a number of years').transform(Number)], 'must be a number of years')
  .pipe(z.number().int('must be whole years').min(13, 'is under 13').max(120, 'is over 120'))
const mbti = z.string().trim().toUpperCase().regex(/^[EI][NS][TF][JP](?:-[AT])?$/, 'is none of the sixteen types').transform((type) => type.slice(0, 4))
const listed = z.array(z.union([z.string(), z.number(), z.bigint()]), 'must be a list of text')

/** What PostgreSQL's text can hold. */
function clean(written: string): string {
  return written.replaceAll('\0', '').toWellFormed().trim()
}

type Cells = ReadonlyMap<ProfileField, { readonly column: string; readonly value: unknown }>

/** Null, and said why, where nothing names the person. */
export function readProfile(fields: Readonly<Record<string, unknown>>, notes: RowNotes): Profile | null {
  const cells = cellsOf(fields)
  const textOf = (field: ProfileField): string => checked(cells, field, text, notes, 'left empty') ?? ''
  const [name, username, id] = [textOf('name'), textOf('username'), textOf('id')]
  if (name === '' && username === '' && id === '') {
    notes.odd('has neither username nor name', 'row left out')
    return null
  }
  return {
    id, name, username,
    bio: textOf('bio'),
    persona: textOf('persona'),
    age: checked(cells, 'age', age, notes, 'age left unknown'),
    gender: textOf('gender'),
    mbti: checked(cells, 'mbti', mbti, notes, 'left empty') ?? '',
    country: textOf('country'),
    timezone: textOf('timezone'),
    profession: textOf('profession'),
    interests: list(cells, 'interests', notes).map((item) => clean(String(item))).filter((item) => item !== ''),
    followedRows: rowsIn(list(cells, 'followed-rows', notes), cells, notes),
    followedNames: list(cells, 'followed-names', notes).map(String),
    posts: list(cells, 'posts', notes).map((item) => clean(String(item))).filter((post) => post !== ''),
  }
}

/** Two columns may hold one field (`bio` and `description`); the first that says something is taken. */
function cellsOf(fields: Readonly<Record<string, unknown>>): Cells {
  const cells = new Map<ProfileField, { column: string; value: unknown }>()
  for (const [column, value] of Object.entries(fields)) {
    if (isEmpty(value)) continue
    const field = fieldOf(column)
    if (field !== null && !cells.has(field)) cells.set(field, { column, value })
  }
  return cells
}

/** What pandas and spreadsheets write where there is nothing. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && /^\s*(?:nan|null|none|n\/a)?\s*$/i.test(value))
}

function checked<T>(cells: Cells, field: ProfileField, schema: z.ZodType<T>, notes: RowNotes, whatWasDone: string): T | null {
  const cell = cells.get(field)
  if (cell === undefined) return null
  const result = schema.safeParse(cell.value)
  if (result.success) return result.data
  notes.odd(`${shown(cell.value)} ${result.error.issues[0]?.message ?? 'is not understood'}`, whatWasDone, cell.column)
  return null
}

/** A JSON list, a Python list in a cell, or text parted by `;`, else by commas. OASIS writes a plain 0 for "nobody". */
function list(cells: Cells, field: ProfileField, notes: RowNotes): readonly PythonItem[] {
  const cell = cells.get(field)
  if (cell === undefined || cell.value === 0 || cell.value === '0') return []
  const { value, column } = cell
  if (typeof value !== 'string') return checked(cells, field, listed, notes, 'left empty') ?? []
  try {
    if (value.trimStart().startsWith('[')) return parsePythonList(value)
    // A post holds commas of its own.
    if (field === 'posts') throw new PythonListError('expected a list beginning with "["', 0)
    return value.split(value.includes(';') ? ';' : ',')
  } catch (error) {
    if (!(error instanceof PythonListError)) throw error
    notes.odd(`is no Python list: ${error.message}`, 'left empty', column)
    return []
  }
}

function rowsIn(items: readonly PythonItem[], cells: Cells, notes: RowNotes): number[] {
  const rows: number[] = []
  for (const item of items) {
    const row = typeof item === 'string' && item.trim() === '' ? Number.NaN : Number(item)
    if (Number.isSafeInteger(row) && row >= 0) rows.push(row)
    else notes.odd(`${shown(item)} is no number of a person`, 'follow left out', cells.get('followed-rows')?.column)
  }
  return rows
}

const SHOWN_LONGEST = 40

function shown(value: unknown): string {
  const written = typeof value === 'bigint' ? String(value) : JSON.stringify(value) ?? String(value)
  return written.length > SHOWN_LONGEST ? `${written.slice(0, SHOWN_LONGEST).toWellFormed()}…` : written
}
