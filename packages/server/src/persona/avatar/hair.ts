/** Hair and hats, drawn round a head whose half width is `w` and whose crown is at y = 30. */
import type { Random } from '../../base/random.ts'
import { blob, path } from './stroke.ts'

export interface Hair {
  /** Behind the head. */
  readonly back: string
  /** Over the forehead. */
  readonly front: string
}

type Style = (w: number, fill: string, accent: string, random: Random) => Hair

/** The usual cap of hair down to the ears; `line` is the hairline from right temple to left. */
function cap(w: number, line: string, lift = 20): string {
  const [l, r] = [60 - w - 2, 60 + w + 2]
  return `M${l} 58C${l - 3} 36 ${60 - w + 2} ${lift} 60 ${lift}S${r + 3} 36 ${r} 58${line}Z`
}

const crop: Style = (w, fill) => ({
  back: '',
  front: path(cap(w, `C${60 + w - 2} 48 ${60 + w - 5} 43 ${60 + w - 8} 42C66 45 54 45 ${60 - w + 8} 42C${60 - w + 5} 43 ${60 - w + 2} 48 ${60 - w - 2} 58`), fill),
})

const sidePart: Style = (w, fill, _, random) => {
  const x = random.chance(0.5) ? 1 : -1
  const line = x > 0
    ? `C${60 + w - 1} 48 ${60 + w - 4} 43 ${60 + w - 7} 41C70 43 56 42 48 34C48 42 ${60 - w + 2} 44 ${60 - w - 2} 58`
    : `C${60 + w - 2} 44 72 42 72 34C64 42 50 43 ${60 - w + 7} 41C${60 - w + 4} 43 ${60 - w + 1} 48 ${60 - w - 2} 58`
  return { back: '', front: path(cap(w, line, 18), fill) }
}

const fringe: Style = (w, fill) => ({
  back: path(`M${60 - w - 7} 82C${60 - w - 11} 40 ${60 - w + 2} 19 60 19S${60 + w + 11} 40 ${60 + w + 7} 82Q${60 + w - 3} 88 60 84Q${60 - w + 3} 88 ${60 - w - 7} 82Z`, fill),
  front: path(cap(w, `L${60 + w - 3} 47Q60 51 ${60 - w + 3} 47`, 19), fill),
})

const long: Style = (w, fill) => ({
  back: path(`M${60 - w - 6} 108C${60 - w - 14} 78 ${60 - w - 10} 18 60 18S${60 + w + 14} 78 ${60 + w + 6} 108Z`, fill),
  front: path(cap(w, `C${60 + w} 46 72 40 60 31C48 40 ${60 - w} 46 ${60 - w - 2} 58`, 18), fill),
})

const bun: Style = (w, fill, accent, random) => {
  const x = 60 + Math.round(random.between(-7, 7))
  return {
    back: `<circle cx="${x}" cy="17" r="9.5" fill="${fill}"/><path d="M${x - 6} 24q6 3 12 0" fill="none" stroke="${accent}" stroke-width="4"/>`,
    front: crop(w, fill, accent, random).front,
  }
}

const curls: Style = (w, fill, _, random) => ({
  back: blob(60, 47, w + 10, 25, 11, fill, random),
  front: path(cap(w, `q-4 -9 -8 -12q-6 3 -9 -2q-6 5 -${w - 17 > 6 ? 11 : 9} 0q-4 4 -9 1q-6 2 -7 4L${60 - w - 2} 58`, 19), fill),
})

const afro: Style = (w, fill, _, random) => ({
  back: blob(60, 43, w + 15, 31, 14, fill, random),
  front: path(`M${60 - w} 50Q${60 - w + 3} 29 60 28T${60 + w} 50Q${60 + w - 7} 39 60 39T${60 - w} 50Z`, fill),
})

const quiff: Style = (w, fill) => ({
  back: '',
  front: path(`M${60 - w - 2} 57C${60 - w - 4} 40 ${60 - w} 30 ${60 - w + 6} 27C44 12 66 9 ${60 + w} 16C${60 + w - 3} 19 ${60 + w - 2} 21 ${60 + w - 1} 24C${60 + w + 4} 34 ${60 + w + 4} 44 ${60 + w + 2} 57C${60 + w - 2} 48 ${60 + w - 4} 42 ${60 + w - 8} 38Q62 43 ${60 - w + 7} 40C${60 - w + 3} 44 ${60 - w + 1} 48 ${60 - w - 2} 57Z`, fill),
})

const bald: Style = (w, fill) => ({
  back: path(`M${60 - w - 3} 64Q${60 - w - 5} 50 ${60 - w + 1} 46L${60 + w - 1} 46Q${60 + w + 5} 50 ${60 + w + 3} 64Z`, fill),
  front: '',
})

const beanie: Style = (w, fill, accent) => ({
  back: path(`M${60 - w - 3} 72V48H${60 + w + 3}V72Z`, fill),
  front: path(`M${60 - w - 2} 46C${60 - w - 2} 10 ${60 + w + 2} 10 ${60 + w + 2} 46Z`, accent)
    + path(`M${60 - w - 4} 39Q60 33 ${60 + w + 4} 39V48Q60 42 ${60 - w - 4} 48Z`, accent)
    + `<circle cx="60" cy="16" r="5.5" fill="${accent}"/>`,
})

const brim: Style = (w, fill, accent) => ({
  back: path(`M${60 - w - 4} 76V44H${60 + w + 4}V76Q60 70 ${60 - w - 4} 76Z`, fill),
  front: path(`M${60 - w + 1} 40C${60 - w + 2} 8 ${60 + w - 2} 8 ${60 + w - 1} 40Z`, accent)
    + path(`M${60 - w - 15} 42Q60 28 ${60 + w + 15} 42Q60 50 ${60 - w - 15} 42Z`, accent),
})

const braids: Style = (w, fill, accent) => {
  const plait = (x: number): string => [70, 81, 92, 102].map((y, i) => `<ellipse cx="${x}" cy="${y}" rx="${6.5 - i * 0.6}" ry="6.5" fill="${fill}"/>`).join('')
    + `<circle cx="${x}" cy="108" r="3" fill="${accent}"/>`
  return {
    back: plait(60 - w - 4) + plait(60 + w + 4),
    front: path(cap(w, `C${60 + w} 46 72 40 60 30C48 40 ${60 - w} 46 ${60 - w - 2} 58`, 19), fill),
  }
}

export const STYLES: readonly Style[] = [crop, sidePart, fringe, long, bun, curls, afro, quiff, bald, beanie, brim, braids, sidePart, crop, curls]
