import { importDraftSchema, importResultSchema } from '@troupe/contract'
import type { ConsumerImport } from '../../engagement/consumers/import/consumer-import.ts'
import type { App } from '../app.ts'

/** Ten megabytes in base64, with the rest of the body. */
const BODY_BYTES_MOST = 15 * 1024 * 1024

/** `POST /api/consumers/import`: leads out of a CSV file. */
export function importConsumers(app: App, { consumerImport }: { readonly consumerImport: ConsumerImport }): void {
  app.route({
    method: 'POST',
    url: '/api/consumers/import',
    bodyLimit: BODY_BYTES_MOST,
    config: { access: 'operator' },
    schema: {
      tags: ['consumers'], summary: 'Import leads from CSV', body: importDraftSchema, response: { 200: importResultSchema },
      description: '`preview` writes nothing and says what each column is taken for and what is wrong by row; rows with faults are left out. Agents hear nothing of imported leads, and consent that was withdrawn here stays so.',
    },
    handler: (request) => consumerImport.run(request.actor, request.body),
  })
}
