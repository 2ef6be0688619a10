/** Which compression a reader takes, and the compressing: once for a cached page, however many ask for it. */
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Compression = 'gzip' | 'br'
export type Encoding = 'identity' | Compression

/** Below this a compressed answer is no shorter by a packet. */
export const COMPRESS_FROM_BYTES = 1_024
/** Browsers send a handful of different lines; strangers may send any. */
const LINES_REMEMBERED_MOST = 64
/** Quick: a page lives for moments. Files, which live for good, were packed hard when they were built. */
const BROTLI_QUALITY = 4

const COMPRESSIBLE = /^(text\/|application\/([\w.-]+\+)?(json|xml)|image\/svg|application\/(javascript|manifest))/

export function isCompressible(contentType: string, bytes: number): boolean {
  return bytes >= COMPRESS_FROM_BYTES && COMPRESSIBLE.test(contentType)
}

const remembered = new Map<string, Encoding>()

/** The best one that an Accept-Encoding line allows (RFC 9110, 12.5.3). */
export function encodingFor(accepted: string | undefined): Encoding {
  if (accepted === undefined || accepted === '') return 'identity'
  const known = remembered.get(accepted)
  if (known !== undefined) return known
  if (remembered.size >= LINES_REMEMBERED_MOST) remembered.clear()
  const found = read(accepted)
  remembered.set(accepted, found)
  return found
}

function read(accepted: string): Encoding {
  const allowed = new Map(accepted.toLowerCase().split(',').map((part) => {
    const [name = '', ...parameters] = part.split(';').map((word) => word.trim())
    const weight = parameters.find((word) => word.startsWith('q='))
    return [name, weight === undefined || Number(weight.slice(2)) > 0]
  }))
  const takes = (name: string): boolean => allowed.get(name) ?? allowed.get('*') ?? false
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : 'identity'
}

const brotliAsync = promisify(brotliCompress)
const gzipAsync = promisify(gzip)

/** In zlib's own threads. */
export function compress(body: Buffer, encoding: Compression): Promise<Buffer> {
  if (encoding === 'gzip') return gzipAsync(body)
  return brotliAsync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } })
}
