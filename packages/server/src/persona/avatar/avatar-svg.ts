/**
 * The drawn face of a persona: a square SVG made offline from the persona's id, in its archetype's colours. Ink
 * lines over flat colour, so that nobody takes it for a photograph (UI "Automated label"). No ids, no styles, no text in it: it can be inlined many times on a page, and nothing a persona
 * says gets into the markup.
 */
import { seeded } from '../../base/random.ts'
import { beard, brows, eyes, glasses, mouth, nose } from './face.ts'
import { STYLES } from './hair.ts'
import { DYED, HAIRS, INK, PALETTES, SKINS, type Palette } from './palette.ts'
import { line, path, short } from './stroke.ts'
import type { Random } from '../../base/random.ts'

/** The same seed and archetype give the same picture; at most 3 KB. */
export function avatarSvg(seed: string, archetype: string | null): string {
  const palette = archetype === null ? seeded(`avatar/${seed}`).pick(PALETTES) : PALETTES[paletteOf(archetype)] as Palette
  const random = seeded(`avatar/${archetype ?? ''}/${seed}`)
  const skin = random.pick(SKINS)
  const hairColour = random.chance(0.1) ? random.pick(DYED) : random.pick(HAIRS)
  const w = short(random.between(20.5, 25.5))
  const jaw = short(w * random.between(0.62, 1.02))
  const chin = short(random.between(84, 90))
  const apart = short(random.between(9.5, 11.5))
  const hair = random.pick(STYLES)(w, hairColour, palette.accent, random)
  const head = `M60 30C${short(60 + w * 0.8)} 30 ${60 + w} 41 ${60 + w} 56C${60 + w} 73 ${short(60 + jaw)} ${chin} 60 ${chin}S${60 - w} 73 ${60 - w} 56C${60 - w} 41 ${short(60 - w * 0.8)} 30 60 30Z`
  const ears = `<circle cx="${60 - w}" cy="61" r="5"/><circle cx="${60 + w}" cy="61" r="5"/>`
  const worn = random.next()

  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="9 6 102 102">',
    `<path fill="${palette.ground}" d="M0 0h120v120H0z"/>`,
    `<g fill="${palette.shape}" stroke-linecap="round">${backdrop(palette.shape, random)}</g>`,
    `<g stroke="${INK}" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round" transform="rotate(${short(random.between(-4, 4))} 60 110)">`,
    hair.back,
    clothes(palette, random),
    path(`M${60 - 9} 78V95Q60 104 ${60 + 9} 95V78Z`, skin),
    `<g fill="${skin}">${ears}</g>`,
    `<path d="M51 82V91Q60 99 69 91V82Z" fill="${INK}" fill-opacity=".22" stroke="none"/>`,
    path(head, skin),
    random.chance(0.55) ? `<g fill="#e5484d" fill-opacity=".28" stroke="none"><circle cx="${short(60 - w + 7)}" cy="68" r="5"/><circle cx="${short(60 + w - 7)}" cy="68" r="5"/></g>` : '',
    random.chance(0.12) ? freckles(w, random) : '',
    random.chance(0.24) ? beard(w, hairColour, random) : '',
    mouth(random),
    eyes(apart, random),
    nose(random),
    hair.front,
    brows(apart, hairColour === HAIRS[8] ? '#8d8a92' : hairColour === skin ? INK : hairColour, random),
    worn < 0.3 ? glasses(apart, palette.accent, random) : '',
    worn > 0.8 ? `<g fill="${palette.accent}" stroke-width="1.8"><circle cx="${60 - w - 1}" cy="69" r="3"/><circle cx="${60 + w + 1}" cy="69" r="3"/></g>` : '',
    '</g></svg>',
  ].join('')
}

/** FNV-1a over the archetype's name. */
function paletteOf(archetype: string): number {
  let hash = 2166136261
  for (let i = 0; i < archetype.length; i++) hash = Math.imul(hash ^ archetype.charCodeAt(i), 16777619)
  return ((hash ^ (hash >>> 15)) >>> 0) % PALETTES.length
}

function backdrop(shape: string, random: Random): string {
  const x = 20 + random.below(80)
  return random.pick([
    () => `<circle cx="${x}" cy="${30 + random.below(30)}" r="${30 + random.below(16)}"/>`,
    () => `<path d="M0 ${60 + random.below(20)}Q30 ${40 + random.below(20)} 60 66T120 ${50 + random.below(20)}V120H0Z"/>`,
    () => [0, 30, 60, 90].map((left) => `<path d="M${left} 0h15v120h-15z"/>`).join(''),
    () => `<path d="${[14, 42, 70, 98].flatMap((y, row) => [14, 46, 78, 110].map((dot) => `M${dot - (row % 2) * 16} ${y}h0`)).join('')}" stroke="${shape}" stroke-width="9"/>`,
    () => '<path d="M22 120V56a38 38 0 0 1 76 0v64z"/>',
    () => `<path d="M0 0H${x}L${120 - x} 120H0Z"/>`,
  ])()
}

function clothes({ cloth, accent }: Palette, random: Random): string {
  const [main, trim] = random.chance(0.7) ? [cloth, accent] : [accent, cloth]
  const body = path('M16 124C17 103 32 96 48 92Q60 101 72 92C88 96 103 103 104 124Z', main)
  return body + random.pick([
    () => '',
    () => path('M48 92Q60 101 72 92L76 97Q60 110 44 97Z', trim),
    () => path('M47 91L60 105L51 113L40 95Z', trim) + path('M73 91L60 105L69 113L80 95Z', trim),
    () => [106, 113].map((y) => `<path d="M21 ${y}Q60 ${y + 8} 99 ${y}" fill="none" stroke="${trim}" stroke-width="3.4"/>`).join(''),
    () => path('M44 93C44 84 76 84 76 93L78 101Q60 110 42 101Z', trim),
    () => line('M60 100V120', 2) + `<circle cx="64" cy="110" r="1.6" fill="${trim}"/><circle cx="64" cy="117" r="1.6" fill="${trim}"/>`,
  ])()
}

function freckles(w: number, random: Random): string {
  const dots = [-1, 1].flatMap((side) => [0, 1, 2].map((i) => `<circle cx="${short(60 + side * (w - 11 + i * 3))}" cy="${short(66 + random.between(-2, 3))}" r=".9"/>`))
  return `<g fill="#7a3b22" stroke="none">${dots.join('')}</g>`
}
