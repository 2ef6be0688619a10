/** Speaks a line: walks its parts, draws its slots, applies their modifiers. */
import { nextLine } from './bag.ts'
import { articleFor, capital, plural } from './grammar.ts'
import type { Line, LineList, Part, Scene } from './scene.ts'
import type { Modifier } from './template.ts'

/** A pack whose lists name each other in a circle ends here, with nothing said in the slot. */
const DEPTH_MOST = 6

export function speak(line: Line, scene: Scene): string {
  if (scene.depth >= DEPTH_MOST) return ''
  const outer = scene.bound
  if (line.binds) scene.bound = new Map()
  scene.depth++
  const { led } = scene
  scene.led = false
  const text = led && line.parts[0]?.kind === 'choice' ? speakParts(line.parts[0].options[0] ?? [], scene) + speakParts(line.parts.slice(1), scene) : speakParts(line.parts, scene)
  scene.depth--
  scene.bound = outer
  return text
}

export function drawFrom(list: LineList, scene: Scene): string {
  // Frames follow the ordinal alone; smaller lists are also shifted by chance, or one ordinal would always bring the same company.
  const line = nextLine(list, scene, scene.ordinal + scene.draws++ * 3 + (list.lines.length > 24 ? 0 : scene.random.below(3)))
  return line === null ? '' : speak(line, scene)
}

function speakParts(parts: readonly Part[], scene: Scene): string {
  let text = ''
  for (const part of parts) {
    if (part.kind === 'words') text += part.words
    else if (part.kind === 'choice') text += speakParts(scene.random.pick(part.options), scene)
    else if (part.optional && !scene.random.chance(scene.talkative)) continue
    else if (part.kind === 'bound') text += modified(scene.bound?.get(part.name) ?? '', part.modifier)
    else {
      const words = typeof part.draw === 'function' ? part.draw(scene, part.argument) : drawFrom(part.draw, scene)
      if (part.bind !== null) scene.bound?.set(part.bind, words)
      text += modified(words, part.modifier)
    }
  }
  return text
}

function modified(words: string, modifier: Modifier | null): string {
  if (modifier === null || words === '') return words
  if (modifier === 'a') return `${articleFor(words)} ${words}`
  if (modifier === 's') return plural(words)
  return modifier === 'cap' ? capital(words) : words.toLowerCase()
}
