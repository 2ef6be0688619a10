import type { CreatorOffers } from '../api/offers.ts'
import type { Gaps } from '../api/wording.ts'

/** What the creator's profile can show for itself, for the gaps `{value}`, `{quote}`, `{author}`, `{rating}` and `{introduction}`; a line whose gap stays empty is left out. */
export function proofOf(creator: CreatorOffers): Gaps {
  const testimonial = creator.testimonial
  return { value: creator.value, quote: testimonial?.quote, author: testimonial?.author, rating: creator.rating, introduction: creator.introduction }
}
