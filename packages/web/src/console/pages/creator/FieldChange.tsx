/** One field of a sales profile as it was beside as it is. */
import type { ProfileField, SalesProfile } from '@troupe/contract'
import { ListSides, Sides, TextSides, type SideLabels } from '../../parts/diff/TextDiff.tsx'

export function FieldChange({ field, before, after, labels }: { field: ProfileField; before: SalesProfile; after: SalesProfile; labels: SideLabels }) {
  switch (field) {
    case 'targetAudience':
    case 'valuePropositions': return <ListSides before={before[field]} after={after[field]} between="lines" labels={labels} />
    case 'services': return <ListSides before={before.services.map(serviceWords)} after={after.services.map(serviceWords)} between="lines" labels={labels} />
    case 'objections': return <ListSides before={before.objections.map(objectionWords)} after={after.objections.map(objectionWords)} between="lines" labels={labels} />
    case 'socialProof': return <ListSides before={before.socialProof.map(quoteWords)} after={after.socialProof.map(quoteWords)} between="lines" labels={labels} />
    case 'ratings': return <Sides before={ratingWords(before)} after={ratingWords(after)} labels={labels} />
    default: return <TextSides before={before[field]} after={after[field]} labels={labels} />
  }
}

function serviceWords({ name, price, description }: SalesProfile['services'][number]): string {
  return [name, price, description].filter((part) => part !== '').join(' · ')
}

function objectionWords({ objection, answer }: SalesProfile['objections'][number]): string {
  return `${objection} → ${answer}`
}

function quoteWords({ quote, author }: SalesProfile['socialProof'][number]): string {
  return `“${quote}” ${author}`
}

function ratingWords({ ratings: { average, count } }: SalesProfile): string {
  return average === null ? 'none' : `${average} of 5, from ${count}`
}
