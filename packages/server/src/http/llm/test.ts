import { providerTestResultSchema, providerTestSchema } from '@troupe/contract'
import type { ConnectionTest } from '../../llm/test-connection.ts'
import type { Actor } from '../../people/actor.ts'
import type { App } from '../app.ts'

/** Asks the model one word; never throws for what a provider does. */
export type TryModel = (by: Actor, choice: { provider: string; model: string }, signal: AbortSignal) => Promise<ConnectionTest>

/** A test spends a little money, and a person presses the button a few times at most. */
const TESTS_PER_MINUTE = 20

/** `POST /api/llm-config/test`: does it answer, how fast, and if not, what to do. */
export function testModel(app: App, { tryModel }: { tryModel: TryModel }): void {
  app.route({
    method: 'POST',
    url: '/api/llm-config/test',
    config: { access: 'admin', requestsPerMinute: TESTS_PER_MINUTE },
    schema: { tags: ['models'], summary: 'Try a model', body: providerTestSchema, response: { 200: providerTestResultSchema } },
    handler: async (request, reply) => {
      const gone = new AbortController()
      reply.raw.once('close', () => gone.abort())
      const { ok, ms, message } = await tryModel(request.actor, request.body, gone.signal)
      return { ok, ms, message }
    },
  })
}
