/** What an archetype does: each weight as a bar of the share it amounts to. */
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { plainName } from '../../parts/action-words.ts'
import { NumberInput, TextInput } from '../../parts/fields.tsx'

const FEED = ['create_post', 'comment', 'like_post', 'dislike_post', 'like_comment', 'quote_post', 'repost', 'follow', 'unfollow', 'refresh_feed', 'view_recent_posts', 'search_posts', 'view_trends', 'join_group', 'post_to_group', 'update_bio', 'do_nothing']
const GALLERY = ['create_image_post', 'view_gallery', 'upvote', 'comment', 'follow', 'do_nothing']

export interface WeightBarsProps {
  weights: Readonly<Record<string, number>>
  /** Makes images: other actions are suggested. */
  gallery: boolean
  /** Undefined takes the weight away. */
  onWeight(action: string, weight: number | undefined): void
}

export function WeightBars({ weights, gallery, onWeight }: WeightBarsProps) {
  const [adding, setAdding] = useState('')
  const total = Object.values(weights).reduce((sum, weight) => sum + Math.max(0, weight), 0)
  const most = Math.max(0, ...Object.values(weights))
  const wanted = adding.trim().replaceAll(/[ -]+/g, '_')
  const add = () => {
    if (!/^[a-z][a-z0-9_]*$/.test(wanted) || wanted in weights) return
    onWeight(wanted, 1)
    setAdding('')
  }
  return (
    <div>
      <ul className="flex flex-col">
        {Object.entries(weights).map(([action, weight]) => (
          <li key={action} className="grid min-h-9 grid-cols-[minmax(0,7.5rem)_minmax(0,1fr)_3rem_4.5rem_1.75rem] items-center gap-2 border-b border-line sm:grid-cols-[9rem_minmax(0,1fr)_3rem_4.5rem_1.75rem]">
            <span className="truncate" title={action}>{plainName(action)}</span>
            <span aria-hidden className="h-2 rounded-full bg-pressed"><span className="block h-full rounded-full bg-accent" style={{ width: most === 0 ? 0 : `${(Math.max(0, weight) / most) * 100}%` }} /></span>
            <span className="tabular text-right text-12 text-ink-faint">{share(total === 0 ? 0 : Math.max(0, weight) / total)}</span>
            <NumberInput aria-label={`Weight of ${plainName(action)}`} value={weight} onValue={(value) => value !== null && Number.isFinite(value) && onWeight(action, value)} />
            <button type="button" aria-label={`Take ${plainName(action)} away`} onClick={() => onWeight(action, undefined)} className="grid size-7 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink"><X aria-hidden size={14} /></button>
          </li>
        ))}
      </ul>
      <div className="mt-2 flex items-center gap-2">
        <TextInput aria-label="Another action" placeholder="another action" list="actions-known" value={adding} onChange={({ target }) => setAdding(target.value)} onKeyDown={(event) => { if (event.key === 'Enter') { event.preventDefault(); add() } }} className="max-w-52" />
        <datalist id="actions-known">{(gallery ? GALLERY : FEED).filter((name) => !(name in weights)).map((name) => <option key={name} value={name} />)}</datalist>
        <Button size="small" disabled={wanted === '' || wanted in weights} onClick={add}><Plus size={14} aria-hidden />Add</Button>
      </div>
    </div>
  )
}

/** Small shares keep a digit: 0.2 % is not 0 %. */
function share(part: number): string {
  const percent = part * 100
  return `${percent > 0 && percent < 10 ? percent.toFixed(1) : Math.round(percent)}\u202f%`
}
