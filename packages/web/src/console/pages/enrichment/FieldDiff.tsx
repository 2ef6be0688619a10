/** One field of a proposal: as it is beside as it would be. On a narrow screen one stands above the other. */
import { ENRICHED_FIELDS, type EnrichedField, type EnrichedValues, type Voice } from '@troupe/contract'
import { Fresh, Gone, ListSides, Sides, TextSides } from '../../parts/diff/TextDiff.tsx'

export const FIELD_WORDS: Readonly<Record<EnrichedField, string>> = { bio: 'Bio', backstory: 'Backstory', voice: 'Voice', knowledge: 'Knowledge' }

/** What a proposal would change, in one order everywhere. */
export function fieldsOf(after: EnrichedValues): EnrichedField[] {
  return ENRICHED_FIELDS.filter((field) => after[field] !== undefined)
}

const VOICE_WORDS: Readonly<Record<keyof Voice, string>> = { tone: 'Tone', length: 'Length', casing: 'Letter case', emoji: 'Texts with emoji', emojis: 'Emoji', slang: 'Fillers and tags', vocabulary: 'Words it prefers' }

export function FieldDiff({ field, before, after }: { field: EnrichedField; before: EnrichedValues; after: EnrichedValues }) {
  switch (field) {
    case 'bio':
    case 'backstory': return <TextSides before={before[field] ?? ''} after={after[field] ?? ''} />
    case 'knowledge': return <ListSides before={before.knowledge ?? []} after={after.knowledge ?? []} between="lines" />
    case 'voice': return before.voice === undefined || after.voice === undefined ? null : <VoiceDiff before={before.voice} after={after.voice} />
  }
}

function VoiceDiff({ before, after }: { before: Voice; after: Voice }) {
  const changed = (Object.keys(VOICE_WORDS) as (keyof Voice)[]).filter((name) => spread(before[name]) !== spread(after[name]))
  return (
    <div className="flex flex-col gap-3">
      {changed.map((name) => {
        const [old, fresh] = [before[name], after[name]]
        return (
          <div key={name}>
            <p className="mb-1 text-12 text-ink-faint">{VOICE_WORDS[name]}</p>
            {Array.isArray(old) && Array.isArray(fresh) ? <ListSides before={old} after={fresh} between="commas" /> : <Sides before={<Gone>{shown(old)}</Gone>} after={<Fresh>{shown(fresh)}</Fresh>} />}
          </div>
        )
      })}
    </div>
  )
}

/** Lists of words say the same in any order. */
function spread(value: Voice[keyof Voice]): string {
  return JSON.stringify(Array.isArray(value) ? value.toSorted() : value)
}

function shown(value: Voice[keyof Voice]): string {
  return typeof value === 'number' ? `${Math.round(value * 100)} %` : String(value)
}
