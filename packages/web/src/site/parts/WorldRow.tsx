import type { ListedWorld } from '@troupe/contract'
import { FlaskConical, Radio } from 'lucide-react'
import { counted } from '../../design/number-format.ts'
import { spanWords } from '../../design/span-words.ts'
import { hrefsOf } from '../hrefs.ts'
import { addressedAs } from '../world.ts'

export function WorldRow({ world }: { world: ListedWorld }) {
  const { id, name, span, place, isDefault, operator, counts } = world
  const href = hrefsOf(addressedAs(world)).page('/')
  const Icon = span === null ? Radio : FlaskConical
  return (
    <article
      data-anchor={id}
      data-href={href}
      tabIndex={-1}
      className="flex cursor-pointer gap-3 border-b px-4 py-4 -outline-offset-2 transition-[background-color] duration-100 hover:bg-sunken/50 sm:px-5"
    >
      <span aria-hidden className="grid size-10 shrink-0 place-items-center rounded-large bg-accent-soft text-accent">
        <Icon size={20} strokeWidth={1.8} />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="text-16 font-semibold">
          <a href={href} className="break-words hover:underline">{name}</a>
        </h2>
        <p className="tabular text-14 text-ink-soft">{span === null ? 'Live: it goes on as you read' : `Simulated, ${spanWords(span)} (UTC)`}</p>
        <p className="tabular mt-0.5 text-13 text-ink-faint">
          {counted(counts.members, 'member', 'members')} · {counted(counts.posts, 'post', 'posts')} · {counted(counts.comments, 'comment', 'comments')}
        </p>
        <p className="mt-0.5 text-13 text-ink-faint">
          Run by {operator}
          {isDefault && (place === 'gallery' ? ' · this site’s gallery' : ' · what this site shows first')}
        </p>
      </div>
    </article>
  )
}
