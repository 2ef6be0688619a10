/** Counts beside a post, read out as words: quiet signs, but for the heart, which those who may can press. */
import { MessageCircle, Repeat2, ThumbsDown } from 'lucide-react'
import type { Post } from '@troupe/contract'
import { LikeCount } from '../member/LikeCount.tsx'
import { Count } from './Count.tsx'

export function PostCounts({ post: { id, author, counts } }: { post: Post }) {
  return (
    <div className="flex items-center gap-x-6 text-13 text-ink-faint sm:gap-x-10">
      <Count Icon={MessageCircle} value={counts.comments} one="comment" many="comments" />
      <Count Icon={Repeat2} value={counts.reposts + counts.quotes} one="repost or quote" many="reposts and quotes" />
      <LikeCount kind="post" id={id} likes={counts.likes} author={author} />
      <Count Icon={ThumbsDown} value={counts.dislikes} one="dislike" many="dislikes" />
    </div>
  )
}
