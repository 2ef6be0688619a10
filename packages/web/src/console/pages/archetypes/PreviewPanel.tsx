import { Dices } from 'lucide-react'
import { Avatar } from '../../../design/Avatar.tsx'
import { Button } from '../../../design/Button.tsx'
import { Skeleton } from '../../../design/Skeleton.tsx'
import { plainName } from '../../parts/action-words.ts'
import { Note } from '../../parts/Note.tsx'
import { Section } from '../../parts/Page.tsx'
import type { Preview } from './use-preview.ts'

/** Ten people it would make now, each with what they would say without a model. */
export function PreviewPanel({ preview: { made, faults, cause }, whose, onAgain }: { preview: Preview; whose: string; onAgain(): void }) {
  return (
    <Section title="Ten it would make" aside={<Button size="small" onClick={onAgain} title="Draw ten others"><Dices size={14} aria-hidden />Again</Button>}>
      <p className="mb-2 text-12 text-pretty text-ink-faint">{whose}, drawn by a seed; captions from its templates, posts by the rehearsal model. Nothing is stored.</p>
      {cause !== null && <Note tone="bad" className="mb-2">{cause}</Note>}
      {faults.length > 0 && <Note tone="wait" className="mb-2">{made === null ? 'There is a fault in the text; mend it to see them.' : 'There is a fault in the text; these are from before it.'}</Note>}
      {made === null ? faults.length === 0 && cause === null && <div className="flex flex-col gap-3">{Array.from({ length: 4 }, (_, row) => <Skeleton key={row} className="h-14" />)}</div> : (
        <ul className="divide-y divide-line border-t border-line">
          {made.personas.map(({ username, displayName, archetype, bio, age, location }, place) => (
            <li key={username} className="flex gap-2.5 py-2.5">
              <Avatar name={displayName} src={null} size={32} decorative />
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-baseline gap-x-1.5"><span className="font-medium">{displayName}</span><span className="text-12 break-all text-ink-faint">@{username}</span></p>
                <p className="text-12 text-ink-faint">{[plainName(archetype), age, location].filter((part) => part !== null && part !== '').join(', ')}</p>
                <p className="text-pretty text-ink-soft">{bio}</p>
                {made.texts[place] !== undefined && <p className="mt-1 border-l-2 border-line-strong pl-2 text-pretty break-words">{made.texts[place].text}</p>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
