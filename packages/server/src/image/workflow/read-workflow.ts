/**
 * A workflow as data, read: steps whose params have the form that their generator or operation asks for, names that stand
 * before they are used, something saved at the end. All that is wrong is told at once, each by its JSON pointer and with
 * what mends it, so that a person, or a model that wrote the workflow, can do it in one go.
 */
import {
  generatorParamsSchemas, imageGeneratorSchema, transformParamsSchemas, workflowSchema,
  type GeneratorParams, type ImageGenerator, type ImageTransform, type TransformParams, type WorkflowStep,
} from '@troupe/contract/image'
import type { z } from 'zod'
import { InvalidError, type FieldFault } from '../../base/errors.ts'
import { SAID } from '../../base/fault-words.ts'
import { faultsOf } from '../../base/faults-of.ts'
import { nearest } from '@troupe/contract'

export type GenerateStep = { readonly [Name in ImageGenerator]: { readonly kind: 'generate'; readonly generator: Name; readonly params: GeneratorParams[Name]; readonly out: string } }[ImageGenerator]
export type TransformStep = { readonly [Op in ImageTransform]: { readonly kind: 'transform'; readonly op: Op; readonly in: string; readonly params: TransformParams[Op]; readonly out: string } }[ImageTransform]
export interface SaveStep { readonly kind: 'save'; readonly in: string; readonly destination: string }
export type ReadStep = GenerateStep | TransformStep | SaveStep

/** Plain data: it is stored with a job and sent to a process as it is. */
export interface ReadWorkflow {
  readonly name: string
  readonly steps: readonly ReadStep[]
}

/** Throws `InvalidError`. `offered`: the generators there are; one that the contract knows and this instance lacks is told so. */
export function readWorkflow(input: unknown, offered: ReadonlySet<ImageGenerator> = new Set(imageGeneratorSchema.options)): ReadWorkflow {
  const outer = workflowSchema.safeParse(input, SAID)
  if (!outer.success) throw refused(faultsOf(outer.error.issues, []))
  const faults: FieldFault[] = []
  const steps = outer.data.steps.map((step, i) => readStep(step, ['steps', i], offered, faults))
  checkNames(outer.data.steps, faults)
  if (!outer.data.steps.some(({ kind }) => kind === 'save')) faults.push({ path: '/steps', message: 'nothing is saved: end with a step such as {"kind":"save","in":"' + lastName(outer.data.steps) + '"}' })
  if (faults.length > 0) throw refused(faults)
  return { name: outer.data.name, steps }
}

function refused(faults: readonly FieldFault[]): InvalidError {
  return new InvalidError(`The workflow cannot be run: ${faults.slice(0, 3).map(({ path, message }) => `${path || '/'} ${message}`).join('; ')}${faults.length > 3 ? `; and ${faults.length - 3} more` : ''}.`, faults, 'invalid-workflow')
}

function readStep(step: WorkflowStep, path: readonly PropertyKey[], offered: ReadonlySet<ImageGenerator>, faults: FieldFault[]): ReadStep {
  if (step.kind === 'save') return { ...step, destination: step.destination.toLowerCase().split('/').filter(Boolean).join('/') }
  const paramsPath = [...path, 'params']
  if (step.kind === 'generate') {
    if (!offered.has(step.generator)) faults.push({ path: pointer([...path, 'generator']), message: `is not offered here; there are ${[...offered].join(', ')}` })
    const params = read(generatorParamsSchemas[step.generator], step.params, paramsPath, faults)
    return { ...step, params } as GenerateStep
  }
  const params = read(transformParamsSchemas[step.op], step.params, paramsPath, faults)
  if (params !== null) needed(step.op, params, paramsPath, faults)
  return { ...step, params } as TransformStep
}

function read(schema: z.ZodType, params: unknown, path: readonly PropertyKey[], faults: FieldFault[]): unknown {
  const parsed = schema.safeParse(params, SAID)
  if (parsed.success) return parsed.data
  faults.push(...faultsOf(parsed.error.issues, path))
  return null
}

/** What a schema of optional fields lets pass, and means nothing. */
function needed(op: ImageTransform, params: unknown, path: readonly PropertyKey[], faults: FieldFault[]): void {
  const given = params as Record<string, unknown>
  const oneOf = (names: readonly string[], what: string): void => {
    if (names.every((name) => given[name] === undefined)) faults.push({ path: pointer(path), message: what })
  }
  if (op === 'resize') oneOf(['width', 'height'], 'give a width, a height or both')
  if (op === 'crop') oneOf(['ratio', 'left', 'top', 'width', 'height'], 'give a ratio such as "4:5", or a box of left, top, width and height')
  if (op === 'palette') oneOf(['colours', 'to'], 'give how many colours, or the list of them as "to"')
  if (op === 'palette' && given['colours'] !== undefined && given['to'] !== undefined) faults.push({ path: pointer([...path, 'colours']), message: 'leave it out: "to" already says which colours' })
}

function checkNames(steps: readonly WorkflowStep[], faults: FieldFault[]): void {
  const defined = new Map<string, number>()
  steps.forEach((step, i) => {
    if (step.kind !== 'generate' && !defined.has(step.in)) {
      const later = steps.findIndex((other, j) => j >= i && other.kind !== 'save' && other.out === step.in)
      const near = nearest(step.in, [...defined.keys()])
      const mend = later > i ? `it is made only by step ${later + 1}: put that before this one` : later === i ? 'a step cannot take up its own result' : near !== null ? `did you mean "${near}"?`
        : defined.size > 0 ? `made so far: ${[...defined.keys()].join(', ')}` : 'begin with a step that generates something'
      faults.push({ path: pointer(['steps', i, 'in']), message: `"${step.in}" is the result of no earlier step; ${mend}` })
    }
    if (step.kind === 'save') return
    const taken = defined.get(step.out)
    if (taken === undefined) defined.set(step.out, i)
    else faults.push({ path: pointer(['steps', i, 'out']), message: `"${step.out}" is the result of step ${taken + 1} already; choose another name` })
  })
}

function lastName(steps: readonly WorkflowStep[]): string {
  return steps.map((step) => (step.kind === 'save' ? null : step.out)).findLast((out) => out !== null) ?? 'picture'
}

/** RFC 6901. */
function pointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
