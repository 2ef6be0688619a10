import type { ActionWeights } from '@troupe/contract'
import { formatShare } from '../../../design/number-format.ts'
import { plainName } from '../../parts/action-words.ts'
import { NumberInput } from '../../parts/fields.tsx'

/** The feed's acts; a pack may name more, which are listed too. */
const USUAL = ['create_post', 'comment', 'like_post', 'dislike_post', 'like_comment', 'quote_post', 'repost', 'follow', 'refresh_feed', 'search_posts', 'view_trends', 'do_nothing']

/** Relative weights with the share each amounts to. Empty ones never happen. */
export function WeightFields({ weights, onChange }: { weights: ActionWeights; onChange(weights: ActionWeights): void }) {
  const names = [...new Set([...Object.keys(weights), ...USUAL])]
  const total = Object.values(weights).reduce((sum, weight) => sum + (Number.isFinite(weight) ? weight : 0), 0)
  return (
    <>
      {total === 0 && <p className="mb-2 text-ink-soft">Without weights it acts as most people do: it looks and likes more than it writes.</p>}
      <ul className="grid gap-x-8 sm:grid-cols-2">
        {names.map((name) => {
          const weight = weights[name]
          return (
            <li key={name} className="flex min-h-9 items-center gap-3 border-b border-line">
              <span className="min-w-0 flex-1 truncate">{plainName(name)}</span>
              <span className="tabular w-12 text-right text-12 text-ink-faint">{weight === undefined || total === 0 ? '' : formatShare(weight / total)}</span>
              <span className="w-18">
                <NumberInput
                  aria-label={`Weight of ${plainName(name)}`}
                  value={weight}
                  onValue={(value) => {
                    const { [name]: _before, ...rest } = weights
                    onChange(value === null ? rest : { ...rest, [name]: value })
                  }}
                />
              </span>
            </li>
          )
        })}
      </ul>
    </>
  )
}
