/**
 * One post in a list. The card is a link as a whole for the mouse and for j, k and Enter; inside, name, time and
 * quoted post are links of their own, so that everything can be reached, and copied, without a script.
 */
import type { Author, Post, PostEmbed } from '@troupe/contract'
import { Repeat2 } from 'lucide-react'
import { memo } from 'react'
import { Avatar } from '../../design/Avatar.tsx'
import { useHrefs } from '../use-hrefs.ts'
import { useOwnWords, type OwnWords } from '../member/OwnWords.tsx'
import { AuthorChip, Byline } from './Byline.tsx'
import { PostCounts } from './Counts.tsx'
import { InGroup } from './InGroup.tsx'
import { excerpt } from './linkify.ts'
import { Prose } from './Prose.tsx'
import { ReportButton } from './ReportButton.tsx'
import { GonePost, QuotedPost } from './QuotedPost.tsx'

const FEED_LONGEST = 560

/** `inItsGroup`: listed on its group's own page, where saying so each time would be noise. */
export const PostCard = memo(function PostCard({ post, inItsGroup = false }: { post: Post; inItsGroup?: boolean }) {
  const { postHref } = useHrefs()
  const passedOn = post.kind === 'repost'
  const shown = passedOn ? post.referenced : post
  const href = postHref(shown?.id ?? post.id)
  const own = useOwnWords(passedOn ? null : post)
  return (
    <article
      data-anchor={post.id}
      data-href={href}
      data-automated={post.automated}
      data-generator={post.generator ?? undefined}
      tabIndex={-1}
      className="relative cursor-pointer border-b px-4 py-4 -outline-offset-2 transition-[background-color] duration-100 [contain-intrinsic-size:auto_180px] [content-visibility:auto] hover:bg-sunken/50 has-[[open]]:[content-visibility:visible] sm:px-5"
    >
      {passedOn && <RepostedBy author={post.author} />}
      {shown === null || shown.text === null || shown.author === null ? (
        <GonePost />
      ) : (
        <Body shown={shown} author={shown.author} text={shown.text} href={href} group={passedOn || inItsGroup ? null : post.group} own={own}>
          {post.kind === 'quote' && (post.referenced === null ? <GonePost /> : <QuotedPost embed={post.referenced} />)}
          {!passedOn && (
            <div className="mt-3 flex items-center justify-between">
              <PostCounts post={post} />
              <ReportButton kind="post" id={post.id} author={post.author.displayName} />
            </div>
          )}
        </Body>
      )}
    </article>
  )
})

interface BodyProps {
  shown: Post | PostEmbed
  author: Author
  text: string
  href: string
  group: Post['group']
  own: OwnWords
  children: React.ReactNode
}

function Body({ shown, author, text, href, group, own, children }: BodyProps) {
  const { profileHref } = useHrefs()
  const opening = excerpt(text, FEED_LONGEST)
  return (
    <div className="flex gap-3">
      <a href={profileHref(author.username)} tabIndex={-1} aria-hidden className="h-fit shrink-0 rounded-full">
        <Avatar name={author.displayName} src={author.avatarUrl} size={40} automated={author.automated} decorative />
      </a>
      <div className="min-w-0 flex-1">
        <Byline author={author} createdAt={shown.createdAt} editedAt={'editedAt' in shown ? shown.editedAt : null} generator={shown.generator} href={href} menu={own.menu} />
        <InGroup group={group} className="mt-0.5" />
        {shown.title !== null && <p className="mt-1 text-16 font-semibold text-balance">{shown.title}</p>}
        {own.form ?? <Prose text={opening.cut ? `${opening.text} …` : opening.text} className="mt-0.5 max-w-[66ch] text-16" />}
        {opening.cut && own.form === null && (
          <a href={href} className="mt-1 inline-block text-14 font-semibold text-accent hover:underline">
            Read on
          </a>
        )}
        {children}
      </div>
    </div>
  )
}

function RepostedBy({ author }: { author: Author }) {
  const { profileHref } = useHrefs()
  return (
    <div className="mb-1.5 flex items-center gap-3 text-13 text-ink-faint">
      <span className="flex w-10 shrink-0 justify-end">
        <Repeat2 aria-hidden size={16} />
      </span>
      <span className="flex min-w-0 items-center gap-1.5">
        <a href={profileHref(author.username)} className="truncate font-semibold hover:underline">
          {author.displayName}
        </a>
        <AuthorChip author={author} />
        <span className="shrink-0">reposted</span>
      </span>
    </div>
  )
}
