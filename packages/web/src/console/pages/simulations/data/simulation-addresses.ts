/** The addresses of simulations, each typed by what it answers. */
import type {
  BegunSimulation, Page, Simulation, SimulationAnswers, simulatedAgentsSchema, SimulationComparison, SimulationFeed, SimulationMeasures, SimulationOptions, SimulationPublication,
} from '@troupe/contract'
import type { z } from 'zod'
import { part, path, type ApiPath } from '../../../../api/path.ts'
import type { Theme } from '../../../../design/theme.ts'
import { LIST_PAGE } from '../../../data/addresses.ts'

export type SimulatedAgents = z.infer<typeof simulatedAgentsSchema>
export type ExportTable = 'members' | 'posts' | 'comments' | 'follows' | 'reactions' | 'shown' | 'ties'
export type ExportFormat = 'csv' | 'jsonl' | 'parquet' | 'graphml'

/** What is sent there begins one. */
export const SIMULATIONS: ApiPath<BegunSimulation> = '/api/simulations'
export const simulationsPath: ApiPath<Page<Simulation>> = path(SIMULATIONS, { limit: LIST_PAGE })
export const SIMULATION_OPTIONS: ApiPath<SimulationOptions> = `${SIMULATIONS}/options`
export const simulationPath = (id: string): ApiPath<Simulation> => `${SIMULATIONS}/${part(id)}`
export const simulationVerbPath = (id: string, verb: 'start' | 'stop' | 'forks'): ApiPath<Simulation> => `${simulationPath(id)}/${verb}`
export const simulationFeedPath = (id: string): ApiPath<SimulationFeed> => `${simulationPath(id)}/feed`
export const simulationStreamPath = (id: string): string => `${simulationPath(id)}/stream`
export const measuresPath = (id: string, theme: Theme): ApiPath<SimulationMeasures> => path(`${simulationPath(id)}/measures`, { theme })
export const comparisonPath = (runs: readonly string[], theme: Theme): ApiPath<SimulationComparison> => path(`${SIMULATIONS}/compare`, { runs: runs.join(','), theme })
export const simulatedAgentsPath = (id: string, q = '', limit = 20): ApiPath<SimulatedAgents> => path(`${simulationPath(id)}/agents`, { q, limit })
export const simulationInterviewPath = (id: string): ApiPath<SimulationAnswers> => `${simulationPath(id)}/interviews`
export const publicationPath = (id: string): ApiPath<SimulationPublication> => `${simulationPath(id)}/publish`
export const exportPath = (id: string, table: ExportTable, format: ExportFormat): string => path(`${simulationPath(id)}/export`, { table, format })
