/** The text of a CSV file, whatever it was saved by: UTF-8 or UTF-16 with or without its mark, else the Latin-1 of the web. */
import { InvalidError } from '../../../base/errors.ts'

const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/
/** Where every other byte is zero, somebody saved as "Unicode". */
const LOOKED_AT = 2_000
const ZEROES_LEAST = 0.3

export function csvText(csv: string, encoding: 'text' | 'base64'): string {
  if (encoding === 'text') {
    // Somebody read Latin-1 as UTF-8: the letters are lost, and names would be stored without them.
    if (csv.includes('\uFFFD')) throw new InvalidError('This file is not in UTF-8, and its special letters were lost when it was read.', [{ path: '/csv', message: 'send the bytes of the file with "encoding": "base64", or save it as UTF-8' }], 'csv-unreadable')
    return csv.replace(/^\uFEFF/, '')
  }
  if (!BASE64.test(csv)) throw new InvalidError('This is not base64.', [{ path: '/csv', message: 'send the bytes of the file in base64' }], 'csv-unreadable')
  return decoded(Buffer.from(csv, 'base64')).replace(/^\uFEFF/, '')
}

function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const head = bytes.subarray(0, LOOKED_AT)
  const zeroes = (odd: 0 | 1): number => head.filter((byte, place) => byte === 0 && place % 2 === odd).length / Math.max(1, head.length / 2)
  if (zeroes(1) > ZEROES_LEAST && zeroes(0) < ZEROES_LEAST) return new TextDecoder('utf-16le').decode(bytes)
  if (zeroes(0) > ZEROES_LEAST && zeroes(1) < ZEROES_LEAST) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
