/**
 * Colours and how they mix. Mixing, lightening and ramps go through Oklab (Björn Ottosson 2020), where a step looks as large in
 * blue as in yellow; so a gradient has no muddy middle and a shade keeps its hue.
 */
export type Hex = `#${string}`
/** Red, green, blue, 0 to 255. */
export type Rgb = readonly [number, number, number]
type Lab = readonly [number, number, number]

export function rgbOf(hex: Hex): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

export function hexOf([r, g, b]: Rgb): Hex {
  return `#${[r, g, b].map((part) => Math.max(0, Math.min(255, Math.round(part))).toString(16).padStart(2, '0')).join('')}`
}

/** Light of a channel (0 to 1) from its code (0 to 255): the sRGB curve, IEC 61966-2-1. */
export function lightOf(code: number): number {
  const c = code / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
}

export function codeOf(light: number): number {
  return 255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055)
}

export function labOf(hex: Hex): Lab {
  const [r, g, b] = rgbOf(hex).map(lightOf) as [number, number, number]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

export function rgbOfLab([L, A, B]: Lab): Rgb {
  const l = (L + 0.3963377774 * A + 0.2158037573 * B) ** 3
  const m = (L - 0.1055613458 * A - 0.0638541728 * B) ** 3
  const s = (L - 0.0894841775 * A - 1.291485548 * B) ** 3
  return [
    codeOf(Math.max(0, 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)),
    codeOf(Math.max(0, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)),
    codeOf(Math.max(0, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)),
  ]
}

/** `share` of the second. */
export function mix(first: Hex, second: Hex, share: number): Hex {
  const [a, b] = [labOf(first), labOf(second)]
  return hexOf(rgbOfLab([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share]))
}

/** Lighter by `by` (−1 to 1 of Oklab's lightness), at the same hue; `colourful` times as colourful. */
export function lighter(hex: Hex, by: number, colourful = 1): Hex {
  const [l, a, b] = labOf(hex)
  return hexOf(rgbOfLab([Math.max(0, Math.min(1, l + by)), a * colourful, b * colourful]))
}

/** 0 black, 1 white. */
export function lightness(hex: Hex): number {
  return labOf(hex)[0]
}

/** Colourfulness; greys are under 0.03. */
export function chroma(hex: Hex): number {
  const [, a, b] = labOf(hex)
  return Math.hypot(a, b)
}

/** A colour along stops at equal distances; `at` from 0 to 1. */
export function along(stops: readonly Hex[], at: number): Hex {
  const place = Math.max(0, Math.min(1, at)) * (stops.length - 1)
  const from = Math.min(stops.length - 2, Math.floor(place))
  return stops.length === 1 ? stops[0] as Hex : mix(stops[from] as Hex, stops[from + 1] as Hex, place - from)
}

/** Ink or paper, whichever can be read on it. */
export function readableOn(ground: Hex, ink: Hex = '#1d1a17', paper: Hex = '#ffffff'): Hex {
  return lightness(ground) > 0.62 ? ink : paper
}
