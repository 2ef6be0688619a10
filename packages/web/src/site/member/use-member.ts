import type { Joining, MemberSelf } from '@troupe/contract'
import { useSyncExternalStore } from 'react'
import { useSite } from '../site-context.ts'
import { useWorld } from '../world.ts'
import type { MemberStore } from './member-store.ts'

/** Who reads the page. Null for visitors, and until it is known. */
export function useSelf(): MemberSelf | null {
  const { member } = useSite()
  const standing = useSyncExternalStore(member.subscribe, member.standing, member.standing)
  return standing.state === 'member' ? standing.self : null
}

/** Drawn again whenever anything about the member changes. */
export function useMemberStore(): MemberStore {
  const { member } = useSite()
  useSyncExternalStore(member.subscribe, member.version, member.version)
  return member
}

/** Whether people may join this world. */
export function useJoining(): Joining {
  return useWorld()?.joining ?? 'off'
}
