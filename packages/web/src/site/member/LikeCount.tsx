/** How many like something, and for those who may, the button: filled at once, taken back where the server refuses. */
import { clsx } from 'clsx'
import { Heart } from 'lucide-react'
import type { Author } from '@troupe/contract'
import { counted, formatCount } from '../../design/number-format.ts'
import { Count } from '../parts/Count.tsx'
import { useJoining, useMemberStore } from './use-member.ts'

export interface LikeCountProps {
  kind: 'post' | 'comment'
  id: string
  likes: number
  author: Author
}

export function LikeCount({ kind, id, likes, author }: LikeCountProps) {
  const member = useMemberStore()
  const joining = useJoining()
  const standing = member.standing()
  const self = standing.state === 'member' ? standing.self : null
  const own = self !== null && self.profile?.id === author.id
  if (own || (self === null ? joining === 'off' : !self.mayWrite)) return <Count Icon={Heart} value={likes} one="like" many="likes" />
  const liked = self !== null && member.likes(id)
  return (
    <button
      type="button"
      aria-pressed={liked}
      aria-label={`Like what ${author.displayName} wrote, ${counted(likes, 'like', 'likes')}`}
      title={counted(likes, 'like', 'likes')}
      onClick={() => void member.asMember('like this', ({ mayWrite, profile }) => mayWrite && profile?.id !== author.id && void member.like(kind, id, !liked))}
      className={clsx(
        'tabular -my-1.5 -ml-2 inline-flex h-8 min-w-14 items-center gap-1.5 rounded-full px-2 transition-colors duration-100 hover:bg-accent-soft hover:text-accent',
        liked && 'font-semibold text-accent',
      )}
    >
      <Heart aria-hidden size={16} strokeWidth={1.75} fill={liked ? 'currentColor' : 'none'} />
      <span aria-hidden>{likes > 0 ? formatCount(likes) : ''}</span>
    </button>
  )
}
