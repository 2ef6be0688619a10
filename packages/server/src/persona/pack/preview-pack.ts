/**
 * What a pack as it is being written would make: some personas, and a text of each, by code and seed alone. Nothing is
 * stored, so names are as free as in an empty workspace.
 */
import type { PackFiles, PackPreview, PersonaDraft, Speech } from '@troupe/contract'
import type { Archetype, Pack } from '@troupe/contract/archetype'
import { seeded, type Random } from '../../base/random.ts'
import type { HeardPicture, RehearsalBrief } from '../../llm/rehearsal/brief.ts'
import { mergeSpeech } from '../../llm/rehearsal/merge-speech.ts'
import { rehearse } from '../../llm/rehearsal/rehearse.ts'
import { generatePersonas } from '../generation/generate-personas.ts'
import type { LoadedPack } from './loaded-pack.ts'
import { PackInvalidError, type PackFault } from './pack-fault.ts'
import { parsePack, readPart, type PackFile, type PackPart } from './parse-pack.ts'

/** A caption or a post in the preview; the feed takes longer ones. */
const TEXT_LONGEST = 400

/**
 * Files read lately, by what is in them: while one is being written the others stay as they are, and reading all of agora
 * (340,000 characters) takes half a second of everybody's time.
 */
const remembered = new Map<string, PackPart>()
const REMEMBERED_MOST = 256

function readOnce(file: PackFile): PackPart {
  const key = `${file.name}\n${file.text}`
  const known = remembered.get(key)
  if (known !== undefined) return known
  const part = readPart(file)
  if (remembered.size >= REMEMBERED_MOST) remembered.delete(remembered.keys().next().value as string)
  remembered.set(key, part)
  return part
}

/** Merged once for a pack and an archetype that were remembered: the rehearsal model compiles each object it is given. */
const merged = new WeakMap<Archetype, { readonly pack: Pack; readonly speech: Speech | null }>()

function speechOf(pack: Pack, archetype: Archetype): Speech | null {
  const known = merged.get(archetype)
  if (known?.pack === pack) return known.speech
  const speech = mergeSpeech(pack.speech, archetype.speech)
  merged.set(archetype, { pack, speech })
  return speech
}

export interface PreviewOrder {
  readonly files: PackFiles
  readonly archetype?: string | undefined
  readonly seed: string
  readonly count: number
}

export async function previewPack({ files, archetype, seed, count }: PreviewOrder): Promise<PackPreview> {
  const parsed = parsedOrFaults(files)
  if ('faults' in parsed) return { faults: [...parsed.faults], personas: [], texts: [] }
  const { pack } = parsed
  const known = pack.archetypes.some(({ id }) => id === archetype)
  const { fresh } = await generatePersonas({ pack, count, seed, ...(archetype === undefined || !known ? {} : { archetype }), taken: () => false, made: () => false })
  return {
    faults: [],
    personas: fresh.map(({ username, displayName, archetype: kind, bio, age, location, interests }) => ({ username, displayName, archetype: kind ?? '', bio, age, location, interests })),
    texts: fresh.map((persona, place) => ({ username: persona.username, ...textOf(persona, pack, seeded(`preview/${seed}/${place}`), `${seed}/${place}`) })),
  }
}

function parsedOrFaults(files: PackFiles): { pack: LoadedPack } | { faults: readonly PackFault[] } {
  try {
    return { pack: parsePack('the pack', files.map(({ name, text }) => ({ name, file: name, text })), readOnce) }
  } catch (error) {
    if (error instanceof PackInvalidError) return { faults: error.packFaults }
    throw error
  }
}

function textOf(persona: PersonaDraft, pack: LoadedPack, random: Random, key: string): { kind: 'caption' | 'post'; text: string } {
  const archetype = pack.archetypes.find(({ id }) => id === persona.archetype)
  const workflows = archetype?.imageWorkflows ?? []
  if (workflows.length === 0) return { kind: 'post', text: said(persona, archetype, pack, key, { kind: 'post' }) }
  const { prompts, captions, titles = [] } = random.pick(workflows)
  const [title, ...rest] = said(persona, archetype, pack, key, { kind: 'caption', picture: pictureOf(random.pick(prompts)), captions, titles }).split('\n')
  return { kind: 'caption', text: `${title ?? ''} · ${rest.join(' ')}` }
}

/** As much of an image as its prompt tells: none is drawn for a preview. */
function pictureOf(prompt: string): HeardPicture {
  const [subject = prompt, ...details] = prompt.split(/,\s+/)
  return { alt: prompt, subject: subject.charAt(0).toLowerCase() + subject.slice(1), details }
}

function said(persona: PersonaDraft, archetype: Archetype | undefined, pack: LoadedPack, key: string, intent: RehearsalBrief['intent']): string {
  const { username, displayName: name, archetype: kind, interests, beliefs, knowledge, location, voice } = persona
  const speaker = { id: username, name, username, archetype: kind, interests, beliefs, knowledge, location, voice, speech: archetype === undefined ? null : speechOf(pack.pack, archetype) }
  return rehearse({
    messages: [], tools: [], expects: { kind: 'text', longest: TEXT_LONGEST },
    rehearsal: { key: `preview/${key}`, ordinal: 0, speaker, intent, memory: [], trends: [], nowMs: 0 },
  }).text
}
