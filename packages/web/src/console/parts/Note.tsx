import { clsx } from 'clsx'
import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const TONES = {
  plain: { box: 'bg-sunken text-ink-soft', Icon: Info, mark: 'text-ink-faint' },
  wait: { box: 'bg-wait-soft text-ink', Icon: TriangleAlert, mark: 'text-wait' },
  bad: { box: 'bg-bad-soft text-ink', Icon: CircleAlert, mark: 'text-bad' },
} as const

export function Note({ tone = 'plain', children, className }: { tone?: keyof typeof TONES; children: ReactNode; className?: string }) {
  const { box, Icon, mark } = TONES[tone]
  return (
    <div role={tone === 'bad' ? 'alert' : undefined} className={clsx('flex gap-2 rounded-medium px-3 py-2 text-13 text-pretty', box, className)}>
      <Icon aria-hidden size={15} className={clsx('mt-0.5 shrink-0', mark)} />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  )
}
