/** Where an interview takes place: nowhere. There is nothing to see and nothing to change; an answer is heard, and that is all. */
import { INTERVIEW_ACTIONS } from '../agent/interview/answer-action.ts'
import type { Platform } from '../platform/platform.ts'

export const interviewPlatform: Platform = {
  name: 'interview',
  actions: INTERVIEW_ACTIONS,
  observe: async (viewers) => viewers.map(() => ({ notices: [], trends: [], standing: '' })),
  perform: async (batch) => batch.map(() => ({ kind: 'done', items: [], madeId: null, note: 'Answered.' })),
}
