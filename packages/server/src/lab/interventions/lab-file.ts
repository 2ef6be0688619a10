/**
 * What a YAML file of the lab has in common with another: it is read with line numbers, bounded, and every fault in it is
 * told at once, by file, line and column. JSON is YAML and is read the same way.
 */
import type { z } from 'zod'
import { ExpectedError, type FieldFault } from '../../base/errors.ts'
import { describeFault, type PackFault } from '../../persona/pack/pack-fault.ts'
import { YamlDocument, type YamlFile } from '../../persona/pack/yaml-document.ts'
import { didYouMean } from '../../persona/suggestion.ts'

export const LAB_FILE_CHARACTERS_MOST = 5_000_000
/** More names than this are not compared with a mistyped one. */
const NAMES_COMPARED_MOST = 20_000

export type LabFile = YamlFile
export type LabFault = PackFault

export class LabFileInvalidError extends ExpectedError {
  readonly kind = 'invalid'
  readonly code = 'lab-file-invalid'
  readonly labFaults: readonly LabFault[]
  override readonly faults: readonly FieldFault[]

  constructor(labFaults: readonly LabFault[]) {
    super(labFaults.map(describeFault).join('\n'))
    this.labFaults = labFaults
    this.faults = labFaults.map((fault) => ({ path: `${fault.file}:${fault.line}:${fault.column}`, message: `${fault.path}: ${fault.message}` }))
  }
}

/** What the world has that a file may name. What is left out is not checked. */
export interface KnownNames {
  /** Without @, in their own case. */
  readonly usernames?: readonly string[]
  readonly archetypes?: readonly string[]
  readonly recommenders?: readonly string[]
  readonly actions?: readonly string[]
}

export class LabDocument<T> {
  readonly value: T
  readonly #document: YamlDocument<T>
  readonly #faults: LabFault[] = []
  readonly #known: Readonly<Record<keyof KnownNames, ReadonlySet<string> | null>>
  readonly #names: KnownNames

  /** Throws `LabFileInvalidError` where the file is not of the schema's shape. */
  constructor(file: LabFile, schema: z.ZodType<T>, names: KnownNames) {
    const { length } = file.text
    if (length > LAB_FILE_CHARACTERS_MOST) {
      throw new LabFileInvalidError([{ file: file.file, line: 1, column: 1, path: '', message: `is too large: ${length} characters; ${LAB_FILE_CHARACTERS_MOST} are allowed` }])
    }
    this.#document = new YamlDocument(file, schema)
    const { faults, value } = this.#document
    if (value === null) throw new LabFileInvalidError(faults.map(hinted))
    this.value = value
    this.#names = names
    const set = (list: readonly string[] | undefined): ReadonlySet<string> | null => (list === undefined ? null : new Set(list.map((each) => each.toLowerCase())))
    this.#known = { usernames: set(names.usernames), archetypes: set(names.archetypes), recommenders: set(names.recommenders), actions: set(names.actions) }
  }

  fault(path: readonly (string | number)[], message: string): void {
    this.#faults.push(this.#document.faultAt(path, message))
  }

  lineOf(path: readonly (string | number)[]): number {
    return this.#document.faultAt(path, '').line
  }

  /** A fault where the name is none the world has. */
  mustKnow(kind: keyof KnownNames, name: string, path: readonly (string | number)[]): void {
    const known = this.#known[kind]
    if (known === null || known.has(name.toLowerCase())) return
    const names = this.#names[kind] ?? []
    const hint = names.length > NAMES_COMPARED_MOST ? '' : didYouMean(name, names)
    const listed = hint === '' && names.length <= 30 ? `: use ${names.join(', ')}` : hint
    this.fault(path, `${WHAT[kind]} ${JSON.stringify(name)}${listed}`)
  }

  /** Throws `LabFileInvalidError` with all faults, in the order of the file. */
  close(): void {
    if (this.#faults.length === 0) return
    throw new LabFileInvalidError(this.#faults.toSorted((a, b) => a.line - b.line || a.column - b.column))
  }
}

const WHAT: Readonly<Record<keyof KnownNames, string>> = {
  usernames: 'nobody is called', archetypes: 'no archetype is called', recommenders: 'no recommender is called', actions: 'no action is called',
}

/** Everybody writes `ban: @ada` once. */
function hinted(fault: LabFault): LabFault {
  return /reserved character @/.test(fault.message) ? { ...fault, message: 'a name with @ must stand in quotes: "@ada", or leave the @ out' } : fault
}
