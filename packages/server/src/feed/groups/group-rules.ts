/**
 * The rules of groups. All are public: anybody reads, likes and answers what stands in them, and their posts come in
 * everybody's feed; members post to them. One that its last member left stays, empty, with what was said in it, and
 * anybody may join it again: nobody but the place's owner can take a conversation away from those who had it.
 */
import { GROUP_DESCRIPTION_LONGEST, GROUP_NAME_LONGEST } from '@troupe/contract'
import { cleanText } from '../clean-text.ts'
import type { FeedState } from '../feed-state.ts'
import type { FeedWrite, Outcome } from '../feed-write.ts'
import { checkLength, DONE, refused, type Refusal } from '../refusal.ts'
import type { MemberRow } from '../rows.ts'
import { groupKey, groupNameOf } from './group-name.ts'
import type { GroupRow } from './group-row.ts'

export function createGroup<K>(state: FeedState<K>, actor: MemberRow<K>, write: FeedWrite<K> & { readonly kind: 'create-group' }): Outcome<K> {
  const name = groupNameOf(cleanText(write.name))
  const description = cleanText(write.description)
  const key = groupKey(name)
  const fault = checkLength("group's name", key === '' ? '' : name, GROUP_NAME_LONGEST)
    ?? (description === '' ? null : checkLength("group's description", description, GROUP_DESCRIPTION_LONGEST))
  if (fault !== null) return fault
  if (state.groupNamed(write.worldId, key) !== undefined) return refused('group-name-taken', 'There is a group of that name already: join it, or find another name.')
  const { id, worldId, generator, turnId, atMs } = write
  state.addGroup({ id, worldId, creatorId: actor.id, name, description, members: 0, posts: 0, generator, turnId, createdMs: atMs })
  setMember(state, worldId, id, actor.id, true, atMs)
  return { kind: 'done', madeId: id }
}

export function joinOrLeave<K>(state: FeedState<K>, actor: MemberRow<K>, { kind, worldId, groupId, atMs }: FeedWrite<K> & { readonly kind: 'join-group' | 'leave-group' }): Outcome<K> {
  const group = groupHere(state, worldId, groupId)
  if ('code' in group) return group
  const isMember = state.isMember(group.id, actor.id)
  if (kind === 'join-group' && isMember) return refused('already-joined', 'You are in this group already.')
  if (kind === 'leave-group' && !isMember) return refused('not-joined', 'You are not in this group.')
  setMember(state, worldId, group.id, actor.id, kind === 'join-group', atMs)
  return DONE
}

/** The group a member may post to. */
export function groupToPostTo<K>(state: FeedState<K>, actor: MemberRow<K>, worldId: K, groupId: K): GroupRow<K> | Refusal {
  const group = groupHere(state, worldId, groupId)
  if ('code' in group) return group
  return state.isMember(group.id, actor.id) ? group : refused('not-joined', 'Join the group before you post to it.')
}

function groupHere<K>(state: FeedState<K>, worldId: K, id: K): GroupRow<K> | Refusal {
  const group = state.group(id)
  return group === undefined || group.worldId !== worldId ? refused('group-missing', 'There is no such group.') : group
}

function setMember<K>(state: FeedState<K>, worldId: K, groupId: K, profileId: K, on: boolean, atMs: number): void {
  state.setMember(worldId, groupId, profileId, on, atMs)
  state.countGroup(groupId, 'members', on ? 1 : -1)
}
