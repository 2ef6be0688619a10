import { setupStateSchema } from '@troupe/contract'
import type { Setup } from '../../people/setup.ts'
import type { App } from '../app.ts'

/** `GET /api/setup`: whether the instance still waits for its first owner. */
export function setupState(app: App, { setup }: { setup: Setup }): void {
  app.route({
    method: 'GET',
    url: '/api/setup',
    config: { access: 'public' },
    schema: { tags: ['auth'], summary: 'Is there an owner yet', response: { 200: setupStateSchema } },
    handler: async () => ({ ownerExists: await setup.ownerExists() }),
  })
}
