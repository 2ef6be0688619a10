import type { Site } from '@troupe/contract'
import { Ban, CircleDashed, House, ShieldCheck, ShieldX, type LucideIcon } from 'lucide-react'
import { stateWord } from './site-words.ts'

const LOOKS: Readonly<Record<Site['state'], { Icon: LucideIcon; colour: string }>> = {
  proved: { Icon: ShieldCheck, colour: 'text-good' },
  unproven: { Icon: CircleDashed, colour: 'text-wait' },
  lost: { Icon: ShieldX, colour: 'text-bad' },
  refused: { Icon: Ban, colour: 'text-bad' },
}

export function SiteMark({ site, className = '' }: { site: Pick<Site, 'state' | 'basis'>; className?: string }) {
  const { colour } = LOOKS[site.state]
  const Icon = site.basis === 'private-network' ? House : LOOKS[site.state].Icon
  return <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${className}`}><Icon aria-hidden size={14} strokeWidth={2.25} className={`shrink-0 ${colour}`} />{stateWord(site)}</span>
}
