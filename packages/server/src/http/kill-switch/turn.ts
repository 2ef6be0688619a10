import { killSwitchSchema, killSwitchStateSchema } from '@troupe/contract'
import type { KillSwitches } from '../../runtime/projects/kill-switches.ts'
import type { App } from '../app.ts'

/** `POST /api/kill-switch`: on, or released; either way with a reason. The whole instance takes one of its owners. */
export function turnKillSwitch(app: App, { killSwitches }: { killSwitches: KillSwitches }): void {
  app.route({
    method: 'POST',
    url: '/api/kill-switch',
    config: { access: 'operator' },
    schema: { tags: ['kill-switch'], summary: 'Stop or release a project or the instance', body: killSwitchSchema, response: { 200: killSwitchStateSchema } },
    handler: (request) => killSwitches.turn(request.actor, request.body),
  })
}
