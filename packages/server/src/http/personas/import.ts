import { exchangeQuerySchema, importedPersonasSchema } from '@troupe/contract'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { InvalidError } from '../../base/errors.ts'
import type { PersonaBatches } from '../../persona/persona-batches.ts'
import type { App } from '../app.ts'

/** Ten thousand personas with all they know are about 40 MB. */
const FILE_BYTES_MOST = 50 * 1024 * 1024

/** `POST /api/personas/import`: the file is the body, JSON or (as `text/csv`) a table. Good rows are taken, bad ones told. */
export function importAll(app: App, { personaBatches }: { personaBatches: PersonaBatches }): void {
  void app.register(async (scope) => {
    // Here alone: everywhere else a body that isn't JSON is refused by its type.
    scope.addContentTypeParser(['text/csv', 'text/plain'], { parseAs: 'string', bodyLimit: FILE_BYTES_MOST }, (_request, body, done) => done(null, body))
    scope.withTypeProvider<ZodTypeProvider>().route({
      method: 'POST',
      url: '/api/personas/import',
      config: { access: 'operator' },
      bodyLimit: FILE_BYTES_MOST,
      schema: {
        tags: ['personas'], summary: 'Take personas from a file', consumes: ['application/json', 'text/csv'],
        querystring: exchangeQuerySchema, body: z.unknown(), response: { 200: importedPersonasSchema },
      },
      handler: async (request) => {
        const { body } = request
        if (body === undefined || body === null || body === '') throw new InvalidError('The file is empty.', [{ path: '', message: 'send the file as the body' }], 'import-unreadable')
        const text = typeof body === 'string' ? body : JSON.stringify(body)
        if (text.includes('\u0000')) throw new InvalidError('The file holds U+0000, which cannot be stored.', [], 'import-unreadable')
        return personaBatches.import(request.actor, text, request.query.format)
      },
    })
  })
}
