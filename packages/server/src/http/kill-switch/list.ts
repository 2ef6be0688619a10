import { killSwitchStateSchema } from '@troupe/contract'
import { z } from 'zod'
import type { KillSwitches } from '../../runtime/projects/kill-switches.ts'
import type { App } from '../app.ts'

/** `GET /api/kill-switch`: the instance's, then those of projects that were ever turned. */
export function listKillSwitches(app: App, { killSwitches }: { killSwitches: KillSwitches }): void {
  app.route({
    method: 'GET',
    url: '/api/kill-switch',
    config: { access: 'viewer' },
    schema: { tags: ['kill-switch'], summary: 'Kill switches', response: { 200: z.object({ items: z.array(killSwitchStateSchema) }) } },
    handler: async (request) => ({ items: await killSwitches.list(request.actor.workspaceId) }),
  })
}
