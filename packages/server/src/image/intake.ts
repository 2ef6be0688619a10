/**
 * A picture that comes from outside (a member's upload, a provider's reply, an address), made ours: its bytes are bounded
 * before they are looked at, its pixels before they are decoded, and what goes on is pixels alone. Every bit of the file is
 * left behind: places, cameras, thumbnails of what was cut away, colour profiles (applied), second images, trailing
 * archives. The one thing that is kept is what the file says of its own making, since dropping that would unlabel a
 * model's picture (SPEC P2). An ICC profile or EXIF turn is applied, then forgotten.
 */
import { IMAGE_SIDE_MOST } from '@troupe/contract/image'
import { UPLOAD_BYTES_MOST } from '@troupe/contract/member'
import { ExpectedError } from '../base/errors.ts'
import { opened, pixelsOf, type Format } from './codec.ts'
import type { Pixels } from './generated.ts'
import type { Provenance } from './provenance/provenance.ts'
import { provenanceIn } from './provenance/xmp.ts'

export type RefusedImageCode = 'image-too-large' | 'image-unreadable' | 'image-animated' | 'image-format' | 'image-too-small'

export class RefusedImageError extends ExpectedError {
  readonly kind = 'invalid'
  readonly code: RefusedImageCode
  constructor(code: RefusedImageCode, message: string, cause?: unknown) {
    super(message)
    this.code = code
    if (cause !== undefined) this.cause = cause
  }
}

export interface IntakeRules {
  readonly bytesMost: number
  /** As the file has them; what is kept is shrunk to `sideMost`. */
  readonly pixelsMost: number
  readonly sideLeast: number
  readonly sideMost: number
  /** Of a GIF that moves, its first picture; elsewhere, and where it is left out, what moves is refused. */
  readonly stillOfGif?: boolean
}

/** Telephones make 50 megapixels; that many decode to 200 MB at most, and by strips where the format allows. */
export const INTAKE_RULES: IntakeRules = { bytesMost: 12 * 1024 * 1024, pixelsMost: 50_000_000, sideLeast: 16, sideMost: IMAGE_SIDE_MOST }

/** Of what people send in: as their telephones make it. */
export const UPLOAD_RULES: IntakeRules = { ...INTAKE_RULES, bytesMost: UPLOAD_BYTES_MOST, stillOfGif: true }

export interface TakenIn {
  readonly pixels: Pixels
  /** The one to keep it in: its own, and PNG for a GIF. */
  readonly format: Format
  /** What the file said of its making, where it said something. */
  readonly carried: Provenance | null
}

/** Throws `RefusedImageError`, in words for whoever sent it. */
export async function takenIn(bytes: Uint8Array, rules: IntakeRules = INTAKE_RULES): Promise<TakenIn> {
  if (bytes.byteLength > rules.bytesMost) throw new RefusedImageError('image-too-large', `The image has ${megabytes(bytes.byteLength)}; at most ${megabytes(rules.bytesMost)} are taken.`)
  const kind = kindOf(bytes)
  if (kind === null) throw new RefusedImageError('image-format', 'This is no PNG, JPEG, WebP, AVIF or GIF image, whatever its name says.')
  let packet: string | null
  try {
    const { width, height, pages = 1, xmp } = await opened(bytes, rules.pixelsMost).metadata()
    if (pages > 1 && !(kind === 'gif' && rules.stillOfGif === true)) throw new RefusedImageError('image-animated', 'The image is animated or holds several pictures. Send a single still one.')
    if (width * height > rules.pixelsMost) throw new RefusedImageError('image-too-large', `The image has ${width} × ${height} pixels; at most ${Math.round(rules.pixelsMost / 1_000_000)} million are taken.`)
    if (Math.min(width, height) < rules.sideLeast) throw new RefusedImageError('image-too-small', `The image is ${width} × ${height} pixels; each side needs at least ${rules.sideLeast}.`)
    packet = xmp === undefined ? null : xmp.toString('utf8')
  } catch (error) {
    throw refusal(error, rules)
  }
  try {
    const pixels = await pixelsOf(opened(bytes, rules.pixelsMost).autoOrient().resize(rules.sideMost, rules.sideMost, { fit: 'inside', withoutEnlargement: true }))
    return { pixels, format: kind === 'gif' ? 'png' : kind, carried: packet === null ? null : provenanceIn(packet) }
  } catch (error) {
    throw refusal(error, rules)
  }
}

function refusal(error: unknown, rules: IntakeRules): Error {
  if (error instanceof RefusedImageError) return error
  const said = error instanceof Error ? error.message : String(error)
  if (/pixel limit/i.test(said)) return new RefusedImageError('image-too-large', `The image unpacks to more than ${Math.round(rules.pixelsMost / 1_000_000)} million pixels.`, error)
  if (/timeout/i.test(said)) return new RefusedImageError('image-unreadable', 'Reading the image took too long.', error)
  return new RefusedImageError('image-unreadable', 'The image is damaged or cut off and cannot be read.', error)
}

/** By its first bytes. */
function kindOf(bytes: Uint8Array): Format | 'gif' | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 32)).toString('latin1')
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (/^GIF8[79]a/.test(head)) return 'gif'
  if (/^RIFF[^]{4}WEBP/.test(head)) return 'webp'
  return /^[^]{4}ftyp(?:avi[fs]|mif1|msf1)/.test(head) ? 'avif' : null
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MB`
}
