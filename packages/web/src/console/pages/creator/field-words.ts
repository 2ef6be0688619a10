import type { ProfileField } from '@troupe/contract'

export const PROFILE_WORDS: Readonly<Record<ProfileField, { label: string; hint: string }>> = {
  summary: { label: 'Summary', hint: 'Who this is and what they offer, in a few sentences.' },
  pitch: { label: 'Pitch', hint: 'What an agent says first to somebody who shows interest.' },
  targetAudience: { label: 'Target audience', hint: 'One a line.' },
  valuePropositions: { label: 'Value propositions', hint: 'Why somebody buys, one reason a line.' },
  services: { label: 'Services', hint: 'What can be booked or bought, with the price as it is said.' },
  agentInstructions: { label: 'Instructions for agents', hint: 'How to speak and what never to say. Every agent of this creator reads it.' },
  objections: { label: 'Objections and answers', hint: 'What leads hold against it, and what is true to answer.' },
  pricing: { label: 'Pricing', hint: 'Prices, discounts and what they depend on.' },
  ratings: { label: 'Ratings', hint: 'As the source counts them.' },
  socialProof: { label: 'Social proof', hint: 'What customers said, word for word.' },
}
