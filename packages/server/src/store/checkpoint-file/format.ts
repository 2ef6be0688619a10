/**
 * A checkpoint of a simulated world as a file: a head in JSON that says what it is of, then sections, each known by its name,
 * then an end mark, without which the file was cut off. Every part has a CRC-32. Numbers stand as the machine holds them,
 * the low byte first, so that a world of hundreds of megabytes is written from where it lies.
 *
 *   file     "TROUPECP" · u32 version · u32 length · head as JSON · u32 CRC-32 of it · section… · end
 *   section  u16 length of the name · u8 form (`FORMS`) · u8 0 · f64 length of the body · name · u32 CRC-32 of all that · body · u32 CRC-32 of it
 *   end      a section of form 0 without name, its body's length the number of sections
 */
import { assert } from '../../base/errors.ts'
import { endianness } from 'node:os'

export const MAGIC = 'TROUPECP'
export const VERSION = 1
/** Magic, version, length of the head. */
export const LEAD_BYTES = MAGIC.length + 8
export const SECTION_LEAD_BYTES = 12
export const CRC_BYTES = 4

/** What a body is, by its number in the file. */
export const FORMS = ['end', 'json', 'Int8Array', 'Uint8Array', 'Int32Array', 'Uint32Array', 'Float64Array'] as const
export type Form = (typeof FORMS)[number]

assert(endianness() === 'LE', 'checkpoints are written as numbers lie in memory, and this machine lays the high byte first')
