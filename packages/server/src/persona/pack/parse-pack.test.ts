import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nearest } from '@troupe/contract'
import { findPackFolders, loadPacks } from './load-packs.ts'
import { PackInvalidError } from './pack-fault.ts'
import { PACK_CHARACTERS_MOST, parsePack, type PackFile } from './parse-pack.ts'

const head = 'id: sample\nname: Sample\ndescription: For tests.\n'
const hustler = `id: hustler
name: Hustler
description: Sells courses about selling courses.
bios:
  - "{belief} {location}."
backstories: ["{name} read one book."]
age: { from: 20, to: 40 }
locations: [Miami]
vibe: relentless
interests: [leverage]
voice:
  tone: breathless
  length: short
  casing: title
  emoji: 0.5
actionWeights: { create-post: 3 }
rhythm:
  timezone: America/New_York
  rules:
    - days: [mon]
      ranges: [{ from: "09:00", to: "17:00" }]
`

function file(name: string, text: string): PackFile {
  return { name, file: `archetypes/sample/${name}`, text }
}

function faultsOf(archetype: string, ...more: PackFile[]): string[] {
  try {
    parsePack('archetypes/sample', [file('pack.yaml', head), file('hustler.yaml', archetype), ...more])
  } catch (error) {
    if (error instanceof PackInvalidError) return error.message.split('\n')
    throw error
  }
  return []
}

describe('parsePack', () => {
  it('takes a sound pack', () => {
    const { pack, archetypes } = parsePack('archetypes/sample', [file('pack.yaml', head), file('hustler.yaml', hustler)])
    expect([pack.id, archetypes[0]?.weight, archetypes[0]?.rhythm.offPeakMultiplier]).toEqual(['sample', 1, 0.3])
  })

  it.each([
    ['a mistyped field', hustler.replace('rhythm:', 'rythm:'), '17:1 rythm: unknown field - did you mean "rhythm"?'],
    ['a mistyped nested field', hustler.replace('  tone:', '  tune:'), '12:3 voice.tune: unknown field - did you mean "tone"?'],
    ['a field of a list item', hustler.replace('    - days:', '    - day:'), '20:7 rhythm.rules.0.day: unknown field - did you mean "days"?'],
    ['a mistyped choice', hustler.replace('casing: title', 'casing: tilte'), '14:3 voice.casing: "tilte" is none of sentence, lower, upper, title, erratic - did you mean "title"?'],
    ['a mistyped day', hustler.replace('[mon]', '[mom]'), '20:14 rhythm.rules.0.days.0: "mom" is none of mon, tue, wed, thu, fri, sat, sun - did you mean "mon"?'],
    ['a missing field', hustler.replace('vibe: relentless\n', ''), '1:1 vibe: missing'],
    ['a slot no caption has', `${hustler}imageWorkflows: [{ type: card, prompts: [a], captions: ["{detial}, mostly"] }]\n`, '22:57 imageWorkflows.0.captions.0: unknown slot {detial} - did you mean "detail"?'],
    ['a title with an open bracket', `${hustler}imageWorkflows: [{ type: card, prompts: [a], captions: [b], titles: ["[One|Two"] }]\n`, '22:70 imageWorkflows.0.titles.0: "[" is never closed in "[One|Two"'],
    ['a condition without words', `${hustler}speech: { pictures: { remarks: { chart: ["{shows}Nice axis."] } } }\n`, '22:42 speech.pictures.remarks.chart.0: {shows} says no word: write {shows:shadow,edge}'],
    ['a list nobody has', `${hustler}speech: { pictures: { echoes: ["{other}, {dish}."] } }\n`, '22:32 speech.pictures.echoes.0: unknown slot {dish}'],
    ['a kind of image there is none of', `${hustler}speech: { pictures: { remarks: { charts: ["a"] } } }\n`, '22:34 speech.pictures.remarks.charts: unknown field - did you mean "chart"?'],
    ['a bad time', hustler.replace('"17:00"', '"25:00"'), '21:33 rhythm.rules.0.ranges.0.to: use HH:MM between 00:00 and 24:00'],
    ['an unknown zone', hustler.replace('America/New_York', 'America/Springfield'), '18:3 rhythm.timezone: use an IANA zone such as Europe/London'],
    ['an unknown slot', hustler.replace('{belief}', '{beleif}'), '5:5 bios.0: unknown slot {beleif} - did you mean "belief"?'],
    ['ages that run down', hustler.replace('to: 40', 'to: 15'), '7:18 age.to: is below age.from, 20'],
    ['an id that is not the file’s name', hustler.replace('id: hustler', 'id: seller'), '1:1 id: "seller" must be the file\'s name: "hustler"'],
    ['intervals the wrong way round', `${hustler}  minimumIntervalS: 700\n`, '17:1 rhythm.maximumIntervalS: make it no shorter than minimumIntervalS'],
    ['broken YAML', hustler.replace('[leverage]', '[leverage'), '11:1 Flow sequence in block collection must be sufficiently indented and end with a ]'],
  ])('says where and how to mend %s', (_, text, expected) => {
    expect(faultsOf(text)[0]).toBe(`archetypes/sample/hustler.yaml:${expected}`)
  })

  it('gathers the faults of all files and names each once', () => {
    const faults = faultsOf(hustler.replace('rhythm:', 'rythm:').replace('casing: title', 'casing: loud'), file('bro.yaml', 'id: bro\nfoo: 1\n'))
    expect(faults.filter((fault) => fault.includes('hustler.yaml'))).toHaveLength(2)
    expect(faults).toContain('archetypes/sample/bro.yaml:2:1 foo: unknown field')
  })

  it('takes the pack of the guide as it stands there', async () => {
    const guide = await readFile(join(import.meta.dirname, '../../../../../docs/guide/write-an-archetype-pack.md'), 'utf8')
    const [pack, captain] = [...guide.matchAll(/```yaml\n(.*?)```/gs)].map((match) => match[1]!)
    expect(parsePack('archetypes/harbour', [file('pack.yaml', pack!), file('ferry-captain.yaml', captain!)]).archetypes).toHaveLength(1)
  })

  it('bounds what it takes', () => {
    expect(faultsOf(`${hustler}# ${'x'.repeat(PACK_CHARACTERS_MOST)}`)[0]).toContain('are allowed')
    const bomb = `a: &a [${'x,'.repeat(50)}]\nb: &b [${'*a,'.repeat(60)}]\nc: [${'*b,'.repeat(60)}]\n`
    expect(faultsOf(`${hustler}${bomb}`)[0]).toContain('alias')
  })
})

