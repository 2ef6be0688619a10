import { Bell, BellOff } from 'lucide-react'
import { turnNotices, useNoticeState } from '../../live/approval-notices.ts'
import { ActButton } from '../../parts/ActButton.tsx'

export function NotifySwitch() {
  const state = useNoticeState()
  if (state === 'unsupported') return null
  const on = state === 'on'
  return (
    <ActButton
      size="small" aria-pressed={on} refused={state === 'refused' ? 'This browser refuses notices from here. Allow them in its settings for this address.' : null}
      onClick={() => void turnNotices(!on)} title={on ? 'The browser tells you when something new waits' : 'Let the browser tell you when something new waits'}
    >
      {on ? <Bell size={14} aria-hidden className="text-accent" /> : <BellOff size={14} aria-hidden />}{on ? 'Telling you' : 'Tell me'}
    </ActButton>
  )
}
