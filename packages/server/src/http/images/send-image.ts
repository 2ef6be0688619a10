/** A file of the image store as an answer. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { MissingError } from '../../base/errors.ts'
import type { ImageStore } from '../../image/storage/image-store.ts'

/** Opened by itself it could do nothing, whatever were in it. */
const NOTHING_RUNS = "default-src 'none'; sandbox"
/** A store that does not begin to answer within this time is away. */
const STORE_MS = 30_000

/** Its name is the hash of its bytes, so whoever has it by that name has it right. */
export async function sendImage(store: Pick<ImageStore, 'get'>, file: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const tag = `"${/([0-9a-f]{32})[0-9a-f]*\.[a-z]+$/.exec(file)?.[1] ?? file}"`
  reply.header('etag', tag)
  if (request.headers['if-none-match'] === tag) return reply.code(304).send()
  const found = await store.get(file, AbortSignal.timeout(STORE_MS))
  if (found === null) throw new MissingError('image')
  return reply.headers({ 'content-type': found.contentType, 'content-length': found.bytes, 'content-security-policy': NOTHING_RUNS, 'x-content-type-options': 'nosniff' }).send(found.stream)
}
