/**
 * The one door to sharp (libvips). Every loader but those of the four formats that we serve, and GIF, is shut: what bytes
 * claim to be decides nothing, and an SVG, PDF or ImageMagick file that comes as a `.png` finds nobody who reads it. Its
 * cache is off, since no two pictures here are the same file, and one picture takes one thread: agents' pictures come side
 * by side, and the pages want a core too.
 */
import sharp, { type Sharp } from 'sharp'
import type { Pixels } from './generated.ts'

sharp.cache(false)
sharp.concurrency(1)
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp', 'VipsForeignLoadHeif', 'VipsForeignLoadNsgif'] })

export const FORMATS = ['png', 'jpeg', 'webp', 'avif'] as const
export type Format = (typeof FORMATS)[number]

export interface Encoding {
  readonly to: Format
  /** 1 to 100; PNG, which loses nothing, takes no notice of it. */
  readonly quality: number
}

/** Seconds that libvips may take over one picture; a 2,048-pixel AVIF takes under two. */
const CODEC_SECONDS_MOST = 20
/** Of 9. Measured at 640 × 800: 36 to 141 ms of CPU, against 93 to 797 at 2 and seconds at sharp's own 4, for 1 to 30 % more bytes. */
const AVIF_EFFORT = 0

/** Of bytes that came from outside or from storage. Throws what libvips says for what cannot be read. */
export function opened(bytes: Uint8Array, pixelsMost: number): Sharp {
  return sharp(bytes, { limitInputPixels: pixelsMost, limitInputChannels: 4, failOn: 'error', sequentialRead: true }).timeout({ seconds: CODEC_SECONDS_MOST })
}

export function ofPixels({ width, height, data }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels: 4 } }).timeout({ seconds: CODEC_SECONDS_MOST })
}

export function blank(width: number, height: number, colour: string): Sharp {
  return sharp({ create: { width, height, channels: 4, background: colour } }).timeout({ seconds: CODEC_SECONDS_MOST })
}

export async function pixelsOf(image: Sharp): Promise<Pixels> {
  const { data, info } = await image.ensureAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
}

/**
 * A file that holds this XMP packet and no other metadata; null for none. JPEG, which knows no transparency, gets white beneath.
 * A picture that is nowhere transparent is written without that channel: it costs a third of the time and says nothing.
 */
export function encoded(picture: Pixels, { to, quality }: Encoding, xmp: string | null = null): Promise<Buffer> {
  const plain = isOpaque(picture) ? ofPixels(picture).removeAlpha() : ofPixels(picture)
  const image = xmp === null ? plain : plain.withXmp(xmp)
  switch (to) {
    case 'png': return image.png({ compressionLevel: 7 }).toBuffer()
    case 'jpeg': return image.flatten({ background: '#ffffff' }).jpeg({ quality, mozjpeg: true }).toBuffer()
    // At 100 nothing is lost, which pixel art needs and is smallest with. Sharper colour edges take three times as long.
    case 'webp': return image.webp({ quality, lossless: quality === 100, effort: 2, smartSubsample: quality >= 90 }).toBuffer()
    // Full colour resolution: red text on blue, and pixel art, are smeared by half of it.
    case 'avif': return image.avif({ quality, effort: AVIF_EFFORT, chromaSubsampling: '4:4:4' }).toBuffer()
  }
}

function isOpaque({ data }: Pixels): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false
  return true
}
