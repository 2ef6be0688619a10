/** The routes of the simulation lab. */
import type { App } from './app.ts'
import { askSimulations } from './simulations/ask.ts'
import { beginSimulations } from './simulations/begin.ts'
import { listSimulations } from './simulations/list.ts'
import { measureSimulations } from './simulations/measures.ts'
import { oneSimulation } from './simulations/one.ts'
import { takeSimulationsAway } from './simulations/take-away.ts'
import { watchSimulations } from './simulations/watch.ts'
import type { EventStreams } from './sse.ts'
import type { DrawsPng } from '../lab/plots/png.ts'
import type { SimulationServices } from '../lab/service/simulation-services.ts'

export function simulationRoutes(app: App, parts: SimulationServices & { readonly streams: EventStreams; readonly drawing: DrawsPng }): void {
  listSimulations(app, parts)
  for (const route of [beginSimulations, oneSimulation]) route(app, parts)
  watchSimulations(app, parts)
  for (const route of [measureSimulations, askSimulations, takeSimulationsAway]) route(app, parts)
}
