/** Who did what to whom or what, in tables of pairs: reactions, follows, mutes, reposts, reports. */
import { sinkUnder, sourceUnder, type CheckpointSink, type CheckpointSource } from '../../base/checkpoint.ts'
import type { Reaction } from '../feed-state.ts'
import type { ReportRow, Said } from '../rows.ts'
import type { FollowLists } from './follow-lists.ts'
import { PairTable } from './pair-table.ts'
import type { PoolReactions } from './pool-reactions.ts'
import { WorldColumns } from './world-columns.ts'

/** What a checkpoint keeps; a test sees to it that none is forgotten. */
const TABLES = ['postReactions', 'commentReactions', 'followed', 'muted', 'reposted', 'reported'] as const

export class WorldRelations extends WorldColumns {
  readonly postReactions = new PairTable()
  readonly commentReactions = new PairTable()
  readonly followed = new PairTable()
  readonly muted = new PairTable()
  readonly reposted = new PairTable()
  readonly reported = new PairTable()
  readonly reports: ReportRow<number>[] = []

  /** Made by the looks that need them, and kept up from then on. */
  followLists: FollowLists | null = null
  poolReactions: PoolReactions | null = null

  reaction(profile: number, on: Said, target: number): Reaction | undefined {
    const value = (on === 'post' ? this.postReactions : this.commentReactions).get(profile, target)
    return value === 0 ? undefined : value as Reaction
  }

  follows(follower: number, followee: number): boolean {
    return this.followed.get(follower, followee) === 1
  }

  mutes(muter: number, mutee: number): boolean {
    return this.profiles.mutes.data[muter] !== 0 && this.muted.get(muter, mutee) === 1
  }

  hasReposted(profile: number, post: number): boolean {
    return this.reposted.get(profile, post) === 1
  }

  hasReported(profile: number, on: Said, target: number): boolean {
    if (on === 'post') return this.reported.get(profile, target) === 1
    // So few comments are reported that a table of their own would be empty in nearly every world.
    return this.reports.some((report) => report.on === 'comment' && report.targetId === target && report.reporterId === profile)
  }

  addReport(report: ReportRow<number>): void {
    this.reports.push(report)
    if (report.on === 'post') this.reported.set(report.reporterId, report.targetId, 1)
  }

  setReaction(_world: number, profile: number, on: Said, target: number, reaction: Reaction | undefined): void {
    (on === 'post' ? this.postReactions : this.commentReactions).set(profile, target, reaction ?? 0)
    if (on === 'post') this.poolReactions?.changed(profile, target, reaction ?? 0)
  }

  setFollows(_world: number, follower: number, followee: number, on: boolean): void {
    this.followed.set(follower, followee, on ? 1 : 0)
    this.followLists?.changed(follower, followee, on)
  }

  setMutes(_world: number, muter: number, mutee: number, on: boolean): void {
    this.muted.set(muter, mutee, on ? 1 : 0);
    (this.profiles.mutes.data[muter] as number) += on ? 1 : -1
  }

  override save(sink: CheckpointSink): void {
    super.save(sink)
    for (const name of TABLES) this[name].save(sinkUnder(sink, name))
    sink.json('reports', this.reports)
  }

  override load(source: CheckpointSource): void {
    super.load(source)
    for (const name of TABLES) this[name].load(sourceUnder(source, name))
    for (const report of source.json<(ReportRow<number> | PostReport)[]>('reports')) this.reports.push('postId' in report ? { ...report, on: 'post', targetId: report.postId } : report)
  }
}

/** As checkpoints have it that were kept before comments could be reported. */
type PostReport = Omit<ReportRow<number>, 'on' | 'targetId'> & { readonly postId: number }
