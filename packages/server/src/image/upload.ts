/** A member's picture as a file of ours: looked at, turned upright, shrunk to size, and without anything its camera wrote. */
import { labelledFile } from './provenance/label-file.ts'
import type { Provenance } from './provenance/provenance.ts'
import { INTAKE_RULES, takenIn, type IntakeRules } from './intake.ts'
import type { Format } from './codec.ts'

export interface Upload {
  readonly bytes: Uint8Array
  readonly format: Format
  readonly width: number
  readonly height: number
  /** What its file said of being made by a machine, kept; null for a picture that said nothing. Names in it are not believed. */
  readonly provenance: Provenance | null
}

/** Encoded a second time, at a quality whose loss nobody sees. */
const QUALITY = 88
/** A photograph sent as PNG has ten megabytes; a drawing or a screen is far below this. */
const PNG_BYTES_MOST = 3 * 1024 * 1024

/** Throws `RefusedImageError`. */
export async function uploadOf(sent: Uint8Array, rules: IntakeRules = INTAKE_RULES): Promise<Upload> {
  const { pixels, format, carried } = await takenIn(sent, rules)
  const provenance = carried === null ? null : { ...carried, persona: null, operator: null, alt: '' }
  const { width, height } = pixels
  const bytes = await labelledFile(pixels, { to: format, quality: QUALITY }, provenance)
  if (format !== 'png' || bytes.byteLength <= PNG_BYTES_MOST) return { bytes, format, width, height, provenance }
  return { bytes: await labelledFile(pixels, { to: 'webp', quality: QUALITY }, provenance), format: 'webp', width, height, provenance }
}
