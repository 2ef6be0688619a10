/**
 * The browser's own notices of what waits for a yes: opt in, a browser at a time. Unlike lists on a page they come while
 * nobody looks at the tab, which is when they are of use. They say that somebody is asked, never the words.
 */
import type { Approval } from '@troupe/contract'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'
import { approvalsPath } from '../data/acting-addresses.ts'
import { read } from '../data/api.ts'
import { nameOr } from '../parts/engagement/lead-name.ts'
import { useLatest } from '../parts/use-latest.ts'
import { theStream } from './the-stream.ts'

const KEY = 'troupe.notices.approvals'
const GATHER_MS = 1_000
/** So many at once are told one by one; more as a number. */
const SINGLY_MOST = 3

const watchers = new Set<() => void>()

export type NoticeState = 'on' | 'off' | 'refused' | 'unsupported'

function stateNow(): NoticeState {
  if (!('Notification' in window)) return 'unsupported'
  if (Notification.permission === 'denied') return 'refused'
  return Notification.permission === 'granted' && localStorage.getItem(KEY) === 'on' ? 'on' : 'off'
}

export function useNoticeState(): NoticeState {
  return useSyncExternalStore((changed) => {
    watchers.add(changed)
    return () => watchers.delete(changed)
  }, stateNow)
}

/** Asks the browser where it was not asked yet. */
export async function turnNotices(on: boolean): Promise<void> {
  if (on && Notification.permission === 'default') await Notification.requestPermission()
  localStorage.setItem(KEY, on ? 'on' : 'off')
  for (const watcher of watchers) watcher()
}

/** Once, round all pages. */
export function useApprovalNotices(): void {
  const navigate = useNavigate()
  const open = useLatest((id: string | undefined) => {
    window.focus()
    void navigate({ to: '/approvals', search: { approval: id } })
  })
  const on = useNoticeState() === 'on'
  useEffect(() => {
    if (!on) return
    let known: ReadonlySet<string> | null = null
    let timer: ReturnType<typeof setTimeout> | null = null
    let gone = false
    const look = async () => {
      timer = null
      const { items } = await read(approvalsPath({ state: 'waiting' })).catch(() => ({ items: null }))
      if (items === null || gone) return
      if (known !== null) tell(items.filter(({ id }) => !known?.has(id)), (id) => open.current(id))
      known = new Set([...known ?? [], ...items.map(({ id }) => id)])
    }
    const soon = () => {
      timer ??= setTimeout(() => void look(), GATHER_MS)
    }
    soon()
    const end = theStream.listen({ items: () => undefined, joined: soon, engagement: (topics) => topics.includes('approvals') && soon() })
    return () => {
      gone = true
      end()
      if (timer !== null) clearTimeout(timer)
    }
  }, [on, open])
}

function tell(fresh: readonly Approval[], open: (id: string | undefined) => void): void {
  if (fresh.length > SINGLY_MOST) return show(`${fresh.length} messages wait for a yes`, '', 'approvals', () => open(undefined))
  for (const { id, why, action } of fresh) show(`A message to ${nameOr(action.consumerName, action.consumerId)} waits for a yes`, why, id, () => open(id))
}

function show(title: string, body: string, tag: string, onClick: () => void): void {
  const notice = new Notification(title, { body, tag })
  notice.addEventListener('click', () => {
    notice.close()
    onClick()
  })
}
