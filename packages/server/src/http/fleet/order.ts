import { fleetOrderedSchema, fleetOrderSchema, fleetVerbSchema, type FleetVerb } from '@troupe/contract'
import type { FleetOrders } from '../../runtime/fleet/fleet-orders.ts'
import type { App } from '../app.ts'

const SUMMARY: Readonly<Record<FleetVerb, string>> = { pause: 'Pause all that match', resume: 'Let all that match go on' }

/** `POST /api/fleet/pause|resume`: all that match; says how many changed, and gives the same answer for nothing when told twice. */
export function orderFleet(app: App, { fleetOrders }: { fleetOrders: FleetOrders }): void {
  for (const verb of fleetVerbSchema.options) {
    app.route({
      method: 'POST',
      url: `/api/fleet/${verb}`,
      config: { access: 'operator' },
      schema: { tags: ['fleet'], summary: SUMMARY[verb], body: fleetOrderSchema.nullish(), response: { 200: fleetOrderedSchema } },
      handler: (request) => fleetOrders.give(request.actor, verb, request.body?.filter ?? {}, request.body?.reason ?? null),
    })
  }
}
