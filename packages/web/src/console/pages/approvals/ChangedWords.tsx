import type { PlannedContent } from '@troupe/contract'
import { Button } from '../../../design/Button.tsx'
import { TextSides } from '../../parts/diff/TextDiff.tsx'
import { firstWords } from '../../parts/engagement/LeadWords.tsx'
import { oneLine } from '../../parts/engagement/one-line.ts'
import { Note } from '../../parts/Note.tsx'
import type { Edit } from './use-decision.ts'

export interface ChangedWordsProps {
  before: PlannedContent | null
  newer: PlannedContent | null
  /** What one has written oneself and not saved. */
  mine: Edit | null
  onLook(): void
  onDropMine(): void
}

/** The words are others than those one was reading: both side by side, and nothing is decided before somebody has looked. */
export function ChangedWords({ before, newer, mine, onLook, onDropMine }: ChangedWordsProps) {
  return (
    <section aria-label="Changed since you saw it" className="flex max-w-3xl flex-col gap-3">
      <Note tone="wait"><strong className="font-semibold">The words have changed since you saw them.</strong> {mine === null ? 'A yes to the old ones would count for nothing.' : 'Yours are kept: they stand at the right.'}</Note>
      {mine === null
        ? <TextSides before={firstWords(before)} after={firstWords(newer)} labels={['As you saw it', 'As it is now']} />
        : <TextSides before={firstWords(newer)} after={oneLine(mine.subject, mine.text)} labels={['As it is now', 'Your words']} />}
      <div className="flex flex-wrap gap-2">
        {mine === null ? <Button variant="primary" onClick={onLook}>Go on with the newer words</Button> : (
          <>
            <Button variant="primary" onClick={onLook}>Put mine over them</Button>
            <Button onClick={onDropMine}>Take the newer words</Button>
          </>
        )}
      </div>
    </section>
  )
}
