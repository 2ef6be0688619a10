/** Bodies as they came, for routes that check a signature over them, or speak a wire of somebody else's. */
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { ExpectedError, InvalidError } from '../base/errors.ts'
import type { App } from './app.ts'

const gunzipAsync = promisify(gunzip)
const TOO_LARGE_STATUS = 413

class UnpackedTooLargeError extends ExpectedError {
  readonly kind = 'invalid'
  readonly code = 'body-too-large'
  readonly status = TOO_LARGE_STATUS
  constructor(most: number) {
    super(`The body is larger than ${most} bytes when unpacked. Send it in pieces.`)
  }
}

/** In this scope a body of any type is text, unpacked where it came packed. `bytesMost` holds for both. */
export function readRawBodies(scope: App, bytesMost: number): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bytesMost }, async (request: { headers: Record<string, unknown> }, body: Buffer) => {
    const encoding = String(request.headers['content-encoding'] ?? 'identity').toLowerCase()
    if (encoding === 'identity' || encoding === '') return body.toString('utf8')
    if (encoding !== 'gzip') throw new InvalidError('The body is packed in a way that is not read here. Send it with gzip, or as it is.', [], 'unsupported-encoding')
    try {
      return (await gunzipAsync(body, { maxOutputLength: bytesMost })).toString('utf8')
    } catch (error) {
      if (error instanceof RangeError) throw new UnpackedTooLargeError(bytesMost)
      throw new InvalidError('The body says that it is packed with gzip, and is not.', [], 'bad-encoding')
    }
  })
}

/** Throws `InvalidError`. */
export function jsonOf(text: unknown): unknown {
  try {
    return JSON.parse(typeof text === 'string' ? text : '') as unknown
  } catch {
    throw new InvalidError('The body is not valid JSON.', [], 'bad-json')
  }
}
