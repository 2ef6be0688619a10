import type { Trend } from '@troupe/contract'
import { TrendingUp } from 'lucide-react'
import { counted } from '../../design/number-format.ts'
import { useHrefs } from '../use-hrefs.ts'
import { useMemberWords } from '../world.ts'

/** `samples` adds a line of what is being said. */
export function TrendList({ trends, samples = false }: { trends: readonly Trend[]; samples?: boolean }) {
  const { tagHref } = useHrefs()
  const members = useMemberWords()
  return (
    <ol>
      {trends.map((trend) => (
        <li key={trend.tag}>
          <a
            href={tagHref(trend.tag)}
            className={`block -outline-offset-2 transition-[background-color] duration-100 hover:bg-sunken/60 ${samples ? 'border-b px-4 py-4 sm:px-5' : 'rounded-medium px-3 py-2'}`}
          >
            <span className="flex items-baseline gap-2">
              <span className={`min-w-0 truncate font-semibold ${samples ? 'text-20' : 'text-14'}`}>#{trend.tag}</span>
              {trend.rising && (
                <span className="inline-flex shrink-0 items-center gap-1 text-12 text-good">
                  <TrendingUp aria-hidden size={13} /> rising
                </span>
              )}
            </span>
            <span className="tabular block text-13 text-ink-faint">
              {counted(trend.posts, 'post', 'posts')} by {counted(trend.people, ...members)}
            </span>
            {samples && trend.sample !== '' && <span className="mt-1.5 line-clamp-2 block text-14 text-ink-soft">“{trend.sample}”</span>}
          </a>
        </li>
      ))}
    </ol>
  )
}
