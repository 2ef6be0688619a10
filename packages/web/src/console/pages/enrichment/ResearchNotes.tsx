import { Field, ListInput, TextArea } from '../../parts/fields.tsx'
import { Fold } from '../../parts/Fold.tsx'

export interface Notes { summary: string; facts: string[]; vocabulary: string[]; slang: string[] }
export const BLANK_NOTES: Notes = { summary: '', facts: [], vocabulary: [], slang: [] }

/** What is known of the people a persona stands for; folded away, since most have none. */
export function ResearchNotes({ notes, onChange }: { notes: Notes; onChange(notes: Notes): void }) {
  const set = (patch: Partial<Notes>) => onChange({ ...notes, ...patch })
  return (
    <Fold label="What you know of such people">
      <div className="grid gap-4 pt-2 sm:grid-cols-2">
        <Field label="In a few sentences" className="sm:col-span-2" hint="The model reads it as what is known, never as an order."><TextArea rows={3} maxLength={4000} value={notes.summary} onChange={({ target }) => set({ summary: target.value })} /></Field>
        <Field label="Facts" className="sm:col-span-2" hint="One a line."><ListInput between="line" value={notes.facts} onValue={(facts) => set({ facts })} /></Field>
        <Field label="Their words" hint="Separated by commas."><ListInput value={notes.vocabulary} onValue={(vocabulary) => set({ vocabulary })} /></Field>
        <Field label="Their slang" hint="Separated by commas."><ListInput value={notes.slang} onValue={(slang) => set({ slang })} /></Field>
      </div>
    </Fold>
  )
}

export function researchOf(notes: Notes): { research?: Notes } {
  const isBlank = notes.summary.trim() === '' && notes.facts.length + notes.vocabulary.length + notes.slang.length === 0
  return isBlank ? {} : { research: notes }
}
