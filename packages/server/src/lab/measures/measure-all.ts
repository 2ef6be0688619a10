/**
 * All measures of one world as one result that can be written as JSON and read years later: versioned, with units, and with
 * what was sampled wherever not everything was looked at. The same record, options and seed give the same result. It takes
 * half a minute for a million members; whoever serves pages beside it runs it in a worker thread.
 */
import { InvalidError } from '../../base/errors.ts'
import { seeded, type Random } from '../../base/random.ts'
import { activityByHour, type ActivityByHour } from './activity.ts'
import { attentionOf, type Attention } from './attention.ts'
import { archetypeCamps, communityCamps, type Camps } from './camps.ts'
import { commentCascades, reshareCascades, type Cascades } from './cascades.ts'
import { communitiesOf, type Communities } from './communities.ts'
import { degreeDistribution, type DegreeDistribution, type DegreeOptions } from './degrees/degree-distribution.ts'
import { exposureOf, type Exposure } from './exposure.ts'
import { degreesOf, tiesOf } from './graph.ts'
import { leiden } from './leiden.ts'
import { polarisationOf, type Polarisation } from './polarisation.ts'
import { textDiversityOf, type DiversityOptions, type TextDiversity } from './texts/diversity.ts'
import { sentimentOf, type Sentiment, type TextOptions } from './texts/sentiment.ts'
import { textsOf } from './texts/text-source.ts'
import { topicDriftOf, type TopicDrift } from './texts/topic-drift.ts'
import type { WorldRecord } from './world-record.ts'

export const MEASURES_VERSION = 2

export interface Measures {
  readonly version: typeof MEASURES_VERSION
  /** Of the sampling; the world's own seed is its journal's business. */
  readonly seed: string
  readonly world: {
    readonly fromMs: number
    readonly toMs: number
    readonly members: number
    readonly posts: number
    readonly comments: number
    readonly follows: number
    readonly reactions: number
  }
  readonly activity: ActivityByHour
  readonly degrees: { readonly followers: DegreeDistribution; readonly following: DegreeDistribution }
  readonly communities: Communities
  readonly cascades: { readonly reshares: Cascades; readonly comments: Cascades }
  readonly attention: Attention
  /** Null where the record did not keep what was shown. */
  readonly exposure: Exposure | null
  /** Over found communities first, then archetypes where known, then the study's camps. */
  readonly polarisation: readonly Polarisation[]
  readonly sentiment: Sentiment
  readonly topicDrift: TopicDrift
  readonly textDiversity: TextDiversity
}

export interface MeasureOptions {
  readonly seed: string
  /** Sides to look along besides those that the record brings. */
  readonly camps?: readonly Camps[]
  readonly degrees?: DegreeOptions
  readonly texts?: TextOptions
  readonly diversity?: DiversityOptions
}

const DEGREES: DegreeOptions = { rounds: 100, sampleMost: 10_000 }
const TEXTS: TextOptions = { windows: 6, textsMost: 5000 }
const DIVERSITY: DiversityOptions = { textsMost: 5000, selfBleuMost: 1000 }

export function measureAll(record: WorldRecord, options: MeasureOptions): Measures {
  const random = randomOf(options.seed)
  const { members, posts, comments, follows, reactions, fromMs, toMs } = record
  const degrees = degreesOf(members.count, follows)
  const degreeOptions = options.degrees ?? DEGREES
  const ties = tiesOf(members.count, follows)
  const communities = communitiesOf(record, degrees, ties, random.fork('communities'))
  const camps = [communityCamps(communities.partition), archetypeCamps(record), ...record.camps ?? [], ...options.camps ?? []].filter((each) => each !== null)
  const texts = textsOf(record)
  const textOptions = options.texts ?? TEXTS
  return {
    version: MEASURES_VERSION,
    seed: options.seed,
    world: { fromMs, toMs, members: members.count, posts: posts.count, comments: comments.count, follows: follows.count, reactions: reactions.count },
    activity: activityByHour(record),
    degrees: {
      followers: degreeDistribution(degrees.followers, 'followers a member', degreeOptions, random.fork('followers')),
      following: degreeDistribution(degrees.following, 'followed a member', degreeOptions, random.fork('following')),
    },
    communities: communities.measure,
    cascades: { reshares: reshareCascades(record), comments: commentCascades(record) },
    attention: attentionOf(record, degrees),
    exposure: exposureOf(record),
    polarisation: camps.map((each) => polarisationOf(record, each, ties)),
    sentiment: sentimentOf(texts, fromMs, toMs, textOptions, random.fork('sentiment')),
    topicDrift: topicDriftOf(texts, fromMs, toMs, textOptions, random.fork('topics')),
    textDiversity: textDiversityOf(texts, options.diversity ?? DIVERSITY, random.fork('diversity')),
  }
}

/** The communities, archetypes and the study's camps that `measureAll` looks along with the same seed, member by member, as for a GraphML export. */
export function campsOf(record: WorldRecord, seed: string): readonly Camps[] {
  const ties = tiesOf(record.members.count, record.follows)
  return [communityCamps(leiden(ties, randomOf(seed).fork('communities'))), archetypeCamps(record), ...record.camps ?? []].filter((each) => each !== null)
}

function randomOf(seed: string): Random {
  return seeded(`measures/${seed}`)
}

/** A result read back from JSON that this program wrote; another version's is refused, not guessed at. */
export function measuresFrom(json: unknown): Measures {
  const version = typeof json === 'object' && json !== null && 'version' in json ? json.version : undefined
  if (version !== MEASURES_VERSION) {
    throw new InvalidError(`These measures are of version ${String(version ?? 'unknown')}; this Troupe reads version ${MEASURES_VERSION}. Measure the world again.`, [], 'measures-version')
  }
  return json as Measures
}
