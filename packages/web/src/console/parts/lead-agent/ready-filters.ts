import type { TriggerFilter } from '@troupe/contract'

/** What stands for a product while nobody's is known. */
const SOME_SERVICE = 'Intro call'

/** Conditions people want most, to start from. `service`: what the creator sells. */
export const readyFilters = (service = SOME_SERVICE): readonly { readonly label: string; readonly filter: TriggerFilter }[] => [
  { label: 'The first time it happens', filter: { '==': [{ var: 'event.isFirst' }, true] } },
  { label: 'Back after a day or more', filter: { '>=': [{ var: 'event.hoursAway' }, 24] } },
  { label: 'Has not bought yet', filter: { '!=': [{ var: 'context.stage' }, 'converted'] } },
  { label: 'Is engaged', filter: { '==': [{ var: 'context.stage' }, 'engaged'] } },
  { label: 'Has looked three times or more', filter: { '>=': [{ var: 'context.counts.page_view' }, 3] } },
  { label: 'Agreed to mail', filter: { '==': [{ var: 'consumer.consents.email' }, 'granted'] } },
  { label: 'Carries a tag', filter: { in: ['vip', { var: 'consumer.tags' }] } },
  { label: 'Is about one service', filter: { '==': [{ var: 'event.payload.service' }, service] } },
]
