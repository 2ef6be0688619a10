/** The picture's colours in short: its mean, and the few that tell. */
import type { Pixels } from '../generated.ts'

export type Colour = readonly [red: number, green: number, blue: number]

/** Looked at of a picture, at most, evenly spread: a mean of 10,000 is within a shade of that of a million. */
const SAMPLES_MOST = 10_000
/** Of 4,096 bins, those that hold less than this share are specks. */
const SHARE_LEAST = 0.02

/** Mean colour of what is not transparent; white where nothing is. */
export function toneOf({ data }: Pixels): Colour {
  let [red, green, blue, weight] = [0, 0, 0, 0]
  for (const at of samples(data.length)) {
    const alpha = data[at + 3] as number
    red += (data[at] as number) * alpha
    green += (data[at + 1] as number) * alpha
    blue += (data[at + 2] as number) * alpha
    weight += alpha
  }
  return weight === 0 ? [255, 255, 255] : [red / weight, green / weight, blue / weight]
}

/** 0 to 1, as an eye sees it (Rec. 709 weights). */
export function brightness([red, green, blue]: Colour): number {
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255
}

export function hexOf([red, green, blue]: Colour): string {
  return `#${[red, green, blue].map((value) => Math.round(Math.min(255, Math.max(0, value))).toString(16).padStart(2, '0')).join('')}`
}

export function colourOf(hex: string): Colour {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

/** Mixed in equal light; `share` of the second. */
export function mixed(a: Colour, b: Colour, share: number): Colour {
  const mix = (i: 0 | 1 | 2): number => a[i] + (b[i] - a[i]) * share
  return [mix(0), mix(1), mix(2)]
}

/** The commonest colours as #rrggbb, most of it first, each the mean of its bin. */
export function commonColours({ data }: Pixels, most = 6): string[] {
  const bins = new Map<number, { count: number; sum: [number, number, number] }>()
  let seen = 0
  for (const at of samples(data.length)) {
    if ((data[at + 3] as number) < 128) continue
    const [red, green, blue] = [data[at] as number, data[at + 1] as number, data[at + 2] as number]
    const key = ((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4)
    const bin = bins.get(key) ?? { count: 0, sum: [0, 0, 0] }
    bin.count++
    bin.sum = [bin.sum[0] + red, bin.sum[1] + green, bin.sum[2] + blue]
    bins.set(key, bin)
    seen++
  }
  const sorted = [...bins.values()].sort((a, b) => b.count - a.count)
  return sorted.filter((bin, i) => i === 0 || bin.count / seen >= SHARE_LEAST).slice(0, most)
    .map(({ count, sum: [red, green, blue] }) => hexOf([red / count, green / count, blue / count]))
}

/** Offsets of pixels. The step is odd against most widths, so that no column is looked at alone. */
function* samples(bytes: number): Generator<number> {
  const pixels = bytes / 4
  const step = Math.max(1, Math.floor(pixels / SAMPLES_MOST) | 1)
  for (let i = 0; i < pixels; i += step) yield i * 4
}
