/** The routes of A/B tests. */
import type { Experiments } from '../engagement/experiments/experiments.ts'
import type { App } from './app.ts'
import { createExperiment } from './experiments/create.ts'
import { getExperiment } from './experiments/get.ts'
import { listExperiments } from './experiments/list.ts'
import { tellExperiment } from './experiments/tell.ts'

export function experimentRoutes(app: App, parts: { readonly experiments: Experiments }): void {
  for (const route of [listExperiments, createExperiment, getExperiment, tellExperiment]) route(app, parts)
}
