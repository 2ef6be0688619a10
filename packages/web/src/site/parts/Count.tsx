/** A number and its sign, read out as words. */
import type { LucideIcon } from 'lucide-react'
import { counted, formatCount } from '../../design/number-format.ts'

interface CountProps {
  Icon: LucideIcon
  value: number
  one: string
  many: string
}

export function Count({ Icon, value, one, many }: CountProps) {
  return (
    <span className="tabular inline-flex min-w-12 items-center gap-1.5" title={counted(value, one, many)}>
      <Icon aria-hidden size={16} strokeWidth={1.75} />
      <span aria-hidden>{value > 0 ? formatCount(value) : ''}</span>
      <span className="sr-only">{counted(value, one, many)}</span>
    </span>
  )
}
