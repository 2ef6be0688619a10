/** What a process of the lab is told to do, and what it tells in return: plain data, sent between processes. */
import type { SimulationComparison } from '@troupe/contract'
import type { ErrorKind, FieldFault } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Doer } from '../../people/actor.ts'
import type { ExportFormat } from '../export/export-world.ts'
import type { Oddity } from '../import/oddities.ts'
import type { FieldMapping } from '../import/field-mapping.ts'
import type { Audience } from '../interventions/intervention.ts'
import type { Question } from '../interventions/question.ts'
import type { RunComparison } from '../measures/comparison/compare-runs.ts'
import type { Measures } from '../measures/measure-all.ts'
import type { Theme } from '../plots/colours.ts'
import type { Plot } from '../plots/plot.ts'
import type { Answer } from '../runs/interview.ts'
import type { NewFork, NewRun } from '../runs/lab.ts'
import type { ForkPoint } from '../runs/run-inputs.ts'

/** By kind: what is told. Paths are those of runs' folders. */
export interface LabOrders {
  readonly begin: { readonly path: string; readonly wish: Omit<NewRun, 'graph'> & { readonly graph: string | null } }
  readonly fork: { readonly parent: string; readonly path: string; readonly fork: NewFork }
  /** To its end, from where it stands. */
  readonly run: { readonly path: string; readonly budgetUsd: number }
  readonly measure: { readonly path: string }
  readonly compare: { readonly paths: readonly string[] }
  readonly interview: { readonly path: string; readonly budgetUsd: number; readonly point: ForkPoint | null; readonly audience: Audience; readonly questions: readonly Question[] }
  readonly export: { readonly path: string; readonly format: ExportFormat; readonly out: string; readonly table: string }
  readonly publish: { readonly path: string; readonly databaseUrl: string; readonly workspaceId: Id; readonly name: string; readonly public: boolean; readonly by: Doer }
}

export interface ImportReport {
  readonly mapping: readonly FieldMapping[]
  readonly oddities: readonly Oddity[]
  readonly odditiesTotal: number
}

export type Partings = Extract<SimulationComparison, { state: 'ready' }>['partings']

/** By kind: what comes of it. */
export interface LabResults {
  /** Null where nothing was read from files. */
  readonly begin: ImportReport | null
  readonly fork: null
  readonly run: null
  /** Null where nothing has happened yet. */
  readonly measure: { readonly atMs: number; readonly measures: Measures } | null
  readonly compare: { readonly comparison: RunComparison; readonly partings: Partings; readonly plots: Readonly<Record<Theme, readonly Plot[]>> }
  readonly interview: readonly Answer[]
  /** The files written. */
  readonly export: readonly string[]
  readonly publish: { readonly projectId: Id; readonly worldId: Id }
}

export type LabOrder = { readonly [Kind in keyof LabOrders]: { readonly kind: Kind } & LabOrders[Kind] }[keyof LabOrders]

export type ToLab = { readonly kind: 'order'; readonly order: LabOrder } | { readonly kind: 'stop' }
export type FromLab =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'stopped' }
  /** An expected failure, as its class said it. */
  | { readonly kind: 'refused'; readonly error: { readonly kind: ErrorKind; readonly code: string; readonly message: string; readonly faults: readonly FieldFault[] } }
  /** Any other. */
  | { readonly kind: 'broken'; readonly message: string }
