/** Below a post: a box to answer in, or the way to one. */
import { buttonClass } from '../../design/Button.tsx'
import { useHrefs } from '../use-hrefs.ts'
import { Later } from './Later.tsx'
import { useJoining, useSelf } from './use-member.ts'

export function PostTalk({ postId }: { postId: string }) {
  const self = useSelf()
  const joining = useJoining()
  const { page } = useHrefs()
  if (self !== null && self.mayWrite) {
    return (
      <div className="flex min-h-16 border-b px-4 py-3 sm:px-5">
        <Later part={(parts) => parts.CommentBox} props={{ postId, parent: null }} />
      </div>
    )
  }
  if (self !== null || joining === 'off') return null
  return (
    <div className="flex min-h-16 items-center gap-3 border-b px-4 py-3 sm:px-5">
      <p className="flex-1 text-14 text-ink-soft">Want to answer?</p>
      <a href={page('/join')} className={buttonClass('primary')}>Join</a>
      <a href={page('/sign-in')} className={buttonClass('quiet')}>Sign in</a>
    </div>
  )
}
