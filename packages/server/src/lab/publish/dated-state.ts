/**
 * A simulated world's columns that also remember when somebody began to like, follow or mute: a simulation has no use for
 * that, whoever reads a world afterwards has.
 */
import { ColumnState } from '../../feed/columns/column-state.ts'
import type { Reaction } from '../../feed/feed-state.ts'
import { DatedPairs } from './dated-pairs.ts'

export class DatedState extends ColumnState {
  readonly datedReactions = { post: new DatedPairs(), comment: new DatedPairs() }
  readonly datedFollows = new DatedPairs()
  readonly datedMutes = new DatedPairs()
  /** Group and member. */
  readonly datedMembers = new DatedPairs()

  override setReaction(world: number, profile: number, on: 'post' | 'comment', target: number, reaction: Reaction | undefined, atMs = 0): void {
    this.datedReactions[on].set(profile, target, reaction ?? 0, atMs, this.reaction(profile, on, target) ?? 0)
    super.setReaction(world, profile, on, target, reaction)
  }

  override setFollows(world: number, follower: number, followee: number, on: boolean, atMs = 0): void {
    this.datedFollows.set(follower, followee, on ? 1 : 0, atMs, this.follows(follower, followee) ? 1 : 0)
    super.setFollows(world, follower, followee, on)
  }

  override setMember(world: number, group: number, profile: number, on: boolean, atMs = 0): void {
    this.datedMembers.set(group, profile, on ? 1 : 0, atMs, this.groups.isMember(group, profile) ? 1 : 0)
    super.setMember(world, group, profile, on)
  }

  override setMutes(world: number, muter: number, mutee: number, on: boolean, atMs = 0): void {
    this.datedMutes.set(muter, mutee, on ? 1 : 0, atMs, this.mutes(muter, mutee) ? 1 : 0)
    super.setMutes(world, muter, mutee, on)
  }
}
