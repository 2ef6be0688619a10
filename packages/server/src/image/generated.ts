/**
 * What a generator hands over: a picture, not yet a file, and the words for those who cannot see it. The rest of the room
 * (rasterising, transforms, provenance, storage) knows generators by this file only.
 */
import type { ImageDescription } from '@troupe/contract/image'
import type { Random } from '../base/random.ts'

/** RGBA, eight bits a channel, rows from the top. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** A drawing; rasterised at its own size with resvg, with the faces of `generators/font-files.ts`. */
export interface Drawing {
  readonly width: number
  readonly height: number
  readonly svg: string
}

export interface Generated {
  readonly picture: Pixels | Drawing
  readonly description: ImageDescription
}

/** The same params and the same source of chance give the same bytes. */
export type Generate<Params> = (params: Params, random: Random) => Generated
