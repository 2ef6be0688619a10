/** Accounts for many agents at once (SPEC D6): a few requests side by side, and at the end what failed, by cause. */
import type { Applicant, OutsideAccount, OutsidePlatform, Provisioned } from '../platform/outside-platform.ts'

/** A site that has just been set up for fifty people need not take fifty invitations in one moment. */
const SIDE_BY_SIDE = 6
/** Named for each cause; the rest are counted. */
const NAMED_MOST = 5

export interface FailureCause {
  readonly reason: string
  readonly count: number
  /** The first few usernames. */
  readonly usernames: readonly string[]
}

export interface ProvisionSummary {
  readonly accounts: readonly OutsideAccount[]
  readonly created: number
  /** Those that were there already. */
  readonly found: number
  /** The most frequent first. */
  readonly failures: readonly FailureCause[]
  /** Not tried, because the site asked for a pause until then or because it was called off. */
  readonly left: number
  readonly untilMs: number | null
}

/** Calling it again for all of them is how to go on after failures. */
export async function provisionAll(
  platform: Pick<OutsidePlatform, 'provision'>, applicants: readonly Applicant[], signal: AbortSignal, onEach: (applicant: Applicant, result: Provisioned) => void = () => {},
): Promise<ProvisionSummary> {
  const results: (Provisioned | undefined)[] = Array.from({ length: applicants.length })
  const queue = applicants.entries()
  let untilMs: number | null = null
  const worker = async (): Promise<void> => {
    while (untilMs === null && !signal.aborted) {
      const next = queue.next()
      if (next.done) return
      const [place, applicant] = next.value
      const result = await platform.provision(applicant, signal)
      if (result.kind === 'asleep') untilMs = Math.max(untilMs ?? 0, result.untilMs)
      else results[place] = result
      onEach(applicant, result)
    }
  }
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, applicants.length) }, worker))
  const there = results.filter((result) => result?.kind === 'there')
  return {
    accounts: there.map(({ account }) => account),
    created: there.filter(({ created }) => created).length,
    found: there.filter(({ created }) => !created).length,
    failures: causes(applicants, results),
    left: results.filter((result) => result === undefined).length,
    untilMs,
  }
}

function causes(applicants: readonly Applicant[], results: readonly (Provisioned | undefined)[]): FailureCause[] {
  const failed = [...results.entries()].flatMap(([place, result]) => result === undefined || result.kind === 'there' || result.kind === 'asleep'
    ? [] : [{ reason: result.reason, username: applicants[place]?.username ?? '' }])
  return [...Map.groupBy(failed, ({ reason }) => reason)]
    .map(([reason, group]) => ({ reason, count: group.length, usernames: group.slice(0, NAMED_MOST).map(({ username }) => username) }))
    .sort((a, b) => b.count - a.count)
}
