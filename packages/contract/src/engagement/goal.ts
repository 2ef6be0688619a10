/** The supervisor (SPEC E10): a creator's goal, the workflow planned for it, and what came of it. */
import { z } from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from '../common.ts'
import { stageSchema } from './consumer.ts'

export const goalDraftSchema = z.strictObject({
  creatorId: idSchema, title: z.string().trim().min(1).max(200), detail: z.string().trim().max(2000).default(''),
  metric: z.enum(['bookings', 'payments', 'revenue', 'replies', 'engaged-leads']),
  /** How many; of revenue how much in the creator's own currency: 49.5 is forty-nine and a half. */
  target: z.number().positive(), from: instantSchema, to: instantSchema,
}).refine((goal) => goal.from < goal.to, { path: ['to'], message: 'ends after it begins' })
const threshold = z.strictObject({ metric: z.string().max(60), below: z.number().nullable(), above: z.number().nullable(), respond: z.enum(['slow-down', 'speed-up', 'switch-channel', 'ask-person', 'stop']) })
export const workflowStageSchema = z.strictObject({
  name: z.string().trim().min(1).max(80), audience: z.strictObject({ stages: z.array(stageSchema).min(1), tag: z.string().max(60).nullable().default(null), quietDays: z.number().int().min(0).max(365).default(0) }),
  tasks: z.array(z.strictObject({ agent: z.string().max(80), tool: z.string().max(80), input: z.record(z.string(), z.unknown()).default({}), perDayMost: z.number().int().min(1).max(10_000).default(50) })).min(1).max(10),
  fromDay: z.number().int().min(0).max(365), toDay: z.number().int().min(0).max(365), thresholds: z.array(threshold).max(6).default([]),
})
export const goalWorkflowSchema = z.strictObject({ stages: z.array(workflowStageSchema).min(1).max(10), reasoning: z.string().max(2000) })
  .refine(({ stages }) => new Set(stages.map((stage) => stage.name)).size === stages.length, { path: ['stages'], message: 'each stage has a name of its own' })
  .refine(({ stages }) => stages.every(({ tasks }) => new Set(tasks.map(({ agent, tool }) => `${agent} ${tool}`)).size === tasks.length), { path: ['stages'], message: 'an agent uses a tool once in a stage' })
  .refine(({ stages }) => stages.every(({ fromDay, toDay }) => fromDay <= toDay), { path: ['stages'], message: 'a stage ends no earlier than it begins' })
export type GoalWorkflow = z.infer<typeof goalWorkflowSchema>
export const goalVersionSchema = z.object({ version: z.number().int(), workflow: goalWorkflowSchema, by: z.string(), note: z.string(), generator: z.string().nullable(), at: instantSchema, missingTools: z.array(z.string()) })
export type GoalVersion = z.infer<typeof goalVersionSchema>
export const goalSchema = z.object({
  id: idSchema, creatorId: idSchema, title: z.string(), detail: z.string(), metric: goalDraftSchema.shape.metric, target: z.number(), from: instantSchema, to: instantSchema,
  state: z.enum(['planning', 'draft', 'running', 'paused', 'done', 'failed']), reason: z.string().nullable(), version: z.number().int().nullable(), current: z.number(), missingTools: z.array(z.string()), createdAt: instantSchema,
})
export type Goal = z.infer<typeof goalSchema>
export const goalTaskSchema = z.object({ id: idSchema, version: z.number().int(), stage: z.string(), agent: z.string(), tool: z.string(), state: z.enum(['waiting', 'running', 'done', 'failed', 'missing-tool', 'cancelled']), tries: z.number().int(), result: z.string().nullable(), at: instantSchema, endedAt: instantSchema.nullable() })
export const goalDetailSchema = goalSchema.extend({ versions: z.array(goalVersionSchema), tasks: z.array(goalTaskSchema), log: z.array(z.object({ at: instantSchema, kind: z.string(), text: z.string() })) })
export type GoalDetail = z.infer<typeof goalDetailSchema>
export const goalQuerySchema = pageQuerySchema.extend({ creatorId: idSchema.optional(), state: goalSchema.shape.state.optional() })
export type GoalDraft = z.infer<typeof goalDraftSchema>
export const goalVerbSchema = z.enum(['start', 'pause', 'resume', 'stop', 'replan'])
export const goalVerbParamsSchema = z.strictObject({ id: idSchema, verb: goalVerbSchema })
export type GoalVerb = z.infer<typeof goalVerbSchema>
export const goalEditSchema = z.strictObject({ workflow: goalWorkflowSchema, note: z.string().trim().max(300).default('') })
export const goalRollbackSchema = z.strictObject({ version: z.number().int().min(1) })
