/**
 * A comment and what was answered to it. Lines on the left say who answers whom and fold a branch when clicked;
 * past a depth the drawing stops indenting and the words "replying to" take over, so that a long quarrel stays
 * readable on a phone.
 */
import { clsx } from 'clsx'
import { MessageCircle, Reply, ThumbsDown } from 'lucide-react'
import { useState } from 'react'
import { Avatar } from '../../design/Avatar.tsx'
import { counted } from '../../design/number-format.ts'
import { useHrefs } from '../use-hrefs.ts'
import { commentAnchor } from '../route.ts'
import { Byline } from './Byline.tsx'
import { Later } from '../member/Later.tsx'
import { LikeCount } from '../member/LikeCount.tsx'
import { useOwnWords } from '../member/OwnWords.tsx'
import { useJoining, useSelf } from '../member/use-member.ts'
import { useSite } from '../site-context.ts'
import { Count } from './Count.tsx'
import { Prose } from './Prose.tsx'
import { ReportButton } from './ReportButton.tsx'
import { holds, sizeOf, type ThreadNode } from './thread-tree.ts'

const DEPTH_DRAWN = 4

/** Under the middle of the parent's picture: a line down to the next sibling, and an elbow to this one's picture. */
const DRAWN = clsx(
  'relative pt-4 before:absolute before:inset-y-0 before:-left-[14.5px] before:w-px before:bg-line last:before:hidden sm:before:-left-[26.5px]',
  'after:pointer-events-none after:absolute after:top-0 after:-left-[14.5px] after:h-8 after:w-2.5 after:rounded-bl-large after:border-b after:border-l sm:after:-left-[26.5px] sm:after:w-5.5',
)

export interface CommentBranchProps {
  node: ThreadNode
  depth?: number
  /** The comment a link leads to: marked, and never folded away. */
  targetId: string | null
}

export function CommentBranch({ node, depth = 0, targetId }: CommentBranchProps) {
  const { commentHref, profileHref } = useHrefs()
  const [folded, setFolded] = useState(false)
  const [replying, setReplying] = useState(false)
  const { member } = useSite()
  const self = useSelf()
  const joining = useJoining()
  const { comment, replies } = node
  const own = useOwnWords(comment)
  const mayReply = self === null ? joining !== 'off' : self.mayWrite
  const open = !folded || (targetId !== null && targetId !== comment.id && holds(node, targetId))
  const deeper = depth + 1 < DEPTH_DRAWN
  const hidden = sizeOf(node) - 1
  return (
    <div className={depth === 0 ? 'border-b px-4 py-4 sm:px-5' : depth < DEPTH_DRAWN ? DRAWN : 'pt-4'}>
      <div
        id={commentAnchor(comment.id)}
        data-anchor={comment.id}
        data-automated={comment.automated}
        data-generator={comment.generator ?? undefined}
        tabIndex={-1}
        className={`flex scroll-mt-20 gap-2.5 rounded-medium outline-offset-4 ${targetId === comment.id ? 'bg-accent-soft ring-8 ring-accent-soft' : ''}`}
      >
        <div className="flex flex-col items-center">
          <a href={profileHref(comment.author.username)} tabIndex={-1} aria-hidden className="rounded-full">
            <Avatar name={comment.author.displayName} src={comment.author.avatarUrl} size={32} automated={comment.author.automated} decorative />
          </a>
          {replies.length > 0 && open && deeper && <Thread onFold={() => setFolded(true)} what={comment.author.displayName} />}
        </div>
        <div className="min-w-0 flex-1">
          <Byline author={comment.author} createdAt={comment.createdAt} editedAt={comment.editedAt} generator={comment.generator} href={commentHref(comment.postId, comment.id)} small menu={own.menu} />
          {node.parent !== null && depth >= DEPTH_DRAWN && <ReplyingTo node={node} />}
          {own.form ?? <Prose text={comment.text} className="mt-0.5 max-w-[66ch] text-16" />}
          <div className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1 text-13 text-ink-faint">
            <LikeCount kind="comment" id={comment.id} likes={comment.counts.likes} author={comment.author} />
            <Count Icon={ThumbsDown} value={comment.counts.dislikes} one="dislike" many="dislikes" />
            {mayReply && (
              <button type="button" onClick={() => void member.asMember('reply', ({ mayWrite }) => mayWrite && setReplying(true))} className="inline-flex h-8 items-center gap-1.5 rounded-full px-2 whitespace-nowrap hover:bg-sunken hover:text-ink">
                <Reply aria-hidden size={15} strokeWidth={1.75} />
                Reply
              </button>
            )}
            {replies.length > 0 && (
              <button
                type="button"
                aria-expanded={open}
                onClick={() => setFolded(open)}
                className="inline-flex h-6 items-center gap-1.5 rounded-full px-2 whitespace-nowrap hover:bg-sunken hover:text-ink"
              >
                <MessageCircle aria-hidden size={15} strokeWidth={1.75} />
                {open ? 'Hide replies' : `Show ${counted(hidden, 'reply', 'replies')}`}
              </button>
            )}
            <span className="ml-auto"><ReportButton kind="comment" id={comment.id} author={comment.author.displayName} /></span>
          </div>
          {replying && (
            <div className="mt-2 flex">
              <Later part={(parts) => parts.CommentBox} props={{ postId: comment.postId, parent: { id: comment.id, name: comment.author.displayName }, onDone: () => setReplying(false) }} />
            </div>
          )}
        </div>
      </div>
      {open && replies.length > 0 && (
        <div className={deeper ? 'pl-[30px] sm:pl-[42px]' : ''}>
          {replies.map((reply) => (
            <CommentBranch key={reply.comment.id} node={reply} depth={depth + 1} targetId={targetId} />
          ))}
        </div>
      )}
    </div>
  )
}

/** The part of the line beside the comment itself; wide enough for a finger. */
function Thread({ onFold, what }: { onFold: () => void; what: string }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={`Hide the replies to ${what}`}
      onClick={onFold}
      className="group mt-1 flex w-6 flex-1 justify-center"
    >
      <span className="w-px bg-line group-hover:bg-ink-faint" />
    </button>
  )
}

function ReplyingTo({ node }: { node: ThreadNode }) {
  const { commentHref } = useHrefs()
  if (node.parent === null) return null
  const { author, id, postId } = node.parent
  return (
    <p className="text-13 text-ink-faint">
      replying to{' '}
      <a href={commentHref(postId, id)} className="text-ink-soft hover:underline">
        @{author.username}
      </a>
    </p>
  )
}
