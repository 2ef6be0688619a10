import { readdirSync, readFileSync } from 'node:fs'
import { generatorParamsSchemas } from '@troupe/contract/image'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { seeded } from '../../base/random.ts'
import type { Generate, Generated } from '../generated.ts'
import { OFFLINE_GENERATORS } from './offline-generators.ts'
import { generatorCall, WORKFLOW_TYPES } from './workflow-types.ts'

const PACK = new URL('../../../../../archetypes/gallery/', import.meta.url)
interface Workflow { readonly type: string; readonly prompts: readonly string[] }
const WORKFLOWS = readdirSync(PACK).filter((name) => name !== 'pack.yaml').flatMap((name) => (parse(readFileSync(new URL(name, PACK), 'utf8')) as { imageWorkflows: Workflow[] }).imageWorkflows)

function answer(type: string, prompt: string): Generated {
  const { generator, params } = generatorCall(type, prompt)
  return (OFFLINE_GENERATORS[generator] as Generate<object>)({ ...params, width: 256 }, seeded('gallery'))
}

const told = ({ description }: Generated) => `${description.alt} ${description.subject} ${description.details.join(' ')}`

/** How many of a sort's prompts, from the first, are held to their very words; two where nothing is said. The others are held to showing something one can speak of. */
const ANSWERED: Readonly<Record<string, number>> = { packshot: 4, chart: 3, sprite: 3, 'generative-art': 3, 'ui-mockup': 3, 'social-card': 3 }

/** What of each prompt's words the answer has to say again. */
const EXPECTED: readonly (readonly [beginning: string, words: readonly RegExp[]])[] = [
  ['A flow field', [/hair-thin lines/, /three empty circles/, /paper/]], ['Reaction-diffusion coral', [/coral/, /vowels/, /typewriter/]], ['Concentric rings', [/rings/, /one ring is missing/, /season/]],
  ['A slow gradient', [/bruise violet to melon/, /horizon, a little too low/]], ['Mesh gradient', [/cyan, milk and rose/, /one sharp diagonal/]],
  ['A ridgeline chart', [/twelve overlapping curves/, /January/, /ochre July/]], ['A slope chart', [/ten invented towns/, /nine grey lines/]], ['Small multiples', [/rainfall in nine/, /wettest month/]],
  ['A hexagon tile map', [/hexagon tile map/i, /five steps/, /leader lines/, /sentence/]], ['A dot-density map', [/dot-density/i, /river/, /paper/]],
  ['A 32×32 sprite', [/mushroom knight/, /32 by 32/, /eight colours/, /teal shadows/, /spear with a slight bend/]], ['Four-frame walk', [/courier fox/, /four frames/, /letter larger than itself/, /24 by 24/, /transparent/]], ['A boss sprite', [/lighthouse/, /64 by 64/, /twelve colours/, /windows for eyes/, /barnacles/]],
  ['A 16×16 tileset', [/flooded library/, /16 by 16/, /shelves/, /books afloat/, /stairs/]], ['Top-down farm', [/farm at dusk/, /four crops/, /well/, /one lit window/]],
  ['A single hand-thrown', [/ceramic cup/, /softbox from the left/, /warm-grey/, /reflection/]], ['A square perfume', [/perfume bottle/, /pale green/, /black acrylic/, /no label/]], ['Three amber', [/three pharmacy jars in descending height/, /amber/, /long soft shadows/, /linen/, /words above/]], ['A steel wristwatch', [/wristwatch/, /straight above/, /white/, /brushed dial/]],
  ['A three by three', [/nine kitchen tools/i, /three by three/, /white/]], ['Front, three-quarter', [/wool blanket/, /front/, /three quarters/, /above/]],
  ['A bold square cover', [/SLOW MONDAY/, /paper-cut sun/, /bottom left/]], ['A launch-day card', [/OUT NOW/, /sticker/]], ['First frame of a carousel', [/five things we stopped doing/, /half-peeled orange/, /arrow/]],
  ['A quote graphic', [/serif/, /portrait placeholder/, /grain/]], ['Retro receipt', [/receipt/, /feelings/, /monospaced/]],
  ['A phone screen', [/plant-watering/, /three plants/, /large figures/]], ['An empty state', [/empty inbox/, /folded letter/, /one button/]], ['A settings page', [/eight rows/, /light and a dark theme side by side/, /focus ring/]],
  ['A component sheet', [/one button in eight states/, /multiples of four/]], ['Form field anatomy', [/label, hint, value and error/, /measur/]],
]

/** Colours a prompt asks for, as hexes that the description must name. */
const COLOURED: readonly (readonly [beginning: string, colours: readonly string[]])[] = [
  ['A flow field', ['#332f7d', '#b8893b']], ['Reaction-diffusion', ['#f3e9d2', '#571b1e']], ['A slow gradient', ['#4b3566', '#ff9f7a']], ['A slope chart', ['#f08a24']], ['A bold square cover', ['#ff7a66', '#ffc48c']], ['A launch-day', ['#c6ef3a', '#141414']], ['First frame', ['#8fcdf2']], ['A quote graphic', ['#cdb6e6']], ['A phone screen', ['#3f9b5c']], ['A component sheet', ['#2f6bd0']],
]

describe('the gallery archetypes', () => {
  it('name no sort that is unknown, and none is idle', () => {
    expect(Object.keys(WORKFLOW_TYPES).sort()).toEqual([...new Set(WORKFLOWS.map(({ type }) => type))].sort())
  })

  const prompts = WORKFLOWS.flatMap(({ type, prompts: all }) => all.map((prompt, place) => [type, prompt, place < (ANSWERED[type] ?? 2)] as const))

  it.each(prompts)('%s: %s', (type, prompt, held) => {
    const { generator, params } = generatorCall(type, prompt)
    expect(generatorParamsSchemas[generator].safeParse(params).success).toBe(true)
    const result = answer(type, prompt)
    expect(result.description.subject).not.toBe('')
    expect(result.description.details.length).toBeGreaterThan(1)
    if (!held) return
    const expected = EXPECTED.find(([beginning]) => prompt.startsWith(beginning))
    expect(expected, 'a new prompt needs its words here').toBeDefined()
    for (const words of expected?.[1] ?? []) expect(told(result)).toMatch(words)
    for (const colour of COLOURED.find(([beginning]) => prompt.startsWith(beginning))?.[1] ?? []) expect(result.description.colours).toContain(colour)
  })
})

it('gives an unheard-of sort a picture all the same', () => {
  expect(generatorCall('hologram', 'rings')).toEqual({ generator: 'generative-art', params: { prompt: 'rings' } })
})
