/** The API's addresses of the rules by which leads are written to, and of what is worked towards, each typed by what it answers. */
import type { Goal, GoalDetail, GoalVerb, Page, StoredPolicy, Suppression, WhatIfResult } from '@troupe/contract'
import { part, path, type ApiPath } from '../../api/path.ts'
import { LIST_PAGE } from './addresses.ts'

export const POLICIES = '/api/policies'
/** Of one creator; of the whole workspace with null. */
export const policyPath = (creatorId: string | null): ApiPath<StoredPolicy> => path(POLICIES, { creatorId })
export const WHAT_IF: ApiPath<WhatIfResult> = `${POLICIES}/what-if`

export const SUPPRESSIONS = '/api/suppressions'
export const suppressionsPath = (): ApiPath<Page<Suppression>> => path(SUPPRESSIONS, { limit: LIST_PAGE })
export const suppressionPath = (id: string): string => `${SUPPRESSIONS}/${part(id)}`

export const GOALS = '/api/goals'
export const goalsPath = (query: { state?: string | undefined; creatorId?: string | undefined }): ApiPath<Page<Goal>> => path(GOALS, { ...query, limit: LIST_PAGE })
export const goalPath = (id: string): ApiPath<GoalDetail> => `${GOALS}/${part(id)}`
export const goalVerbPath = (id: string, verb: GoalVerb): ApiPath<GoalDetail> => `${goalPath(id)}/${verb}`
