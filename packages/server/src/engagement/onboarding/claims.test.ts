import type { SalesProfile } from '@troupe/contract'
import { expect, it } from 'vitest'
import { unsupportedClaims } from './claims.ts'

const NOTHING: SalesProfile = { summary: '', pitch: '', targetAudience: [], valuePropositions: [], services: [], agentInstructions: '', objections: [], pricing: '', ratings: { average: null, count: 0 }, socialProof: [] }
const SOURCE = 'Mira Okafor, career coach in Lisbon. Former recruiter at Spotify. Rated 4.8 by 1,200 clients. CV review 49 EUR, mock interview 90.00 EUR. "Mira’s advice got me hired in three weeks." She knows hundreds of hiring managers.'

const why = (change: Partial<SalesProfile>): string[] => unsupportedClaims({ ...NOTHING, ...change }, SOURCE).map((flag) => `${flag.field}: ${flag.claim} | ${flag.why}`)

it('leaves be what the profile says, in other words too', () => {
  expect(why({
    summary: 'Mira Okafor coaches people who change jobs. She was a recruiter at Spotify, and 1200 clients rate her 4.80.', pitch: 'A CV review costs 49 EUR. The mock interview is 90 EUR. Hundreds of hiring managers know her.',
    socialProof: [{ quote: 'Mira\'s advice got me hired in three weeks.', author: 'A client' }], objections: [{ objection: 'Too dear?', answer: 'Begin with the CV review for 49 EUR.' }],
  })).toEqual([])
})

it('flags figures, promises, names, links and quotes that nobody gave', () => {
  expect(why({ pitch: 'Mira has helped 5000 people. You are guaranteed a job. Her clients work at Google and Deutsche Bank.' })).toEqual([
    'pitch: Mira has helped 5000 people. | The profile says nothing of 5000.',
    'pitch: You are guaranteed a job. | “guaranteed” is not what the profile says.',
    'pitch: Her clients work at Google and Deutsche Bank. | The profile does not mention Google.',
  ])
  expect(why({ valuePropositions: ['The best coach in Lisbon', 'Thousands of happy clients'] })).toEqual([
    'valuePropositions: The best coach in Lisbon | “best” is not what the profile says.', 'valuePropositions: Thousands of happy clients | The profile gives no figure that amounts to thousands.',
  ])
  expect(why({ summary: 'Book at https://evil.example/pay now.', socialProof: [{ quote: 'She changed my life!', author: 'Bo' }] })).toEqual([
    'summary: Book at https://evil.example/pay now. | The profile has no link https://evil.example/pay.', 'socialProof: She changed my life! | No testimonial says so.',
  ])
})

it('says nothing of what agents are told to do, and stops somewhere', () => {
  expect(why({ agentInstructions: 'Always be the best. Never lie to 100 people.' })).toEqual([])
  expect(why({ pitch: 'We have 77 offices. '.repeat(100) })).toHaveLength(40)
})
