/**
 * From the text of a pack's files to a checked pack. Beyond the schemas it checks what only holds between fields and
 * files: an archetype's id is its file's name, slots are known, ages run upwards.
 */
import { archetypeSchema, packSchema, type Archetype, type Pack } from '@troupe/contract/archetype'
import type { Speech } from '@troupe/contract/speech'
import { must } from '../../base/errors.ts'
import { CAPTION_SLOTS } from '../../llm/rehearsal/caption.ts'
import { CORE_SPEECH } from '../../llm/rehearsal/core-speech.ts'
import { BUILT_IN_SLOTS } from '../../llm/rehearsal/slots.ts'
import { didYouMean } from '../suggestion.ts'
import { NAME_SLOTS, SLOTS, slotsIn } from '../template.ts'
import type { LoadedPack } from './loaded-pack.ts'
import { PackInvalidError, type PackFault } from './pack-fault.ts'
import { templateFaults } from './template-faults.ts'
import { YamlDocument, type YamlFile } from './yaml-document.ts'

export interface PackFile extends YamlFile {
  /** The file's own name: `pack.yaml`, `hustler.yaml`. */
  readonly name: string
}

/** Text of all files of one pack together; agora's speech is about a tenth of it. */
export const PACK_CHARACTERS_MOST = 4_000_000
export const ARCHETYPES_MOST = 200

/** One file as read, on its own: what another file says changes nothing in it. */
export type PackPart = { readonly faults: readonly PackFault[]; readonly faultAt: YamlDocument<unknown>['faultAt'] } & ({ readonly kind: 'pack'; readonly value: Pack | null } | { readonly kind: 'archetype'; readonly value: Archetype | null })

export function readPart(file: PackFile): PackPart {
  if (file.name === 'pack.yaml') {
    const document = new YamlDocument(file, packSchema)
    const { faults, value } = document
    return { kind: 'pack', faults, faultAt: document.faultAt.bind(document), value }
  }
  const document = new YamlDocument(file, archetypeSchema)
  const { faults, value } = document
  return { kind: 'archetype', value, faultAt: document.faultAt.bind(document), faults: value === null ? faults : [...faults, ...faultsBetweenFields(document, value, file.name)] }
}

/** Throws `PackInvalidError` with every fault of every file. `folder` is only shown; `read` may remember files it has read. */
export function parsePack(folder: string, files: readonly PackFile[], read: (file: PackFile) => PackPart = readPart): LoadedPack {
  const whole = (message: string): PackInvalidError => new PackInvalidError([{ file: folder, line: 1, column: 1, path: '', message }])
  const head = files.find((file) => file.name === 'pack.yaml')
  if (!head) throw whole('has no pack.yaml: add one with id, name and description')
  const rest = files.filter((file) => file !== head)
  if (rest.length === 0) throw whole('has no archetypes: add one file each beside pack.yaml')
  if (rest.length > ARCHETYPES_MOST) throw whole(`has ${rest.length} archetypes; ${ARCHETYPES_MOST} are allowed`)
  const characters = files.reduce((sum, file) => sum + file.text.length, 0)
  if (characters > PACK_CHARACTERS_MOST) throw whole(`has ${characters} characters of text; ${PACK_CHARACTERS_MOST} are allowed`)

  const parts = [head, ...rest].map(read)
  const shared = parts.find((part) => part.kind === 'pack')?.value?.speech
  const faults = parts.flatMap((part) => [...part.faults, ...pictureTalkFaults(part, part.value?.speech, part.kind === 'archetype' ? shared : undefined)])
  if (faults.length > 0) throw new PackInvalidError(faults)
  const archetypes = parts.flatMap((part) => (part.kind === 'archetype' && part.value !== null ? [part.value] : []))
  const pack = parts.find((part) => part.kind === 'pack')?.value
  archetypes.sort((a, b) => (a.id < b.id ? -1 : 1))
  return { pack: must(pack, 'a pack without faults'), archetypes, files: [head, ...rest].map(({ name, text }) => ({ name, text })) }
}

function faultsBetweenFields(document: YamlDocument<Archetype>, archetype: Archetype, fileName: string): PackFault[] {
  const faults: PackFault[] = []
  const expected = fileName.replace(/\.ya?ml$/, '')
  if (archetype.id !== expected) faults.push(document.faultAt(['id'], `"${archetype.id}" must be the file's name: "${expected}"`))
  if (archetype.age.from > archetype.age.to) faults.push(document.faultAt(['age', 'to'], `is below age.from, ${archetype.age.from}`))

  const checkSlots = (path: (string | number)[], templates: readonly string[], known: readonly string[]): void => {
    templates.forEach((template, index) => {
      for (const slot of slotsIn(template)) {
        if (known.includes(slot)) continue
        const hint = didYouMean(slot, known) || `: use ${known.map((each) => `{${each}}`).join(', ')}`
        faults.push(document.faultAt([...path, index], `unknown slot {${slot}}${hint}`))
      }
    })
  }
  const checkTemplates = (path: (string | number)[], templates: readonly string[]): void => {
    templates.forEach((template, index) => faults.push(...templateFaults(template, CAPTION_SLOTS).map((message) => document.faultAt([...path, index], message))))
  }
  checkSlots(['names'], archetype.names, NAME_SLOTS)
  checkSlots(['bios'], archetype.bios, SLOTS)
  checkSlots(['backstories'], archetype.backstories, SLOTS)
  archetype.imageWorkflows.forEach((workflow, index) => {
    checkSlots(['imageWorkflows', index, 'prompts'], workflow.prompts, SLOTS)
    checkTemplates(['imageWorkflows', index, 'captions'], workflow.captions)
    checkTemplates(['imageWorkflows', index, 'titles'], workflow.titles ?? [])
  })
  return faults.sort((a, b) => a.line - b.line || a.column - b.column)
}

/** What is said under images may ask for lists of the pack's, of the archetype's own, and for everything built in. */
function pictureTalkFaults(document: Pick<YamlDocument<unknown>, 'faultAt'>, speech: Speech | undefined, shared: Speech | undefined): PackFault[] {
  const talk = speech?.pictures
  if (talk === undefined) return []
  const known = [...new Set([...BUILT_IN_SLOTS, ...Object.keys({ ...CORE_SPEECH.lists, ...shared?.lists, ...speech?.lists })])]
  const check = (path: (string | number)[], lines: readonly string[]): PackFault[] => lines.flatMap((line, index) => templateFaults(line, known).map((message) => document.faultAt(['speech', 'pictures', ...path, index], message)))
  const { remarks, ...groups } = talk
  return [
    ...Object.entries(remarks).flatMap(([kind, lines]) => check(['remarks', kind], lines ?? [])),
    ...Object.entries(groups).flatMap(([group, lines]) => check([group], lines)),
  ].sort((a, b) => a.line - b.line || a.column - b.column)
}
