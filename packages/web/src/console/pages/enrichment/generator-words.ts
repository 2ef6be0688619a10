import type { Enrichment } from '@troupe/contract'
import { formatMoney } from '../../../design/number-format.ts'

/** Who wrote a proposal, and what it cost. */
export function madeBy({ generator, costMicros }: Pick<Enrichment, 'generator' | 'costMicros'>): string {
  if (generator === null) return ''
  if (generator === 'template') return 'Made of templates'
  return `Written by ${generator}${costMicros === null ? ', at a price not known' : costMicros > 0 ? `, ${formatMoney(costMicros)}` : ''}`
}

export function writer(generator: string): string {
  return generator === 'template' ? 'templates: no model is set for personas' : generator
}
