/**
 * Forms with files (RFC 7578), read from a body that is whole and bounded already. The platform's own reader takes a third of a
 * second for 15 MB, in which nobody else is answered; looking for the boundary takes milliseconds, and copies nothing.
 */
import { InvalidError } from '../base/errors.ts'

export interface FormPart {
  readonly name: string
  /** Of a file, as its sender calls it. */
  readonly fileName: string | null
  readonly bytes: Buffer
}

/** More than any form of ours has. */
const PARTS_MOST = 12
const HEADER_BYTES_MOST = 2_000

/** Throws `InvalidError`. */
export function formParts(body: Buffer, contentType: string): FormPart[] {
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType)?.slice(1).find(Boolean)
  if (boundary === undefined) throw broken('its content type names no boundary')
  const parts: FormPart[] = []
  const line = Buffer.from(`\r\n--${boundary}`, 'latin1')
  const first = line.subarray(2)
  if (!body.subarray(0, first.length).equals(first)) throw broken('it does not begin with its boundary')
  for (let at = first.length; ;) {
    const next = body.subarray(at, at + 2).toString('latin1')
    if (next === '--') return parts
    if (next !== '\r\n') throw broken('a boundary is followed by something else')
    const head = body.subarray(at + 2, at + 2 + HEADER_BYTES_MOST).indexOf('\r\n\r\n')
    const end = body.indexOf(line, at)
    if (head === -1 || end === -1) throw broken('a part of it does not end')
    if (parts.length === PARTS_MOST) throw broken(`it has more than ${PARTS_MOST} parts`)
    const start = at + 2 + head + 4
    const headers = body.subarray(at + 2, start).toString('utf8')
    const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(headers)?.[1] ?? ''
    const name = parameter(disposition, 'name')
    if (name === null || start > end) throw broken('a part of it has no name')
    parts.push({ name, fileName: parameter(disposition, 'filename'), bytes: body.subarray(start, end) })
    at = end + line.length
  }
}

function parameter(disposition: string, name: string): string | null {
  return new RegExp(`(?:^|[;\\s])${name}="([^"]*)"`, 'i').exec(disposition)?.[1] ?? null
}

function broken(why: string): InvalidError {
  return new InvalidError(`The form cannot be read: ${why}.`, [{ path: '', message: 'send multipart/form-data as browsers do' }], 'bad-form')
}
