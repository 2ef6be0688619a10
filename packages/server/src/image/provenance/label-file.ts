/**
 * A picture as a file that says where it comes from, and a file asked for it. sharp writes XMP into JPEG, WebP and AVIF;
 * into PNG it would write it compressed, which the standard forbids and exiftool and browsers' readers skip, so there the
 * chunk is put in here.
 */
import { crc32 } from 'node:zlib'
import { encoded, opened, type Encoding } from '../codec.ts'
import type { Pixels } from '../generated.ts'
import type { Provenance } from './provenance.ts'
import { provenanceIn, xmpOf } from './xmp.ts'

/** Signature and IHDR, which has to be first. */
const PNG_HEAD_BYTES = 8 + 25
/** Reading metadata decodes no pixel. */
const ANY_PIXELS = 1_000_000_000

/** Null writes no metadata at all. */
export async function labelledFile(picture: Pixels, encoding: Encoding, provenance: Provenance | null): Promise<Uint8Array> {
  if (provenance === null) return encoded(picture, encoding)
  const packet = xmpOf(provenance)
  return encoding.to === 'png' ? withPngText(await encoded(picture, encoding), 'XML:com.adobe.xmp', packet) : encoded(picture, encoding, packet)
}

/** What the file says of itself; null where that is nothing. Throws for bytes that are no picture. */
export async function provenanceOf(bytes: Uint8Array): Promise<Provenance | null> {
  const { xmp } = await opened(bytes, ANY_PIXELS).metadata()
  return xmp === undefined ? null : provenanceIn(xmp.toString('utf8'))
}

/** An `iTXt` chunk (PNG 11.3.4.5), uncompressed, behind the header. */
function withPngText(png: Buffer, keyword: string, text: string): Buffer {
  const body = Buffer.concat([Buffer.from('iTXt', 'latin1'), Buffer.from(`${keyword}\0\0\0\0\0`, 'latin1'), Buffer.from(text, 'utf8')])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length - 4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([png.subarray(0, PNG_HEAD_BYTES), length, body, check, png.subarray(PNG_HEAD_BYTES)])
}
