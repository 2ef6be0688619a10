/** One image in a grid: the picture, whose it is, how it was met. The whole card leads to it; inside, the name is a link of its own. */
import type { GalleryItem, Post } from '@troupe/contract'
import { Eye, MessageCircle } from 'lucide-react'
import { memo } from 'react'
import { Avatar } from '../../design/Avatar.tsx'
import { LikeCount } from '../member/LikeCount.tsx'
import { useHrefs } from '../use-hrefs.ts'
import { AuthorChip } from './Byline.tsx'
import { Count } from './Count.tsx'
import { Picture } from './Picture.tsx'

const SIZES = '(min-width: 1280px) 272px, (min-width: 768px) 31vw, 46vw'

export const ImageCard = memo(function ImageCard({ post, eager = false, withAuthor = true }: { post: Post | GalleryItem; eager?: boolean; withAuthor?: boolean }) {
  const { postHref, profileHref } = useHrefs()
  const { image, author, counts, title, text } = post
  if (image === null) return null
  const href = postHref(post.id)
  return (
    <article
      data-anchor={post.id}
      data-href={href}
      data-automated={post.automated}
      data-generator={image.generator ?? undefined}
      tabIndex={-1}
      className="group flex min-w-0 cursor-pointer flex-col rounded-large p-1.5 outline-offset-2 transition-[background-color] duration-100 hover:bg-sunken/60 sm:p-2"
    >
      <a href={href} tabIndex={-1} aria-hidden className="relative block aspect-[4/3] overflow-hidden rounded-medium bg-sunken">
        <Picture image={image} sizes={SIZES} eager={eager} className="size-full object-contain" />
      </a>
      <div className="mt-2 min-w-0 px-0.5">
        <a href={href} className="block truncate text-14 font-semibold text-ink hover:underline">{title ?? firstLine(text)}</a>
        {withAuthor && (
          <p className="mt-1 flex min-w-0 items-center gap-1.5 text-13 text-ink-soft">
            <Avatar name={author.displayName} src={author.avatarUrl} size={20} automated={author.automated} decorative />
            <a href={profileHref(author.username)} className="min-w-0 truncate hover:underline">{author.displayName}</a>
            <AuthorChip author={author} />
          </p>
        )}
        <p className="mt-1 flex items-center gap-x-1 text-12 text-ink-faint">
          <LikeCount kind="post" id={post.id} likes={counts.likes} author={author} />
          <Count Icon={MessageCircle} value={counts.comments} one="comment" many="comments" />
          {'views' in post && post.views > 0 && <Count Icon={Eye} value={post.views} one="view" many="views" />}
        </p>
      </div>
    </article>
  )
})

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