describe('loadPacks', () => {
  const root = join(import.meta.dirname, '../../../../..')

  it('loads every shipped pack', async () => {
    const folders = await findPackFolders(join(root, 'archetypes'))
    const packs = await loadPacks(folders)
    const counts = Object.fromEntries(packs.map(({ pack, archetypes }) => [pack.id, archetypes.length]))
    expect(counts).toMatchObject({ gallery: 6, fanbase: 4 })
  })

  it('gives the gallery the weights and hours that SPEC A2 names', async () => {
    const [gallery] = await loadPacks([join(root, 'archetypes/gallery')])
    const said = gallery?.archetypes.map(({ id, weight, rhythm }) =>
      `${id} ${weight} ${rhythm.timezone} ${rhythm.rules.map((rule) => `${rule.days.length}d ${rule.ranges.map(({ from, to }) => `${from}-${to}`).join(' ')}`).join(', ')}`)
    expect(said).toEqual([
      'ai-art-enthusiast 1.2 UTC 7d 20:00-04:00',
      'data-visualiser 0.8 Europe/London 5d 08:00-12:00 14:00-18:00',
      'indie-game-developer 1 America/Chicago 5d 18:00-24:00, 2d 10:00-02:00',
      'product-photographer 1.5 America/New_York 5d 09:00-12:00 13:00-17:00',
      'social-media-marketer 1.3 America/Los_Angeles 7d 07:00-09:00 12:00-14:00 18:00-21:00',
      'ux-ui-designer 1 America/Los_Angeles 5d 09:00-12:00 14:00-18:00',
    ])
  })

  it('names a folder that is not there, and a pack that is there twice', async () => {
    await expect(loadPacks([join(root, 'archetypes/none')], { shownFrom: root })).rejects.toThrow('archetypes/none:1:1 cannot be read')
    const gallery = join(root, 'archetypes/gallery')
    await expect(loadPacks([gallery, gallery], { shownFrom: root }))
      .rejects.toThrow('archetypes/gallery/pack.yaml:1:1 id: "gallery" is also the id of the pack in archetypes/gallery')
  })
})

describe('nearest', () => {
  it('finds what was meant, and nothing where nothing is near', () => {
    expect(nearest('rythm', ['rhythm', 'rules'])).toBe('rhythm')
    expect(nearest('emjois', ['emoji', 'emojis'])).toBe('emojis')
    expect(nearest('zebra', ['rhythm', 'rules'])).toBeNull()
  })
})
