/** Public JSON through the page cache: made, checked and serialised once for all who ask. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Id } from '../base/ids.ts'
import type { AnswerOptions, PageCache } from './page-cache.ts'

/** Ask again each time, with the tag: an unchanged page is answered in a few bytes. */
export const ASK_AGAIN = 'public, no-cache'

/** `worldId`: whose changes make it anew; null where there is none to tell. */
export async function answerJson(
  pages: PageCache, request: FastifyRequest, reply: FastifyReply, make: () => Promise<{ readonly value: unknown; readonly worldId: Id | null }>,
  options: AnswerOptions = {},
): Promise<void> {
  await pages.answer(request, reply, async () => {
    const { value, worldId } = await make()
    return {
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': ASK_AGAIN },
      body: Buffer.from(String(reply.serialize(value as object))),
      keep: worldId === null ? { kind: 'not' } : { kind: 'while-unchanged', worldId },
    }
  }, options)
}
