/** Counts beside a post: quiet signs, not buttons, since visitors can't act. Read out as words. */
import type { LucideIcon } from 'lucide-react'
import { Heart, MessageCircle, Repeat2, ThumbsDown } from 'lucide-react'
import type { Post } from '@troupe/contract'
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

export function PostCounts({ counts }: { counts: Post['counts'] }) {
  return (
    <div className="flex gap-x-6 text-13 text-ink-faint sm:gap-x-10">
      <Count Icon={MessageCircle} value={counts.comments} one="comment" many="comments" />
      <Count Icon={Repeat2} value={counts.reposts + counts.quotes} one="repost or quote" many="reposts and quotes" />
      <Count Icon={Heart} value={counts.likes} one="like" many="likes" />
      <Count Icon={ThumbsDown} value={counts.dislikes} one="dislike" many="dislikes" />
    </div>
  )
}
