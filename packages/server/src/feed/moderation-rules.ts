/**
 * What a moderator does to a world: things are taken out of sight and brought back. Pure over a `ModeratedState`, as the
 * members' own rules are over theirs, and run by every store. A moderator is nobody's member, so these writes have no actor.
 *
 * Counters tell what stands: a post or comment that goes out of sight leaves the counts of its author, its group, the post
 * it answers, quotes or passes on, and comes back into them when it is shown again. What was given to it (likes, answers)
 * stays counted on itself. A suspension moves no counter: all that a member said is out of sight with them, and back with them.
 */
import { countSaid } from './said-counts.ts'
import { unreachable } from '../base/errors.ts'
import type { Id } from '../base/ids.ts'
import type { FeedState } from './feed-state.ts'
import { DONE, refused, type Refusal } from './refusal.ts'

export type Said = 'post' | 'comment'

export type ModerationWrite<K = Id> = { readonly worldId: K; readonly atMs: number } & (
  | { readonly kind: 'hide' | 'unhide'; readonly on: Said; readonly targetId: K }
  /** `erases`: its words go for good. Who said it, when, and what others answered stays. */
  | { readonly kind: 'delete'; readonly on: Said; readonly targetId: K; readonly erases: boolean }
  | { readonly kind: 'suspend' | 'unsuspend'; readonly profileId: K }
)

export type ModerationOutcome = typeof DONE | Refusal

export interface ModeratedState<K = Id>
  extends Pick<FeedState<K>, 'post' | 'comment' | 'profile' | 'countPost' | 'countComment' | 'countProfile' | 'countGroup'> {
  setHidden(on: Said, id: K, atMs: number | null): void
  /** A post's picture goes in any case. */
  setDeleted(on: Said, id: K, atMs: number, erases: boolean): void
  setSuspended(profileId: K, atMs: number | null): void
}

export function moderate<K>(state: ModeratedState<K>, write: ModerationWrite<K>): ModerationOutcome {
  switch (write.kind) {
    case 'hide':
    case 'unhide':
    case 'delete':
      return withdraw(state, write)
    case 'suspend':
    case 'unsuspend':
      return suspend(state, write)
    default:
      return unreachable(write)
  }
}

type OnSaid<K> = Extract<ModerationWrite<K>, { readonly targetId: K }>

function withdraw<K>(state: ModeratedState<K>, write: OnSaid<K>): ModerationOutcome {
  const { on, targetId, atMs } = write
  const said = on === 'post' ? state.post(targetId) : state.comment(targetId)
  if (said === undefined || said.worldId !== write.worldId) return refused(`${on}-missing`, `There is no such ${on}.`)
  if (said.deletedMs !== null) return refused('already-deleted', `This ${on} has been deleted.`)
  const wasShown = said.hiddenMs === null
  if (write.kind === 'hide' && !wasShown) return refused('already-hidden', `This ${on} is hidden already.`)
  if (write.kind === 'unhide' && wasShown) return refused('not-hidden', `This ${on} is not hidden.`)
  // Before the row changes: a row may be a view of what it stands for.
  if (wasShown || write.kind === 'unhide') countSaid(state, said, wasShown ? -1 : 1)
  if (write.kind === 'delete') state.setDeleted(on, targetId, atMs, write.erases)
  else state.setHidden(on, targetId, write.kind === 'hide' ? atMs : null)
  return DONE
}

function suspend<K>(state: ModeratedState<K>, { kind, worldId, profileId, atMs }: Extract<ModerationWrite<K>, { readonly profileId: K }>): ModerationOutcome {
  const profile = state.profile(profileId)
  if (profile === undefined || profile.worldId !== worldId) return refused('profile-missing', 'There is no such member.')
  if (kind === 'suspend' && profile.suspendedMs !== null) return refused('already-suspended', `@${profile.username} is suspended already.`)
  if (kind === 'unsuspend' && profile.suspendedMs === null) return refused('not-suspended', `@${profile.username} is not suspended.`)
  state.setSuspended(profileId, kind === 'suspend' ? atMs : null)
  return DONE
}
