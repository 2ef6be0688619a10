/** A gallery in small: makers post images with captions, others comment, makers answer, talk goes on. Deterministic by seed. */
import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { archetypeSchema, type Archetype } from '@troupe/contract'
import { seeded } from '../../../base/random.ts'
import type { HeardText, Recollection, Speaker } from '../brief.ts'
import { composeText } from '../compose.ts'
import { packSpeakers } from './cast.ts'
import type { InventedPicture } from './pictures.ts'

export interface Shown {
  readonly sort: 'caption' | 'first' | 'answer' | 'return' | 'echo'
  readonly text: string
  readonly title: string | null
  readonly by: Speaker
  readonly to: HeardText | null
  readonly picture: InventedPicture
}

export function galleryArchetypes(): Archetype[] {
  const folder = new URL('../../../../../../archetypes/gallery/', import.meta.url)
  return readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== 'pack.yaml').sort().map((name) => archetypeSchema.parse(parse(readFileSync(new URL(name, folder), 'utf8'))))
}

export function galleryCast(each: number): Speaker[] {
  return packSpeakers('gallery', each).map((speaker, at) => ({
    ...speaker, age: 24 + at % 30, interests: speaker.interests.slice(at % 5, at % 5 + 5), beliefs: speaker.beliefs.slice(at % 2, at % 2 + 3),
  }))
}

const MEMORY_MOST = 12
const TICK_MS = 240_000

export function playGallery(input: { readonly seed: string; readonly pictures: readonly InventedPicture[]; readonly cast: readonly Speaker[]; readonly startMs: number }): Shown[] {
  const random = seeded(input.seed)
  const archetypes = galleryArchetypes()
  const shown: Shown[] = []
  const ordinals = new Map<string, number>()
  const memories = new Map<string, Recollection[]>()
  let tick = 0
  const say = (by: Speaker, kind: Shown['sort'], intent: Parameters<typeof composeText>[1], to: HeardText | null, picture: InventedPicture): Shown => {
    const ordinal = ordinals.get(by.id) ?? 0
    ordinals.set(by.id, ordinal + 1)
    const nowMs = input.startMs + tick++ * TICK_MS
    const memory = memories.get(by.id) ?? []
    const whole = composeText({ key: `${input.seed}/${tick}`, ordinal, speaker: by, memory, trends: [], nowMs }, intent)
    const [title, ...rest] = kind === 'caption' ? whole.split('\n') : [null, whole]
    const text = rest.join('\n')
    memories.set(by.id, [{ kind: kind === 'caption' ? 'said' as const : 'replied' as const, aboutId: to?.authorId ?? null, aboutName: to?.authorUsername ?? null, text, atMs: nowMs }, ...memory].slice(0, MEMORY_MOST))
    const one = { sort: kind, text, title: title ?? null, by, to, picture }
    shown.push(one)
    return one
  }
  for (const [at, picture] of input.pictures.entries()) {
    const { kind: _kind, type, ...seen } = picture
    const maker = picture.type === null ? null : random.pick(input.cast.filter((one) => archetypes.find((archetype) => archetype.id === one.archetype)?.imageWorkflows.some((workflow) => workflow.type === type)))
    const workflow = archetypes.flatMap((archetype) => archetype.imageWorkflows).find((one) => one.type === type)
    const caption = maker === null || workflow === undefined ? null : say(maker, 'caption', { kind: 'caption', picture: seen, captions: workflow.captions, titles: workflow.titles ?? [] }, null, picture)
    const post: HeardText = { id: `post-${at}`, authorId: maker?.id ?? 'person', authorName: 'A', authorUsername: maker?.username ?? 'person_1', text: caption?.text ?? 'Hello.', picture: seen, kind: 'post' }
    const thread: HeardText[] = [post]
    const comment = (by: Speaker, sort: Shown['sort'], to: HeardText): HeardText => {
      const { text } = say(by, sort, { kind: 'reply', to, thread }, to, picture)
      const made: HeardText = { id: `c${tick}`, authorId: by.id, authorName: by.name, authorUsername: by.username, text, kind: 'comment', postId: post.id }
      thread.push(made)
      return made
    }
    for (let i = 3 + random.below(3); i > 0; i--) {
      const by = random.pick(input.cast.filter((one) => one !== maker && !thread.some((each) => each.authorId === one.id)))
      const first = comment(by, 'first', post)
      if (maker !== null && random.chance(0.6)) {
        const answer = comment(maker, 'answer', first)
        if (random.chance(0.4)) comment(by, 'return', answer)
      } else if (random.chance(0.35)) {
        comment(random.pick(input.cast.filter((one) => one !== maker && one !== by)), 'echo', first)
      }
    }
  }
  return shown
}
