import { refusing } from './message-policy.ts'

/** What was planned for a lead who was merged goes on with the other; whatever is left here has nobody to go to. */
export const leadThere = refusing('lead', ({ lead }) => {
  if (lead.erased) return 'the lead was erased'
  return lead.merged ? 'the lead was merged into another' : null
})
