/** Speakers for tests and bench: two an archetype, made straight from the pack's files. */
import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { archetypeSchema, packSchema } from '@troupe/contract'
import type { Speaker } from '../brief.ts'
import { mergeSpeech } from '../merge-speech.ts'

const FIRST = ['ada', 'bram', 'cleo', 'dov', 'edda', 'finn', 'gwen', 'hal', 'ines', 'jory', 'kit', 'lou', 'mab', 'ned', 'olga', 'pim', 'quin', 'rhea', 'sol', 'tess', 'ugo', 'vera', 'wim', 'xena', 'yan', 'zoe', 'art', 'bea', 'cy', 'dee', 'eli', 'fay']

export function packSpeakers(id: string, each = 2): Speaker[] {
  const folder = new URL(`../../../../../../archetypes/${id}/`, import.meta.url)
  const read = (name: string): unknown => parse(readFileSync(new URL(name, folder), 'utf8'))
  const pack = packSchema.parse(read('pack.yaml'))
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== 'pack.yaml').sort()
  return files.flatMap((file, at) => {
    const archetype = archetypeSchema.parse(read(file))
    const speech = mergeSpeech(pack.speech, archetype.speech)
    return Array.from({ length: each }, (_, twin) => {
      const first = FIRST[(at * each + twin) % FIRST.length] as string
      return {
        id: `${archetype.id}-${twin}`,
        name: `${first[0]?.toUpperCase()}${first.slice(1)}`,
        username: `${first}_${archetype.id.replaceAll('-', '_')}`,
        archetype: archetype.id,
        interests: archetype.interests,
        beliefs: archetype.beliefs,
        knowledge: archetype.knowledge,
        location: archetype.locations[twin % archetype.locations.length] as string,
        voice: archetype.voice,
        speech,
      }
    })
  })
}

/** People of whom only a few facts are known, as after an import. */
export function bareSpeakers(): Speaker[] {
  const voice = { tone: 'plain', length: 'medium', casing: 'sentence', emoji: 0.1, emojis: ['🙂'], slang: ['tbh'], vocabulary: ['texture', 'patience', 'grain', 'contrast'] } as const
  const people: [string, string[], string[], string[]][] = [
    ['mira_lens', ['street photography', 'film grain', 'night markets'], ['Good light beats good gear.'], ['A shadow has a colour, and it is rarely grey']],
    ['theo_loops', ['modular synths', 'field recordings', 'broken tape machines'], ['Silence is an instrument.', 'Finish the ugly take first.'], ['Tape saturates before it distorts']],
    ['kaya_pixels', ['pixel art', 'tilesets', 'cosy games'], ['Four colours are enough.'], ['A 16-pixel face needs two pixels of mouth']],
    ['len_grid', ['accessible colour', 'type specimens', 'forms'], ['A form is a conversation.'], ['Contrast of 4.5 to 1 is the floor, not the goal']],
  ]
  return people.map(([username, interests, beliefs, knowledge]) => ({
    id: username, name: username, username, archetype: null, interests, beliefs, knowledge, location: 'Lisbon',
    voice: { ...voice, emojis: [...voice.emojis], slang: [...voice.slang], vocabulary: [...voice.vocabulary] }, speech: null,
  }))
}
