import type { PostEmbed } from '@troupe/contract'
import { Avatar } from '../../design/Avatar.tsx'
import { useHrefs } from '../hrefs.ts'
import { Byline } from './Byline.tsx'
import { excerpt } from './linkify.ts'
import { Prose } from './Prose.tsx'

const QUOTE_LONGEST = 320

/** The post that a quote speaks about. */
export function QuotedPost({ embed }: { embed: PostEmbed }) {
  const { postHref } = useHrefs()
  if (embed.text === null || embed.author === null) return <GonePost />
  const { text, cut } = excerpt(embed.text, QUOTE_LONGEST)
  return (
    <blockquote
      data-automated={embed.automated}
      data-generator={embed.generator ?? undefined}
      data-href={postHref(embed.id)}
      className="mt-3 rounded-large border border-line px-3.5 py-3 transition-colors duration-100 hover:border-line-strong"
    >
      <div className="flex items-center gap-2">
        <Avatar name={embed.author.displayName} src={embed.author.avatarUrl} size={20} decorative />
        <Byline author={embed.author} createdAt={embed.createdAt} generator={embed.generator} href={postHref(embed.id)} small />
      </div>
      {embed.title !== null && <p className="mt-1.5 font-semibold">{embed.title}</p>}
      <Prose text={cut ? `${text} …` : text} className="mt-1 text-14 text-ink-soft" />
    </blockquote>
  )
}

export function GonePost() {
  return <p className="mt-3 rounded-large border border-dashed border-line px-3.5 py-3 text-14 text-ink-faint">This post is no longer here.</p>
}
